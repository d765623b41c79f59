package vorlauf.dsp;

/**
 * A second-order filter with four outputs that keeps its shape and its stability however fast cutoff and q move: the
 * trapezoidal state-variable filter. Its low, band (peak gain 0 dB), high and notch outputs have the responses of the
 * cookbook's low-pass, band-pass, high-pass and notch.
 *
 * <p>Two coefficients g = tan(pi hertz / rate) and k = 1 / q stand at {@code c[co]}; any mixture of two such filters is
 * one. The state is {@code s[so]} and {@code s[so + 1]}, zeros at first.
 *
 * <p>Threads: producer. Errors: none.
 *
 * <p>Source: V. Zavalishin, "The Art of VA Filter Design", chapter 4; solved as in A. Simper, "Linear trapezoidal
 * integrated SVF".
 */
@RealTime
public final class StateVariable {

    /** Doubles that one filter's coefficients take. */
    public static final int COEFFICIENTS = 2;

    /** Doubles that one filter's state takes. */
    public static final int STATE = 2;

    private static final double SMALLEST_Q = 1e-3;
    private static final double LARGEST_Q = 1e6;

    private StateVariable() {}

    /** One of the outputs. */
    public enum Output {
        LOW,
        BAND,
        HIGH,
        NOTCH
    }

    /**
     * Writes g and k at {@code into[o]}.
     *
     * @param hertz limited to 1e-6 .. 0.4999 of the rate; NaN is the lowest
     * @param q limited to 1e-3 .. 1e6; NaN is the smallest
     */
    public static void coefficients(double hertz, double q, double rateHertz, double[] into, int o) {
        into[o] = Functions.tan(Math.PI * Biquad.limitedTurns(hertz, rateHertz));
        into[o + 1] = 1 / Functions.limited(q, SMALLEST_Q, LARGEST_Q);
    }

    /** Filters frames {@code from} to {@code to} with steady coefficients; {@code out} may be {@code a}. */
    public static void run(
            Output output, float[] a, double[] c, int co, double[] s, int so, float[] out, int from, int to) {
        double g = c[co];
        double k = c[co + 1];
        double a1 = 1 / (1 + g * (g + k));
        double a2 = g * a1;
        double a3 = g * a2;
        double ofInput = ofInput(output);
        double ofBand = ofBand(output, k);
        double ofLow = ofLow(output);
        double s1 = s[so];
        double s2 = s[so + 1];
        for (int i = from; i < to; i++) {
            double x = a[i];
            double v3 = x - s2;
            double band = a1 * s1 + a2 * v3;
            double low = (s2 + a2 * s1) + a3 * v3;
            s1 = 2 * band - s1;
            s2 = 2 * low - s2;
            out[i] = (float) ((ofInput * x + ofBand * band) + ofLow * low) + 0f; // + 0f: see Biquad
        }
        s[so] = Arithmetic.flushed(s1);
        s[so + 1] = Arithmetic.flushed(s2);
    }

    /**
     * Filters frames {@code from} to {@code to} of a block over which g and k move in a line: at frame i they are
     * now (1 - w) + next w with w = (i + 1) / blockFrames.
     */
    public static void runRamp(
            Output output,
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
        double gNow = now[nowOffset];
        double kNow = now[nowOffset + 1];
        double gNext = next[nextOffset];
        double kNext = next[nextOffset + 1];
        double length = blockFrames;
        double ofInput = ofInput(output);
        double ofBandFixed = ofBand(output, 0);
        double ofBandPerK = ofBand(output, 1) - ofBandFixed;
        double ofLow = ofLow(output);
        double s1 = s[so];
        double s2 = s[so + 1];
        for (int i = from; i < to; i++) {
            double w = (i + 1) / length;
            double v = 1 - w;
            double g = gNow * v + gNext * w;
            double k = kNow * v + kNext * w;
            double a1 = 1 / (1 + g * (g + k));
            double a2 = g * a1;
            double x = a[i];
            double v3 = x - s2;
            double band = a1 * s1 + a2 * v3;
            double low = (s2 + a2 * s1) + g * a2 * v3;
            s1 = 2 * band - s1;
            s2 = 2 * low - s2;
            double ofBand = ofBandFixed + ofBandPerK * k;
            out[i] = (float) ((ofInput * x + ofBand * band) + ofLow * low) + 0f;
        }
        s[so] = Arithmetic.flushed(s1);
        s[so + 1] = Arithmetic.flushed(s2);
    }

    /** The input's share of an output: each is a sum of the input, the band and the low signal, high = x - k band - low. */
    public static double ofInput(Output output) {
        return switch (output) {
            case LOW, BAND -> 0;
            case HIGH, NOTCH -> 1;
        };
    }

    /** The band's share of an output, for a damping k. */
    public static double ofBand(Output output, double k) {
        return switch (output) {
            case LOW -> 0;
            case BAND -> k;
            case HIGH, NOTCH -> -k;
        };
    }

    /** The low signal's share of an output. */
    public static double ofLow(Output output) {
        return switch (output) {
            case LOW -> 1;
            case BAND, NOTCH -> 0;
            case HIGH -> -1;
        };
    }
}
