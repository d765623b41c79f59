package vorlauf.dsp;

/**
 * Scans of state for values that are not finite: what a node has to be reset for.
 *
 * <p>Threads: producer. Errors: none.
 */
@RealTime
public final class Finite {

    private Finite() {}

    /** Whether {@code count} floats from {@code offset} on are all finite. */
    public static boolean all(float[] state, int offset, int count) {
        return Arithmetic.isFinite(state, offset, offset + count);
    }

    /** Whether {@code count} doubles from {@code offset} on are all finite. */
    public static boolean all(double[] state, int offset, int count) {
        double largest = 0;
        for (int i = offset; i < offset + count; i++) {
            largest = Math.max(largest, Math.abs(state[i]));
        }
        return largest <= Double.MAX_VALUE;
    }

    /** Makes {@code count} floats zero, as they were at first. */
    public static void reset(float[] state, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            state[i] = 0f;
        }
    }

    /** Makes {@code count} doubles zero, as they were at first. */
    public static void reset(double[] state, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            state[i] = 0;
        }
    }
}
