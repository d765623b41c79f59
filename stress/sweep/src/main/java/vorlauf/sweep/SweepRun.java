package vorlauf.sweep;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import vorlauf.cli.CommandException;
import vorlauf.cli.Main;

/**
 * A plan on its way into a folder: round by round, the slices that are missing.
 *
 * <p>Without a rule to stop there is one round. With one, a round is a batch of repetitions of each scenario that goes on, and
 * which ones go on is decided when all parts of the round are there, from these alone: however the work was interrupted or spread,
 * the same runs are done.
 *
 * <p>Threads: one.
 */
final class SweepRun {
    private final SweepPlan plan;
    private final PartStore store;
    private final SliceRunner runner;
    private final Watcher watcher;
    private long doneRuns;
    private long foundRuns;

    /** Who is told how it goes. Threads: any. */
    interface Watcher {
        /** The folder is ours and fits, the work begins. */
        void begun();

        /** So many runs of earlier starts were found and are not done again. */
        void found(long runs);

        /** So many deadlines are left now, at most. */
        void left(double deadlines);

        /** So many deadlines more were simulated. */
        void progress(long deadlines);
    }

    /**
     * How it ended.
     *
     * @param runs in the results
     * @param foundRuns how many of them were there already
     * @param sparedRuns that the rule to stop made unnecessary
     */
    record Ending(long runs, long foundRuns, long sparedRuns) {}

    private SweepRun(SweepPlan plan, PartStore store, SliceRunner runner, Watcher watcher) {
        this.plan = plan;
        this.store = store;
        this.runner = runner;
        this.watcher = watcher;
    }

    /**
     * Runs what is missing.
     *
     * <p>Errors: a {@link CommandException} with one line; what is done is kept.
     */
    static Ending run(SweepPlan plan, Calibration calibration, Path folder, SliceRunner runner, Watcher watcher)
            throws InterruptedException {
        try (PartStore store = PartStore.open(folder, plan)) {
            Manifest manifest = store.manifest().orElse(null);
            if (manifest == null) {
                manifest = new Manifest(
                        Main.version(),
                        plan.sha256(),
                        calibration.probe(),
                        calibration.sliceDeadlines((double) plan.seeds() * sum(plan)),
                        plan.cells(),
                        plan.runs(),
                        plan.grid().axes().stream().map(Axis::name).toList());
                store.begin(manifest);
            }
            requireSame(manifest, plan, calibration, folder);
            watcher.begun();
            return new SweepRun(plan, store, runner, watcher).run(new Slice.Cut(manifest.sliceDeadlines()));
        }
    }

    private static void requireSame(Manifest manifest, SweepPlan plan, Calibration calibration, Path folder) {
        if (!manifest.sha256().equals(plan.sha256())) {
            throw CommandException.usage(folder + ": holds the results of another sweep (" + manifest.cells()
                    + " scenarios, " + manifest.runs() + " runs); give another folder, or the file that began it");
        }
        if (!manifest.probe().equals(calibration.probe())) {
            throw CommandException.usage(folder + ": was begun with a simulator of other rules (" + manifest.madeBy()
                    + "); its rows and new ones cannot stand together, give another folder");
        }
    }

    static double sum(SweepPlan plan) {
        return Arrays.stream(plan.deadlines()).asDoubleStream().sum();
    }

    private Ending run(Slice.Cut cut) throws InterruptedException {
        int[] cells = IntStream.range(0, plan.cells()).toArray();
        int batch = plan.stop().map(StopRule::batchRuns).orElse(plan.seeds());
        Tallies tallies = new Tallies(plan.cells());
        for (int round = 0, first = 0; first < plan.seeds() && cells.length > 0; round++, first += batch) {
            int end = (int) Math.min(plan.seeds(), (long) first + batch);
            List<Slice> slices = cut.slices(round, cells, plan.deadlines(), first, end);
            runRound(slices, cells, end);
            if (plan.stop().isPresent()) {
                StopRule rule = plan.stop().get();
                store.read(slices, tallies::add);
                cells = Arrays.stream(cells)
                        .filter(cell -> !rule.isMet(tallies.share(cell)))
                        .toArray();
            }
        }
        return new Ending(doneRuns, foundRuns, plan.runs() - doneRuns);
    }

    private void runRound(List<Slice> slices, int[] cells, int end) throws InterruptedException {
        List<Slice> missing = store.missing(slices);
        long runs = runs(slices);
        long found = runs - runs(missing);
        if (found > 0) {
            watcher.found(found);
        }
        double left = 0;
        for (int cell : cells) {
            left += (double) plan.deadlines()[cell] * (plan.seeds() - end);
        }
        for (Slice slice : missing) {
            for (Slice.Stretch stretch : slice.stretches()) {
                left += (double) plan.deadlines()[stretch.cell()] * stretch.count();
            }
        }
        watcher.left(left);
        if (!missing.isEmpty()) {
            runner.run(plan, missing, new SliceRunner.Sink() {
                @Override
                public void done(Slice slice, List<RunRow> rows) {
                    store.write(slice, rows);
                }

                @Override
                public void progress(long deadlines) {
                    watcher.progress(deadlines);
                }
            });
        }
        doneRuns += runs;
        foundRuns += found;
    }

    private static long runs(List<Slice> slices) {
        return slices.stream().mapToLong(Slice::runs).sum();
    }
}
