package vorlauf.check;

import static vorlauf.check.FindingKind.EXCEPTION;
import static vorlauf.check.FindingKind.NEVER_ENDS;
import static vorlauf.check.FindingKind.PROPERTY;
import static vorlauf.check.FindingKind.RACE;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What can be wrong with the ring of frames. */
final class FrameRingMutants {
    private static final String RING = HandOff.FRAME_RING.className();

    private static final String PUBLISH = "RingSide.POSITION.setRelease(writer, written + frameCount);";
    private static final String FREE = "RingSide.POSITION.setRelease(reader, consumed + frames);";
    private static final String COPY_IN = "copyIn(written, source, floatIndex(offsetFrames), frameCount);";
    private static final String COPY_OUT = "copyOut(consumed, target, floatIndex(offsetFrames), frames);";
    private static final String REFUSE = "return false;";
    private static final String LINE = "\n        ";
    private static final String INNER_LINE = "\n            ";

    private static final String READERS_LOOK = "if (reader.cachedOpposite - consumed < frameCount) {" + INNER_LINE
            + "reader.cachedOpposite = (long) RingSide.POSITION.getAcquire(writer);";
    private static final String WRITERS_LOOK = "if (writer.cachedOpposite < freedByReader) {" + INNER_LINE
            + "writer.cachedOpposite = (long) RingSide.POSITION.getAcquire(reader);";

    /** Orders of memory: on x86 every load is an acquire and every store a release, if the compiler leaves them alone. */
    private static final Map<Tool, String> ORDER_ONLY = Map.of(
            Tool.LINCHECK, "explores sequentially consistent schedules only",
            Tool.JCSTRESS, "x86 is TSO: stores stay in order, loads too; to be seen on ARM");

    private static final Map<Tool, String> SEQUENTIALLY_CONSISTENT =
            Map.of(Tool.LINCHECK, "explores sequentially consistent schedules only");

    private FrameRingMutants() {}

    static List<Mutant> all() {
        List<Mutant> all = new ArrayList<>(orders());
        all.addAll(publications());
        all.addAll(indices());
        all.addAll(limits());
        all.addAll(looks());
        all.addAll(reports());
        return all;
    }

    private static List<Mutant> orders() {
        return List.of(
                order(
                        "plain-write-index",
                        "the write index is stored plainly",
                        PUBLISH,
                        "writer.position = written + frameCount;"),
                order(
                        "opaque-write-index",
                        "the write index is stored opaque",
                        PUBLISH,
                        PUBLISH.replace("setRelease", "setOpaque")),
                order(
                        "plain-read-index",
                        "the read index is stored plainly",
                        FREE,
                        "reader.position = consumed + frames;"),
                order(
                        "opaque-read-index",
                        "the read index is stored opaque",
                        FREE,
                        FREE.replace("setRelease", "setOpaque")),
                order(
                        "plain-load-of-write-index",
                        "the reader loads the write index plainly",
                        READERS_LOOK,
                        READERS_LOOK.replace("(long) RingSide.POSITION.getAcquire(writer)", "writer.position")),
                order(
                        "opaque-load-of-write-index",
                        "the reader loads the write index opaque",
                        READERS_LOOK,
                        READERS_LOOK.replace("getAcquire", "getOpaque")),
                order(
                        "plain-load-of-read-index",
                        "the writer loads the read index plainly",
                        WRITERS_LOOK,
                        WRITERS_LOOK.replace("(long) RingSide.POSITION.getAcquire(reader)", "reader.position")),
                order(
                        "opaque-load-of-read-index",
                        "the writer loads the read index opaque",
                        WRITERS_LOOK,
                        WRITERS_LOOK.replace("getAcquire", "getOpaque")),
                order(
                        "store-store-fence-on-free",
                        "slots are given back behind a fence that orders only stores",
                        FREE,
                        "java.lang.invoke.VarHandle.storeStoreFence();" + LINE
                                + FREE.replace("setRelease", "setOpaque")),
                order(
                        "release-fence-after-publish",
                        "the fence comes after the write index, not before",
                        PUBLISH,
                        PUBLISH.replace("setRelease", "setOpaque") + LINE
                                + "java.lang.invoke.VarHandle.releaseFence();"),
                order(
                        "acquire-fence-after-copy",
                        "the reader's fence comes after the copy, not before",
                        READERS_LOOK + "\n        }",
                        READERS_LOOK.replace("getAcquire", "getOpaque") + "\n        }",
                        COPY_OUT,
                        COPY_OUT + LINE + "java.lang.invoke.VarHandle.acquireFence();"));
    }

