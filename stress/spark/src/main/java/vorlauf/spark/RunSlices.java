package vorlauf.spark;

import java.io.Serializable;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;
import vorlauf.sweep.RunRow;

/** What a worker does with a partition: each holds one slice. */
final class RunSlices extends AbstractFunction1<Iterator<SliceTask>, RunRow[]> implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public RunRow[] apply(Iterator<SliceTask> slices) {
        return slices.next().run().toArray(new RunRow[0]);
    }
}
