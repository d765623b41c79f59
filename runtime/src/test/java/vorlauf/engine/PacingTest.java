package vorlauf.engine;

import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import vorlauf.graph.Signals;
import vorlauf.render.Clock;
import vorlauf.render.Producer;
import vorlauf.render.ProducerThread;
import vorlauf.render.SystemClock;

/** What the producer makes of a device that shows only while it plays who keeps the time. */
@Timeout(120)
class PacingTest {
    private static final long MILLI = 1_000_000;

    private final HandDevice device = new HandDevice();

    /** The machine's clock; remembers how long the producer has last asked to sleep. */
    private static final class SleepLog implements Clock {
        private volatile long askedNanos;

        @Override
        public long nanoTime() {
            return SystemClock.INSTANCE.nanoTime();
        }

        @Override
        public void parkUntil(long deadlineNanos) {
            if (Thread.currentThread().getName().equals(ProducerThread.NAME)) {
                askedNanos = deadlineNanos - nanoTime();
            }
            SystemClock.INSTANCE.parkUntil(deadlineNanos);
        }

        @Override
        public void wake(Thread thread) {
            SystemClock.INSTANCE.wake(thread);
        }
    }

    @Test
    void theProducerLooksOftenAsSoonAsTheDeviceTurnsOutToKeepNoTime() throws Exception {
        SleepLog clock = new SleepLog();
        EngineSettings settings = EngineSettings.defaults().withWarmUpSeconds(0).withExplainedUnderruns(false);
        try (Engine _ = Engine.start(Mono.just(Signals.constant(1)), device, settings, clock)) {
            // Nobody takes frames from the full ring: a device that keeps time would take some in about a block's time.
            await(() -> clock.askedNanos > MILLI);
            device.turnsOutTo(StreamFormat.Pacing.FREE_RUNNING);
            await(() -> clock.askedNanos > 0 && clock.askedNanos <= Producer.SHORTEST_SLEEP_NANOS);
            device.turnsOutTo(StreamFormat.Pacing.REAL_TIME);
            await(() -> clock.askedNanos > MILLI);
        }
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
