package vorlauf.dsp;

/**
 * A second-order filter in transposed direct form II, with coefficients and state in double: a 20 Hz low-pass then keeps
 * the precision of the floats that it reads and writes, where a float state would leave about 55 dB.
 *
 * <p>Five coefficients b0 b1 b2 a1 a2 (normalised, a0 = 1) stand at {@code c[co]}; the state is {@code s[so]} and
 * {@code s[so + 1]}, zeros at first. With a1 and a2 inside the triangle of stable filters, which is convex, every filter
 * that a ramp passes through is stable too.
 *
 * <p>Threads: producer. Errors: none.
 *
 * <p>Source: R. Bristow-Johnson, "Audio EQ Cookbook".
 */
@RealTime
public final class Biquad {

    /** Doubles that one filter's coefficients take. */
    public static final int COEFFICIENTS = 5;

    /** Doubles that one filter's state takes. */
    public static final int STATE = 2;

    private static final double LOWEST_TURNS = 1e-6;
    private static final double HIGHEST_TURNS = 0.4999;
    private static final double SMALLEST_Q = 1e-3;
    private static final double LARGEST_Q = 1e6;
    private static final double LARGEST_DECIBELS = 200;

    private Biquad() {}

    /**
     * Writes b0 b1 b2 a1 a2 at {@code into[o]}.
     *
     * @param hertz the cutoff or centre, limited to 1e-6 .. 0.4999 of the rate; NaN is the lowest
     * @param q limited to 1e-3 .. 1e6, NaN is the smallest; the shelves do not read it
     * @param decibels gain of peaking and shelves, limited to +-200, NaN is 0; the other kinds do not read it
     */
    public static void coefficients(
            BiquadKind kind, double hertz, double q, double decibels, double rateHertz, double[] into, int o) {
        double radians = 2 * Math.PI * limitedTurns(hertz, rateHertz);
        double sine = Functions.sin(radians);
        double cosine = Functions.cos(radians);
        double halfSine = Functions.sin(0.5 * radians);
        double oneMinusCosine = 2 * (halfSine * halfSine); // the difference would lose all digits at low cutoffs
        double alpha = sine / (2 * Functions.limited(q, SMALLEST_Q, LARGEST_Q));
        switch (kind) {
            case LOWPASS -> write(0.5 * oneMinusCosine, oneMinusCosine, 0.5 * oneMinusCosine, cosine, alpha, into, o);
            case HIGHPASS -> write(0.5 * (1 + cosine), -(1 + cosine), 0.5 * (1 + cosine), cosine, alpha, into, o);
            case BANDPASS -> write(alpha, 0, -alpha, cosine, alpha, into, o);
            case NOTCH -> write(1, -2 * cosine, 1, cosine, alpha, into, o);
            case ALLPASS -> write(1 - alpha, -2 * cosine, 1 + alpha, cosine, alpha, into, o);
            case PEAKING -> {
                double root = Functions.rootAmplitude(limitedDecibels(decibels));
                write(1 + alpha * root, -2 * cosine, 1 - alpha * root, cosine, alpha / root, into, o);
            }
            case LOWSHELF -> shelf(1, sine, cosine, decibels, into, o);
            case HIGHSHELF -> shelf(-1, sine, cosine, decibels, into, o);
        }
    }

    private static void write(double b0, double b1, double b2, double cosine, double alpha, double[] into, int o) {
        double scale = 1 / (1 + alpha);
        into[o] = b0 * scale;
        into[o + 1] = b1 * scale;
        into[o + 2] = b2 * scale;
        into[o + 3] = -2 * cosine * scale;
        into[o + 4] = (1 - alpha) * scale;
    }

