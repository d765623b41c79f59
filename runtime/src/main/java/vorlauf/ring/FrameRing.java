package vorlauf.ring;

import vorlauf.dsp.RealTime;

/**
 * A bounded queue of interleaved audio frames between one producer thread and one consumer thread.
 *
 * <p>A frame is one {@code float} for each channel; frame {@code f} of an array starts at index {@code f * channels()}.
 * All offsets and counts below are in frames. The contract:
 *
 * <ul>
 *   <li><b>In order, once, whole.</b> The consumer gets the frames that were written, in the order in which they were
 *       written, none twice, none missing, and never some channels of one frame with some of another.
 *   <li><b>A write is all or nothing.</b> {@link #write} takes the whole block, or refuses it and changes nothing. It
 *       never refuses without cause: a block that fits beside all that is written and not yet read when the call begins
 *       is taken.
 *   <li><b>A read is partial and says so.</b> {@link #read} gives {@code min(frameCount, what is there)} frames: at
 *       least what was there when the call began. A block becomes readable as a whole, though it may be read in parts.
 *   <li><b>A count can be stale in one direction only.</b> {@link #readableFrames} may miss what was written a moment
 *       ago, never the reverse: that many frames stay readable until the consumer reads them. {@link #writableFrames}
 *       may miss what was read a moment ago: that much room stays until the producer fills it.
 *   <li><b>What counts as done.</b> In these rules the other thread's calls that happen-before this one count; one that
 *       runs at the same time may count or not.
 *   <li><b>Nobody waits.</b> No method blocks, spins, takes a lock, wakes a thread, does I/O or allocates.
 * </ul>
 *
 * <p>Threads: at any time at most one thread is the producer and at most one the consumer; a role passes to another
 * thread only with a happens-before edge of the caller's own (a start, a join, a lock). A thread may have both roles.
 *
 * <p>Errors: a range that is negative or reaches beyond the caller's array is a caller's bug. When frames would be
 * copied there, the call fails with an {@link IndexOutOfBoundsException} (the one that {@link System#arraycopy} throws)
 * before anything is published, and the ring stays usable. What real time brings, a full or an empty ring, is a return
 * value and never an exception.
 *
 * <p>An implementation that is to be verified also has a public constructor {@code (int capacityFrames, int channels)}.
 */
public interface FrameRing {
    /**
     * The number of samples in a frame, at least 1; it never changes.
     *
     * <p>Threads: any.
     */
    int channels();

    /**
     * The exact number of frames that the ring holds when it is full, at least 1; it never changes.
     *
     * <p>Threads: any.
     */
    int capacityFrames();

    /**
     * Puts a whole block into the ring, or nothing.
     *
     * <p>Threads: producer.
     *
     * @param source interleaved samples; not kept
     * @param offsetFrames the first frame to take from {@code source}
     * @param frameCount the length of the block; 0 always succeeds, more than {@link #capacityFrames} never does
     * @return true when all frames are in the ring, false when they did not fit and nothing has changed
     */
    boolean write(float[] source, int offsetFrames, int frameCount);

    /**
     * Takes the oldest frames out of the ring, as many as there are, up to {@code frameCount}.
     *
     * <p>Threads: consumer.
     *
     * @param target receives interleaved samples; beyond the returned frames it is left as it was
     * @param offsetFrames the first frame of {@code target} to fill
     * @param frameCount the most frames to take
     * @return the frames taken, 0 to {@code frameCount}
     */
    int read(float[] target, int offsetFrames, int frameCount);

    /**
     * The number of frames that a read would now find, 0 to {@link #capacityFrames}; more may have come since.
     *
     * <p>Threads: consumer.
     */
    int readableFrames();

    /**
     * The longest block that a write would now accept, 0 to {@link #capacityFrames}; there may be more room since.
     *
     * <p>Threads: producer.
     */
    int writableFrames();

    /**
     * Says that no frame will be written any more, to a consumer that hears of it by no other way: one in another process.
     *
     * <p>Threads: producer, after its last write.
     */
    @RealTime
    default void markAllWritten() {}
}
