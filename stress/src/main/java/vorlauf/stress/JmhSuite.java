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

/** Benchmarks that JMH runs, in a process of its own. */
enum JmhSuite {
    /** Frame rings between two threads: all of one benchmark are rivals. */
    RING(
            "\\.RingBenchmark\\.",
            "op: a frame in throughput; a block of 128 stereo frames one way, or there and back on one thread"),
    /** W1 to W5 on graphs of objects and on plans: all that render one workload are rivals. */
    PLANS("\\.(ObjectPerNodeBaseline|WorkloadBenchmark)\\.", "op: a frame"),
    /** Sixteen alike nodes with either set of kernels. */
    KERNELS("\\.KernelBenchmark\\.", "op: a frame of one of 16 alike nodes"),
    /** Graphs of several sizes compiled and edited: each is its own rival. */
    COMPILE("\\.CompileBenchmark\\.", "op: a graph, or an edit"),
    /** Simulated deadlines: each scenario is its own rival. */
    DEADLINES("\\.DeadlineBenchmark\\.", "op: a deadline; 50 ns are 20 million a second");

    private static final Duration LIMIT = Duration.ofHours(2);

    private final String benchmarks;
    private final String legend;

    JmhSuite(String benchmarks, String legend) {
        this.benchmarks = benchmarks;
        this.legend = legend;
    }

    /** What all figures that are to be compared with this one have in common. */
    String rivalry(Measured measured) {
        return switch (this) {
            case RING -> measured.group();
            case PLANS, KERNELS -> lastWord(measured.subject()); // the workload or the node; kernels come before
            case COMPILE -> measured.group() + measured.subject();
            case DEADLINES -> measured.subject();
        };
    }

    private static String lastWord(String words) {
        return words.substring(words.lastIndexOf(' ') + 1);
    }

    /**
     * Runs the suite.
     *
     * @param target where results and logs may lie
     * @param quick one fork and short iterations
     * <p>Errors: {@link IOException} with one line where it does not come to its end.
     */
    List<Measured> run(Path target, boolean quick) throws IOException, InterruptedException {
        String name = name().toLowerCase(Locale.ROOT);
        Path folder = Files.createDirectories(target.resolve("jmh"));
        Path results = folder.resolve(name + ".json");
        Path log = folder.resolve(name + ".log");
        Files.deleteIfExists(results);
        ForkedProgram.Ending ending = run(folder, results, log, quick);
        if (!ending.inTime() || ending.exitCode() != 0 || !Files.exists(results)) {
            throw new IOException("the benchmark did not come to its end; its log is " + log);
        }
        List<Measured> all = Measured.read(results);
        if (all.isEmpty()) {
            throw new IOException("the benchmark measured nothing; its log is " + log);
        }
        return all;
    }

    private ForkedProgram.Ending run(Path folder, Path results, Path log, boolean quick)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                "-Xmx256m",
                "-Djmh.ignoreLock=true",
                "org.openjdk.jmh.Main",
                benchmarks,
                "-foe",
                "true",
                "-to",
                "60s",
                "-rf",
                "json",
                "-rff",
                results.toString()));
        if (quick && this != COMPILE) { // compilations are counted, not timed
            arguments.addAll(List.of("-f", "1", "-wi", "4", "-w", "500ms", "-i", "50"));
        }
        ProgressLine progress = ProgressLine.onTerminal();
        try {
            return new ForkedProgram(arguments, folder, log).run(LIMIT, progress::read);
        } finally {
            progress.finish();
        }
    }

    /** Prints figures in aligned columns, rivals together. */
    void print(List<Measured> all, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%-36s %-18s %11s %11s %11s %11s %-7s %s%n",
                "benchmark",
                "of",
                "mean",
                "+-",
                "best run",
                "99 %",
                "unit",
                "of best");
        for (List<Measured> group : rivals(all)) {
            for (Measured measured : group) {
                out.printf(
                        Locale.ROOT,
                        "%-36s %-18s %,11.2f %,11.2f %,11.2f %,11.2f %-7s %.2f%n",
                        measured.group(),
                        measured.subject(),
                        measured.score(),
                        measured.error(),
                        measured.best(),
                        measured.percentile99(),
                        measured.unit(),
                        measured.timesTheBest(group));
            }
        }
        out.println(legend);
    }

    /** The same as a table of Markdown. */
    String markdown(List<Measured> all) {
        StringBuilder text =
                new StringBuilder("| benchmark | of | median | best run | 99 % | unit |\n|---|---|---|---|---|---|\n");
        for (List<Measured> group : rivals(all)) {
            for (Measured measured : group) {
                text.append(String.format(
                        Locale.ROOT,
                        "| %s | %s | %,.2f | %,.2f | %,.2f | %s |%n",
                        measured.group(),
                        measured.subject(),
                        measured.median(),
                        measured.best(),
                        measured.percentile99(),
                        measured.unit()));
            }
        }
        return text.append('\n').append(legend).append(".\n").toString();
    }

    private Iterable<List<Measured>> rivals(List<Measured> all) {
        Map<String, List<Measured>> groups = new LinkedHashMap<>();
        for (Measured measured : all) {
            groups.computeIfAbsent(rivalry(measured), name -> new ArrayList<>()).add(measured);
        }
        return groups.values();
    }
}
