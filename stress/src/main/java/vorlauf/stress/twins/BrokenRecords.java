package vorlauf.stress.twins;

import java.util.concurrent.atomic.AtomicLong;
import vorlauf.stress.ring.RecordQueue;

/** A ring of two records with one {@link Fault}. */
final class BrokenRecords implements RecordQueue {
    private static final int CAPACITY = 2;

    private final Fault fault;
    private final long[] storage = new long[CAPACITY * LONGS];
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong consumed = new AtomicLong();

    /** A ring with one of the faults that are known here. */
    BrokenRecords(Fault fault) {
        this.fault = fault;
    }

    @Override
    public boolean write(long[] record) {
        long position = written.get();
        if (position - consumed.get() >= (fault == Fault.CAPACITY_PLUS_ONE ? CAPACITY + 1 : CAPACITY)) {
            return false;
        }
        if (fault == Fault.PUBLISH_BEFORE_COPY) {
            written.set(position + 1);
            BrokenFrameRing.linger();
        }
        System.arraycopy(record, 0, storage, (int) (position % CAPACITY) * LONGS, LONGS);
        written.set(position + 1);
        return true;
    }

    @Override
    public boolean read(long[] into) {
        long position = consumed.get();
        if (written.get() == position) {
            return false;
        }
        if (fault == Fault.FREE_BEFORE_COPY) {
            consumed.set(position + 1);
            BrokenFrameRing.linger();
        }
        System.arraycopy(storage, (int) (position % CAPACITY) * LONGS, into, 0, LONGS);
        consumed.set(position + 1);
        return true;
    }
}
