import vorlauf.ring.FrameRing;

/** Broken: positions of 32 bits, whose remainder is negative once they have gone round. */
public final class IntIndexRing implements FrameRing {
    private final float[] storage;
    private final int capacityFrames;
    private final int channels;
    private volatile int written;
    private volatile int consumed;

    public IntIndexRing(int capacityFrames, int channels) {
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
        int start = written;
        if (frameCount > capacityFrames - (start - consumed)) {
            return false;
        }
        int slot = start % capacityFrames;
        int first = Math.min(frameCount, capacityFrames - slot);
        System.arraycopy(source, offsetFrames * channels, storage, slot * channels, first * channels);
        System.arraycopy(source, (offsetFrames + first) * channels, storage, 0, (frameCount - first) * channels);
        written = start + frameCount;
        return true;
    }

    @Override
    public int read(float[] target, int offsetFrames, int frameCount) {
        int start = consumed;
        int frames = Math.min(frameCount, written - start);
        int slot = start % capacityFrames;
        int first = Math.min(frames, capacityFrames - slot);
        System.arraycopy(storage, slot * channels, target, offsetFrames * channels, first * channels);
        System.arraycopy(storage, 0, target, (offsetFrames + first) * channels, (frames - first) * channels);
        consumed = start + frames;
        return frames;
    }

    @Override
    public int readableFrames() {
        return written - consumed;
    }

    @Override
    public int writableFrames() {
        return capacityFrames - (written - consumed);
    }
}
