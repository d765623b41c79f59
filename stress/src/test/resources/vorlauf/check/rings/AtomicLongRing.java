import java.util.concurrent.atomic.AtomicLong;
import vorlauf.ring.FrameRing;

/** Two counters of the JDK and a loop; any capacity. */
public final class AtomicLongRing implements FrameRing {
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong consumed = new AtomicLong();
    private final float[][] frames;
    private final int channels;

    public AtomicLongRing(int capacityFrames, int channels) {
        this.frames = new float[capacityFrames][channels];
        this.channels = channels;
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public int capacityFrames() {
        return frames.length;
    }

    @Override
    public boolean write(float[] source, int offsetFrames, int frameCount) {
        long start = written.getPlain();
        if (start + frameCount - consumed.get() > frames.length) {
            return false;
        }
        for (int frame = 0; frame < frameCount; frame++) {
            float[] slot = frames[(int) ((start + frame) % frames.length)];
            for (int channel = 0; channel < channels; channel++) {
                slot[channel] = source[(offsetFrames + frame) * channels + channel];
            }
        }
        written.lazySet(start + frameCount);
        return true;
    }

    @Override
    public int read(float[] target, int offsetFrames, int frameCount) {
        long start = consumed.getPlain();
        int count = (int) Math.min(frameCount, written.get() - start);
        for (int frame = 0; frame < count; frame++) {
            float[] slot = frames[(int) ((start + frame) % frames.length)];
            for (int channel = 0; channel < channels; channel++) {
                target[(offsetFrames + frame) * channels + channel] = slot[channel];
            }
        }
        consumed.addAndGet(count);
        return count;
    }

    @Override
    public int readableFrames() {
        return (int) (written.get() - consumed.getPlain());
    }

    @Override
    public int writableFrames() {
        return frames.length - (int) (written.getPlain() - consumed.get());
    }
}