    private static List<Mutant> publications() {
        return List.of(
                ring(
                        "publish-before-copy",
                        "the write index moves before the frames are there",
                        Set.of(RACE),
                        COPY_IN + LINE + PUBLISH,
                        PUBLISH + LINE + COPY_IN),
                ring(
                        "publish-in-halves",
                        "the first frame of a block is published by itself",
                        Set.of(PROPERTY),
                        COPY_IN,
                        "if (frameCount > 1) {" + INNER_LINE
                                + "copyIn(written, source, floatIndex(offsetFrames), 1);" + INNER_LINE
                                + "RingSide.POSITION.setRelease(writer, written + 1);" + INNER_LINE
                                + "copyIn(written + 1, source, floatIndex(offsetFrames + 1), frameCount - 1);" + LINE
                                + "} else {" + INNER_LINE + COPY_IN + LINE + "}"),
                ring(
                        "free-before-copy",
                        "the slots are given back before the frames are taken",
                        Set.of(RACE),
                        COPY_OUT + LINE + FREE,
                        FREE + LINE + COPY_OUT),
                ring("read-not-freed", "a read does not give its slots back", Set.of(PROPERTY), FREE, ""),
                ring(
                        "write-not-published",
                        "a block that wraps is not published",
                        Set.of(PROPERTY),
                        PUBLISH,
                        "if (((int) written & slotMask) + frameCount <= slotMask + 1) {" + INNER_LINE + PUBLISH + LINE
                                + "}"));
    }

