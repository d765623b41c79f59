package vorlauf.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vorlauf.compile.CompileSettings;
import vorlauf.compile.GraphCompiler;
import vorlauf.compile.GraphException;
import vorlauf.engine.RenderException;
import vorlauf.files.DiskFiles;
import vorlauf.files.FileStream;
import vorlauf.graph.Processor;
import vorlauf.realtime.Finding;
import vorlauf.realtime.RealTimeSafety;

/** {@code vorlauf check}: whether the nodes that a patch brings with it may run on the producer's thread. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Scans a patch's own nodes for what real-time code must not do.")
final class CheckCommand implements Subcommand {
    private final Shell shell;

    @Parameters(paramLabel = "PATCH", description = "Java source file with a method patch().")
    private Path patch = Path.of("");

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    @Mixin
    private final PlanOptions plan = new PlanOptions();

    CheckCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws GraphException, RenderException, IOException {
        plan.check();
        Patch loaded = PatchLoader.load(patch);
        Set<Class<? extends Processor>> types = processors(loaded);
        List<Finding> findings = new ArrayList<>();
        for (Class<? extends Processor> type : types) {
            findings.addAll(RealTimeSafety.findings(type, loaded.classNames()));
        }
        if (json) {
            Map<String, Object> report = new LinkedHashMap<>();
            report.put("processors", types.stream().map(Class::getSimpleName).toList());
            report.put("findings", findings);
            shell.json(report);
        } else {
            findings.forEach(shell.out()::println);
            if (findings.isEmpty()) {
                shell.out()
                        .println(loaded.fileName() + ": nothing to object to, "
                                + (types.size() == 1 ? "1 node" : types.size() + " nodes") + " of its own scanned");
            }
        }
        return findings.isEmpty() ? ExitCode.DONE : ExitCode.FINDINGS;
    }

    /** The classes of the nodes in user code that the first graph uses. */
    private Set<Class<? extends Processor>> processors(Patch loaded)
            throws GraphException, RenderException, IOException {
        CompileSettings settings = Usage.check(() -> CompileSettings.of(plan.rateHertz(), plan.blockFrames()));
        List<FileStream> streams = new ArrayList<>();
        Set<Class<? extends Processor>> types = new LinkedHashSet<>();
        try {
            GraphCompiler compiler = new GraphCompiler(settings, new DiskFiles(streams::add));
            for (Object resource :
                    compiler.compile(FirstGraph.of(loaded)).change().settled().resources()) {
                if (resource instanceof Processor processor) {
                    types.add(processor.getClass());
                }
            }
        } finally {
            for (FileStream stream : streams) {
                stream.close();
            }
        }
        return types;
    }
}
