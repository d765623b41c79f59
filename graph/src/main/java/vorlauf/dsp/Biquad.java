package vorlauf.dsp;

/**
 * A second-order filter in the trapezoidal state-variable form, in float: what its recursion adds to a state is small where
 * the cutoff is low, so that coefficients and state keep their precision there, which those of the direct forms do not.
 *
 * <p>Six coefficients stand at {@code c[co]}, floats in an array of doubles: {@code -d c2 -c3} of the recursion, then
 * {@code -p0 p1 p2} of the output. The state is {@code s[so]} and {@code s[so + 1]}, floats too, zeros at first. With the input
 * x a frame is
 *
 * <pre>
 *     e   = s2 - h x
 *     s1' = s1 - d s1 - c2 e
 *     s2' = s2 + c2 s1 - c3 e
 *     y   = p2 s2 + p1 s1 - p0 e
 * </pre>
 *
 * <p>where h is 1. The low output of the trapezoidal rule is the mean of the second state before the frame and behind it, whatever
 * moves: so a low-pass has half of the input, h = 1/2, half of the state, and
 *
 * <pre>
 *     y   = s2 + s2'
 * </pre>
 *
 * <p>Its p are 0, by which it is known: p0 and p1 both are for no other kind ({@link #isLow}).
 *
 * <p>Each product is rounded together with its sum ({@link MultiplyAdd}), so that both states wait for two operations. Against
 * the filter in double, on white noise at 48 kHz, the signal is so many decibels above the error, the least of all kinds:
 *
 * <pre>
 *            20 Hz  50 Hz  200 Hz  1 kHz
 *     q 0.7    122    125     131    137
 *     q 2      119    123     128    135
 *     q 10     112    117     124    127
 * </pre>
 *
 * <p>The trapezoidal rule, like the circuit that it models, never gains energy: for any cutoff and q the recursion maps
 * (s1, s2) to a pair that is no longer, and so does a mean of two such maps. So a ramp between any two filters is stable.
 * Rounding might take a filter that hardly decays over the edge; so d and c3 are rounded towards 1, c2 towards 0, which
 * keeps the product of the poles below 1.
 *
 * <p>State under 1e-20 is set to zero where a segment of the stream ends ({@link Phases}), whatever the chunks, so that it
 * does not stay among the tiny floats, which CPUs are slow with.
 *
 * <p>Threads: producer. Errors: none.
 *
 * <p>Sources: R. Bristow-Johnson, "Audio EQ Cookbook"; V. Zavalishin, "The Art of VA Filter Design"; A. Simper, "Solving the
 * continuous SVF equations using trapezoidal integration and equivalent currents".
 */
@RealTime
public final class Biquad {

    /** Doubles that one filter's coefficients take. */
    public static final int COEFFICIENTS = 6;

    /** Doubles that one filter's state takes. */
    public static final int STATE = 2;

    private static final double LOWEST_TURNS = 1e-6;
    private static final double HIGHEST_TURNS = 0.4999;

    /** Bounds of half the angle that a cutoff turns in a frame. */
    public static final double LOWEST = Math.PI * LOWEST_TURNS;

    public static final double HIGHEST = Math.PI * HIGHEST_TURNS;

    private static final double SMALLEST_Q = 1e-3;
    private static final double LARGEST_Q = 1e6;
    private static final double LARGEST_DECIBELS = 200;
    private static final double ROOT_OF_TWO = Math.sqrt(2);

    /** Of the bits of a double those that a float has not: without them it is rounded towards 0, as no float here is tiny. */
    private static final long TAIL = (1L << 29) - 1;

    /** State below is zero at the end of a segment: -400 dB, and far enough above the tiny floats. */
    public static final float STATE_FLOOR = 1e-20f;

    private Biquad() {}

    /**
     * Writes -d c2 -c3 -p0 p1 p2 at {@code into[o]}.
     *
     * <p>The tangent of half the angle is a quotient of two polynomials, Lambert's continued fraction cut off: 1e-14 off at 0.4
     * of the rate, 7e-10 at the highest cutoff. A sine and a cosine would take three times as long, and tell no more to a float.
     *
     * @param hertz the cutoff or centre, limited to 1e-6 .. 0.4999 of the rate; NaN is the lowest
     * @param q limited to 1e-3 .. 1e6, NaN is the smallest; the shelves do not read it
     * @param decibels gain of peaking and shelves, limited to +-200, NaN is 0; the other kinds do not read it
     */
    public static void coefficients(
            BiquadKind kind, double hertz, double q, double decibels, double rateHertz, double[] into, int o) {
        mix(kind, q, decibels, into, o, 1);
        double x = Functions.limited(hertz * (Math.PI / rateHertz), LOWEST, HIGHEST);
        double z = x * x;
        double sine = x * (z * (z * (z * (z - 990) + 135135) - 4729725) + 34459425);
        double cosine = z * (z * (z * (z * 45 - 13860) + 945945) - 16216200) + 34459425;
        write(sine * into[o + 4], cosine * into[o + 5], into[o], into[o + 1], into[o + 2], into[o + 3], into, o);
    }

