package vorlauf.render;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import vorlauf.dsp.RealTime;

/**
 * A number that one real-time thread changes and any thread reads.
 *
 * <p>Order: the owner reads plainly, since nobody else writes, and stores with release; others load with acquire. So whoever
 * sees a count also sees what the owner did before, and the owner pays no fence.
 */
final class Count {
    private static final VarHandle VALUE = valueHandle();

    private long value;

    Count(long initial) {
        value = initial;
    }

    /** Adds to the number. Owner. */
    @RealTime
    void add(long more) {
        VALUE.setRelease(this, value + more);
    }

    /** Replaces the number. Owner. */
    @RealTime
    void set(long newValue) {
        VALUE.setRelease(this, newValue);
    }

    /** The number. Any thread. */
    @RealTime
    long get() {
        return (long) VALUE.getAcquire(this);
    }

    private static VarHandle valueHandle() {
        try {
            return MethodHandles.lookup().findVarHandle(Count.class, "value", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
