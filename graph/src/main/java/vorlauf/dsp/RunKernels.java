package vorlauf.dsp;

/**
 * Four steps of a sum at a time: a value is loaded, goes through four products and sums in the order in which they were
 * declared, each rounded, and is stored. The bits are those of {@link Arithmetic} step by step.
 *
 * <p>Every kernel writes frames {@code from} to {@code to}; {@code out} may be the same array as any input.
 *
 * <p>Threads: producer. Errors: none.
 */
@RealTime
public final class RunKernels {
    /** Steps that are rendered together. */
    public static final int ROWS = 4;

    private RunKernels() {}

    /** out = y + a fa + b fb + c fc + d fd, from left to right. */
    public static void weightedSum(
            float[] y,
            float[] a,
            float fa,
            float[] b,
            float fb,
            float[] c,
            float fc,
            float[] d,
            float fd,
            float[] out,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            out[i] = d[i] * fd + (c[i] * fc + (b[i] * fb + (a[i] * fa + y[i])));
        }
    }

    /** out = (((y fa + a) fb + b) fc + c) fd + d. */
    public static void ladder(
            float[] y,
            float[] a,
            float fa,
            float[] b,
            float fb,
            float[] c,
            float fc,
            float[] d,
            float fd,
            float[] out,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            out[i] = (((y[i] * fa + a[i]) * fb + b[i]) * fc + c[i]) * fd + d[i];
        }
    }

    /** {@link #ladder} where each rung adds the same signal. */
    public static void ladder(
            float[] y, float[] a, float fa, float fb, float fc, float fd, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            float x = a[i];
            out[i] = (((y[i] * fa + x) * fb + x) * fc + x) * fd + x;
        }
    }

    /** out = y + a + b + c + d, from left to right. */
    public static void sum(float[] y, float[] a, float[] b, float[] c, float[] d, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = (((y[i] + a[i]) + b[i]) + c[i]) + d[i];
        }
    }
}
