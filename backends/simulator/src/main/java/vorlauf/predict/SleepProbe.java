package vorlauf.predict;

import java.util.LinkedHashMap;
import java.util.Map;
import vorlauf.realtime.ThreadPriority;
import vorlauf.render.Clock;

/** How much longer than asked a thread sleeps, under each way to schedule it that is permitted here. */
final class SleepProbe {
    private static final long SLEEP_NANOS = 1_000_000;

    private SleepProbe() {}

    /**
     * Lets a thread under each policy sleep for a millisecond so many times.
     *
     * @return lateness in nanoseconds by the name of the policy; policies that were refused are left out
     */
    static Map<String, long[]> run(Clock clock, int sleeps) {
        Map<String, long[]> late = new LinkedHashMap<>();
        for (ThreadPriority.Policy policy : ThreadPriority.Policy.values()) {
            long[] nanos = new long[sleeps];
            boolean[] granted = new boolean[1];
            Thread thread = new Thread(
                    () -> {
                        granted[0] = ThreadPriority.request(policy).policy() == policy;
                        if (granted[0]) {
                            sleep(clock, nanos);
                        }
                    },
                    "vorlauf-sleep-probe");
            thread.setDaemon(true);
            thread.start();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return late;
            }
            if (granted[0]) {
                late.put(name(policy), nanos);
            }
        }
        return late;
    }

    private static void sleep(Clock clock, long[] lateNanos) {
        for (int i = 0; i < lateNanos.length; i++) {
            long untilNanos = clock.nanoTime() + SLEEP_NANOS;
            long nowNanos = clock.nanoTime();
            // A sleep may end early by itself; that is no lateness.
            while (nowNanos < untilNanos) {
                clock.parkUntil(untilNanos);
                nowNanos = clock.nanoTime();
            }
            lateNanos[i] = nowNanos - untilNanos;
        }
    }

    private static String name(ThreadPriority.Policy policy) {
        return switch (policy) {
            case FIRST -> "sleep, SCHED_FIFO";
            case PREFERRED -> "sleep, nice, 1 us slack";
            case ORDINARY -> "sleep, ordinary";
        };
    }
}
