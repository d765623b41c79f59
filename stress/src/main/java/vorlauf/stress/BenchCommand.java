package vorlauf.stress;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import vorlauf.cli.Subcommand;

/** {@code vorlauf bench}: what is compared is measured in one run, and printed as a multiple of the best. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures rings, workloads or deadlines beside their rivals in one run.")
public final class BenchCommand implements Subcommand {
    private static final Duration LIMIT = Duration.ofHours(2);

    @Parameters(paramLabel = "SUITE", description = "${COMPLETION-CANDIDATES}")
    private Suite suite = Suite.ring;

    @Option(names = "--quick", description = "One fork and short iterations: a look, not a measurement.")
    private boolean quick;

    @Option(names = "--json", description = "Print one JSON array and nothing else.")
    private boolean json;

    /** Made by picocli. */
    public BenchCommand() {}

    /** What can be measured; the constants are the words of the command line. */
    enum Suite {
        /** Frame rings between two threads: all of one benchmark are rivals. */
        ring(
                "\\.RingBenchmark\\.",
                "op: a frame in throughput; a block of 128 stereo frames one way, or there and back on one thread"),
        /** W1 to W5 on graphs of objects and on plans: all that render one workload are rivals. */
        workloads("\\.(ObjectPerNodeBaseline|WorkloadBenchmark)\\.", "op: a frame"),
        /** Simulated deadlines: each scenario is its own rival. */
        deadlines("\\.DeadlineBenchmark\\.", "op: a deadline; 50 ns are 20 million a second");

        private final String benchmarks;
        private final String legend;

        Suite(String benchmarks, String legend) {
            this.benchmarks = benchmarks;
            this.legend = legend;
        }

        /** What all figures that are to be compared with this one have in common. */
        String rivalry(Measured measured) {
            return switch (this) {
                case ring -> measured.group();
                case deadlines -> measured.subject();
                case workloads -> measured.subject().split(" ", 2)[0];
            };
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path target = BuildFolder.find();
        if (target == null) {
            System.err.println("bench runs inside a checkout of Vorlauf; there is no stress/pom.xml above its classes");
            return 3;
        }
        Path folder = Files.createDirectories(target.resolve("jmh"));
        Path results = folder.resolve(suite + ".json");
        Path log = folder.resolve(suite + ".log");
        Files.deleteIfExists(results);
        ForkedProgram.Ending ending = run(folder, results, log);
        if (!ending.inTime() || ending.exitCode() != 0 || !Files.exists(results)) {
            System.err.println("the benchmark did not come to its end; its log is " + log);
            return 3;
        }
        List<Measured> all = Measured.read(results);
        if (all.isEmpty()) {
            System.err.println("the benchmark measured nothing; its log is " + log);
            return 3;
        }
        if (json) {
            System.out.println(JsonMapper.builder().build().writeValueAsString(all));
        } else {
            print(suite, all, System.out);
            System.out.println(suite.legend);
        }
        return 0;
    }

    private ForkedProgram.Ending run(Path folder, Path results, Path log) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                "-Xmx256m",
                "-Djmh.ignoreLock=true",
                "org.openjdk.jmh.Main",
                suite.benchmarks,
                "-foe",
                "true",
                "-to",
                "60s",
                "-rf",
                "json",
                "-rff",
                results.toString()));
        if (quick) {
            arguments.addAll(List.of("-f", "1", "-wi", "2", "-w", "500ms", "-i", "50"));
        }
        ProgressLine progress = ProgressLine.onTerminal();
        try {
            return new ForkedProgram(arguments, folder, log).run(LIMIT, progress::read);
        } finally {
            progress.finish();
        }
    }

    static void print(Suite suite, List<Measured> all, PrintStream out) {
        Map<String, List<Measured>> groups = new LinkedHashMap<>();
        for (Measured measured : all) {
            groups.computeIfAbsent(suite.rivalry(measured), name -> new ArrayList<>())
                    .add(measured);
        }
        out.printf(
                Locale.ROOT,
                "%-36s %-9s %11s %11s %11s %-7s %s%n",
                "benchmark",
                "of",
                "mean",
                "+-",
                "best run",
                "unit",
                "of best");
        for (List<Measured> group : groups.values()) {
            for (Measured measured : group) {
                out.printf(
                        Locale.ROOT,
                        "%-36s %-9s %,11.1f %,11.1f %,11.1f %-7s %.2f%n",
                        measured.group(),
                        measured.subject(),
                        measured.score(),
                        measured.error(),
                        measured.best(),
                        measured.unit(),
                        measured.timesTheBest(group));
            }
        }
    }
}
