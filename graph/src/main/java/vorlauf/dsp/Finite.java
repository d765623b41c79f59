package vorlauf.dsp;

/**
 * Scans of state for values that are not finite: what a node has to be reset for.
 *
 * <p>Threads: producer. Errors: none.
 */
@RealTime
public final class Finite {

    private Finite() {}

    /** Whether the first {@code frames} samples of all channels are finite. */
    public static boolean all(float[][] channels, int frames) {
        boolean finite = true;
        for (float[] channel : channels) {
            finite &= all(channel, 0, frames);
        }
        return finite;
    }

    /**
     * Whether {@code count} floats from {@code offset} on are all finite: then zero times each is a zero. Eight sums, since
     * each waits for what it was before.
     */
    public static boolean all(float[] state, int offset, int count) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int end = offset + count;
        int i = offset;
        for (; i < end - 7; i += 8) {
            s0 += state[i] * 0f;
            s1 += state[i + 1] * 0f;
            s2 += state[i + 2] * 0f;
            s3 += state[i + 3] * 0f;
            s4 += state[i + 4] * 0f;
            s5 += state[i + 5] * 0f;
            s6 += state[i + 6] * 0f;
            s7 += state[i + 7] * 0f;
        }
        for (; i < end; i++) {
            s0 += state[i] * 0f;
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7)) == 0;
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
