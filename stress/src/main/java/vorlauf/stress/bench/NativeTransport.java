package vorlauf.stress.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/** The same algorithm as our ring in memory off the heap, which a consumer written in C could read. */
final class NativeTransport implements BlockTransport {
    private static final long LINE_BYTES = 128;
    private static final long WRITTEN = 0;
    private static final long WRITERS_LOOK = LINE_BYTES;
    private static final long CONSUMED = 2 * LINE_BYTES;
    private static final long READERS_LOOK = 3 * LINE_BYTES;
    private static final long DATA = 4 * LINE_BYTES;
    private static final ValueLayout.OfLong POSITION = ValueLayout.JAVA_LONG;
    private static final ValueLayout.OfFloat SAMPLE = ValueLayout.JAVA_FLOAT;
    private static final VarHandle SHARED = POSITION.varHandle();

    private final MemorySegment memory;
    private final int capacityBlocks;

    /** A transport for a power of two of blocks; its memory lives as long as it can be reached. */
    NativeTransport(int capacityBlocks) {
        this.capacityBlocks = capacityBlocks;
        this.memory = Arena.ofAuto().allocate(DATA + (long) capacityBlocks * BLOCK_SAMPLES * Float.BYTES, LINE_BYTES);
    }

    @Override
    public boolean write(float[] block) {
        long written = memory.get(POSITION, WRITTEN);
        if (written - memory.get(POSITION, WRITERS_LOOK) == capacityBlocks) {
            long consumed = (long) SHARED.getAcquire(memory, CONSUMED);
            memory.set(POSITION, WRITERS_LOOK, consumed);
            if (written - consumed == capacityBlocks) {
                return false;
            }
        }
        MemorySegment.copy(block, 0, memory, SAMPLE, offsetBytes(written), BLOCK_SAMPLES);
        SHARED.setRelease(memory, WRITTEN, written + 1);
        return true;
    }

    @Override
    public boolean read(float[] block) {
        long consumed = memory.get(POSITION, CONSUMED);
        if (memory.get(POSITION, READERS_LOOK) == consumed) {
            long written = (long) SHARED.getAcquire(memory, WRITTEN);
            memory.set(POSITION, READERS_LOOK, written);
            if (written == consumed) {
                return false;
            }
        }
        MemorySegment.copy(memory, SAMPLE, offsetBytes(consumed), block, 0, BLOCK_SAMPLES);
        SHARED.setRelease(memory, CONSUMED, consumed + 1);
        return true;
    }

    private long offsetBytes(long position) {
        return DATA + (position & (capacityBlocks - 1)) * BLOCK_SAMPLES * Float.BYTES;
    }
}
