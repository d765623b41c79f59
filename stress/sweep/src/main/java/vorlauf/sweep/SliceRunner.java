package vorlauf.sweep;

import java.util.List;

/** What runs slices: the cores of this machine, or a cluster. */
public interface SliceRunner extends AutoCloseable {
    /**
     * Runs slices, in any order, several at a time, and returns when all are done.
     *
     * <p>Errors: a {@link vorlauf.cli.CommandException} with one line where a run or the sink fails; slices that are not done are
     * left.
     */
    void run(SweepPlan plan, List<Slice> slices, Sink sink) throws InterruptedException;

    /** Gives back what it holds. */
    @Override
    default void close() {}

    /** What becomes of what was run. Threads: any. */
    interface Sink {
        /** A slice is done, once. */
        void done(Slice slice, List<RunRow> rows);

        /** So many deadlines more were simulated. */
        void progress(long deadlines);
    }
}
