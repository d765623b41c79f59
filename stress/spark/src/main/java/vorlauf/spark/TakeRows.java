package vorlauf.spark;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;
import vorlauf.sweep.RunRow;
import vorlauf.sweep.Slice;
import vorlauf.sweep.SliceRunner;

/**
 * What the driver does with the rows of a partition: Spark tells of each one once, however often it was run.
 *
 * <p>Rows are written on a thread of their own, as the one that calls this also schedules.
 */
final class TakeRows extends AbstractFunction2<Object, RunRow[], BoxedUnit> {
    private final List<Slice> slices;
    private final SliceRunner.Sink sink;
    private final ExecutorService writer;
    private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);

    TakeRows(List<Slice> slices, SliceRunner.Sink sink, ExecutorService writer) {
        this.slices = slices;
        this.sink = sink;
        this.writer = writer;
    }

    @Override
    public synchronized BoxedUnit apply(Object partition, RunRow[] rows) {
        Slice slice = slices.get((Integer) partition);
        if (written.isCompletedExceptionally()) {
            written.join(); // ends the job
        }
        written = written.thenRunAsync(
                () -> {
                    sink.done(slice, List.of(rows));
                    long deadlines = 0;
                    for (RunRow row : rows) {
                        deadlines += row.deadlines();
                    }
                    sink.progress(deadlines);
                },
                writer);
        return BoxedUnit.UNIT;
    }

    /** Waits until all is written. Errors: what the sink threw, inside of a {@code CompletionException}. */
    void finish() {
        CompletableFuture<Void> last;
        synchronized (this) {
            last = written;
        }
        last.join();
    }
}
