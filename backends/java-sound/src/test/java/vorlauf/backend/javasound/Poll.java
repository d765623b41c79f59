package vorlauf.backend.javasound;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another process brings about; the test's own time limit ends what never comes. */
final class Poll {
    private Poll() {}

    /** A moment. */
    static void pause() {
        pause(50);
    }

    /** So long at least. */
    static void pause(long milliseconds) {
        long untilNanos = System.nanoTime() + milliseconds * 1_000_000;
        for (long left = milliseconds * 1_000_000; left > 0; left = untilNanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Waits for it. */
    static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            pause();
        }
    }
}