    /** Both shelves of slope 1; a high shelf is a low shelf with the cosine's sign turned, in the odd coefficients too. */
    private static void shelf(double direction, double sine, double cosine, double decibels, double[] into, int o) {
        double a = Functions.rootAmplitude(limitedDecibels(decibels));
        double turned = direction * cosine;
        double width = 2 * Math.sqrt(a) * (sine / 2 * Math.sqrt(2));
        double sum = a + 1;
        double difference = a - 1;
        double scale = 1 / (sum + difference * turned + width);
        into[o] = a * (sum - difference * turned + width) * scale;
        into[o + 1] = direction * 2 * a * (difference - sum * turned) * scale;
        into[o + 2] = a * (sum - difference * turned - width) * scale;
        into[o + 3] = direction * -2 * (difference + sum * turned) * scale;
        into[o + 4] = (sum + difference * turned - width) * scale;
    }

    /** A cutoff in turns a frame, limited to what filters are defined for. */
    static double limitedTurns(double hertz, double rateHertz) {
        return Functions.limited(hertz / rateHertz, LOWEST_TURNS, HIGHEST_TURNS);
    }

    private static double limitedDecibels(double decibels) {
        return Double.isNaN(decibels) ? 0 : Functions.limited(decibels, -LARGEST_DECIBELS, LARGEST_DECIBELS);
    }

    /**
     * Filters frames {@code from} to {@code to} with steady coefficients; {@code out} may be {@code a}.
     *
     * <p>The form's two states are advanced as s1' = (b1 - a1 b0) x + s2 - a1 s1 and s2' = (b2 - a2 b0) x - a2 s1, which is
     * the same filter with the output taken out of the recursion: a sample then waits for two operations, not for three.
     */
    public static void run(float[] a, double[] c, int co, double[] s, int so, float[] out, int from, int to) {
        double b0 = c[co];
        double a1 = c[co + 3];
        double a2 = c[co + 4];
        double first = c[co + 1] - a1 * b0;
        double second = c[co + 2] - a2 * b0;
        double s1 = s[so];
        double s2 = s[so + 1];
        for (int i = from; i < to; i++) {
            double x = a[i];
            double y = b0 * x + s1;
            double next = (first * x + s2) - a1 * s1;
            s2 = second * x - a2 * s1;
            s1 = next;
            out[i] = (float) y + 0f; // + 0f: a zero's sign must not tell whether tiny state was flushed
        }
        s[so] = Arithmetic.flushed(s1);
        s[so + 1] = Arithmetic.flushed(s2);
    }

    /**
     * Filters frames {@code from} to {@code to} of a block over which the coefficients move in a line: at frame i they are
     * now (1 - w) + next w with w = (i + 1) / blockFrames, so that the last frame has {@code next} exactly.
     */
    public static void runRamp(
            float[] a,
            double[] now,
            int nowOffset,
            double[] next,
            int nextOffset,
            double[] s,
            int so,
            int blockFrames,
            float[] out,
            int from,
            int to) {
        double b0Now = now[nowOffset];
        double b1Now = now[nowOffset + 1];
        double b2Now = now[nowOffset + 2];
        double a1Now = now[nowOffset + 3];
        double a2Now = now[nowOffset + 4];
        double b0Next = next[nextOffset];
        double b1Next = next[nextOffset + 1];
        double b2Next = next[nextOffset + 2];
        double a1Next = next[nextOffset + 3];
        double a2Next = next[nextOffset + 4];
        double length = blockFrames;
        double s1 = s[so];
        double s2 = s[so + 1];
        for (int i = from; i < to; i++) {
            double w = (i + 1) / length;
            double v = 1 - w;
            double b0 = b0Now * v + b0Next * w;
            double a1 = a1Now * v + a1Next * w;
            double a2 = a2Now * v + a2Next * w;
            double first = (b1Now * v + b1Next * w) - a1 * b0;
            double second = (b2Now * v + b2Next * w) - a2 * b0;
            double x = a[i];
            double y = b0 * x + s1;
            double following = (first * x + s2) - a1 * s1;
            s2 = second * x - a2 * s1;
            s1 = following;
            out[i] = (float) y + 0f;
        }
        s[so] = Arithmetic.flushed(s1);
        s[so + 1] = Arithmetic.flushed(s2);
    }
}
