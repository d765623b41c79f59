package vorlauf.backend.jack;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import vorlauf.engine.FrameSource;

/** Frames that say which they are: channel c of frame n is n + c * 2^-1, exact as a float for n below 2^22. */
final class CountedFrames implements FrameSource {
    static final int WRAP = 1 << 22;
    private final int channels;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int SETTLING_PULLS = 100;

    private volatile long taken;
    private int pulls;
    private long allocatedBefore;
    private volatile long allocatedBytes = -1;

    CountedFrames(int channels) {
        this.channels = channels;
    }

    static float sample(long frame, int channel) {
        return (frame % WRAP) + 0.5f * channel;
    }

    long taken() {
        return taken;
    }

    /** What the thread that pulls has allocated after its first hundred pulls; -1 before that. */
    long allocatedBytes() {
        return allocatedBytes;
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread pulls at a time
    public int pull(float[] interleaved, int offsetFrames, int frameCount) {
        for (int frame = 0; frame < frameCount; frame++) {
            for (int channel = 0; channel < channels; channel++) {
                interleaved[(offsetFrames + frame) * channels + channel] = sample(taken + frame, channel);
            }
        }
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        pulls++;
        if (pulls == SETTLING_PULLS) {
            allocatedBefore = allocated;
        } else if (pulls > SETTLING_PULLS) {
            allocatedBytes = allocated - allocatedBefore;
        }
        taken = taken + frameCount;
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
