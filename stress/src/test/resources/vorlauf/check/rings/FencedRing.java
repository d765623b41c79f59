import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import vorlauf.ring.FrameRing;

/** Broken: opaque positions with fences; the one behind the writer's look orders loads before loads only, so its
 * stores may come before the reader's loads of the same slots. */
public final class FencedRing implements FrameRing {
    private final float[] storage;
    private final int capacityFrames;
    private final int channels;
    private static final VarHandle WRITTEN = handle("written");
    private static final VarHandle CONSUMED = handle("consumed");
    private long written;
    private long consumed;

    public FencedRing(int capacityFrames, int channels) {
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
        long start = (long) WRITTEN.getOpaque(this);
        if (start + frameCount - (long) CONSUMED.getOpaque(this) > capacityFrames) {
            return false;
        }
        VarHandle.loadLoadFence();
        copyIn((int) (start % capacityFrames), source, offsetFrames, frameCount);
        VarHandle.releaseFence();
        WRITTEN.setOpaque(this, start + frameCount);
        return true;
    }

    @Override
    public int read(float[] target, int offsetFrames, int frameCount) {
        long start = (long) CONSUMED.getOpaque(this);
        int frames = (int) Math.min(frameCount, (long) WRITTEN.getOpaque(this) - start);
        VarHandle.acquireFence();
        copyOut((int) (start % capacityFrames), target, offsetFrames, frames);
        VarHandle.releaseFence();
        CONSUMED.setOpaque(this, start + frames);
        return frames;
    }

    @Override
    public int readableFrames() {
        return (int) ((long) WRITTEN.getAcquire(this) - (long) CONSUMED.getOpaque(this));
    }

    @Override
    public int writableFrames() {
        return capacityFrames - (int) ((long) WRITTEN.getOpaque(this) - (long) CONSUMED.getAcquire(this));
    }

    private static VarHandle handle(String name) {
        try {
            return MethodHandles.lookup().findVarHandle(FencedRing.class, name, long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
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
