package vorlauf.dsp;

/**
 * Phases of a block, and the shapes that are drawn over them.
 *
 * <p>A phase is a 64-bit integer whose whole range is one turn: it wraps for free and never drifts. Frame n of a block
 * has the phase {@code phase + n start + n (n - 1) / 2 step}, exactly. Within segments of {@value #SEGMENT} frames it is
 * stepped in 32-bit integers, because these fill vector registers: from the exact phase where the segment begins, so that they are
 * at most 3e-8 of a turn off, which a float hardly resolves, and that does not add up from segment to segment. Where a frequency
 * moves there are 16 bits below, as its second differences add up faster. Segments lie fixed in the stream, whatever its blocks and however these are cut into chunks: {@code begun}
 * frames of the block's first segment lie before the block.
 */
@RealTime
public final class Phases {

    /** Frames that share one 64-bit phase. 16 bits below the 32-bit phase carry that many second differences. */
    static final int SEGMENT = 128;

    /** Turns per unit of a 64-bit phase. */
    private static final float TURNS = 0x1p-64f;

    private static final float SMALLEST_INCREMENT = 0x1p-32f;
    private static final float SIGNED_SCALE = 0x1p-31f;

    /** Half a turn of a 64-bit phase. */
    static final long HALF_TURN = Long.MIN_VALUE;

    /** 0, 1, 2, ...: read from a table, indices are vectorised together with what is computed of them. */
    static final int[] IOTA = new int[SEGMENT];

    /** n (n - 1) / 2. */
    private static final int[] TRIANGULAR = new int[SEGMENT];

    static {
        for (int i = 0; i < SEGMENT; i++) {
            IOTA[i] = i;
            TRIANGULAR[i] = i * (i - 1) / 2;
        }
    }

    private Phases() {}

    /** The phase of a frame of the block, given that of frame 0. */
    public static long at(long phase, long start, long step, long frame) {
        return phase + frame * start + step * (frame * (frame - 1) / 2);
    }

    /** The phase of frame 0 of the block, given that of another frame. */
    public static long atBlockStart(long phase, long start, long step, long frame) {
        return phase - frame * start - step * (frame * (frame - 1) / 2);
    }

    /** The first frame of the segment that a frame of the block is in; it may lie before the block. */
    static int segmentStart(int frame, int begun) {
        return ((frame + begun) & -SEGMENT) - begun;
    }

    /** The first frame behind {@code frame} in another segment, or {@code to} if that comes before. */
    public static int segmentEnd(int frame, int begun, int to) {
        return Math.min(to, segmentStart(frame, begun) + SEGMENT);
    }

    /** Frames of the segment that are before a frame of the block. */
    public static int inSegment(int frame, int begun) {
        return (frame + begun) & (SEGMENT - 1);
    }

    /** {@code begun} of the block that comes next. */
    public static int begunAfter(int begun, int blockFrames) {
        return inSegment(blockFrames, begun);
    }

    /** The 32-bit phase of a steady sine at a frame of the block, given its 64-bit one there. */
    public static int steady(long phase, long increment, int frame, int begun) {
        int passed = inSegment(frame, begun);
        return high(phase - passed * increment) + passed * roundedIncrement(increment);
    }

    /** The 32-bit phase that a steady sine advances in a frame. */
    public static int roundedIncrement(long increment) {
        return (int) ((increment + 0x8000_0000L) >>> 32);
    }

    /** The 32-bit phase of a shape with corners at a frame of the block, where its frequency rests; as {@link #steady}. */
    public static int cornered(long phase, long increment, int frame, int begun) {
        int passed = inSegment(frame, begun);
        return above(phase - passed * increment) + passed * above(increment);
    }

    /**
     * The 32-bit phase, or increment, that is not below a 64-bit one. Shapes with corners have these: they are ahead by 3e-8 of a
     * turn at most, and never behind, so that a jump that falls on a frame is on that frame in every period.
     */
    public static int above(long phase) {
        return (int) ((phase + 0xffff_ffffL) >>> 32);
    }

    /** The upper 32 bits of a phase or of an increment. */
    public static int high(long phase) {
        return (int) (phase >>> 32);
    }

    /** The 16 bits below {@link #high}. */
    public static int low(long phase) {
        return (int) (phase >>> 16) & 0xffff;
    }

    /** A phase with other upper 32 bits. */
    public static long joined(int high, long phase) {
        return ((long) high << 32) | (phase & 0xffff_ffffL);
    }

    /** What a frequency for each frame is multiplied by to be an increment in 2^-32 of a turn. */
    public static float perHertz(double rateHertz) {
        return (float) (0x1p32 / rateHertz);
    }

    /** What is left of an increment (64-bit phase units a frame) in turns a frame: a magnitude, never 0. */
    static float turnsPerFrame(float increment) {
        return Math.max(Math.abs(increment) * TURNS, SMALLEST_INCREMENT);
    }

