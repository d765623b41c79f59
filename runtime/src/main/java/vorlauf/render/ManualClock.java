package vorlauf.render;

/**
 * A clock that stands still until somebody moves it; waiting moves it to the deadline at once.
 *
 * <p>Threads: one moves it, any reads it.
 */
public final class ManualClock implements Clock {
    private volatile long nowNanos;

    /** A clock that stands at {@code startNanos}. */
    public ManualClock(long startNanos) {
        nowNanos = startNanos;
    }

    @Override
    public long nanoTime() {
        return nowNanos;
    }

    @Override
    public void parkUntil(long deadlineNanos) {
        advanceTo(deadlineNanos);
    }

    @Override
    public void wake(Thread thread) {
        // Nobody sleeps on this clock.
    }

    /** Moves the clock; it never goes back. */
    public void advanceTo(long nanos) {
        nowNanos = Math.max(nowNanos, nanos);
    }

    /** Moves the clock by {@code nanos}. */
    public void advanceBy(long nanos) {
        advanceTo(nowNanos + nanos);
    }
}
