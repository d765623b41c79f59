package vorlauf.dsp;

/**
 * Four steps of a sum at a time: a value is loaded, goes through four products and sums in the order in which they were
 * declared, each product rounded with its sum, and is stored. The bits are those of {@link Arithmetic} step by step.
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
            float sum = MultiplyAdd.fma(b[i], fb, MultiplyAdd.fma(a[i], fa, y[i]));
            out[i] = MultiplyAdd.fma(d[i], fd, MultiplyAdd.fma(c[i], fc, sum));
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
            float rung = MultiplyAdd.fma(MultiplyAdd.fma(y[i], fa, a[i]), fb, b[i]);
            out[i] = MultiplyAdd.fma(MultiplyAdd.fma(rung, fc, c[i]), fd, d[i]);
        }
    }

    /** {@link #ladder} where each rung adds the same signal. */
    public static void ladder(
            float[] y, float[] a, float fa, float fb, float fc, float fd, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            float x = a[i];
            float rung = MultiplyAdd.fma(MultiplyAdd.fma(y[i], fa, x), fb, x);
            out[i] = MultiplyAdd.fma(MultiplyAdd.fma(rung, fc, x), fd, x);
        }
    }

    /** out = y + a + b + c + d, from left to right. */
    public static void sum(float[] y, float[] a, float[] b, float[] c, float[] d, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = (((y[i] + a[i]) + b[i]) + c[i]) + d[i];
        }
    }
}