    /**
     * What coefficients depend on beside the cutoff, at {@code into[o]}, {@code into[o + stride]} and so on: k, the shares of
     * input, band and low in the output (none for a low-pass, which has another), and what the sine and the cosine are multiplied by. Parameters are limited as in
     * {@link #coefficients}.
     */
    public static void mix(BiquadKind kind, double q, double decibels, double[] into, int o, int stride) {
        double k = 1 / Functions.limited(q, SMALLEST_Q, LARGEST_Q);
        switch (kind) {
            case LOWPASS -> mix(k, 0, 0, 0, 1, 1, into, o, stride);
            case HIGHPASS -> mix(k, 1, -k, -1, 1, 1, into, o, stride);
            case BANDPASS -> mix(k, 0, k, 0, 1, 1, into, o, stride);
            case NOTCH -> mix(k, 1, -k, 0, 1, 1, into, o, stride);
            case ALLPASS -> mix(k, 1, -2 * k, 0, 1, 1, into, o, stride);
            case PEAKING -> {
                double a = Functions.rootAmplitude(limitedDecibels(decibels));
                mix(k / a, 1, k / a * (a * a - 1), 0, 1, 1, into, o, stride);
            }
            case LOWSHELF -> {
                double a = Functions.rootAmplitude(limitedDecibels(decibels));
                mix(ROOT_OF_TWO, 1, ROOT_OF_TWO * (a - 1), a * a - 1, 1, Math.sqrt(a), into, o, stride);
            }
            case HIGHSHELF -> {
                double a = Functions.rootAmplitude(limitedDecibels(decibels));
                mix(ROOT_OF_TWO, a * a, ROOT_OF_TWO * (1 - a) * a, 1 - a * a, Math.sqrt(a), 1, into, o, stride);
            }
        }
    }

    private static void mix(
            double k,
            double ofInput,
            double ofBand,
            double ofLow,
            double ofSine,
            double ofCosine,
            double[] into,
            int o,
            int stride) {
        into[o] = k;
        into[o + stride] = ofInput;
        into[o + 2 * stride] = ofBand;
        into[o + 3 * stride] = ofLow;
        into[o + 4 * stride] = ofSine;
        into[o + 5 * stride] = ofCosine;
    }

    /**
     * The filter that mixes input, band and low of a state-variable filter with k = 1 / q, whose integrators have the gain
     * sine / cosine, g: with both one division does and nothing cancels, and both may have any factor in common.
     */
    private static void write(
            double sine, double cosine, double k, double ofInput, double ofBand, double ofLow, double[] into, int o) {
        double high = cosine * cosine;
        double low = sine * (sine + k * cosine);
        double scale = 1 / (high + low); // times high: 1 / (1 + g (g + k))
        double a2 = sine * cosine * scale;
        double a3 = sine * sine * scale;
        into[o] = -towards(2 * low * scale, 1);
        into[o + 1] = towards(2 * a2, 0);
        into[o + 2] = -towards(2 * a3, 1);
        into[o + 3] = 0f - (float) (ofInput + ofBand * a2 + ofLow * a3);
        into[o + 4] = (float) (ofBand * high * scale + ofLow * a2) + 0f;
        into[o + 5] = (float) (ofInput + ofLow);
    }

    /** A positive value rounded to the float beside it that is nearer to a goal. */
    private static float towards(double value, double goal) {
        long bits = Double.doubleToRawLongBits(value) + (value < goal ? TAIL : 0);
        return (float) Double.longBitsToDouble(bits & ~TAIL);
    }

    /** A cutoff in turns a frame, limited to what filters are defined for. */
    static double limitedTurns(double hertz, double rateHertz) {
        return Functions.limited(hertz / rateHertz, LOWEST_TURNS, HIGHEST_TURNS);
    }

    private static double limitedDecibels(double decibels) {
        return Double.isNaN(decibels) ? 0 : Functions.limited(decibels, -LARGEST_DECIBELS, LARGEST_DECIBELS);
    }

    /** A state as it is where a segment ends. */
    public static float flushed(float state) {
        return Math.abs(state) < STATE_FLOOR ? 0f : state;
    }

    /**
     * How much of the coefficients that a block begins with are left at a frame of it: {@code next + (now - next) * remaining} are
     * those of the frame, {@code next} exactly at the last one and where both are the same.
     */
    public static float remaining(int frame, int blockFrames) {
        return (blockFrames - 1 - frame) / (float) blockFrames;
    }

    /** Whether coefficients are those of a low-pass; all zeros are, too. */
    public static boolean isLow(double[] c, int co) {
        return c[co + 3] == 0 && c[co + 4] == 0;
    }

    /** What the input is multiplied by. */
    static float share(double[] c, int co) {
        return isLow(c, co) ? -0.5f : -1f;
    }

