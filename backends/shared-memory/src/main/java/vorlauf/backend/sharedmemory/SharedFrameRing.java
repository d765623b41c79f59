package vorlauf.backend.sharedmemory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import vorlauf.dsp.RealTime;
import vorlauf.ring.FrameRing;

/**
 * A {@link FrameRing} in memory that another process may read: the bytes are those of {@link RingLayout}.
 *
 * <p>The algorithm and its proof are those of {@link vorlauf.ring.SpscFrameRing}: two positions that only grow, each moved
 * by its owner with release and looked at by the other side with acquire. Nothing but positions and samples crosses, so it
 * makes no difference whether the other side is a Java thread or C; C11's release and acquire are the same instructions.
 */
public final class SharedFrameRing implements FrameRing {
    /*
     * The memory order of each field in the segment.
     *
     * Write position W. The producer alone writes it, so it reads it plainly. It stores with release after it has copied
     * frames in; the consumer, here or in C, loads with acquire before it copies frames out. What W covers was copied.
     *
     * Read position R. The consumer alone writes it. It stores with release after it has copied frames out, so that its
     * loads of samples stay before; the producer loads with acquire before it copies over the slots. The consumer's own look
     * at R is opaque, not plain, because readableFrames is also asked by a thread that only watches (whether a stream that
     * has ended is played out): such a look may be old, and concludes nothing about a slot.
     *
     * Producer state. Stored with release after the last W, loaded in C with acquire before W: whoever sees "all written" sees
     * every frame. The control thread says "playing" before that, once, while the producer lives and has not ended.
     *
     * Samples. Plain; the two edges above make them safe.
     *
     * What is constant (capacity, channels) is copied into fields, so that no byte that another process may have damaged
     * decides where this side writes. R is the other process's: an R that cannot be is more than the capacity behind, or
     * ahead of W. The first reads as a full ring; the second would let this side run ahead, and is the reader's own loss: no
     * index leaves the storage, since each is masked.
     */

    /** The largest capacity and number of channels, as the engine's own ring has them. */
    private static final int MAXIMUM_CAPACITY_FRAMES = 1 << 24;

    private static final int MAXIMUM_CHANNELS = 64;

    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

    private final MemorySegment memory;

    /** Storage in frames minus one; all ones in binary. Constant, as are the next two. */
    private final int slotMask;

    private final int capacityFrames;
    private final int channels;

    /** R as the producer saw it last; plain, the producer's alone. Never ahead of the true one. */
    private long cachedReadPosition;

    /**
     * A ring in memory of this JVM, for tests and for verification.
     *
     * @param capacityFrames the exact number of frames that it holds, 1 to 2^24
     * @param channels samples in a frame, 1 to 64
     */
    public SharedFrameRing(int capacityFrames, int channels) {
        this(heap(capacityFrames, channels), capacityFrames, channels, 0);
    }

    /**
     * An empty ring in fresh memory that is all zero, of {@link RingLayout#bytes} at least.
     *
     * @param sampleRateHertz what the consumer is told
     */
    SharedFrameRing(MemorySegment memory, int capacityFrames, int channels, double sampleRateHertz) {
        checkShape(capacityFrames, channels);
        RingLayout.describe(memory, capacityFrames, channels, sampleRateHertz);
        this.memory = memory;
        this.slotMask = RingLayout.storageFrames(capacityFrames) - 1;
        this.capacityFrames = capacityFrames;
        this.channels = channels;
    }

    private static MemorySegment heap(int capacityFrames, int channels) {
        checkShape(capacityFrames, channels);
        long bytes = RingLayout.bytes(capacityFrames, channels);
        return MemorySegment.ofArray(new long[Math.toIntExact((bytes + Long.BYTES - 1) / Long.BYTES)]);
    }

    private static void checkShape(int capacityFrames, int channels) {
        if (capacityFrames < 1 || capacityFrames > MAXIMUM_CAPACITY_FRAMES) {
            throw new IllegalArgumentException("capacityFrames is " + capacityFrames + "; a ring holds 1 to "
                    + MAXIMUM_CAPACITY_FRAMES + " frames");
        }
        if (channels < 1 || channels > MAXIMUM_CHANNELS) {
            throw new IllegalArgumentException(
                    "channels is " + channels + "; a frame has 1 to " + MAXIMUM_CHANNELS + " channels");
        }
    }

    @Override
    @RealTime
    public int channels() {
        return channels;
    }

    @Override
    @RealTime
    public int capacityFrames() {
        return capacityFrames;
    }

