package vorlauf.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vorlauf.compile.CompileSettings;
import vorlauf.compile.Explanation;
import vorlauf.compile.GraphCompiler;
import vorlauf.compile.GraphException;
import vorlauf.compile.Problem;
import vorlauf.engine.RenderException;
import vorlauf.files.DiskFiles;
import vorlauf.files.FileStream;

/** {@code vorlauf explain}: what the compiler makes of a patch, as text, as JSON and as a picture. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Shows how a patch is rendered: order, buffers and their lifetimes, cycles, latency.")
final class ExplainCommand implements Subcommand {
    private final Shell shell;

    @Parameters(paramLabel = "PATCH", description = "Java source file with a method patch().")
    private Path patch = Path.of("");

    @Option(names = "--svg", paramLabel = "FILE", description = "Also draw the graph.")
    private @Nullable Path svg;

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    @Mixin
    private final PlanOptions plan = new PlanOptions();

    @Mixin
    private final RealTimeOption realTime = new RealTimeOption();

    ExplainCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws GraphException, RenderException, IOException {
        plan.check();
        CompileSettings settings = Usage.check(() -> CompileSettings.of(plan.rateHertz(), plan.blockFrames())
                .withKernels(plan.kernels().set()));
        Patch loaded = PatchLoader.load(patch);
        Explanation explanation = explain(loaded, settings);
        Path file = svg;
        if (file != null) {
            write(file, ExplanationPicture.of(loaded.fileName(), explanation).svg());
        }
        if (json) {
            shell.json(explanation);
        } else {
            shell.out().print(explanation.text());
            shell.out().flush();
        }
        return ExitCode.DONE;
    }

    private Explanation explain(Patch loaded, CompileSettings settings)
            throws GraphException, RenderException, IOException {
        List<FileStream> streams = new ArrayList<>();
        try {
            GraphCompiler compiler = new GraphCompiler(
                    settings, new DiskFiles(streams::add), realTime.check().forCompiler());
            for (Problem warning : compiler.compile(FirstGraph.of(loaded)).warnings()) {
                shell.err().println("warning: " + warning);
            }
            Explanation explanation = compiler.explain();
            if (explanation == null) {
                throw new IllegalStateException("a compiled graph has no explanation");
            }
            return explanation;
        } finally {
            for (FileStream stream : streams) {
                stream.close();
            }
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            Path folder = file.toAbsolutePath().getParent();
            String reason = folder != null && !Files.isDirectory(folder)
                    ? "there is no folder " + folder
                    : Files.isDirectory(file) ? "it is a folder" : String.valueOf(e.getMessage());
            throw CommandException.failed(file + ": cannot be written: " + reason);
        }
    }
}
