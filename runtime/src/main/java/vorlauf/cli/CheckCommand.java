package vorlauf.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vorlauf.compile.CompileSettings;
import vorlauf.compile.GraphCompiler;
import vorlauf.compile.GraphException;
import vorlauf.compile.ProcessorCheck;
import vorlauf.engine.RenderException;
import vorlauf.files.DiskFiles;
import vorlauf.files.FileStream;
import vorlauf.graph.Processor;
import vorlauf.realtime.Finding;
import vorlauf.realtime.RealTimeScan;
import vorlauf.realtime.Reviewed;
import vorlauf.realtime.ScanReport;

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

    @Option(
            names = "--accept",
            paramLabel = "FILE",
            description = "Findings that you have reviewed, a line each: rule, class.method, reason.")
    private @Nullable Path accept;

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
        Reviewed accepted = accepted();
        Patch loaded = PatchLoader.load(patch);
        Set<Class<? extends Processor>> types = processors(loaded);
        ScanReport report = new ScanReport(List.of(), 0, List.of(), List.of(), List.of());
        for (Class<? extends Processor> type : types) {
            ClassLoader loader = type.getClassLoader();
            report = report.and(new RealTimeScan(loader == null ? ClassLoader.getSystemClassLoader() : loader, accepted)
                    .processor(type));
        }
        if (json) {
            shell.json(figures(types, report));
        } else {
            print(loaded, types, report);
        }
        return report.isClean() ? ExitCode.DONE : ExitCode.FINDINGS;
    }

    private Reviewed accepted() {
        Path file = accept;
        if (file == null) {
            return Reviewed.none();
        }
        try {
            List<String> lines = Files.readAllLines(file);
            return Usage.check(() -> Reviewed.parse(lines));
        } catch (IOException e) {
            throw CommandException.usage("--accept " + file + " cannot be read; it is a text file, a finding a line");
        }
    }

    private void print(Patch loaded, Set<Class<? extends Processor>> types, ScanReport report) {
        report.findings().forEach(shell.out()::println);
        report.notes().forEach(note -> shell.out().println(note.line("note")));
        report.reviewed().forEach(finding -> shell.out().println(finding.line("reviewed")));
        if (report.isClean()) {
            shell.out()
                    .println(loaded.fileName() + ": nothing to object to, "
                            + (types.size() == 1 ? "1 node" : types.size() + " nodes") + " of its own scanned");
        }
        shell.out().flush();
    }

    private static Map<String, Object> figures(Set<Class<? extends Processor>> types, ScanReport report) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("verdict", report.isClean() ? "clean" : "findings");
        figures.put(
                "processors",
                types.stream().map(CheckCommand::shortName).sorted().toList());
        figures.put("methods", report.methods());
        figures.put(
                "findings",
                report.findings().stream().map(CheckCommand::figures).toList());
        figures.put("notes", report.notes().stream().map(CheckCommand::figures).toList());
        figures.put(
                "reviewed",
                report.reviewed().stream().map(CheckCommand::figures).toList());
        return figures;
    }

    private static Map<String, Object> figures(Finding finding) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("rule", finding.rule().label());
        figures.put("file", finding.file());
        figures.put("line", finding.line());
        figures.put("what", finding.what());
        figures.put("method", finding.method());
        figures.put("callers", finding.callers());
        return figures;
    }

    private static String shortName(Class<?> type) {
        String name = type.getName();
        int lambda = name.indexOf("$$Lambda");
        return lambda < 0
                ? type.getSimpleName()
                : "lambda in " + name.substring(name.lastIndexOf('.', lambda) + 1, lambda);
    }

    /** The classes of the nodes in user code that the first graph uses. */
    private Set<Class<? extends Processor>> processors(Patch loaded)
            throws GraphException, RenderException, IOException {
        CompileSettings settings = Usage.check(() -> CompileSettings.of(plan.rateHertz(), plan.blockFrames()));
        Set<Class<? extends Processor>> types = new LinkedHashSet<>();
        ProcessorCheck collector = new ProcessorCheck(
                type -> {
                    types.add(type);
                    return List.of();
                },
                false);
        List<FileStream> streams = new ArrayList<>();
        try {
            new GraphCompiler(settings, new DiskFiles(streams::add), collector).compile(FirstGraph.of(loaded));
        } finally {
            for (FileStream stream : streams) {
                stream.close();
            }
        }
        return types;
    }
}
