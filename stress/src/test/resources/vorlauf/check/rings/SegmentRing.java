import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import vorlauf.ring.FrameRing;

/** All in one piece of memory outside the heap, as a ring that is shared with another process would be. */
public final class SegmentRing implements FrameRing {
    private static final VarHandle POSITION = ValueLayout.JAVA_LONG.varHandle();
    private static final long WRITTEN = 0;
    private static final long CONSUMED = 64;
    private static final long SAMPLES = 128;

    private final MemorySegment memory;
    private final int capacityFrames;
    private final int channels;

    public SegmentRing(int capacityFrames, int channels) {
        this.memory = Arena.ofAuto().allocate(SAMPLES + (long) capacityFrames * channels * Float.BYTES, 64);
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
        long written = (long) POSITION.get(memory, WRITTEN);
        if (written + frameCount - (long) POSITION.getAcquire(memory, CONSUMED) > capacityFrames) {
            return false;
        }
        int slot = (int) (written % capacityFrames);
        int first = Math.min(frameCount, capacityFrames - slot);
        MemorySegment.copy(
                source, offsetFrames * channels, memory, ValueLayout.JAVA_FLOAT, sample(slot), first * channels);
        MemorySegment.copy(
                source,
                (offsetFrames + first) * channels,
                memory,
                ValueLayout.JAVA_FLOAT,
                SAMPLES,
                (frameCount - first) * channels);
        POSITION.setRelease(memory, WRITTEN, written + frameCount);
        return true;
    }

    @Override
    public int read(float[] target, int offsetFrames, int frameCount) {
        long consumed = (long) POSITION.get(memory, CONSUMED);
        int count = (int) Math.min(frameCount, (long) POSITION.getAcquire(memory, WRITTEN) - consumed);
        for (int frame = 0; frame < count; frame++) {
            for (int channel = 0; channel < channels; channel++) {
                long at = sample((int) ((consumed + frame) % capacityFrames)) + (long) channel * Float.BYTES;
                target[(offsetFrames + frame) * channels + channel] = memory.get(ValueLayout.JAVA_FLOAT, at);
            }
        }
        POSITION.setRelease(memory, CONSUMED, consumed + count);
        return count;
    }

    @Override
    public int readableFrames() {
        return (int) ((long) POSITION.getAcquire(memory, WRITTEN) - (long) POSITION.get(memory, CONSUMED));
    }

    @Override
    public int writableFrames() {
        return capacityFrames
                - (int) ((long) POSITION.get(memory, WRITTEN) - (long) POSITION.getAcquire(memory, CONSUMED));
    }

    private long sample(int slot) {
        return SAMPLES + (long) slot * channels * Float.BYTES;
    }
}
