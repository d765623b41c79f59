package vorlauf.sweep;

import java.util.Arrays;
import java.util.Locale;
import vorlauf.cli.CommandException;
import vorlauf.compile.GraphException;
import vorlauf.engine.RenderException;
import vorlauf.render.Clock;
import vorlauf.simulate.Experiment;

/**
 * What a sweep will cost, measured on the beginnings of some of its runs.
 *
 * @param nanosPerDeadline of one core, over all scenarios
 * @param probe hash of the trace of the first run's beginning
 */
record Calibration(double nanosPerDeadline, String probe) {
    private static final int SAMPLES = 12;
    private static final int SAMPLE_DEADLINES = 20_000;
    private static final long LONGEST_NANOS = 250_000_000L;

    /** What measuring may take of what the whole sweep takes. */
    private static final double SHARE = 0.01;

    private static final double SLICE_NANOS = 4e8;
    private static final double SHORT_SLICE_NANOS = 5e7;
    private static final int LEAST_SLICES = 16;
    private static final int MOST_SLICES = 4_000;

    /**
     * Measures for a hundredth of what the sweep takes, a quarter of a second at most. Errors: as {@link SliceWork#run}.
     */
    static Calibration measure(SweepPlan plan, Clock clock) {
        int samples = Math.min(SAMPLES, plan.cells());
        Experiment[] experiments = new Experiment[samples];
        for (int i = 0; i < samples; i++) {
            int cell = (int) ((long) i * plan.cells() / samples);
            experiments[i] = plan.experiment(cell)
                    .withSeed(plan.seed(0))
                    .withDeadlines(Math.min(SAMPLE_DEADLINES, plan.deadlines()[cell]));
        }
        String probe = "";
        double[] nanos = new double[samples];
        long started = clock.nanoTime();
        long before = started;
        double deadlines = (double) plan.seeds() * SweepRun.sum(plan);
        // again and again: the last time is the fastest, when the compiler is done
        for (int i = 0; i < samples || before - started < longestNanos(deadlines, mean(nanos)); i++) {
            long hash = hash(experiments[i % samples]);
            probe = i == 0 ? String.format(Locale.ROOT, "%016x", hash) : probe;
            long now = clock.nanoTime();
            nanos[i % samples] = (double) (now - before)
                    / experiments[i % samples].scenario().deadlines();
            before = now;
        }
        return new Calibration(mean(nanos), probe);
    }

    private static double mean(double[] nanos) {
        return Math.max(1, Arrays.stream(nanos).average().orElse(1));
    }

    private static double longestNanos(double deadlines, double nanosPerDeadline) {
        return Math.min(LONGEST_NANOS, SHARE * deadlines * nanosPerDeadline);
    }

    private static long hash(Experiment experiment) {
        try {
            return experiment.run().timing().traceHash();
        } catch (GraphException | RenderException | RuntimeException failed) {
            throw CommandException.failed("a first run failed: "
                    + String.valueOf(failed.getMessage()).lines().findFirst().orElse(""));
        }
    }

    /** How long so many deadlines take on so many cores. */
    double seconds(double deadlines, int workers) {
        return deadlines * nanosPerDeadline / 1e9 / workers;
    }

    /**
     * Slices of about half a second; shorter ones where there would be so few that a core has none at the end, longer ones where
     * there would be thousands of them.
     */
    long sliceDeadlines(double deadlines) {
        double fewNanos = Math.max(SHORT_SLICE_NANOS, deadlines * nanosPerDeadline / LEAST_SLICES);
        double sliceNanos = Math.min(SLICE_NANOS, fewNanos);
        return (long) Math.max(sliceNanos / nanosPerDeadline, deadlines / MOST_SLICES);
    }
}