    /** out = the phases folded as {@link Functions#foldedPhase}; segment is the block's frame that phase belongs to. */
    static void folded(long phase, long start, long step, float[] out, int segment, int from, int to) {
        if (step == 0) {
            int first = above(phase);
            int advance = above(start);
            for (int i = from; i < to; i++) {
                out[i] = Functions.foldedPhase(first + IOTA[i - segment] * advance);
            }
            return;
        }
        int high = high(phase);
        int low = low(phase);
        int startHigh = high(start);
        int startLow = low(start);
        int stepHigh = high(step);
        int stepLow = low(step);
        for (int i = from; i < to; i++) {
            int n = IOTA[i - segment];
            int t = TRIANGULAR[i - segment];
            int carry = (low + n * startLow + t * stepLow) >>> 16;
            out[i] = Functions.foldedPhase(high + n * startHigh + t * stepHigh + carry);
        }
    }

    /** out = the phases as signed half turns, -1 to 1 with 0 at phase 0. */
    static void signed(long phase, long start, long step, float[] out, int segment, int from, int to) {
        if (step == 0) {
            int first = above(phase);
            int advance = above(start);
            for (int i = from; i < to; i++) {
                out[i] = signedPhase(first + IOTA[i - segment] * advance);
            }
            return;
        }
        int high = high(phase);
        int low = low(phase);
        int startHigh = high(start);
        int startLow = low(start);
        int stepHigh = high(step);
        int stepLow = low(step);
        for (int i = from; i < to; i++) {
            int n = IOTA[i - segment];
            int t = TRIANGULAR[i - segment];
            int carry = (low + n * startLow + t * stepLow) >>> 16;
            out[i] = signedPhase(high + n * startHigh + t * stepHigh + carry);
        }
    }

    /**
     * out = (phase >>> shift) * scale + offset, the phase as an unsigned 32-bit integer: exact with a shift of 8 or more,
     * so that the end of a turn is never rounded up to the next.
     */
    static void stepped(long phase, long start, long step, Steps steps, float[] out, int segment, int from, int to) {
        int shift = steps.shift;
        float scale = steps.scale;
        float offset = steps.offset;
        if (step == 0) {
            int first = above(phase);
            int advance = above(start);
            for (int i = from; i < to; i++) {
                out[i] = ((first + IOTA[i - segment] * advance) >>> shift) * scale + offset;
            }
            return;
        }
        int high = high(phase);
        int low = low(phase);
        int startHigh = high(start);
        int startLow = low(start);
        int stepHigh = high(step);
        int stepLow = low(step);
        for (int i = from; i < to; i++) {
            int n = IOTA[i - segment];
            int t = TRIANGULAR[i - segment];
            int carry = (low + n * startLow + t * stepLow) >>> 16;
            int turn = high + n * startHigh + t * stepHigh + carry;
            out[i] = (turn >>> shift) * scale + offset;
        }
    }

    /**
     * phases[i] = the phase of each frame where each frame has a frequency: limited to half the rate, NaN is 0. In loops of
     * their own, so that the conversion is vectorised and only the sum is not.
     */
    public static void accumulate(long[] l, int o, float[] hertz, double rateHertz, int[] phases, int from, int to) {
        float scale = perHertz(rateHertz);
        for (int i = from; i < to; i++) {
            phases[i] = (int) (hertz[i] * scale);
        }
        int phase = high(l[o]);
        for (int i = from; i < to; i++) {
            int increment = phases[i];
            phases[i] = phase;
            phase += increment;
        }
        l[o] = joined(phase, l[o]);
    }

    /** A frequency in turns a frame as a magnitude that is never 0, half a turn at most; NaN is a half. */
    static float limitedTurns(float turns) {
        float magnitude = Math.abs(turns);
        return Math.max(SMALLEST_INCREMENT, magnitude < 0.5f ? magnitude : 0.5f);
    }

    /** The naive shapes that are lines or steps of the unsigned phase. */
    enum Steps {
        /** 0 to 1. */
        PHASOR(8, 0x1p-24f, 0f),
        /** 1, then -1. */
        SQUARE(31, -2f, 1f);

        private final int shift;
        private final float scale;
        private final float offset;

        Steps(int shift, float scale, float offset) {
            this.shift = shift;
            this.scale = scale;
            this.offset = offset;
        }

        float of(int phase) {
            return (phase >>> shift) * scale + offset;
        }
    }

    /** A phase in half turns, -1 to 1: the nearest float. */
    static float signedPhase(int phase) {
        return phase * SIGNED_SCALE;
    }

    /** A phase half a turn ahead. */
    public static int opposite(int phase) {
        return phase + Integer.MIN_VALUE;
    }
}