    @Override
    @RealTime
    public boolean write(float[] source, int offsetFrames, int frameCount) {
        long written = (long) LONG.get(memory, (long) RingLayout.WRITE_POSITION_OFFSET);
        long freedByReader = written + frameCount - capacityFrames;
        if (cachedReadPosition < freedByReader) {
            cachedReadPosition = (long) LONG.getAcquire(memory, (long) RingLayout.READ_POSITION_OFFSET);
            if (cachedReadPosition < freedByReader) {
                return false;
            }
        }
        copyIn(written, source, floatIndex(offsetFrames), frameCount);
        LONG.setRelease(memory, (long) RingLayout.WRITE_POSITION_OFFSET, written + frameCount);
        return true;
    }

    @Override
    @RealTime(RealTime.Thread.PLATFORM)
    public int read(float[] target, int offsetFrames, int frameCount) {
        long consumed = (long) LONG.getOpaque(memory, (long) RingLayout.READ_POSITION_OFFSET);
        long written = (long) LONG.getAcquire(memory, (long) RingLayout.WRITE_POSITION_OFFSET);
        int frames = (int) Math.min(frameCount, written - consumed);
        if (frames == 0) {
            return 0;
        }
        copyOut(consumed, target, floatIndex(offsetFrames), frames);
        LONG.setRelease(memory, (long) RingLayout.READ_POSITION_OFFSET, consumed + frames);
        return frames;
    }

    @Override
    @RealTime(RealTime.Thread.PLATFORM)
    public int readableFrames() {
        long consumed = (long) LONG.getOpaque(memory, (long) RingLayout.READ_POSITION_OFFSET);
        return (int) ((long) LONG.getAcquire(memory, (long) RingLayout.WRITE_POSITION_OFFSET) - consumed);
    }

    @Override
    @RealTime
    public int writableFrames() {
        cachedReadPosition = (long) LONG.getAcquire(memory, (long) RingLayout.READ_POSITION_OFFSET);
        long written = (long) LONG.get(memory, (long) RingLayout.WRITE_POSITION_OFFSET);
        return (int) Math.max(0, capacityFrames - (written - cachedReadPosition));
    }

    @Override
    @RealTime
    public void markAllWritten() {
        LONG.setRelease(memory, (long) RingLayout.PRODUCER_STATE_OFFSET, RingLayout.ALL_WRITTEN);
    }

    /** Says that from now on what is missing is an underrun. Control thread. */
    void markPlaying() {
        LONG.setRelease(memory, (long) RingLayout.PRODUCER_STATE_OFFSET, RingLayout.PLAYING);
    }

    /** A number of either side, as it is about now. Any thread. */
    long look(int offset) {
        return (long) LONG.getOpaque(memory, (long) offset);
    }

    private void copyIn(long position, float[] source, int sourceIndex, int frameCount) {
        int slot = (int) position & slotMask;
        int samples = sampleCount(frameCount);
        int samplesToEnd = Math.min(samples, (slotMask + 1 - slot) * channels);
        MemorySegment.copy(source, sourceIndex, memory, ValueLayout.JAVA_FLOAT, byteOffset(slot), samplesToEnd);
        if (samples > samplesToEnd) {
            MemorySegment.copy(
                    source,
                    sourceIndex + samplesToEnd,
                    memory,
                    ValueLayout.JAVA_FLOAT,
                    byteOffset(0),
                    samples - samplesToEnd);
        }
    }

    private void copyOut(long position, float[] target, int targetIndex, int frameCount) {
        int slot = (int) position & slotMask;
        int samples = sampleCount(frameCount);
        int samplesToEnd = Math.min(samples, (slotMask + 1 - slot) * channels);
        MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT, byteOffset(slot), target, targetIndex, samplesToEnd);
        if (samples > samplesToEnd) {
            MemorySegment.copy(
                    memory,
                    ValueLayout.JAVA_FLOAT,
                    byteOffset(0),
                    target,
                    targetIndex + samplesToEnd,
                    samples - samplesToEnd);
        }
    }

    private long byteOffset(int slot) {
        return RingLayout.DATA_OFFSET + (long) slot * channels * Float.BYTES;
    }

    /**
     * Where a frame of the caller's array starts; an index that no array has where the product leaves the int
     * range.
     */
    private int floatIndex(int offsetFrames) {
        return (int) Math.max(-1, Math.min(Integer.MAX_VALUE, (long) offsetFrames * channels));
    }

    /** Samples in so many frames, at most 2^30; negative for every negative count, which the copy then refuses. */
    private int sampleCount(int frameCount) {
        return Math.max(-1, frameCount) * channels;
    }
}
