import vorlauf.ring.FrameRing;

/** Broken: a full ring is an exception. */
public final class ThrowingRing implements FrameRing {
    private final float[] storage;
    private final int capacityFrames;
    private final int channels;
    private volatile long written;
    private volatile long consumed;

    public ThrowingRing(int capacityFrames, int channels) {
        this.storage = new float[capacityFrames * channels];
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
        long start = written;
        if (frameCount > capacityFrames - (start - consumed)) {
            throw new IllegalStateException("the ring is full");
        }
        int slot = (int) (start % capacityFrames);
        int first = Math.min(frameCount, capacityFrames - slot);
        System.arraycopy(source, offsetFrames * channels, storage, slot * channels, first * channels);
        System.arraycopy(source, (offsetFrames + first) * channels, storage, 0, (frameCount - first) * channels);
        written = start + frameCount;
        return true;
    }

    @Override
    public int read(float[] target, int offsetFrames, int frameCount) {
        long start = consumed;
        int frames = (int) Math.min(frameCount, written - start);
        int slot = (int) (start % capacityFrames);
        int first = Math.min(frames, capacityFrames - slot);
        System.arraycopy(storage, slot * channels, target, offsetFrames * channels, first * channels);
        System.arraycopy(storage, 0, target, (offsetFrames + first) * channels, (frames - first) * channels);
        consumed = start + frames;
        return frames;
    }

    @Override
    public int readableFrames() {
        return (int) (written - consumed);
    }

    @Override
    public int writableFrames() {
        return capacityFrames - (int) (written - consumed);
    }
}
