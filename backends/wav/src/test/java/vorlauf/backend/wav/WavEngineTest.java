package vorlauf.backend.wav;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vorlauf.engine.Engine;
import vorlauf.engine.EngineReport;
import vorlauf.engine.EngineSettings;
import vorlauf.graph.Signals;

@Timeout(60)
class WavEngineTest {
    @TempDir
    Path folder;

    @Test
    void theFileHoldsEachFrameThatTheEnginePlayed() throws Exception {
        Path file = folder.resolve("sine.wav");
        CountDownLatch twoSeconds = new CountDownLatch(96_000);
        Engine engine = Engine.start(
                Signals.sine(1_000).gain(0.25),
                new WavBackend(),
                EngineSettings.defaults()
                        .withWarmUpSeconds(0)
                        .withFadeSeconds(0)
                        .withDevice(file.toString())
                        .withOptions(Map.of("pace", "free")));
        engine.tap((interleaved, offsetFrames, frameCount, positionFrames, nowNanos) -> {
            for (int frame = 0; frame < frameCount; frame++) {
                twoSeconds.countDown();
            }
        });
        twoSeconds.await();
        EngineReport report = engine.stop();
        assertThat(report.underrunEvents()).isZero();
        float[] samples = WavBackendTest.read(file, 1);
        assertThat((long) samples.length).isEqualTo(report.positionFrames()).isGreaterThanOrEqualTo(96_000);
        // The last block is the fade to silence.
        for (int frame = 0; frame < samples.length - 128; frame++) {
            double expected = 0.25 * Math.sin(2 * Math.PI * 1_000 * (frame % 48) / 48_000);
            if (Math.abs(samples[frame] - expected) > 1e-6) {
                throw new AssertionError("frame " + frame + " is " + samples[frame] + ", not " + expected);
            }
        }
    }
}
