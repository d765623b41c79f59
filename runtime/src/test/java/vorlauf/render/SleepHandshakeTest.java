package vorlauf.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SleepHandshakeTest {
    @Test
    @Timeout(60)
    void noWakeUpIsLost() throws InterruptedException {
        // The sleeper would sleep for an hour: it only gets on because every wake-up arrives.
        SleepHandshake handshake = new SleepHandshake(SystemClock.INSTANCE);
        int rounds = 20_000;
        AtomicLong wanted = new AtomicLong();
        AtomicLong done = new AtomicLong();
        Thread sleeper = new Thread(() -> {
            long seen = 0;
            while (seen < rounds) {
                long now = wanted.get();
                if (now > seen) {
                    seen = now;
                    done.set(seen);
                } else {
                    handshake.sleepUntil(System.nanoTime() + 3_600_000_000_000L);
                }
            }
        });
        sleeper.start();
        for (long round = 1; round <= rounds; round++) {
            wanted.set(round);
            handshake.wake(sleeper);
            while (done.get() < round) {
                Thread.onSpinWait();
            }
        }
        sleeper.join();
        assertThat(done).hasValue(rounds);
    }

    @Test
    void aSleeperThatIsAwakeCostsNoCallOfTheClock() {
        AtomicLong calls = new AtomicLong();
        SleepHandshake handshake = new SleepHandshake(new Clock() {
            @Override
            public long nanoTime() {
                return 0;
            }

            @Override
            public void parkUntil(long deadlineNanos) {
                calls.incrementAndGet();
            }

            @Override
            public void wake(Thread thread) {
                calls.incrementAndGet();
            }
        });
        handshake.wake(Thread.currentThread());
        handshake.sleepUntil(Long.MAX_VALUE);
        assertThat(calls).hasValue(0);
        handshake.sleepUntil(Long.MAX_VALUE);
        assertThat(calls).hasValue(1);
    }
}
