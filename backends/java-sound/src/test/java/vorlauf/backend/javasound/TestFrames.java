package vorlauf.backend.javasound;

import java.util.Arrays;
import vorlauf.engine.FrameSource;

/** Frames that are always there: channel 0 counts the frames, the others are noise; never 0, and exact in so many bits. */
final class TestFrames implements FrameSource {
    private final int channels;
    private final long length;
    private final int bits;
    private volatile long position;
    private volatile long underruns;

    TestFrames(int channels, long length, int bits) {
        this.channels = channels;
        this.length = length;
        this.bits = bits;
    }

    /** The whole number that a sample stands for, in a format of so many bits. */
    static int value(long frame, int channel, int bits) {
        int most = (int) ((1L << (bits - 1)) - 1);
        if (channel == 0) {
            return (int) (frame % most) + 1;
        }
        long mixed = (frame * 31 + channel) * 0x9E3779B97F4A7C15L;
        int value = (int) (mixed >> (64 - bits));
        return value == 0 ? -most - 1 : value;
    }

    /** The same as a sample, exact. */
    static float sample(long frame, int channel, int bits) {
        return (float) value(frame, channel, bits) / (1L << (bits - 1));
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    public int pull(float[] interleaved, int offsetFrames, int frameCount) {
        int found = pullAvailable(interleaved, offsetFrames, frameCount);
        Arrays.fill(interleaved, (offsetFrames + found) * channels, (offsetFrames + frameCount) * channels, 0f);
        if (found < frameCount) {
            underruns++;
        }
        return found;
    }

    @Override
    public int pullAvailable(float[] interleaved, int offsetFrames, int frameCount) {
        long from = position;
        int found = (int) Math.min(frameCount, length - from);
        for (int frame = 0; frame < found; frame++) {
            for (int channel = 0; channel < channels; channel++) {
                interleaved[(offsetFrames + frame) * channels + channel] = sample(from + frame, channel, bits);
            }
        }
        position = from + found;
        return found;
    }

    @Override
    public boolean ended() {
        return position == length;
    }

    long underruns() {
        return underruns;
    }
}
