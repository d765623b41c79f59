package vorlauf.backend.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vorlauf.engine.Engine;
import vorlauf.engine.EngineReport;
import vorlauf.engine.EngineSettings;
import vorlauf.graph.Signals;

@Timeout(60)
class NullDeviceEngineTest {
    @Test
    void takesTheSoundOfAnEngineInOrderAndInRealTime() throws Exception {
        CountDownLatch halfASecond = new CountDownLatch(24_000);
        AtomicLong wrong = new AtomicLong();
        Engine engine = Engine.start(
                Signals.phasor(1).gain(0.5),
                new NullDeviceBackend(),
                EngineSettings.defaults().withWarmUpSeconds(0));
        long startNanos = System.nanoTime();
        float[] last = {Float.NaN};
        engine.tap((interleaved, offsetFrames, frameCount, positionFrames, nowNanos) -> {
            for (int frame = offsetFrames; frame < offsetFrames + frameCount; frame++) {
                // A phasor of 1 Hz rises by 1/48000 a frame and starts again once a second.
                float step = interleaved[frame] - last[0];
                if (Math.abs(step - 0.5 / 48_000) > 1e-6 && step > -0.4) {
                    wrong.incrementAndGet();
                }
                last[0] = interleaved[frame];
                halfASecond.countDown();
            }
        });
        halfASecond.await();
        // Up to the lead was rendered before the device began; the rest came no faster than time passes.
        assertThat(System.nanoTime() - startNanos).isGreaterThan(480_000_000L);
        engine.tap(null);
        EngineReport report = engine.stop();
        assertThat(wrong).hasValue(0);
        assertThat(report.format().device()).isEqualTo("null");
        assertThat(report.positionFrames()).isGreaterThanOrEqualTo(24_000);
        System.out.printf(
                "null device, shared machine: %d frames, %d underruns%n",
                report.positionFrames(), report.underrunEvents());
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals(NullDeviceStream.THREAD_NAME));
    }
}
