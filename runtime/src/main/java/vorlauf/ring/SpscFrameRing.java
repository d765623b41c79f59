package vorlauf.ring;

import vorlauf.dsp.RealTime;

/**
 * A {@link FrameRing} in one {@code float[]}, without locks: two positions that only grow, and two copies for each
 * transfer.
 *
 * <p>Source: Lamport's single-producer, single-consumer queue (Proving the Correctness of Multiprocess Programs, 1977)
 * with the cached positions of FastForward's successors, as in rtrb, Agrona and JCTools; the transfer is by whole
 * blocks.
 */
public final class SpscFrameRing implements FrameRing {
    /*
     * How it works, and why the orders suffice.
     *
     * Positions. The writer's position W counts frames ever written, the reader's R frames ever read; R <= W <= R +
     * capacity always. Both are longs that never wrap, so "empty" (W == R) and "full" (W == R + capacity) cannot be
     * mixed up, no frame of storage is sacrificed, and 2^31 and 2^32 are numbers like any other. The frame at position
     * p lives in slot p & slotMask. There are storageFrames slots, a power of two for the sake of that mask. The limit
     * is a value of its own: exactly the capacity that was asked for, which may be less than the storage.
     *
     * Who owns what. Slots of positions R .. W-1 belong to the reader, all others to the writer. A side gives slots
     * away by moving its own position, and takes no slot but by seeing the other's position move. Hence two edges carry
     * the proof:
     *
     *   1. Write -> read. The writer copies frames in, then stores W with release. The reader loads W with acquire,
     *      then copies frames out. Whatever W covers was copied before: no torn or stale frame is read.
     *   2. Read -> write. The reader copies frames out, then stores R with release. The writer loads R with acquire,
     *      then copies over the slots. A slot is written again only when its copy has been taken. This edge orders
     *      *loads* before a store, which release does; a store-store fence would not.
     *
     * No store-load order is needed between W and R (no volatile, no full fence): neither side decides anything by
     * finding that the other has NOT yet moved, except to refuse, and refusing what was freed this very moment is
     * within the contract. Sleeping on such a finding is another matter; the producer's parking has a handshake of its
     * own and does not lean on this class.
     *
     * All or nothing. W moves once for each block, after both copies of a block that is split at the end of the
     * storage. A reader sees whole blocks, although it may take them in parts.
     *
     * Bad ranges. Real-time code throws nothing of its own. A range outside the caller's array is left for arraycopy to
     * find, which runs before the position moves; floatIndex and sampleCount clamp what int arithmetic would wrap into
     * the array again. A throw between the two copies of a split leaves frames in slots that still belong to the
     * writer.
     */

    /** The largest capacity: 2^24 frames, 5.8 minutes at 48 kHz. */
    public static final int MAXIMUM_CAPACITY_FRAMES = 1 << 24;

    /** The largest number of channels: 64, so that a largest ring still fits one array. */
    public static final int MAXIMUM_CHANNELS = 64;

    /** Two sides of three paddings of 128 bytes, two fields and a header, this object, and an array's header. */
    private static final long FIXED_BYTES = 2 * (3 * 128 + 16 + 16) + 48 + 16;

    /** Interleaved samples; plain accesses alone, made safe by the two edges above. Slot s starts at s * channels. */
    private final float[] storage;

    /** Storage in frames minus one; all ones in binary. Constant after construction, as are the next two. */
    private final int slotMask;

    /** Frames that may be readable at once; at most slotMask + 1. */
    private final int capacityFrames;

    private final int channels;

    /** W and the writer's last look at R. Written by the producer alone. */
    private final RingSide writer;

    /** R and the reader's last look at W. Written by the consumer alone. */
    private final RingSide reader;

    /**
     * Makes an empty ring and allocates all that it will ever use: see {@link #memoryBytes}.
     *
     * <p>Threads: any; handing the ring to its two threads must be safe (a start, a final field).
     *
     * @param capacityFrames the exact number of frames that it holds, 1 to {@link #MAXIMUM_CAPACITY_FRAMES}, any number
     * @param channels samples in a frame, 1 to {@link #MAXIMUM_CHANNELS}
     * @throws IllegalArgumentException when one of the two is outside its limits
     */
    public SpscFrameRing(int capacityFrames, int channels) {
        this(capacityFrames, channels, 0);
    }

