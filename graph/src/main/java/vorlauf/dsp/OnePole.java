package vorlauf.dsp;

/**
 * A first-order low-pass, y += (1 - exp(-2 pi hertz / rate)) (x - y), with its state y in double at {@code s[so]}, 0 at
 * first.
 *
 * <p>Threads: producer. Errors: none.
 */
@RealTime
public final class OnePole {

    private static final double LOWEST_TURNS = 1e-9;
    private static final double HIGHEST_TURNS = 10;

    private OnePole() {}

    /**
     * The share of the way to its input that the output goes in one frame.
     *
     * @param hertz limited to 1e-9 .. 10 of the rate (there nothing is filtered any more); NaN is the lowest
     */
    public static double coefficient(double hertz, double rateHertz) {
        return Functions.decay(2 * Math.PI * Functions.limited(hertz / rateHertz, LOWEST_TURNS, HIGHEST_TURNS));
    }

    /** Filters frames {@code from} to {@code to} with a steady coefficient; {@code out} may be {@code a}. */
    public static void run(float[] a, double coefficient, double[] s, int so, float[] out, int from, int to) {
        double y = s[so];
        for (int i = from; i < to; i++) {
            y += coefficient * (a[i] - y);
            out[i] = (float) y + 0f; // + 0f: a zero's sign must not tell whether tiny state was flushed
        }
        s[so] = Arithmetic.flushed(y);
    }

    /**
     * Filters frames {@code from} to {@code to} of a block over which the coefficient moves in a line: at frame i it is
     * now (1 - w) + next w with w = (i + 1) / blockFrames.
     */
    public static void runRamp(
            float[] a, double now, double next, double[] s, int so, int blockFrames, float[] out, int from, int to) {
        double length = blockFrames;
        double y = s[so];
        for (int i = from; i < to; i++) {
            double w = (i + 1) / length;
            y += (now * (1 - w) + next * w) * (a[i] - y);
            out[i] = (float) y + 0f;
        }
        s[so] = Arithmetic.flushed(y);
    }
}
