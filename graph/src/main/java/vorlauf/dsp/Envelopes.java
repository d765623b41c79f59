package vorlauf.dsp;

/**
 * Envelopes: ADSR with a gate, and lines and geometric ramps that are drawn once and then hold.
 *
 * <p>Threads: producer. Errors: none.
 */
@RealTime
public final class Envelopes {

    /** Doubles that one ADSR's coefficients take. */
    public static final int COEFFICIENTS = 4;

    private static final double LN_1000 = 6.907755278982137;
    private static final long RELEASE = 0;
    private static final long ATTACK = 1;
    private static final long DECAY = 2;
    private static final float GATE = 0.5f;

    /** An attack is complete this near 1: sums of 1 / n may miss it by rounding, and would then take a frame more. */
    private static final double COMPLETE = 1 - 1e-9;

    /** A release is over under -160 dB. */
    private static final double SILENT = 1e-8;

    private Envelopes() {}

    /**
     * Writes the coefficients of {@link #adsr} at {@code into[o]}: attack step, decay ratio, sustain level, release ratio.
     *
     * @param attackSeconds from 0 to 1, in a line; 0 or less, and NaN, is at once, also below
     * @param decaySeconds after which the level has come within 0.1 % of the way to the sustain level
     * @param sustainLevel limited to 0 .. 1; NaN is 0
     * @param releaseSeconds after which 0.1 % of the level is left
     */
    public static void coefficients(
            double attackSeconds,
            double decaySeconds,
            double sustainLevel,
            double releaseSeconds,
            double rateHertz,
            double[] into,
            int o) {
        double attackFrames = attackSeconds * rateHertz;
        into[o] = attackFrames > 1 ? 1 / attackFrames : 1;
        into[o + 1] = ratio(decaySeconds * rateHertz);
        into[o + 2] = Functions.limited(sustainLevel, 0, 1);
        into[o + 3] = ratio(releaseSeconds * rateHertz);
    }

    private static double ratio(double frames) {
        return frames > 0 ? Functions.exp(-LN_1000 / frames) : 0;
    }

    /**
     * out = the envelope under a gate for each frame; the gate is on above 0.5, off with NaN. The level moves before it is
     * put out: an attack of n frames gives 1 / n at once and 1 at its n-th frame. It starts from the level that is there,
     * at the same slope, so that a retrigger neither clicks nor takes longer. Under 1e-8 a release is silent. With an
     * attack of less than a frame the first frame is 1, or the sustain level if the decay is at once too.
     *
     * @param c {@link #coefficients} at {@code co}
     * @param d the level at {@code o}, 0 at first
     * @param l the stage at {@code lo}, 0 at first
     * @param gate may be {@code out}
     */
    public static void adsr(
            double[] c, int co, double[] d, int o, long[] l, int lo, float[] gate, float[] out, int from, int to) {
        double level = d[o];
        long stage = l[lo];
        for (int i = from; i < to; i++) {
            stage = stage(stage, gate[i] > GATE);
            level = advanced(level, stage, c, co);
            if (stage == ATTACK && level >= COMPLETE) {
                stage = DECAY;
                level = c[co + 1] == 0 ? c[co + 2] : 1;
            }
            out[i] = (float) level;
        }
        d[o] = level;
        l[lo] = stage;
    }

    /** {@link #adsr} under a gate that is a ramp: {@code gateStart + gateStep * (i + 1)} at frame i of the block. */
    public static void adsrRamp(
            double[] c,
            int co,
            double[] d,
            int o,
            long[] l,
            int lo,
            float gateStart,
            float gateStep,
            float[] out,
            int from,
            int to) {
        if (decays(l, lo, gateStart, gateStep, from, to) && rests(d[o], c, co, l[lo])) {
            Arithmetic.fill((float) d[o], 0f, out, from, to); // it has come to an end, or as near as it will
            return;
        }
        double level = d[o];
        long stage = l[lo];
        for (int i = from; i < to; i++) {
            stage = stage(stage, gateStart + gateStep * (i + 1) > GATE);
            level = advanced(level, stage, c, co);
            if (stage == ATTACK && level >= COMPLETE) {
                stage = DECAY;
                level = c[co + 1] == 0 ? c[co + 2] : 1;
            }
            out[i] = (float) level;
        }
        d[o] = level;
        l[lo] = stage;
    }

    /**
     * Whether an envelope is in its decay or its release in all of these frames, with a gate as {@link #adsrRamp} has it; if so,
     * it has entered that stage.
     */
    public static boolean decays(long[] l, int lo, float gateStart, float gateStep, int from, int to) {
        boolean open = gateStart + gateStep * (from + 1) > GATE;
        return open == gateStart + gateStep * to > GATE && decays(l, lo, open);
    }

    /** The same with a gate for each frame. */
    public static boolean decays(long[] l, int lo, float[] gate, int from, int to) {
        boolean open = gate[from] > GATE;
        int i = from + 1;
        while (i < to && gate[i] > GATE == open) {
            i++;
        }
        return i == to && decays(l, lo, open);
    }

    private static boolean decays(long[] l, int lo, boolean open) {
        long stage = stage(l[lo], open);
        if (stage == ATTACK) {
            return false;
        }
        l[lo] = stage;
        return true;
    }

