package vorlauf.stress;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import vorlauf.compile.GraphException;
import vorlauf.engine.RenderException;
import vorlauf.render.SystemClock;
import vorlauf.simulate.Experiment;
import vorlauf.sweep.Sweep;
import vorlauf.sweep.SweepPlan;

/**
 * What a sweep costs beside a plain loop over the same runs on all cores, by turns in one process.
 *
 * @param runs of a turn
 * @param rows a turn each
 */
record SweepTable(long runs, List<Row> rows) implements BenchTable<SweepTable.Row> {
    private static final int TURNS = 3;

    /**
     * One turn.
     *
     * @param loopNanos of a run in the plain loop, all cores together
     * @param time of the sweep, calibration and Parquet files included, as a multiple of the loop's
     * @param cpu the same of processor time, which other programs on the machine do not spoil
     * @param busy share of the cores' time that the sweep had
     */
    record Row(double loopNanos, double time, double cpu, double busy) {}

    private record Spent(long nanos, long cpuNanos) {}

    /** Measures. Errors: {@link IOException} where results cannot be written. */
    static SweepTable measure(Path target, boolean quick) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(target.resolve("sweep-bench"));
        Path file = Files.writeString(
                folder.resolve("sweep.json"), String.format(Locale.ROOT, """
                {
                  "periodFrames": 48,
                  "ringPeriods": [1, 2, 3, 4, 6, 8],
                  "renderCost": {"kind": "lognormal", "medianNanos": [300000, 500000, 700000, 800000],
                    "sigma": [0.2, 0.4]},
                  "deadlines": %d,
                  "seeds": 200
                }""", quick ? 5_000 : 50_000));
        Sweep sweep = Sweep.read(file);
        List<Row> rows = new ArrayList<>();
        for (int turn = -1; turn < TURNS; turn++) {
            Spent loop = spent(() -> loop(sweep.plan()));
            Path out = folder.resolve("out");
            delete(out);
            Spent whole = spent(() -> sweep.run(out));
            if (turn >= 0) { // the one before is for the compiler
                rows.add(new Row(
                        (double) loop.nanos() / sweep.plan().runs(),
                        (double) whole.nanos() / loop.nanos(),
                        (double) whole.cpuNanos() / loop.cpuNanos(),
                        (double) whole.cpuNanos()
                                / whole.nanos()
                                / Runtime.getRuntime().availableProcessors()));
            }
        }
        return new SweepTable(sweep.plan().runs(), rows);
    }

    /** The plainest way: each run by the common pool, its underruns added up. */
    private static void loop(SweepPlan plan) {
        long missed = IntStream.range(0, plan.cells())
                .parallel()
                .mapToLong(cell -> {
                    Experiment experiment = plan.experiment(cell);
                    return IntStream.range(0, plan.seeds())
                            .parallel()
                            .mapToLong(repetition -> missed(experiment.withSeed(plan.seed(repetition))))
                            .sum();
                })
                .sum();
        if (missed < 0) {
            throw new IllegalStateException("more were missed than can be counted");
        }
    }

    private static long missed(Experiment experiment) {
        try {
            return experiment.run().timing().underrunEvents();
        } catch (GraphException | RenderException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private static Spent spent(Work work) throws InterruptedException {
        long began = SystemClock.INSTANCE.nanoTime();
        long cpu = cpuNanos();
        work.run();
        return new Spent(SystemClock.INSTANCE.nanoTime() - began, cpuNanos() - cpu);
    }

    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    private static void delete(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public List<Column<SweepTable.Row>> columns() {
        return List.of(
                Column.of("loop us/run", "plain loop, us a run", 11, "%.1f", row -> row.loopNanos() / 1e3),
                Column.of("time x", "sweep, times that", 8, "%.2f", Row::time),
                Column.of("cpu x", "CPU time, times that", 7, "%.2f", Row::cpu),
                Column.of("busy ", "cores busy", 7, "%.0f %%", row -> 100 * row.busy()));
    }

    @Override
    public String text() {
        return String.format(Locale.ROOT, "%,d runs a turn%n%s", runs, BenchTable.super.text());
    }
}
