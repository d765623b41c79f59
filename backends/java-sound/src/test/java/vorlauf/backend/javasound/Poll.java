package vorlauf.backend.javasound;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another process brings about; the test's own time limit ends what never comes. */
final class Poll {
    private Poll() {}

    /** A moment. */
    static void pause() {
        LockSupport.parkNanos(50_000_000);
    }

    /** Waits for it. */
    static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            pause();
        }
    }
}