    private static List<Mutant> indices() {
        String slotIn = "float[] source, int sourceIndex, int frameCount) {" + LINE;
        String slotOut = "float[] target, int targetIndex, int frameCount) {" + LINE;
        String slot = "int slot = (int) position & slotMask;";
        return List.of(
                ring(
                        "no-mask",
                        "the writer's slot is the position itself",
                        Set.of(EXCEPTION, PROPERTY),
                        slotIn + slot,
                        slotIn + "int slot = (int) position;"),
                ring(
                        "no-mask-for-reader",
                        "the reader's slot is the position itself",
                        Set.of(EXCEPTION, PROPERTY),
                        slotOut + slot,
                        slotOut + "int slot = (int) position;"),
                ring(
                        "no-split",
                        "a block that reaches the end of the storage is copied in one piece",
                        Set.of(EXCEPTION),
                        slotIn + slot + LINE + "int samples = sampleCount(frameCount);" + LINE
                                + "int samplesToEnd = Math.min(samples, (slotMask + 1 - slot) * channels);",
                        slotIn + slot + LINE + "int samples = sampleCount(frameCount);" + LINE
                                + "int samplesToEnd = samples;"),
                ring(
                        "rest-of-split-left-out",
                        "what wraps of a block is not copied",
                        Set.of(PROPERTY),
                        "System.arraycopy(source, sourceIndex + samplesToEnd, storage, 0, samples - samplesToEnd);",
                        ""),
                ring(
                        "rest-of-split-from-start",
                        "what wraps of a block repeats its beginning",
                        Set.of(PROPERTY),
                        "System.arraycopy(source, sourceIndex + samplesToEnd, storage",
                        "System.arraycopy(source, sourceIndex, storage"),
                ring(
                        "split-by-frames",
                        "the split counts frames for samples",
                        Set.of(PROPERTY, EXCEPTION),
                        slotOut + slot + LINE + "int samples = sampleCount(frameCount);" + LINE
                                + "int samplesToEnd = Math.min(samples, (slotMask + 1 - slot) * channels);",
                        slotOut + slot + LINE + "int samples = sampleCount(frameCount);" + LINE
                                + "int samplesToEnd = Math.min(samples, slotMask + 1 - slot);"),
                ring(
                        "partial-frame",
                        "the last channel of a block is left out",
                        Set.of(PROPERTY),
                        "System.arraycopy(source, sourceIndex, storage, slot * channels, samplesToEnd);",
                        "System.arraycopy(source, sourceIndex, storage, slot * channels,"
                                + " channels > 1 && samplesToEnd > 0 ? samplesToEnd - 1 : samplesToEnd);"),
                ring(
                        "offset-ignored",
                        "the block is always taken from the start of the array",
                        Set.of(PROPERTY),
                        "copyIn(written, source, floatIndex(offsetFrames)",
                        "copyIn(written, source, floatIndex(0)"),
                ring(
                        "offset-in-samples",
                        "the offset of a read counts samples",
                        Set.of(PROPERTY, EXCEPTION),
                        "copyOut(consumed, target, floatIndex(offsetFrames)",
                        "copyOut(consumed, target, offsetFrames"),
                ring(
                        "int-positions",
                        "positions are compared as 32-bit numbers",
                        Set.of(PROPERTY, RACE),
                        "long freedByReader = written + frameCount - capacityFrames;" + LINE
                                + "if (writer.cachedOpposite < freedByReader) {",
                        "long freedByReader = written + frameCount - capacityFrames;" + LINE
                                + "if ((int) writer.cachedOpposite < (int) freedByReader) {",
                        "getAcquire(reader);" + INNER_LINE + "if (writer.cachedOpposite < freedByReader) {",
                        "getAcquire(reader);" + INNER_LINE
                                + "if ((int) writer.cachedOpposite < (int) freedByReader) {"),
                ring(
                        "positions-wrap-at-31-bits",
                        "the write index loses its upper half",
                        Set.of(PROPERTY),
                        PUBLISH,
                        "RingSide.POSITION.setRelease(writer, (written + frameCount) & 0x7fff_ffffL);"));
    }

    private static List<Mutant> limits() {
        String limit = "long freedByReader = written + frameCount - capacityFrames;";
        return List.of(
                ring(
                        "capacity-plus-one",
                        "one frame more than there is room for is taken",
                        Set.of(RACE, PROPERTY),
                        limit,
                        "long freedByReader = written + frameCount - (capacityFrames + 1);"),
                ring(
                        "capacity-minus-one",
                        "a block that fits exactly is refused",
                        Set.of(PROPERTY),
                        limit,
                        "long freedByReader = written + frameCount - (capacityFrames - 1);"),
                ring(
                        "partial-write",
                        "a block that does not fit is written as far as it does",
                        Set.of(PROPERTY),
                        REFUSE,
                        "frameCount -= (int) (freedByReader - writer.cachedOpposite);" + INNER_LINE
                                + "if (frameCount <= 0) {" + INNER_LINE + REFUSE + INNER_LINE + "}"),
                ring(
                        "refused-block-counts",
                        "a refused block moves the write index",
                        Set.of(PROPERTY, RACE),
                        REFUSE,
                        PUBLISH + INNER_LINE + REFUSE),
                ring(
                        "reader-goes-too-far",
                        "a read takes one frame more than there is",
                        Set.of(RACE, PROPERTY),
                        "int frames = (int) Math.min(frameCount, reader.cachedOpposite - consumed);",
                        "int frames = (int) Math.min(frameCount, reader.cachedOpposite - consumed + 1);"));
    }

