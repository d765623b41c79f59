package vorlauf.check.ring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import vorlauf.check.model.BrokenPromise;
import vorlauf.check.model.Moment;
import vorlauf.ring.FrameRing;

/**
 * Makes the calls of both sides of a ring and holds every answer against the contract of {@link FrameRing}.
 *
 * <p>Frame f, counted from 1, holds 8 f + c in channel c, so a stale, a repeated and a torn frame all show. Every call has an
 * array of its own with a frame to spare at both ends, and what was written is scribbled over once the call has returned.
 *
 * <p>Threads: each side's methods the thread that has its role; the threads of an execution run one at a time.
 */
final class FrameLedger {
    static final String IN_ORDER = "every frame once, in order, untorn";
    static final String ALL_OR_NOTHING = "a write is all or nothing";
    static final String NOT_SPURIOUS = "no refusal without cause";
    static final String COUNTS = "counts within their meaning";
    static final String WHOLE_BLOCKS = "a block becomes readable as a whole";

    private static final float UNTOUCHED = -1;
    private static final float SCRIBBLE = -2;

    private final FrameRing ring;
    private final int capacityFrames;
    private final int channels;

    private long written;
    private int writing;
    private final List<Step> writes = new ArrayList<>();

    private long consumed;
    private int reading;
    private final List<Step> reads = new ArrayList<>();

    /** How many frames a side had finished with at a moment. */
    private record Step(long frames, Moment moment) {}

    FrameLedger(FrameRing ring, int capacityFrames, int channels) {
        this.ring = ring;
        this.capacityFrames = capacityFrames;
        this.channels = channels;
    }

    long written() {
        return written;
    }

    long consumed() {
        return consumed;
    }

    // ---- producer ---------------------------------------------------------------------------------------------------

    boolean write(int frameCount) {
        float[] source = new float[(frameCount + 2) * channels];
        Arrays.fill(source, UNTOUCHED);
        for (int index = 0; index < frameCount * channels; index++) {
            source[channels + index] = sample(written + 1 + index / channels, index % channels);
        }
        long inside = written - lastKnown(reads);
        writing = frameCount;
        boolean done = ring.write(source, 1, frameCount);
        writing = 0;
        Moment.returned(() -> "write of " + frameCount + " gives " + done);
        Arrays.fill(source, SCRIBBLE);
        if (!done && inside + frameCount <= capacityFrames) {
            throw new BrokenPromise(
                    NOT_SPURIOUS,
                    "a block of " + frames(frameCount) + " was refused beside at most " + inside + " in a ring of "
                            + capacityFrames);
        }
        if (done) {
            written += frameCount;
            writes.add(new Step(written, Moment.now()));
            if (written - consumed - reading > capacityFrames) {
                throw new BrokenPromise(
                        COUNTS,
                        "a block of " + frames(frameCount) + " was taken: now " + (written - consumed)
                                + " are in a ring of " + capacityFrames);
            }
        }
        return done;
    }

    int writable() {
        long inside = written - lastKnown(reads);
        int writable = ring.writableFrames();
        Moment.returned(() -> "writableFrames gives " + writable);
        if (writable < Math.max(0, capacityFrames - inside) || writable > capacityFrames) {
            throw new BrokenPromise(
                    COUNTS,
                    "writableFrames is " + writable + " beside at most " + inside + " in a ring of " + capacityFrames);
        }
        if (written + writable - consumed - reading > capacityFrames) {
            throw new BrokenPromise(
                    COUNTS,
                    "writableFrames is " + writable + " beside " + (written - consumed) + " in a ring of "
                            + capacityFrames);
        }
        return writable;
    }

    /** Writes what writableFrames has promised room for. */
    void writePromised(int frameCount) {
        if (!write(frameCount)) {
            throw new BrokenPromise(
                    COUNTS,
                    "writableFrames had promised room for a block of " + frames(frameCount) + ", it was refused");
        }
    }

    // ---- consumer ---------------------------------------------------------------------------------------------------

    int read(int frameCount) {
        float[] target = new float[(frameCount + 2) * channels];
        Arrays.fill(target, UNTOUCHED);
        long there = lastKnown(writes) - consumed;
        reading = frameCount;
        int got = ring.read(target, 1, frameCount);
        reading = 0;
        Moment.returned(() -> "read of " + frameCount + " gives " + got);
        if (got < 0 || got > frameCount) {
            throw new BrokenPromise(COUNTS, "a read of " + frames(frameCount) + " gives " + got);
        }
        checkSamples(target, got);
        if (got < Math.min(frameCount, there)) {
            throw new BrokenPromise(
                    COUNTS, "a read of " + frames(frameCount) + " gives " + got + " where " + there + " are");
        }
        consumed += got;
        if (got > 0) {
            reads.add(new Step(consumed, Moment.now()));
        }
        if (got < frameCount && got > 0 && !isBoundary(consumed)) {
            throw new BrokenPromise(
                    WHOLE_BLOCKS, "a read of " + frames(frameCount) + " gives " + got + ", which ends inside a block");
        }
        return got;
    }

    int readable() {
        long there = lastKnown(writes) - consumed;
        int readable = ring.readableFrames();
        Moment.returned(() -> "readableFrames gives " + readable);
        if (readable < there || readable > capacityFrames || readable > written + writing - consumed) {
            throw new BrokenPromise(
                    COUNTS,
                    "readableFrames is " + readable + " where " + there + " to " + (written + writing - consumed)
                            + " are in a ring of " + capacityFrames);
        }
        return readable;
    }

    /** Reads what readableFrames has promised. */
    void readPromised(int frameCount) {
        int got = read(frameCount);
        if (got != frameCount) {
            throw new BrokenPromise(
                    COUNTS, "readableFrames had promised " + frames(frameCount) + ", a read of them gives " + got);
        }
    }

    // ---- rules ------------------------------------------------------------------------------------------------------

    private void checkSamples(float[] target, int got) {
        for (int index = 0; index < target.length; index++) {
            int frame = index / channels - 1;
            boolean inside = frame >= 0 && frame < got;
            float wanted = inside ? sample(consumed + 1 + frame, index % channels) : UNTOUCHED;
            if (target[index] != wanted) {
                throw new BrokenPromise(
                        IN_ORDER,
                        inside
                                ? "channel " + index % channels + " of frame " + (consumed + 1 + frame) + " holds "
                                        + holds(target[index])
                                : "sample " + index + " of the target, beyond the " + got
                                        + " frames that the read gives," + " was changed to " + target[index]);
            }
        }
    }

    private static String holds(float found) {
        if (found == UNTOUCHED) {
            return "nothing: it was not copied";
        }
        if (found == SCRIBBLE) {
            return "what its writer put into the array after the write";
        }
        int number = (int) found;
        return number < 8 ? found + ", which was never written" : "channel " + number % 8 + " of frame " + number / 8;
    }

    private boolean isBoundary(long frames) {
        return frames == written + writing || writes.stream().anyMatch(step -> step.frames() == frames);
    }

    private static long lastKnown(List<Step> steps) {
        for (int at = steps.size() - 1; at >= 0; at--) {
            if (steps.get(at).moment().isKnown()) {
                return steps.get(at).frames();
            }
        }
        return 0;
    }

    private static float sample(long frame, int channel) {
        return 8 * frame + channel;
    }

    private static String frames(int count) {
        return count == 1 ? "1 frame" : count + " frames";
    }
}
