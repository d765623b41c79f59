package vorlauf.backend.sharedmemory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vorlauf.engine.Engine;
import vorlauf.engine.EngineSettings;

/** The JACK client that is written out beside the header, between an engine and a real server without hardware. */
@Timeout(240)
final class JackClientTest {
    private static final int CAPTURED_FRAMES = 48_000;
    private static final int ATTEMPTS = 8;

    @TempDir
    Path folder;

    @Test
    void aClientBehindItReceivesEveryFloatAsItWasRendered() throws Exception {
        String player = Native.compile(folder, "vorlauf_jack.c").toString();
        String capture = Native.compile(folder, "capture.c").toString();
        Path ring = folder.resolve("ring");
        Path recording = folder.resolve("recording.wav");
        Path captured = folder.resolve("captured");
        try (Jackd server = Jackd.start(256, "--no-realtime", "--sync", "--timeout", "10000");
                Engine engine = Engine.start(
                        Recorded.NOISE,
                        new SharedMemoryBackend(),
                        EngineSettings.defaults()
                                .withWarmUpSeconds(0)
                                .withRingBlocks(64)
                                .withDevice(ring.toString())
                                .withRecording(recording, "float"))) {
            server.awaitReady(player, folder);
            Process consumer = Native.start(player, ring.toString(), server.name(), "vorlauf-c");
            Native.until(() -> engine.position() > 4_800);
            // A server that is late skips cycles of its clients, so what is behind them misses frames that were played.
            Native.Ended heard = capture(capture, server, captured);
            for (int attempt = 1; attempt < ATTEMPTS && !heard.output().contains("\"xruns\": 0"); attempt++) {
                heard = capture(capture, server, captured);
            }
            Assumptions.assumeTrue(
                    heard.output().contains("\"xruns\": 0"), "this machine is too busy for a JACK server: " + heard);
            engine.stop();
            Native.Ended ended = Native.end(consumer);
            assertThat(ended.output()).contains(" callbacks, ");
            assertThat(ended.exitCode()).isZero();
        }
        float[] rendered = Recorded.samples(recording);
        float[] samples = Native.floats(captured);
        assertThat(samples).hasSize(CAPTURED_FRAMES * 2);
        int start = Recorded.indexOf(rendered, samples[0], samples[1], samples[2], samples[3]);
        int silent = Recorded.gaps(Arrays.copyOfRange(rendered, start, rendered.length), samples);
        assertThat(silent).isLessThan(CAPTURED_FRAMES / 2);
    }

    private static Native.Ended capture(String program, Jackd server, Path out) throws Exception {
        Files.deleteIfExists(out);
        Native.Ended ended = Native.run(
                program, server.name(), "vorlauf-c:out", "2", Integer.toString(CAPTURED_FRAMES), out.toString());
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        return ended;
    }
}