    private static List<Mutant> looks() {
        return List.of(
                ring(
                        "writer-never-looks",
                        "the writer's cached index is never refreshed",
                        Set.of(PROPERTY),
                        WRITERS_LOOK,
                        "if (writer.cachedOpposite < freedByReader) {"),
                ring(
                        "reader-never-looks",
                        "the reader's cached index is never refreshed",
                        Set.of(PROPERTY),
                        READERS_LOOK,
                        "if (reader.cachedOpposite - consumed < frameCount) {"),
                ring(
                        "reader-trusts-cache",
                        "the reader takes all that it asked for once anything was there",
                        Set.of(RACE, PROPERTY),
                        "int frames = (int) Math.min(frameCount, reader.cachedOpposite - consumed);",
                        "int frames = reader.cachedOpposite > consumed ? frameCount : 0;"),
                ring(
                        "writer-trusts-cache",
                        "the writer takes its last look to be one frame newer",
                        Set.of(RACE, PROPERTY),
                        WRITERS_LOOK,
                        WRITERS_LOOK.replace("getAcquire(reader)", "getAcquire(reader) + 1")),
                ring(
                        "shared-cache",
                        "both sides keep their last look in one field",
                        Set.of(RACE, PROPERTY),
                        READERS_LOOK,
                        READERS_LOOK.replace("reader.cachedOpposite", "writer.cachedOpposite"),
                        "int frames = (int) Math.min(frameCount, reader.cachedOpposite - consumed);",
                        "int frames = (int) Math.max(0, Math.min(frameCount, writer.cachedOpposite - consumed));"));
    }

    private static List<Mutant> reports() {
        return List.of(
                ring(
                        "short-read-not-reported",
                        "a read reports what was asked for",
                        Set.of(PROPERTY),
                        FREE + LINE + "return frames;",
                        FREE + LINE + "return frameCount;"),
                ring(
                        "read-reports-too-little",
                        "a read reports one frame less than it took",
                        Set.of(PROPERTY),
                        FREE + LINE + "return frames;",
                        FREE + LINE + "return Math.max(1, frames - 1);"),
                ring(
                        "readable-counts-too-much",
                        "readableFrames counts one frame that is not there",
                        Set.of(PROPERTY),
                        "return (int) (reader.cachedOpposite - reader.position);",
                        "return (int) (reader.cachedOpposite - reader.position) + 1;"),
                ring(
                        "readable-never-looks",
                        "readableFrames tells what was there at the last read",
                        Set.of(PROPERTY),
                        "public int readableFrames() {" + LINE
                                + "reader.cachedOpposite = (long) RingSide.POSITION.getAcquire(writer);",
                        "public int readableFrames() {"),
                ring(
                        "writable-counts-storage",
                        "writableFrames tells the room of the storage",
                        Set.of(PROPERTY),
                        "return capacityFrames - (int) (writer.position - writer.cachedOpposite);",
                        "return slotMask + 2 - (int) (writer.position - writer.cachedOpposite);"),
                ring(
                        "reader-waits",
                        "a read of an empty ring waits for a frame",
                        Set.of(NEVER_ENDS),
                        "if (frames == 0) {" + INNER_LINE + "return 0;",
                        "while (frames == 0) {" + INNER_LINE
                                + "frames = (int) Math.min(frameCount,"
                                + " (long) RingSide.POSITION.getAcquire(writer) - consumed);"));
    }

    private static Mutant order(String name, String what, String... edits) {
        boolean compilerMayHoist = name.startsWith("plain-load");
        return new Mutant(
                name,
                HandOff.FRAME_RING,
                what,
                Set.of(RACE),
                edits(edits),
                compilerMayHoist ? SEQUENTIALLY_CONSISTENT : ORDER_ONLY);
    }

    private static Mutant ring(String name, String what, Set<FindingKind> expected, String... edits) {
        return new Mutant(name, HandOff.FRAME_RING, what, expected, edits(edits), Map.of());
    }

    private static List<Edit> edits(String... pairs) {
        List<Edit> edits = new ArrayList<>();
        for (int pair = 0; pair < pairs.length; pair += 2) {
            edits.add(new Edit.Source(RING, pairs[pair], pairs[pair + 1]));
        }
        return edits;
    }
}
