package vorlauf.render;

import vorlauf.dsp.RealTime;

/**
 * Lets the control thread end the producer's sleep without a lock, and without a system call when the producer is awake.
 *
 * <p>The two flags are a Dekker pair: each side writes its own flag and then reads the other's, all four accesses are
 * volatile, hence in one order that both sides agree on. Either the producer sees {@code wakeWanted} and does not sleep, or
 * the waker sees {@code asleep} and unparks it; that both miss is impossible. With release and acquire alone it would be
 * possible: a store may pass a later load there, and the wake-up would be lost until the sleep ends by itself.
 *
 * <p>What the sleeper is woken for belongs into the same order: it is written before {@link #wake} and read after
 * {@link #sleepUntil} in volatile mode. The sleeper clears {@code wakeWanted} without reading it, so it acquires nothing there.
 */
final class SleepHandshake {
    private final Clock clock;
    private volatile boolean asleep;
    private volatile boolean wakeWanted;

    SleepHandshake(Clock clock) {
        this.clock = clock;
    }

    /** Sleeps until {@code deadlineNanos}, or until somebody wakes. Producer; looks at its tasks again afterwards. */
    @RealTime
    void sleepUntil(long deadlineNanos) {
        asleep = true;
        if (!wakeWanted) {
            clock.parkUntil(deadlineNanos);
        }
        asleep = false;
        // Cleared before the caller looks at what it was woken for, so a wake-up that comes now is not lost.
        wakeWanted = false;
    }

    /** Wakes {@code sleeper}, after what it is to see has been written. Control thread. */
    void wake(Thread sleeper) {
        wakeWanted = true;
        if (asleep) {
            clock.wake(sleeper);
        }
    }
}
