package vorlauf.backend.wav;

import java.util.Arrays;
import vorlauf.engine.FrameSource;

/** A finite stream of frames whose samples say which frame and channel they are, with a hole where a test wants one. */
final class KnownFrames implements FrameSource {
    private final int channels;
    private final long length;
    private long holeFrom;
    private final int holeFrames;
    private long position;
    long underrunFrames;

    KnownFrames(int channels, long length) {
        this(channels, length, -1, 0);
    }

    KnownFrames(int channels, long length, long holeFrom, int holeFrames) {
        this.channels = channels;
        this.length = length;
        this.holeFrom = holeFrom;
        this.holeFrames = holeFrames;
    }

    /** Whole numbers of 1/32768, so that 16 bits hold them exactly. */
    static float sample(long frame, int channel) {
        return ((frame * 7 + channel * 1_001L) % 65_536 - 32_768) / 32_768f;
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public synchronized int pull(float[] interleaved, int offsetFrames, int frameCount) {
        boolean hole = holeFrom >= position && holeFrom < position + frameCount;
        int wanted = hole ? Math.max(0, frameCount - holeFrames) : frameCount;
        if (hole) {
            holeFrom = -1;
        }
        boolean last = ended();
        int found = pullAvailable(interleaved, offsetFrames, wanted);
        Arrays.fill(interleaved, (offsetFrames + found) * channels, (offsetFrames + frameCount) * channels, 0f);
        underrunFrames += last ? 0 : frameCount - found;
        return found;
    }

    @Override
    public synchronized int pullAvailable(float[] interleaved, int offsetFrames, int frameCount) {
        int found = (int) Math.min(frameCount, length - position);
        for (int frame = 0; frame < found; frame++) {
            for (int channel = 0; channel < channels; channel++) {
                interleaved[(offsetFrames + frame) * channels + channel] = sample(position + frame, channel);
            }
        }
        position += found;
        return found;
    }

    @Override
    public synchronized boolean ended() {
        return position == length;
    }

    synchronized long position() {
        return position;
    }
}
