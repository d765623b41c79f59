package vorlauf.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import vorlauf.cli.CommandException;
import vorlauf.compile.GraphException;
import vorlauf.engine.RenderException;
import vorlauf.simulate.Experiment;

/**
 * Repetitions of a scenario, run one after another.
 *
 * <p>Threads: any; each call is on its own.
 */
public final class SliceWork {
    private SliceWork() {}

    /**
     * Runs a scenario with consecutive seeds.
     *
     * <p>Errors: a {@link CommandException} whose line names the scenario and the seed.
     *
     * @param cell number of the scenario
     * @param firstSeed of the first run; each run's is one more
     * @param count runs
     * @param progress is told the deadlines of each run
     */
    public static List<RunRow> run(Experiment experiment, int cell, long firstSeed, int count, LongConsumer progress) {
        List<RunRow> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long seed = firstSeed + i;
            try {
                RunRow row =
                        RunRow.of(cell, seed, experiment.withSeed(seed).run().timing());
                rows.add(row);
                progress.accept(row.deadlines());
            } catch (GraphException | RenderException | RuntimeException failed) {
                throw CommandException.failed("the run of scenario " + cell + " with seed " + seed + " failed: "
                        + String.valueOf(failed.getMessage())
                                .lines()
                                .findFirst()
                                .orElse(""));
            }
        }
        return rows;
    }
}
