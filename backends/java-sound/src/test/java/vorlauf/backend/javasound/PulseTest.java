package vorlauf.backend.javasound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An engine that plays through Java Sound and ALSA's pulse plugin into a real server, which keeps its own time; another client of
 * that server records what is heard.
 */
@Timeout(300)
class PulseTest {
    private static final int SECOND = 48_000;

    @TempDir
    Path folder;

    @BeforeEach
    void needsPulse() {
        PulseServer.assumeInstalled();
    }

    private Fork serve(int bits) throws Exception {
        return Fork.start(
                Fork.configuration(folder, PulseServer.ALSA),
                PulseServer.environment(folder),
                "serve",
                "2",
                Integer.toString(bits),
                "buffer-frames=2048",
                "ring=16");
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 24})
    void theMonitorHearsEachFrameBitForBit(int bits) throws Exception {
        try (PulseServer server = PulseServer.start(folder);
                PulseServer.Recorder recorder = server.record(2, bits);
                Fork fork = serve(bits)) {
            fork.await("started");
            FrameCheck heard = recorder.check();
            Poll.until(() -> heard.soundFrames() > 4 * SECOND);
            long[] end = fork.ask("close");
            fork.awaitEnd();
            recorder.end();
            assertThat(heard.isWhole()).as(heard.toString()).isTrue();
            assertThat(heard.firstFrame()).isZero();
            // What the server still held when the stream was closed was not heard.
            assertThat(end[2] - end[1] - heard.nextFrame()).isBetween(0L, (long) SECOND);
            System.out.printf("PulseAudio, %d bits: %s; ring: %d frames silent%n", bits, heard, end[1]);
        }
    }

    /** Minutes with {@code -Dvorlauf.soak.seconds}. */
    @Test
    @Timeout(3_600)
    void playsOnFrameByFrame() throws Exception {
        long frames = Integer.getInteger("vorlauf.soak.seconds", 10) * (long) SECOND;
        try (PulseServer server = PulseServer.start(folder);
                PulseServer.Recorder recorder = server.record(2, 24);
                Fork fork = serve(24)) {
            fork.await("started");
            FrameCheck heard = recorder.check();
            Poll.until(() -> heard.soundFrames() + heard.silentFrames() > frames);
            long[] end = fork.ask("close");
            fork.awaitEnd();
            System.out.printf("soak, PulseAudio: %s; ring: %d underruns; %s%n", heard, end[0], fork.toldSummary());
            assertThat(heard.isWhole()).as(heard.toString()).isTrue();
        }
    }

    @Test
    void aServerThatIsKilledIsALossAndTheNextOneHearsTheRest() throws Exception {
        try (PulseServer server = PulseServer.start(folder);
                PulseServer.Recorder before = server.record(2, 24);
                Fork fork = serve(24)) {
            fork.await("started");
            Poll.until(() -> before.check().soundFrames() > 2 * SECOND);
            long goneNanos = System.nanoTime();
            server.kill();
            Loss loss = Loss.watch(fork, goneNanos);
            assertThat(loss.event()).contains("so it counts as lost");
            loss.assertCheap("PulseAudio");
            before.end();
            try (PulseServer next = PulseServer.start(folder);
                    PulseServer.Recorder after = next.record(2, 24)) {
                fork.await("back: ");
                long dropped = Loss.droppedFrames(fork);
                Poll.until(() -> after.check().soundFrames() > 2 * SECOND);
                long[] end = fork.ask("close");
                fork.awaitEnd();
                after.end();
                assertAccounted(before.check(), after.check(), dropped, end);
            }
        }
    }

    /** Each frame was heard before, dropped meanwhile or heard after it, but for what the servers held when they ended. */
    private static void assertAccounted(FrameCheck before, FrameCheck after, long dropped, long[] end) {
        System.out.printf("PulseAudio before: %s%n  after: %s%n  dropped: %d%n", before, after, dropped);
        assertThat(before.isWhole()).as(before.toString()).isTrue();
        assertThat(before.firstFrame()).isZero();
        assertThat(after.isWhole()).as(after.toString()).isTrue();
        assertThat(after.firstFrame() - before.nextFrame() - dropped).isBetween(0L, 2L * SECOND);
        assertThat(end[2] - end[1] - after.nextFrame()).isBetween(0L, (long) SECOND);
    }
}
