package vorlauf.backend.javasound;

import java.util.concurrent.atomic.AtomicLong;
import vorlauf.dsp.RealTime;

/**
 * The right of one thread to play, which a supervisor may end while that thread hangs in a write.
 *
 * <p>One value holds both whether the thread is inside a write and since when, so ending a turn hits exactly the write that
 * was seen to hang and never the next one. Volatile order: what the thread did before it entered the write is visible to the
 * supervisor that ends the turn, and so to the thread that it starts instead.
 *
 * <p>Threads: {@link #enterWrite} and {@link #leaveWrite} the thread whose turn it is, the others a supervisor.
 */
final class Turn {
    /** Not inside a write. */
    static final long FREE = 0;

    private static final long ENDED = Long.MIN_VALUE;

    private final AtomicLong phase = new AtomicLong(FREE);

    /** Marks the begin of a write; the lowest bit of the time is given up, so that it is never {@link #FREE}. */
    @RealTime(RealTime.Thread.PLATFORM)
    void enterWrite(long nowNanos) {
        phase.set(nowNanos | 1);
    }

    /** Marks the end of a write; false where the turn was ended meanwhile. */
    @RealTime(RealTime.Thread.PLATFORM)
    boolean leaveWrite() {
        long since = phase.get();
        return since != ENDED && phase.compareAndSet(since, FREE);
    }

    /** When the write that is under way began, {@link #FREE} where none is. */
    long writingSinceNanos() {
        long since = phase.get();
        return since == ENDED ? FREE : since;
    }

    /** Ends the turn, if the write that began at this time is still under way. */
    boolean endWriteOf(long sinceNanos) {
        return sinceNanos != FREE && phase.compareAndSet(sinceNanos, ENDED);
    }
}
