package vorlauf.sweep;

import java.nio.file.Path;
import vorlauf.render.SystemClock;

/**
 * A sweep from a file, for programs and notebooks.
 *
 * <p>Threads: any. Errors: a {@link vorlauf.cli.CommandException} with one line.
 */
public final class Sweep {
    private final Path file;
    private final SweepPlan plan;

    private Sweep(Path file, SweepPlan plan) {
        this.file = file;
        this.plan = plan;
    }

    /** Reads a file and looks at each scenario of its grid. */
    public static Sweep read(Path file) {
        return new Sweep(file, SweepPlan.read(file, done -> {}));
    }

    /** What it will do. */
    public SweepPlan plan() {
        return plan;
    }

    /** Runs what is missing in a folder on all cores, and gives the results. Errors: also an interrupt. */
    public Results run(Path folder) throws InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        Calibration calibration = Calibration.measure(plan, SystemClock.INSTANCE);
        SweepRun.run(plan, calibration, folder, new LocalRunner(cores), QUIET);
        return Results.in(folder);
    }

    static final SweepRun.Watcher QUIET = new SweepRun.Watcher() {
        @Override
        public void found(long runs) {}

        @Override
        public void left(double deadlines) {}

        @Override
        public void progress(long deadlines) {}
    };

    /** The file it came from. */
    public Path file() {
        return file;
    }
}
