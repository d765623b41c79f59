package vorlauf.sweep;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import vorlauf.cli.CommandException;
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

    /**
     * The same on a Spark cluster, by a process of its own; the module for it has to be built.
     *
     * @param master {@code local[*]} or {@code spark://host:port}
     */
    public Results runOn(String master, Path folder) throws InterruptedException {
        List<String> words = List.of(file.toString(), "--out", folder.toString(), "--master", master, "--json");
        try {
            Process process = ClusterProcess.command(words)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                AtomicReference<String> last = new AtomicReference<>("");
                // who waits for a line cannot be interrupted
                Thread reader = Thread.ofVirtual()
                        .start(() -> process.errorReader(StandardCharsets.UTF_8)
                                .lines()
                                .forEach(last::set));
                int exitCode = process.waitFor();
                reader.join();
                if (exitCode != 0) {
                    throw exitCode == 2 ? CommandException.usage(last.get()) : CommandException.failed(last.get());
                }
                return Results.in(folder);
            } finally {
                process.destroy();
            }
        } catch (IOException e) {
            throw CommandException.failed("the process for Spark does not start: " + e.getMessage());
        }
    }

    static final SweepRun.Watcher QUIET = new SweepRun.Watcher() {
        @Override
        public void begun() {}

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
