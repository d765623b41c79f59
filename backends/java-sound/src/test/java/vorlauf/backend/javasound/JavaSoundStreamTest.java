package vorlauf.backend.javasound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vorlauf.engine.Backend;
import vorlauf.engine.BackendException;
import vorlauf.engine.StreamRequest;
import vorlauf.files.PcmEncoder;
import vorlauf.files.SampleFormat;
import vorlauf.render.ManualClock;
import vorlauf.render.SystemClock;

@Timeout(60)
class JavaSoundStreamTest {
    private static final StreamRequest REQUEST = new StreamRequest(48_000, 1, 128, Optional.empty(), Map.of());

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch lineClosed = new CountDownLatch(1);

    /** A line whose write never returns, as that of a server that was stopped. */
    private final OutputLine dead = new OutputLine() {
        @Override
        public void start() {}

        @Override
        public synchronized int write(byte[] bytes, int offset, int count) {
            entered.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return count;
        }

        @Override
        public int availableBytes() {
            return 0;
        }

        @Override
        public int bufferBytes() {
            return 1_024;
        }

        // Waits for the write, as Java Sound's does.
        @Override
        public synchronized void close() {
            lineClosed.countDown();
        }
    };

    @Test
    void isFoundAsAService() {
        assertThat(ServiceLoader.load(Backend.class)).extracting(Backend::name).contains("java-sound");
    }

    @Test
    void closesInBoundedTimeThoughTheDeviceNeverAnswers() throws Exception {
        ManualClock ringClock = new ManualClock(0);
        OpenLine line = new OpenLine(dead, "dead", PcmEncoder.of(SampleFormat.PCM16), 2, 512);
        JavaSoundStream stream = new JavaSoundStream(
                REQUEST,
                () -> {
                    throw new BackendException("never");
                },
                line,
                new ClockedRing(ringClock, 512, 0),
                new Heard(),
                SystemClock.INSTANCE);
        stream.start();
        entered.await();
        long beforeNanos = System.nanoTime();
        stream.close();
        assertThat(System.nanoTime() - beforeNanos).isLessThan(10_000_000_000L);
        assertThat(lineClosed.getCount()).isEqualTo(1);
        // The thread that hangs closes its line as soon as it can.
        release.countDown();
        lineClosed.await();
    }

    @Test
    void aStreamThatNeverStartedClosesItsLine() throws Exception {
        ScriptedLine line = new ScriptedLine(new ManualClock(0), 1_024, 96_000);
        JavaSoundStream stream = new JavaSoundStream(
                REQUEST,
                () -> {
                    throw new BackendException("never");
                },
                new OpenLine(line, "card", PcmEncoder.of(SampleFormat.PCM16), 2, 512),
                new ClockedRing(new ManualClock(0), 512, 0),
                new Heard(),
                SystemClock.INSTANCE);
        assertThat(stream.format().deviceLatencyFrames()).isEqualTo(512);
        assertThat(stream.format().sampleFormat()).isEqualTo("16-bit signed");
        stream.close();
        stream.close();
        assertThat(line.closes).isEqualTo(1);
        assertThat(line.starts).isZero();
        assertThatThrownBy(stream::start).isInstanceOf(BackendException.class).hasMessageContaining("open another one");
    }
}
