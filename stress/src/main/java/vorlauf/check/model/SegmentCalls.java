package vorlauf.check.model;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/** Plain accesses of {@link MemorySegment}, in words of four bytes. */
final class SegmentCalls {
    static final int WORD_BYTES = 4;

    /** Owns all memory outside the heap; a word's index is its address there. */
    private static final Object NATIVE = new NativeMemory();

    private SegmentCalls() {}

    /** A class of its own, for its name. */
    private static final class NativeMemory {}

    static Object owner(MemorySegment segment) {
        return segment.heapBase().orElse(NATIVE);
    }

    /** The byte that the coordinates of a layout's handle name: a base offset, and for arrays of them not more. */
    static long offset(@Nullable Object[] coordinates) {
        if (coordinates.length != 2 || !(coordinates[1] instanceof Long offset)) {
            throw new Refused("a VarHandle of a segment with more than an offset is not modelled by the checker");
        }
        return offset;
    }

    /** Records what a call touches, after it was made. */
    static void touch(String name, @Nullable Object[] arguments, int site) {
        switch (name) {
            case "get", "getAtIndex", "set", "setAtIndex" -> {
                if (arguments[0] instanceof MemorySegment segment
                        && arguments[1] instanceof ValueLayout layout
                        && arguments[2] instanceof Long at) {
                    long offset = name.endsWith("AtIndex") ? at * layout.byteSize() : at;
                    touch(segment, offset, layout.byteSize(), name.startsWith("set"), site);
                }
            }
            case "fill" -> {
                if (arguments[0] instanceof MemorySegment segment) {
                    touch(segment, 0, segment.byteSize(), true, site);
                }
            }
            case "copyFrom" -> {
                if (arguments[0] instanceof MemorySegment target && arguments[1] instanceof MemorySegment source) {
                    touch(source, 0, source.byteSize(), false, site);
                    touch(target, 0, source.byteSize(), true, site);
                }
            }
            case "copy" -> copy(arguments, site);
            default ->
                throw new Refused(Sites.get(site) + ": MemorySegment." + name + " is not modelled by the checker");
        }
    }

    private static void copy(@Nullable Object[] arguments, int site) {
        if (arguments.length == 5
                && arguments[0] instanceof MemorySegment source
                && arguments[1] instanceof Long sourceOffset
                && arguments[2] instanceof MemorySegment target
                && arguments[3] instanceof Long targetOffset
                && arguments[4] instanceof Long bytes) {
            touch(source, sourceOffset, bytes, false, site);
            touch(target, targetOffset, bytes, true, site);
        } else if (arguments.length == 7
                && arguments[0] instanceof MemorySegment source
                && arguments[1] instanceof MemoryLayout from
                && arguments[2] instanceof Long sourceOffset
                && arguments[3] instanceof MemorySegment target
                && arguments[5] instanceof Long targetOffset
                && arguments[6] instanceof Long elements) {
            touch(source, sourceOffset, elements * from.byteSize(), false, site);
            touch(target, targetOffset, elements * from.byteSize(), true, site);
        } else if (arguments[0] instanceof MemorySegment source
                && arguments[1] instanceof MemoryLayout layout
                && arguments[2] instanceof Long offset
                && arguments[4] instanceof Integer first
                && arguments[5] instanceof Integer count) {
            touch(source, offset, count * layout.byteSize(), false, site);
            touchArray(arguments[3], first, count, true, site);
        } else if (arguments[1] instanceof Integer first
                && arguments[2] instanceof MemorySegment target
                && arguments[3] instanceof MemoryLayout layout
                && arguments[4] instanceof Long offset
                && arguments[5] instanceof Integer count) {
            touchArray(arguments[0], first, count, false, site);
            touch(target, offset, count * layout.byteSize(), true, site);
        } else {
            throw new Refused(Sites.get(site) + ": this MemorySegment.copy is not modelled by the checker");
        }
    }

    private static void touchArray(@Nullable Object array, int first, int count, boolean stores, int site) {
        if (array != null && Array.getLength(array) >= first + count) {
            Hooks.touch(array, first, first + count, stores, site);
        }
    }

    private static void touch(MemorySegment segment, long offset, long bytes, boolean stores, int site) {
        long first = segment.address() + offset;
        if (bytes % WORD_BYTES != 0 || first % WORD_BYTES != 0) {
            throw new Refused(Sites.get(site)
                    + ": an access of less than four bytes of a segment is not modelled by the checker");
        }
        Execution execution = Hooks.execution();
        if (execution == null) {
            return;
        }
        Object owner = owner(segment);
        for (long word = first / WORD_BYTES; word < (first + bytes) / WORD_BYTES; word++) {
            if (stores) {
                execution.memory.plainStore(owner, word, site);
            } else {
                execution.memory.plainLoad(owner, word, site);
            }
        }
    }
}
