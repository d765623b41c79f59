package vorlauf.dsp;

/**
 * A line of past samples: a ring of floats, written at a frame number that only grows, read any number of frames back.
 *
 * <p>The line is a {@code float[]} of a power of two entries ({@link #capacity}), zeros at first; {@code l[o]} is the
 * number of frames written so far. Frame n is kept at {@code n & (line.length - 1)}, so a line begins with silence: frames
 * before the first are 0.
 *
 * <p>Reading and writing are separate kernels, because a delay in a cycle is read before its input is known. Both speak of
 * a {@code position}: the frame number that frame {@code from} of this chunk has. Before the chunk is written that is
 * {@code l[o]}; after it was written, {@code l[o] - (to - from)}. Frame i of the chunk is then frame
 * {@code position + i - from}, and reading d back gives the sample written as frame {@code position + i - from - d}.
 * Reading before writing needs d >= to - from, or samples of the last turn are read; reading after writing needs
 * d + (to - from) <= line.length.
 *
 * <p>Threads: producer. Errors: none.
 */
@RealTime
public final class DelayLine {

    /** Entries beyond the longest delay that interpolation reads. */
    private static final int TAPS_BEYOND = 3;

    /** Times this, every subnormal number is rounded to 0 and no other: the smallest normal one is just above the half. */
    static final float VANISHING = Math.nextUp(0x1p-24f);

    private DelayLine() {}

    /**
     * The length that a line must have: a power of two.
     *
     * @param longestDelayFrames up to 2^29
     * @param blockFrames the longest chunk that is written at once
     */
    public static int capacity(long longestDelayFrames, int blockFrames) {
        long needed = longestDelayFrames + blockFrames + TAPS_BEYOND;
        long capacity = 1;
        while (capacity < needed) {
            capacity <<= 1;
        }
        return (int) Math.min(capacity, 1L << 30);
    }

    /**
     * Appends frames {@code from} to {@code to} of a and advances {@code l[o]} by their number. Subnormal samples are
     * written as 0: in a feedback loop they would circle for ever.
     */
    public static void write(float[] line, long[] l, int o, float[] a, int from, int to) {
        int mask = line.length - 1;
        int source = from;
        while (source < to) {
            int slot = (int) (l[o] + (source - from)) & mask;
            int count = Math.min(to - source, line.length - slot);
            for (int i = 0; i < count; i++) {
                line[slot + i] = flushed(a[source + i]);
            }
            source += count;
        }
        l[o] += to - from;
    }

    /** A sample as a line keeps it: 0 in place of one that is subnormal. */
    public static float flushed(float value) {
        return Math.abs(value) < Float.MIN_NORMAL ? 0f : value;
    }

