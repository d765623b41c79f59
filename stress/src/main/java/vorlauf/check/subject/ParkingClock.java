package vorlauf.check.subject;

import java.util.concurrent.locks.LockSupport;
import vorlauf.render.Clock;

/** A clock whose time does not pass: who waits on it goes on only when woken. */
final class ParkingClock implements Clock {
    @Override
    public long nanoTime() {
        return 0;
    }

    @Override
    public void parkUntil(long deadlineNanos) {
        LockSupport.park(this);
    }

    @Override
    public void wake(Thread thread) {
        LockSupport.unpark(thread);
    }
}
