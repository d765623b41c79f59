package vorlauf.backend.javasound;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import vorlauf.files.PcmEncoder;
import vorlauf.files.SampleFormat;
import vorlauf.render.Clock;

/** What the player does at each period, beside the JDK's own write, leaves nothing for a collector. */
class AllocationTest {
    private static final int RATE = 48_000;

    /** A card that takes each period in exactly the time it lasts; may allocate, as a broken one. */
    private static final class ExactLine implements OutputLine, Clock {
        private final AtomicLong nowNanos = new AtomicLong();
        private final boolean allocates;
        private Object last = "";

        private ExactLine(boolean allocates) {
            this.allocates = allocates;
        }

        @Override
        public void start() {}

        @Override
        public int write(byte[] bytes, int offset, int count) {
            nowNanos.addAndGet(count / 2 * 1_000_000_000L / RATE);
            if (allocates) {
                last = new int[] {last.hashCode()};
            }
            return count;
        }

        @Override
        public int availableBytes() {
            return 100;
        }

        @Override
        public int bufferBytes() {
            return 1_024;
        }

        @Override
        public void close() {}

        @Override
        public long nanoTime() {
            return nowNanos.get();
        }

        @Override
        public void parkUntil(long deadlineNanos) {
            nowNanos.set(deadlineNanos);
        }

        @Override
        public void wake(Thread thread) {}
    }

    private static long bytesOf(ExactLine line) {
        TestFrames frames = new TestFrames(1, Long.MAX_VALUE, 16);
        OpenLine open = new OpenLine(line, "exact", PcmEncoder.dithered(SampleFormat.PCM16, 1), 2, 512);
        LinePlayer player = new LinePlayer(frames, open, RATE, 128, line);
        Turn turn = new Turn();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = 0;
        // The first thousand load classes, find out that the card keeps time, and let the counting itself settle.
        for (int period = 0; period < 11_000; period++) {
            if (period == 1_000) {
                threads.getCurrentThreadAllocatedBytes();
                before = threads.getCurrentThreadAllocatedBytes();
            }
            player.step(turn, line.nanoTime());
        }
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(player.pacing()).isEqualTo(PacingMeter.State.PACED);
        assertThat(player.loss()).isNull();
        return bytes;
    }

    @Test
    void aPeriodAllocatesNothing() {
        assertThat(bytesOf(new ExactLine(false))).isZero();
    }

    @Test
    void aLineThatAllocatesWouldBeSeen() {
        assertThat(bytesOf(new ExactLine(true))).isGreaterThan(10_000);
    }
}