    /**
     * out = a as a line keeps it: {@link #flushed} without a branch, which C2 leaves scalar. The sign is that of a magnitude,
     * always the same one: where C2 does not vectorise, it asks for it with branches.
     */
    public static void flush(float[] a, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] * Math.signum(Math.abs(a[i]) * VANISHING) + 0f;
        }
    }

    /** Appends frames of a as they are, at a position that the caller advances. */
    public static void append(float[] line, long position, float[] a, int from, int to) {
        int mask = line.length - 1;
        int source = from;
        while (source < to) {
            int slot = (int) (position + (source - from)) & mask;
            int count = Math.min(to - source, line.length - slot);
            System.arraycopy(a, source, line, slot, count);
            source += count;
        }
    }

    /** out = the line, {@code delayFrames} back; 0 to the line's length. */
    public static void read(float[] line, long position, long delayFrames, float[] out, int from, int to) {
        int mask = line.length - 1;
        int target = from;
        while (target < to) {
            int slot = (int) (position + (target - from) - delayFrames) & mask;
            int count = Math.min(to - target, line.length - slot);
            System.arraycopy(line, slot, out, target, count);
            target += count;
        }
    }

    /**
     * out = the line read at two delays, faded in a line from one to the other over the block: with
     * g = (i + 1) / blockFrames at frame i of the block it is now (1 - g) + next g, and next itself where g is 1.
     */
    public static void readCrossfade(
            float[] line,
            long position,
            long delayNowFrames,
            long delayNextFrames,
            int blockFrames,
            float[] out,
            int from,
            int to) {
        int mask = line.length - 1;
        int now = (int) (position - delayNowFrames - from);
        int next = (int) (position - delayNextFrames - from);
        float length = blockFrames;
        for (int i = from; i < to; i++) {
            float gain = (i + 1) / length;
            float wanted = line[(next + i) & mask];
            out[i] = i + 1 >= blockFrames ? wanted : line[(now + i) & mask] * (1f - gain) + wanted * gain;
        }
    }

    /**
     * out = the line read at a delay that each frame states, between samples by a cubic through the four around it
     * (Lagrange), or by the line between two where the newest of the four is nearer than {@code minimumFrames}.
     *
     * @param seconds the delay of each frame, limited to the two bounds; NaN is the lower one; may be {@code out}
     * @param minimumFrames 0 or more; what the newest sample read is away at least
     * @param maximumFrames what {@link #capacity} was asked for, or less
     */
    public static void readModulated(
            float[] line,
            long position,
            float[] seconds,
            double rateHertz,
            int minimumFrames,
            int maximumFrames,
            float[] out,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            double frames = Functions.limited(seconds[i] * rateHertz, minimumFrames, maximumFrames);
            out[i] = between(line, (int) (position + (i - from)), frames, minimumFrames);
        }
    }

    /** {@link #readModulated} at a delay that is a ramp: {@code start + step * (i + 1)} seconds at frame i of the block. */
    public static void readModulatedRamp(
            float[] line,
            long position,
            float secondsStart,
            float secondsStep,
            double rateHertz,
            int minimumFrames,
            int maximumFrames,
            float[] out,
            int from,
            int to) {
        if (secondsStep == 0f) {
            double frames = Functions.limited(secondsStart * rateHertz, minimumFrames, maximumFrames);
            readResting(line, (int) position, frames, minimumFrames, out, from, 1, to - from);
            return;
        }
        for (int i = from; i < to; i++) {
            float seconds = secondsStart + secondsStep * (i + 1);
            double frames = Functions.limited(seconds * rateHertz, minimumFrames, maximumFrames);
            out[i] = between(line, (int) (position + (i - from)), frames, minimumFrames);
        }
    }

    /**
     * Reads {@code count} frames at a delay that rests, to places of out that are {@code stride} apart, with the bits of
     * {@link #between} frame by frame.
     */
    public static void readResting(
            float[] line, int position, double frames, int minimumFrames, float[] out, int at, int stride, int count) {
        int mask = line.length - 1;
        int whole = (int) frames;
        float share = (float) (frames - whole);
        int first = position - whole;
        if (share == 0f || whole - 1 < minimumFrames) {
            for (int i = 0; i < count; i++) {
                out[at + i * stride] = between(line, position + i, frames, minimumFrames);
            }
            return;
        }
        float outer = share * (share - 1f) * (1f / 6f);
        float inner = (share + 1f) * (share - 2f) * 0.5f;
        float ofOldest = outer * (share + 1f);
        float ofNewer = outer * (share - 2f);
        float ofHere = inner * (share - 1f);
        float ofOlder = inner * share;
        float oldest = line[(first - 2) & mask];
        float older = line[(first - 1) & mask];
        float here = line[first & mask];
        for (int i = 0; i < count; i++) {
            float newer = line[(first + i + 1) & mask];
            out[at + i * stride] = (oldest * ofOldest - newer * ofNewer) + (here * ofHere - older * ofOlder);
            oldest = older;
            older = here;
            here = newer;
        }
    }

    /**
     * The line at {@code frames} before {@code position}, as {@link #readModulated} reads it. Whole delays give the sample
     * itself.
     */
    public static float between(float[] line, int position, double frames, int minimumFrames) {
        int mask = line.length - 1;
        int whole = (int) frames;
        float share = (float) (frames - whole);
        float here = line[(position - whole) & mask];
        if (share == 0f) {
            return here;
        }
        float older = line[(position - whole - 1) & mask];
        if (whole - 1 < minimumFrames) {
            return here + (older - here) * share;
        }
        float newer = line[(position - whole + 1) & mask];
        float oldest = line[(position - whole - 2) & mask];
        // Lagrange's basis at -1, 0, 1, 2, grouped so that a constant line is met within rounding.
        float below = share - 1f;
        float far = share - 2f;
        float above = share + 1f;
        float outer = share * below * (1f / 6f);
        float inner = above * far * 0.5f;
        return (oldest * (outer * above) - newer * (outer * far)) + (here * (inner * below) - older * (inner * share));
    }
}
