package vorlauf.control;

import vorlauf.dsp.RealTime;

/**
 * When the next task of a clock is due; the clock's own thread and others set it under the clock's lock, any thread reads it.
 *
 * <p>A class of its own without string constants, for the reason that {@link MailFullException} gives.
 */
public final class DueTime {
    private volatile long nanos = Long.MAX_VALUE;

    DueTime() {}

    void set(long dueNanos) {
        nanos = dueNanos;
    }

    /** Whether it is due at {@code nowNanos}. Any thread. */
    @RealTime
    public boolean isReachedAt(long nowNanos) {
        return nanos <= nowNanos;
    }
}