    /**
     * Makes a ring whose first frame has the position {@code startPosition}, to test large positions without
     * waiting.
     */
    SpscFrameRing(int capacityFrames, int channels, long startPosition) {
        checkShape(capacityFrames, channels);
        if (startPosition < 0) {
            throw new IllegalArgumentException("startPosition is " + startPosition + "; it must not be negative");
        }
        int storageFrames = storageFrames(capacityFrames);
        this.storage = new float[storageFrames * channels];
        this.slotMask = storageFrames - 1;
        this.capacityFrames = capacityFrames;
        this.channels = channels;
        this.writer = new RingSide(startPosition);
        this.reader = new RingSide(startPosition);
    }

    /**
     * The memory that a ring of this shape takes, in bytes: the storage, which is the capacity rounded up to a power of
     * two frames, and under 1 KB beside it.
     *
     * <p>Threads: any.
     *
     * @throws IllegalArgumentException under the same rules as the constructor
     */
    public static long memoryBytes(int capacityFrames, int channels) {
        checkShape(capacityFrames, channels);
        return (long) storageFrames(capacityFrames) * channels * Float.BYTES + FIXED_BYTES;
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
        long written = writer.position;
        long freedByReader = written + frameCount - capacityFrames;
        if (writer.cachedOpposite < freedByReader) {
            writer.cachedOpposite = (long) RingSide.POSITION.getAcquire(reader);
            if (writer.cachedOpposite < freedByReader) {
                return false;
            }
        }
        copyIn(written, source, floatIndex(offsetFrames), frameCount);
        RingSide.POSITION.setRelease(writer, written + frameCount);
        return true;
    }

    @Override
    @RealTime(RealTime.Thread.PLATFORM)
    public int read(float[] target, int offsetFrames, int frameCount) {
        long consumed = reader.position;
        if (reader.cachedOpposite - consumed < frameCount) {
            reader.cachedOpposite = (long) RingSide.POSITION.getAcquire(writer);
        }
        int frames = (int) Math.min(frameCount, reader.cachedOpposite - consumed);
        if (frames == 0) {
            return 0;
        }
        copyOut(consumed, target, floatIndex(offsetFrames), frames);
        RingSide.POSITION.setRelease(reader, consumed + frames);
        return frames;
    }

    @Override
    @RealTime(RealTime.Thread.PLATFORM)
    public int readableFrames() {
        reader.cachedOpposite = (long) RingSide.POSITION.getAcquire(writer);
        return (int) (reader.cachedOpposite - reader.position);
    }

    @Override
    @RealTime
    public int writableFrames() {
        writer.cachedOpposite = (long) RingSide.POSITION.getAcquire(reader);
        return capacityFrames - (int) (writer.position - writer.cachedOpposite);
    }

    private void copyIn(long position, float[] source, int sourceIndex, int frameCount) {
        int slot = (int) position & slotMask;
        int samples = sampleCount(frameCount);
        int samplesToEnd = Math.min(samples, (slotMask + 1 - slot) * channels);
        System.arraycopy(source, sourceIndex, storage, slot * channels, samplesToEnd);
        if (samples > samplesToEnd) {
            System.arraycopy(source, sourceIndex + samplesToEnd, storage, 0, samples - samplesToEnd);
        }
    }

    private void copyOut(long position, float[] target, int targetIndex, int frameCount) {
        int slot = (int) position & slotMask;
        int samples = sampleCount(frameCount);
        int samplesToEnd = Math.min(samples, (slotMask + 1 - slot) * channels);
        System.arraycopy(storage, slot * channels, target, targetIndex, samplesToEnd);
        if (samples > samplesToEnd) {
            System.arraycopy(storage, 0, target, targetIndex + samplesToEnd, samples - samplesToEnd);
        }
    }

    /**
     * Where a frame of the caller's array starts; an index that no array has where the product leaves the int
     * range.
     */
    private int floatIndex(int offsetFrames) {
        return (int) Math.max(-1, Math.min(Integer.MAX_VALUE, (long) offsetFrames * channels));
    }

    /** Samples in so many frames, at most 2^30; negative for every negative count, which arraycopy then refuses. */
    private int sampleCount(int frameCount) {
        return Math.max(-1, frameCount) * channels;
    }

    private static int storageFrames(int capacityFrames) {
        return 1 << (Integer.SIZE - Integer.numberOfLeadingZeros(capacityFrames - 1));
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
}