    /**
     * Filters frames {@code from} to {@code to} with steady coefficients; {@code out} may be {@code a}.
     *
     * @param begun frames of the block's first segment that lie before the block
     */
    public static void run(
            float[] a, double[] c, int co, double[] s, int so, int begun, float[] out, int from, int to) {
        for (int at = from; at < to; ) {
            int end = Phases.segmentEnd(at, begun, to);
            frames(a, c, co, s, so, out, at, end);
            flush(s, so, end, begun);
            at = end;
        }
    }

    /** Frames within a segment. */
    static void frames(float[] a, double[] c, int co, double[] s, int so, float[] out, int from, int to) {
        if (isLow(c, co)) {
            low(a, c, co, s, so, out, from, to);
        } else {
            other(a, c, co, s, so, out, from, to);
        }
    }

    private static void flush(double[] s, int so, int frame, int begun) {
        if (Phases.inSegment(frame, begun) == 0) {
            s[so] = flushed((float) s[so]);
            s[so + 1] = flushed((float) s[so + 1]);
        }
    }

    private static void low(float[] a, double[] c, int co, double[] s, int so, float[] out, int from, int to) {
        float d = (float) c[co];
        float c2 = (float) c[co + 1];
        float c3 = (float) c[co + 2];
        float s1 = (float) s[so];
        float s2 = (float) s[so + 1];
        for (int i = from; i < to; i++) {
            float e = MultiplyAdd.fma(a[i], -0.5f, s2);
            float following = MultiplyAdd.fma(-c2, e, MultiplyAdd.fma(d, s1, s1));
            float second = MultiplyAdd.fma(c3, e, MultiplyAdd.fma(c2, s1, s2));
            out[i] = s2 + second;
            s2 = second;
            s1 = following;
        }
        s[so] = s1;
        s[so + 1] = s2;
    }

    private static void other(float[] a, double[] c, int co, double[] s, int so, float[] out, int from, int to) {
        float d = (float) c[co];
        float c2 = (float) c[co + 1];
        float c3 = (float) c[co + 2];
        float p0 = (float) c[co + 3];
        float p1 = (float) c[co + 4];
        float p2 = (float) c[co + 5];
        float s1 = (float) s[so];
        float s2 = (float) s[so + 1];
        for (int i = from; i < to; i++) {
            float e = s2 - a[i];
            out[i] = MultiplyAdd.fma(p0, e, MultiplyAdd.fma(p1, s1, p2 * s2));
            float following = MultiplyAdd.fma(-c2, e, MultiplyAdd.fma(d, s1, s1));
            s2 = MultiplyAdd.fma(c3, e, MultiplyAdd.fma(c2, s1, s2));
            s1 = following;
        }
        s[so] = s1;
        s[so + 1] = s2;
    }

    /**
     * Filters frames {@code from} to {@code to} of a block over which the coefficients move in a line, see {@link #remaining}.
     *
     * @param begun frames of the block's first segment that lie before the block
     */
    public static void runRamp(
            float[] a,
            double[] now,
            int nowOffset,
            double[] next,
            int nextOffset,
            double[] s,
            int so,
            int begun,
            int blockFrames,
            float[] out,
            int from,
            int to) {
        float d = (float) next[nextOffset];
        float c2 = (float) next[nextOffset + 1];
        float c3 = (float) next[nextOffset + 2];
        float p0 = (float) next[nextOffset + 3];
        float p1 = (float) next[nextOffset + 4];
        float p2 = (float) next[nextOffset + 5];
        float ofD = (float) now[nowOffset] - d;
        float ofC2 = (float) now[nowOffset + 1] - c2;
        float ofC3 = (float) now[nowOffset + 2] - c3;
        float ofP0 = (float) now[nowOffset + 3] - p0;
        float ofP1 = (float) now[nowOffset + 4] - p1;
        float ofP2 = (float) now[nowOffset + 5] - p2;
        boolean low = isLow(next, nextOffset);
        float share = share(next, nextOffset);
        float s1 = (float) s[so];
        float s2 = (float) s[so + 1];
        for (int i = from; i < to; i++) {
            float remaining = remaining(i, blockFrames);
            float e = MultiplyAdd.fma(a[i], share, s2);
            float moving = MultiplyAdd.fma(ofC2, remaining, c2);
            float following = MultiplyAdd.fma(-moving, e, MultiplyAdd.fma(MultiplyAdd.fma(ofD, remaining, d), s1, s1));
            float second = MultiplyAdd.fma(MultiplyAdd.fma(ofC3, remaining, c3), e, MultiplyAdd.fma(moving, s1, s2));
            if (low) {
                out[i] = s2 + second;
            } else {
                float y = MultiplyAdd.fma(ofP2, remaining, p2) * s2;
                y = MultiplyAdd.fma(MultiplyAdd.fma(ofP1, remaining, p1), s1, y);
                out[i] = MultiplyAdd.fma(MultiplyAdd.fma(ofP0, remaining, p0), e, y);
            }
            boolean flushes = Phases.inSegment(i + 1, begun) == 0;
            s1 = flushes ? flushed(following) : following;
            s2 = flushes ? flushed(second) : second;
        }
        s[so] = s1;
        s[so + 1] = s2;
    }
}
