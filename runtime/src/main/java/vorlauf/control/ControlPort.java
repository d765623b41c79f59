package vorlauf.control;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;
import vorlauf.dsp.RealTime;
import vorlauf.plan.ControlCell;

/**
 * The letter box of one control: the newest value that a publisher posted and the producer has not yet taken.
 *
 * <p>Threads: {@link #post} any; {@link #deliver} the producer; the counts any.
 *
 * <p>Errors: a value that is not finite, or a port that is closed, is an {@link Outcome}, never an exception.
 */
public final class ControlPort {
    /*
     * One word is the whole protocol. It holds the bits of a value, or one of two patterns of NaN, which no posted value has:
     *
     *   EMPTY  -> value   a publisher: nothing was waiting, so it also puts the port into the queue
     *   value  -> value   a publisher: the port is in the queue, or about to be; the older value is lost and counted
     *   value  -> EMPTY   the producer, after it took the port out of the queue
     *   EMPTY  -> CLOSED  the control thread
     *
     * Every change is an atomic read-modify-write, so the changes of one port stand in one order that all threads agree on,
     * and each of them sees the one before. Nothing can be lost: a publisher either replaces a value that the producer has
     * not taken (whose queue entry is therefore still to come), or finds EMPTY and queues the port anew. There is no separate
     * "queued" flag beside the value, hence no question in which order the two are cleared and read.
     *
     * A port is in the queue at most once: only the publisher that turned EMPTY into a value queues it, and the word is EMPTY
     * again only after the producer has removed that entry (the queue's consumer index is stored before deliver() swaps, and a
     * publisher that sees EMPTY also sees that index). Ports that are not CLOSED are limited to the queue's capacity: so the
     * queue is never full.
     */
    private static final long EMPTY = 0x7ff8_0000_0000_0e01L;

    private static final long CLOSED = 0x7ff8_0000_0000_0e02L;

    private static final VarHandle PENDING = pendingHandle();

    private final ControlMail mail;
    private final ControlCell cell;
    private final AtomicLong posted = new AtomicLong();
    private final AtomicLong replaced = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    @SuppressWarnings("UnusedVariable") // read and written through PENDING
    private volatile long pending = EMPTY;

    /** What became of a posted value. */
    public enum Outcome {
        /** The producer will take it. */
        ACCEPTED,
        /** The producer will take it instead of an older one that it had not taken yet. */
        REPLACED_OLDER,
        /** It is not a finite number; the control holds its value. */
        NOT_FINITE,
        /** The control is no longer used. */
        CLOSED
    }

    ControlPort(ControlMail mail, ControlCell cell) {
        this.mail = mail;
        this.cell = cell;
    }

    /** Name of the control. */
    public String name() {
        return cell.name();
    }

    /** Offers the newest value of the control to the producer. Never waits; retries only when another thread got on. */
    public Outcome post(double value) {
        if (!Double.isFinite(value)) {
            refused.incrementAndGet();
            return Outcome.NOT_FINITE;
        }
        long bits = Double.doubleToRawLongBits(value);
        long before;
        do {
            before = (long) PENDING.getVolatile(this);
            if (before == CLOSED) {
                return Outcome.CLOSED;
            }
        } while (!PENDING.weakCompareAndSet(this, before, bits));
        posted.incrementAndGet();
        if (before == EMPTY) {
            mail.enqueue(this);
            return Outcome.ACCEPTED;
        }
        replaced.incrementAndGet();
        return Outcome.REPLACED_OLDER;
    }

    /** Takes the newest value to its cell; the producer calls it after it took the port out of the queue. */
    @RealTime
    void deliver() {
        cell.set(Double.longBitsToDouble((long) PENDING.getAndSet(this, EMPTY)));
    }

    /** Closes the port if nothing is waiting in it; the control thread tries again later otherwise. */
    boolean tryClose() {
        return PENDING.compareAndSet(this, EMPTY, CLOSED);
    }

    /** Values that were posted, the refused ones not counted. */
    public long postedValues() {
        return posted.get();
    }

    /** Values that were overwritten by newer ones before the producer took them. */
    public long replacedValues() {
        return replaced.get();
    }

    /** Values that were not finite. */
    public long refusedValues() {
        return refused.get();
    }

    private static VarHandle pendingHandle() {
        try {
            return MethodHandles.lookup().findVarHandle(ControlPort.class, "pending", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
