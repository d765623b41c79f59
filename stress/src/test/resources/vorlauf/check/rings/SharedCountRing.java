import vorlauf.ring.FrameRing;

/** Broken: both sides change one volatile count, and an addition to it is two accesses. */
public final class SharedCountRing implements FrameRing {
    private final float[] storage;
    private final int capacityFrames;
    private final int channels;
    private volatile int count;
    private int head;
    private int tail;

    public SharedCountRing(int capacityFrames, int channels) {
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
        if (count + frameCount > capacityFrames) {
            return false;
        }
        copyIn(tail, source, offsetFrames, frameCount);
        tail = (tail + frameCount) % capacityFrames;
        count += frameCount;
        return true;
    }

    @Override
    public int read(float[] target, int offsetFrames, int frameCount) {
        int frames = Math.min(frameCount, count);
        copyOut(head, target, offsetFrames, frames);
        head = (head + frames) % capacityFrames;
        count -= frames;
        return frames;
    }

    @Override
    public int readableFrames() {
        return count;
    }

    @Override
    public int writableFrames() {
        return capacityFrames - count;
    }

    private void copyIn(int slot, float[] source, int offsetFrames, int frameCount) {
        for (int frame = 0; frame < frameCount; frame++) {
            System.arraycopy(
                    source,
                    (offsetFrames + frame) * channels,
                    storage,
                    (slot + frame) % capacityFrames * channels,
                    channels);
        }
    }

    private void copyOut(int slot, float[] target, int offsetFrames, int frameCount) {
        for (int frame = 0; frame < frameCount; frame++) {
            System.arraycopy(
                    storage,
                    (slot + frame) % capacityFrames * channels,
                    target,
                    (offsetFrames + frame) * channels,
                    channels);
        }
    }
}
