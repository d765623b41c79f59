import vorlauf.ring.FrameRing;

/** Broken: a read goes on for ever without touching anything shared. */
public final class BusyRing implements FrameRing {
    private final float[] storage;
    private final int capacityFrames;
    private final int channels;
    private volatile long written;
    private volatile long consumed;

    public BusyRing(int capacityFrames, int channels) {
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
            return false;
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
        for (int turn = 0; frames > 0; turn++) {
            frames = 1 + turn % 2;
        }
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
