package vorlauf.stress.handover;

import vorlauf.render.Clock;
import vorlauf.render.SleepHandshake;

/** Sleep of one thread that another one can end. */
public interface WakeUp {
    /** Sleeps. Sleeper. */
    void sleepUntil(long deadlineNanos);

    /** Ends the sleep, or the next one. Waker. */
    void wake(Thread sleeper);

    /** The product's handshake. */
    static WakeUp ofProduct(Clock clock) {
        return new ProductWakeUp(new SleepHandshake(clock));
    }
}

/** {@link SleepHandshake} behind the interface. */
record ProductWakeUp(SleepHandshake handshake) implements WakeUp {
    @Override
    public void sleepUntil(long deadlineNanos) {
        handshake.sleepUntil(deadlineNanos);
    }

    @Override
    public void wake(Thread sleeper) {
        handshake.wake(sleeper);
    }
}
