package vorlauf.backend.sharedmemory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The bytes of a ring in shared memory; {@code vorlauf_ring.h} has the same numbers, and a test compares them.
 *
 * <p>Numbers are in the machine's own byte order, each at a multiple of its size. Whoever writes to a line is alone on it;
 * lines are 128 bytes, because x86 fetches cache lines in pairs and some ARM cores have lines of 128.
 */
final class RingLayout {
    /** "VORLAUFR" read as a number where the least significant byte comes first. */
    static final long MAGIC = 0x5246_5541_4C52_4F56L;

    static final int VERSION = 1;

    // The first line never changes once the file has its name.
    static final int MAGIC_OFFSET = 0;
    static final int VERSION_OFFSET = 8;
    static final int CHANNELS_OFFSET = 12;
    static final int CAPACITY_FRAMES_OFFSET = 16;
    static final int STORAGE_FRAMES_OFFSET = 20;
    static final int SAMPLE_RATE_HERTZ_OFFSET = 24;
    static final int DATA_OFFSET_OFFSET = 32;
    static final int PRODUCER_PROCESS_OFFSET = 40;

    /** Frames ever written: long, the producer's. */
    static final int WRITE_POSITION_OFFSET = 128;

    /** Frames ever read: long, the consumer's. */
    static final int READ_POSITION_OFFSET = 256;

    /** {@link #PREPARING}, {@link #PLAYING} or {@link #ALL_WRITTEN}: long, this side's. */
    static final int PRODUCER_STATE_OFFSET = 384;

    // The consumer's line of counts, all longs.
    static final int CONSUMER_PROCESS_OFFSET = 512;
    static final int CALLBACKS_OFFSET = 520;
    static final int UNDERRUN_EVENTS_OFFSET = 528;
    static final int UNDERRUN_FRAMES_OFFSET = 536;
    static final int LAST_FILL_FRAMES_OFFSET = 544;
    static final int LOWEST_FILL_FRAMES_OFFSET = 552;

    /** Where frames start: slot s at this + s * channels * 4. */
    static final int DATA_OFFSET = 1024;

    /** The first frames are on their way; what is missing is no underrun. */
    static final long PREPARING = 0;

    static final long PLAYING = 1;
    static final long ALL_WRITTEN = 2;

    /** What the lowest fill is before the first callback. */
    static final long NO_FILL = Integer.MAX_VALUE;

    private RingLayout() {}

    /** The capacity rounded up to a power of two. */
    static int storageFrames(int capacityFrames) {
        return 1 << (Integer.SIZE - Integer.numberOfLeadingZeros(capacityFrames - 1));
    }

    /** Bytes of a ring of this shape. */
    static long bytes(int capacityFrames, int channels) {
        return DATA_OFFSET + (long) storageFrames(capacityFrames) * channels * Float.BYTES;
    }

    /** Writes what never changes; all else is 0 in fresh memory. */
    static void describe(MemorySegment memory, int capacityFrames, int channels, double sampleRateHertz) {
        memory.set(ValueLayout.JAVA_INT, VERSION_OFFSET, VERSION);
        memory.set(ValueLayout.JAVA_INT, CHANNELS_OFFSET, channels);
        memory.set(ValueLayout.JAVA_INT, CAPACITY_FRAMES_OFFSET, capacityFrames);
        memory.set(ValueLayout.JAVA_INT, STORAGE_FRAMES_OFFSET, storageFrames(capacityFrames));
        memory.set(ValueLayout.JAVA_DOUBLE, SAMPLE_RATE_HERTZ_OFFSET, sampleRateHertz);
        memory.set(ValueLayout.JAVA_LONG, DATA_OFFSET_OFFSET, DATA_OFFSET);
        memory.set(
                ValueLayout.JAVA_LONG,
                PRODUCER_PROCESS_OFFSET,
                ProcessHandle.current().pid());
        memory.set(ValueLayout.JAVA_LONG, LOWEST_FILL_FRAMES_OFFSET, NO_FILL);
        memory.set(ValueLayout.JAVA_LONG, MAGIC_OFFSET, MAGIC);
    }
}