    /** {@link #adsr} of an envelope that {@link #decays}. */
    public static void decay(double[] c, int co, double[] d, int o, long[] l, int lo, float[] out, int from, int to) {
        adsrRamp(c, co, d, o, l, lo, l[lo] == RELEASE ? 0f : 1f, 0f, out, from, to);
    }

    /** Whether an envelope that {@link #decays} has a level at which it stays. */
    public static boolean rests(double level, double[] c, int co, long stage) {
        return advanced(level, stage, c, co) == level;
    }

    /** What an envelope that {@link #decays} goes to. */
    public static double end(double[] c, int co, long stage) {
        return stage == DECAY ? c[co + 2] : 0;
    }

    /** How much of the way there is left after a frame. */
    public static double left(double[] c, int co, long stage) {
        return stage == DECAY ? c[co + 1] : c[co + 3];
    }

    /** Whether a level is one at which {@link #adsr} ends a release. */
    public static boolean isSilent(double level, long stage) {
        return stage == RELEASE && level < SILENT;
    }

    /**
     * Four envelopes that {@link #decays}, as {@link #adsr} has them as long as none {@link #isSilent}, each from its level in
     * {@code d}.
     */
    public static void decayBeside(
            double[] d,
            int o0,
            double end0,
            double left0,
            float[] out0,
            int o1,
            double end1,
            double left1,
            float[] out1,
            int o2,
            double end2,
            double left2,
            float[] out2,
            int o3,
            double end3,
            double left3,
            float[] out3,
            int from,
            int to) {
        double level0 = d[o0];
        double level1 = d[o1];
        double level2 = d[o2];
        double level3 = d[o3];
        for (int i = from; i < to; i++) {
            level0 = end0 + (level0 - end0) * left0;
            level1 = end1 + (level1 - end1) * left1;
            level2 = end2 + (level2 - end2) * left2;
            level3 = end3 + (level3 - end3) * left3;
            out0[i] = (float) level0;
            out1[i] = (float) level1;
            out2[i] = (float) level2;
            out3[i] = (float) level3;
        }
        d[o0] = level0;
        d[o1] = level1;
        d[o2] = level2;
        d[o3] = level3;
    }

    private static long stage(long stage, boolean open) {
        if (!open) {
            return RELEASE;
        }
        return stage == RELEASE ? ATTACK : stage;
    }

    private static double advanced(double level, long stage, double[] c, int co) {
        if (stage == ATTACK) {
            return level + c[co];
        }
        if (stage == DECAY) {
            double sustain = c[co + 2];
            return sustain + (level - sustain) * c[co + 1];
        }
        double released = level * c[co + 3];
        return released < SILENT ? 0 : released;
    }

    /**
     * out = a line in time: {@code startValue} at the first frame, {@code endValue} exactly at frame
     * {@code durationFrames} and from then on.
     *
     * @param l frames drawn so far at {@code o}, 0 at first
     * @param durationFrames 0 or more
     */
    public static void line(
            double startValue, double endValue, long durationFrames, long[] l, int o, float[] out, int from, int to) {
        long drawn = l[o];
        int end = moving(drawn, durationFrames, from, to);
        double way = endValue - startValue;
        double duration = durationFrames;
        for (int i = from; i < end; i++) {
            out[i] = (float) (startValue + way * ((drawn + (i - from)) / duration)) + 0f;
        }
        Arithmetic.fill((float) endValue, 0f, out, end, to);
        l[o] = Math.min(drawn + (to - from), durationFrames);
    }

    /** Whether a geometric ramp leads from one value to the other: both finite, not zero, of the same sign. */
    public static boolean isGeometric(double startValue, double endValue) {
        double size = Math.min(Math.abs(startValue), Math.abs(endValue));
        double largest = Math.max(Math.abs(startValue), Math.abs(endValue));
        return size > 0 && largest <= Double.MAX_VALUE && startValue < 0 == endValue < 0;
    }

    /** ln(endValue / startValue), what {@link #exponential} needs; for values that are {@link #isGeometric geometric}. */
    public static double logarithmicWay(double startValue, double endValue) {
        double ratio = endValue / startValue;
        if (ratio >= Double.MIN_NORMAL && ratio <= Double.MAX_VALUE) {
            return Functions.log(ratio);
        }
        return Functions.log(Math.abs(endValue)) - Functions.log(Math.abs(startValue));
    }

    /**
     * out = a geometric ramp in time, equal ratios in equal times: {@code startValue} at the first frame,
     * {@code endValue} exactly at frame {@code durationFrames} and from then on.
     *
     * @param logarithmicWay {@link #logarithmicWay} of the two values
     * @param l frames drawn so far at {@code o}, 0 at first
     * @param durationFrames 0 or more
     */
    public static void exponential(
            double startValue,
            double endValue,
            double logarithmicWay,
            long durationFrames,
            long[] l,
            int o,
            float[] out,
            int from,
            int to) {
        long drawn = l[o];
        int end = moving(drawn, durationFrames, from, to);
        double duration = durationFrames;
        for (int i = from; i < end; i++) {
            out[i] = (float) (startValue * Functions.exp(logarithmicWay * ((drawn + (i - from)) / duration)));
        }
        Arithmetic.fill((float) endValue, 0f, out, end, to);
        l[o] = Math.min(drawn + (to - from), durationFrames);
    }

    /** The frame at which a ramp has arrived, within the chunk. */
    private static int moving(long drawn, long durationFrames, int from, int to) {
        return from + (int) Math.min(to - from, Math.max(0, durationFrames - drawn));
    }
}
