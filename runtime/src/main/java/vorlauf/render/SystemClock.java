package vorlauf.render;

import java.util.concurrent.locks.LockSupport;

/** The clock of this machine. */
public enum SystemClock implements Clock {
    /** There is one. */
    INSTANCE;

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void parkUntil(long deadlineNanos) {
        // Not positive: returns at once. The blocker-less form stores no field of the thread.
        LockSupport.parkNanos(deadlineNanos - System.nanoTime());
    }

    @Override
    public void wake(Thread thread) {
        LockSupport.unpark(thread);
    }
}
