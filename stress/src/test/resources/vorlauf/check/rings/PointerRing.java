import java.util.concurrent.atomic.AtomicReferenceArray;
import vorlauf.ring.FrameRing;

/** Frames travel as objects: a slot holds a reference, null is free. */
public final class PointerRing implements FrameRing {
    private final AtomicReferenceArray<float[]> slots;
    private final int capacityFrames;
    private final int channels;
    private long written;
    private long consumed;

    public PointerRing(int capacityFrames, int channels) {
        this.slots = new AtomicReferenceArray<>(capacityFrames);
        this.capacityFrames = capacityFrames;
        this.channels = channels;
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public int capacityFrames() {
        return capacityFrames;
    }

    @Override
    public boolean write(float[] source, int offsetFrames, int frameCount) {
        if (frameCount > capacityFrames) {
            return false;
        }
        // The consumer frees slots in order, so where the last one is free all are.
        if (frameCount > 0 && slots.getAcquire(slot(written + frameCount - 1)) != null) {
            return false;
        }
        // From the last to the first: the consumer takes nothing before the first one is there, and then the whole block.
        for (int frame = frameCount - 1; frame >= 0; frame--) {
            float[] samples = new float[channels];
            System.arraycopy(source, (offsetFrames + frame) * channels, samples, 0, channels);
            slots.setRelease(slot(written + frame), samples);
        }
        written += frameCount;
        return true;
    }

    @Override
    public int read(float[] target, int offsetFrames, int frameCount) {
        int frames = 0;
        while (frames < frameCount) {
            float[] samples = slots.getAcquire(slot(consumed));
            if (samples == null) {
                break;
            }
            System.arraycopy(samples, 0, target, (offsetFrames + frames) * channels, channels);
            slots.setRelease(slot(consumed), null);
            consumed++;
            frames++;
        }
        return frames;
    }

    @Override
    public int readableFrames() {
        int frames = 0;
        while (frames < capacityFrames && slots.getAcquire(slot(consumed + frames)) != null) {
            frames++;
        }
        return frames;
    }

    @Override
    public int writableFrames() {
        int frames = 0;
        while (frames < capacityFrames && slots.getAcquire(slot(written + frames)) == null) {
            frames++;
        }
        return frames;
    }

    private int slot(long position) {
        return (int) (position % capacityFrames);
    }
}
