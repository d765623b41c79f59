package vorlauf.backend.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import vorlauf.engine.FrameSource;

/** What the device's thread does at each period leaves nothing for a collector. */
class AllocationTest {
    private static long bytesOf(FrameSource source) {
        VirtualDevice device = new VirtualDevice(source, 48_000, 128, new Disturbance(1_000, 1, 100, 1_000));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long dueNanos = device.start(0);
        long before = 0;
        // The first thousand load classes and let the counting itself settle.
        for (int period = 0; period < 51_000; period++) {
            if (period == 1_000) {
                threads.getCurrentThreadAllocatedBytes();
                before = threads.getCurrentThreadAllocatedBytes();
            }
            dueNanos = device.step(dueNanos);
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void aPeriodAllocatesNothing() {
        assertThat(bytesOf(new Silence(false))).isZero();
    }

    @Test
    void aSourceThatAllocatesWouldBeSeen() {
        assertThat(bytesOf(new Silence(true))).isGreaterThan(50_000);
    }

    private static final class Silence implements FrameSource {
        private final boolean allocates;
        private Object last = "";

        private Silence(boolean allocates) {
            this.allocates = allocates;
        }

        @Override
        public int channels() {
            return 2;
        }

        @Override
        public int pull(float[] interleaved, int offsetFrames, int frameCount) {
            Arrays.fill(interleaved, 0f);
            if (allocates) {
                last = new int[] {last.hashCode()};
            }
            return frameCount;
        }

        @Override
        public int pullAvailable(float[] interleaved, int offsetFrames, int frameCount) {
            return pull(interleaved, offsetFrames, frameCount);
        }

        @Override
        public boolean ended() {
            return false;
        }
    }
}
