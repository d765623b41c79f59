package vorlauf.backend.javasound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vorlauf.engine.BackendException;
import vorlauf.engine.FrameSink;
import vorlauf.files.SampleFormat;
import vorlauf.render.SystemClock;

/** A card of the test records known samples, fails, hangs and comes back. */
@Timeout(60)
final class JavaSoundInputTest {
    private static final int PERIOD = 64;
    private static final int CHANNELS = 2;

    @Test
    void everyBitOfEachFormatIsRecordedInOrder() throws Exception {
        for (SampleFormat format : List.of(SampleFormat.PCM16, SampleFormat.PCM24, SampleFormat.PCM32)) {
            Recorded recorded = new Recorded(20 * PERIOD, format);
            Heard heard = new Heard();
            try (JavaSoundInput input = input(() -> open(new ScriptedInput(format, Integer.MAX_VALUE, false)), heard)) {
                assertThat(input.format().sampleFormat()).isEqualTo(format.label() + "-bit signed");
                input.start(recorded);
                assertThat(recorded.done.await(20, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(recorded.mistakes).as("%s", format).isZero();
            assertThat(heard.lines).isEmpty();
        }
    }

    @Test
    void aSampleThatIsLostIsCaught() throws Exception {
        Recorded recorded = new Recorded(20 * PERIOD, SampleFormat.PCM24);
        ScriptedInput losing = new ScriptedInput(SampleFormat.PCM24, Integer.MAX_VALUE, false);
        losing.sample = 1;
        try (JavaSoundInput input = input(() -> open(losing), new Heard())) {
            input.start(recorded);
            assertThat(recorded.done.await(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(recorded.mistakes).isPositive();
    }

    @Test
    void aLineThatGivesNothingIsLostAndOpenedAgain() throws Exception {
        comesBack(false, "gives no frames any more");
    }

    @Test
    void aLineThatHangsIsLostAndAnotherThreadRecords() throws Exception {
        comesBack(true, "has given nothing for 2.0 s");
    }

    private static void comesBack(boolean hangs, String reason) throws Exception {
        AtomicInteger opened = new AtomicInteger();
        JavaSoundInput.Supply supply = () -> switch (opened.getAndIncrement()) {
            case 0 -> open(new ScriptedInput(SampleFormat.PCM16, 10, hangs));
            case 1 -> throw new BackendException("still away");
            default -> open(new ScriptedInput(SampleFormat.PCM16, Integer.MAX_VALUE, false));
        };
        Recorded recorded = new Recorded(30 * PERIOD, SampleFormat.PCM16);
        Heard heard = new Heard();
        try (JavaSoundInput input = input(supply, heard)) {
            input.start(recorded);
            assertThat(recorded.done.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(opened.get()).isEqualTo(3);
        assertThat(heard.lines).hasSize(2);
        assertThat(heard.lines.getFirst()).contains("lost").contains(reason);
        assertThat(heard.lines.getLast()).contains("back").contains("card of the test");
    }

    private static JavaSoundInput input(JavaSoundInput.Supply supply, Heard heard) throws BackendException {
        return new JavaSoundInput(supply, supply.open(), PERIOD, heard, SystemClock.INSTANCE);
    }

    private static OpenInput open(ScriptedInput line) {
        return new OpenInput(line, "card of the test", line.format, CHANNELS);
    }

    /** Sample n of any line: all bits of the format change soon. */
    private static long value(long sample, SampleFormat format) {
        int bits = format.bytesPerSample() * Byte.SIZE;
        return (sample * 0x9E3779B97F4A7C15L) >> (Long.SIZE - bits);
    }

    /** Looks at what is recorded until there is enough. */
    private static final class Recorded implements FrameSink {
        private final CountDownLatch done = new CountDownLatch(1);
        private final int enough;
        private final SampleFormat format;
        private int frames;
        private long sample;
        private volatile int mistakes;

        Recorded(int enough, SampleFormat format) {
            this.enough = enough;
            this.format = format;
        }

        @Override
        public int channels() {
            return CHANNELS;
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // one thread records
        public int push(float[] interleaved, int offsetFrames, int frameCount) {
            for (int index = 0; index < frameCount * CHANNELS; index++) {
                float expected = value(sample++, format) * (float) Math.scalb(1.0, 1 - 8 * format.bytesPerSample());
                if (interleaved[offsetFrames * CHANNELS + index] != expected) {
                    mistakes++;
                }
            }
            frames += frameCount;
            if (frames >= enough) {
                done.countDown();
            }
            return frameCount;
        }
    }

    /** A line that counts, and then fails or hangs until it is closed. */
    private static final class ScriptedInput implements InputLine {
        private final SampleFormat format;
        private final boolean hangs;
        private final CountDownLatch closed = new CountDownLatch(1);
        private int readsLeft;
        private long sample;

        ScriptedInput(SampleFormat format, int reads, boolean hangs) {
            this.format = format;
            this.readsLeft = reads;
            this.hangs = hangs;
        }

        @Override
        public void start() {}

        @Override
        public int read(byte[] bytes, int offset, int count) {
            if (readsLeft-- <= 0) {
                if (hangs) {
                    try {
                        closed.await(10, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
                return 0;
            }
            SystemClock.INSTANCE.parkUntil(SystemClock.INSTANCE.nanoTime() + 500_000);
            int bytesPerSample = format.bytesPerSample();
            for (int at = offset; at < offset + count; at += bytesPerSample) {
                long value = value(sample++, format);
                for (int index = 0; index < bytesPerSample; index++) {
                    bytes[at + index] = (byte) (value >> (8 * index));
                }
            }
            return count;
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
