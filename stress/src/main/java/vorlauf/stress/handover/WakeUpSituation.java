package vorlauf.stress.handover;

import java.util.function.Function;
import vorlauf.render.Clock;

/**
 * One sleep and one wake-up, on a clock that tells whether the sleeper would have slept on.
 *
 * <p>A park watches, for a bounded time, whether it is ended; a waker that has finished without ending it was lost. Threads:
 * the actors' methods one thread each, {@link #account} after both.
 */
public final class WakeUpSituation {
    /** The sleeper did not sleep, its sleep was ended, or the waker had not finished when it gave up. */
    static final int NOTHING_WRONG = 0;

    /** The waker has finished, and the sleeper sleeps. */
    static final int SLEEPS_ON = 1;

    /** The sleeper sleeps with a task that nobody will wake it for. */
    static final int TASK_FORGOTTEN = 2;

    private static final int SPINS = 200;

    private final WatchfulClock clock = new WatchfulClock();
    private final WakeUp wakeUp;

    /** Volatile, as what a sleeper is woken for must be: it clears the wish without reading it, so it acquires nothing there. */
    private volatile int task;

    private int seen;

    /** A pair that uses what {@code made} makes of a clock. */
    public WakeUpSituation(Function<Clock, WakeUp> made) {
        this.wakeUp = made.apply(clock);
    }

    /** Sleeps, then looks for the task as the producer does. */
    public int sleepOnce() {
        wakeUp.sleepUntil(Long.MAX_VALUE);
        seen = task;
        return clock.parks;
    }

    /** Leaves a task, then wakes. */
    public void wakeOnce() {
        task = 1;
        wakeUp.wake(Thread.currentThread());
        clock.wakerHasFinished = true;
    }

    /** Sleeps once more where the task was not seen: that sleep must end at once. */
    public int account() {
        if (clock.sleptOn) {
            return SLEEPS_ON;
        }
        if (seen == 1) {
            return NOTHING_WRONG;
        }
        wakeUp.sleepUntil(Long.MAX_VALUE);
        return clock.sleptOn ? TASK_FORGOTTEN : NOTHING_WRONG;
    }

    private static final class WatchfulClock implements Clock {
        private volatile boolean permit;
        private volatile boolean wakerHasFinished;
        private boolean sleptOn;
        private int parks;

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public void parkUntil(long deadlineNanos) {
            parks++;
            for (int spin = 0; spin < SPINS; spin++) {
                // In this order: a waker that has finished gave its permit before.
                boolean finished = wakerHasFinished;
                if (permit) {
                    permit = false;
                    return;
                }
                if (finished) {
                    sleptOn = true;
                    return;
                }
                Thread.onSpinWait();
            }
        }

        @Override
        public void wake(Thread thread) {
            permit = true;
        }
    }
}
