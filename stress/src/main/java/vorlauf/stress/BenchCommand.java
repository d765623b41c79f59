package vorlauf.stress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import vorlauf.cli.Subcommand;
import vorlauf.drawing.Charts;
import vorlauf.stress.peers.Contest;
import vorlauf.stress.peers.ContestReport;

/** {@code vorlauf bench}: what is compared is measured in one run, and printed as a multiple of the best or of a limit. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures rings, plans, kernels, compilation or whole workloads beside their rivals in one run.",
            "",
            "workloads: whole graphs with both sets of kernels beside the same in C, written by hand for SIMD; with"
                    + " --peers also in every sound engine that is installed.",
            "deadlines: simulated deadlines a second, and how many times as fast as real time the engine plays.",
            "sweep: a grid of scenarios beside a plain loop over the same runs.",
            "notebook: how long a person waits for the Java kernel: first cell, renders with player and pictures.",
            "compile: graphs compiled and edited, until a plan is ready, and the block in which it comes into force.",
            "scale: what a node costs in time and memory in graphs of 1,000 to 16,000.",
            "all: workloads, scale, kernels and compile, one after another.",
            ""
        })
public final class BenchCommand implements Subcommand {
    private static final int WIDTH = 1_500;
    private static final int HEIGHT = 620;

    @Parameters(
            paramLabel = "SUITE",
            arity = "0..1",
            description = "${COMPLETION-CANDIDATES} (ring; with --peers workloads).")
    private @Nullable Suite suite;

    @Option(names = "--quick", description = "Few and short runs: a look, not a measurement.")
    private boolean quick;

    @Option(names = "--json", description = "Print one JSON value and nothing else.")
    private boolean json;

    @Option(names = "--peers", description = "Workloads by every installed engine as well.")
    private boolean peers;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "Only these workloads: W1 to W4, W5-K, W2-100, mixed, moving, moving-lfo, strings.")
    private List<String> only = List.of();

    @Option(names = "--rounds", paramLabel = "N", description = "Turns of each engine (7; 3 with --quick).")
    private int rounds;

    @Option(names = "--chart", paramLabel = "FILE", description = "Draw the ratios of workloads, as PNG.")
    private @Nullable Path chart;

    @Option(
            names = "--update",
            paramLabel = "FILE",
            description =
                    "Put the tables into a Markdown file, between its marks <!-- bench SUITE --> and <!-- end -->.")
    private @Nullable Path update;

    /** Made by picocli. */
    public BenchCommand() {}

    /** What can be measured; the constants are the words of the command line. */
    enum Suite {
        ring,
        plans,
        kernels,
        compile,
        deadlines,
        workloads,
        scale,
        sweep,
        notebook,
        all
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path target = BuildFolder.find();
        if (target == null) {
            System.err.println("bench runs inside a checkout of Vorlauf; there is no stress/pom.xml above its classes");
            return 3;
        }
        String mistake = mistake();
        if (mistake != null) {
            System.err.println(mistake);
            return 2;
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put("machine", Machine.markdown());
        boolean agrees = true;
        try {
            for (Suite one : suites()) {
                agrees &= run(one, target, figures, tables);
            }
            writeTables(tables);
        } catch (IOException failed) {
            System.err.println(failed.getMessage());
            return 3;
        }
        if (json) {
            Object value = figures.size() == 1 ? figures.values().iterator().next() : figures;
            System.out.println(JsonMapper.builder().build().writeValueAsString(value));
        }
        return agrees ? 0 : 1;
    }

    private List<Suite> suites() {
        Suite chosen = suite == null ? (peers ? Suite.workloads : Suite.ring) : suite;
        return chosen == Suite.all
                ? List.of(Suite.workloads, Suite.scale, Suite.kernels, Suite.compile)
                : List.of(chosen);
    }

    /** One line about options that do not fit, or null. */
    private @Nullable String mistake() {
        boolean hasWorkloads = suites().contains(Suite.workloads);
        if (!hasWorkloads && (peers || chart != null || !only.isEmpty())) {
            return "--peers, --only and --chart are for the suite workloads";
        }
        for (String name : only) {
            if (!Contest.isWorkload(name)) {
                return "no workload is called " + name + "; there are " + String.join(", ", Contest.WORKLOADS);
            }
        }
        Path file = update;
        if (file != null && !Files.isRegularFile(file)) {
            return file + ": there is no such file; --update changes one that has marks";
        }
        return rounds < 0 ? "--rounds " + rounds + " is not possible: 1 or more" : null;
    }

    private boolean run(Suite one, Path target, Map<String, Object> figures, Map<String, String> tables)
            throws IOException, InterruptedException {
        switch (one) {
            case workloads -> {
                ContestReport report = contest(target);
                figures.put(one.name(), report);
                tables.put(one.name(), report.markdown());
                if (!json) {
                    System.out.print(report.text());
                }
                return report.agrees();
            }
            case scale -> tell(one.name(), ScaleTable.measure(target), figures, tables);
            case sweep -> tell(one.name(), SweepTable.measure(target, quick), figures, tables);
            case notebook -> tell(one.name(), NotebookTable.measure(target, quick), figures, tables);
            case ring, plans, kernels, compile, deadlines -> {
                JmhSuite jmh = jmh(one);
                List<Measured> all = jmh.run(target, quick);
                figures.put(one.name(), all);
                tables.put(one.name(), jmh.markdown(all));
                if (!json) {
                    jmh.print(all, System.out);
                }
                if (one == Suite.deadlines) {
                    tell("engine", EngineSpeed.measure(target, quick), figures, tables);
                } else if (one == Suite.compile) {
                    tell("edits", EditTable.measure(target, quick), figures, tables);
                }
            }
            case all -> throw new IllegalStateException("all is several suites");
        }
        return true;
    }

    private void tell(String name, BenchTable<?> table, Map<String, Object> figures, Map<String, String> tables) {
        figures.put(name, table.rows());
        tables.put(name, table.markdown());
        if (!json) {
            System.out.print(table.text());
        }
    }

    private static JmhSuite jmh(Suite suite) {
        return switch (suite) {
            case ring -> JmhSuite.RING;
            case plans -> JmhSuite.PLANS;
            case kernels -> JmhSuite.KERNELS;
            case compile -> JmhSuite.COMPILE;
            case deadlines -> JmhSuite.DEADLINES;
            case workloads, scale, sweep, notebook, all ->
                throw new IllegalArgumentException(suite + " is not run by JMH");
        };
    }

    private ContestReport contest(Path target) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(target.resolve("peers"));
        ProgressLine progress = ProgressLine.onTerminal();
        ContestReport report;
        try {
            Contest contest = peers ? Contest.ofAll(folder, progress::show) : Contest.ofOwn(folder, progress::show);
            int turns = rounds > 0 ? rounds : quick ? 3 : 7;
            report = contest.run(only.isEmpty() ? Contest.WORKLOADS : only, turns, quick ? 0.1 : 0.4);
        } finally {
            progress.finish();
        }
        Path picture = chart;
        if (picture != null) {
            Charts.runHeadless();
            Files.write(
                    picture,
                    Charts.bars(
                            "CPU time of a frame beside C written by hand",
                            "times the C limit",
                            report.bars(),
                            WIDTH,
                            HEIGHT));
        }
        return report;
    }

    private void writeTables(Map<String, String> tables) throws IOException {
        Path file = update;
        if (file == null) {
            return;
        }
        String text = Files.readString(file);
        List<String> missing = new ArrayList<>();
        for (Map.Entry<String, String> table : tables.entrySet()) {
            if (MarkedText.has(text, table.getKey())) {
                text = MarkedText.replace(text, table.getKey(), table.getValue());
            } else {
                missing.add(table.getKey());
            }
        }
        Files.writeString(file, text);
        if (!missing.isEmpty()) {
            System.err.println(file + ": has no marks for " + String.join(", ", missing));
        }
    }
}
