package vorlauf.dsp;

/**
 * Four second-order filters at a time, with the bits of {@link Biquad#run}: one recursion waits for the result of its own
 * last step, so four that are independent take little more time than one.
 *
 * <p>Offsets of coefficients and state come four by four, as in {@link Biquad}. Coefficients are steady.
 *
 * <p>Threads: producer. Errors: none.
 */
@RealTime
public final class BiquadLanes {
    /** Filters that are rendered together. */
    public static final int LANES = 4;

    private BiquadLanes() {}

    /**
     * Filters four signals beside each other. Any output may be any input: at each frame all are read before one is written.
     *
     * @param d coefficients and state
     * @param at offsets: four of coefficients, then four of state
     */
    public static void beside(
            float[] in0,
            float[] in1,
            float[] in2,
            float[] in3,
            double[] d,
            int[] at,
            float[] out0,
            float[] out1,
            float[] out2,
            float[] out3,
            int from,
            int to) {
        double b00 = d[at[0]];
        double b01 = d[at[1]];
        double b02 = d[at[2]];
        double b03 = d[at[3]];
        double a10 = d[at[0] + 3];
        double a11 = d[at[1] + 3];
        double a12 = d[at[2] + 3];
        double a13 = d[at[3] + 3];
        double a20 = d[at[0] + 4];
        double a21 = d[at[1] + 4];
        double a22 = d[at[2] + 4];
        double a23 = d[at[3] + 4];
        double first0 = d[at[0] + 1] - a10 * b00;
        double first1 = d[at[1] + 1] - a11 * b01;
        double first2 = d[at[2] + 1] - a12 * b02;
        double first3 = d[at[3] + 1] - a13 * b03;
        double second0 = d[at[0] + 2] - a20 * b00;
        double second1 = d[at[1] + 2] - a21 * b01;
        double second2 = d[at[2] + 2] - a22 * b02;
        double second3 = d[at[3] + 2] - a23 * b03;
        double u0 = d[at[4]];
        double u1 = d[at[5]];
        double u2 = d[at[6]];
        double u3 = d[at[7]];
        double v0 = d[at[4] + 1];
        double v1 = d[at[5] + 1];
        double v2 = d[at[6] + 1];
        double v3 = d[at[7] + 1];
        for (int i = from; i < to; i++) {
            double x0 = in0[i];
            double x1 = in1[i];
            double x2 = in2[i];
            double x3 = in3[i];
            out0[i] = (float) (b00 * x0 + u0) + 0f;
            out1[i] = (float) (b01 * x1 + u1) + 0f;
            out2[i] = (float) (b02 * x2 + u2) + 0f;
            out3[i] = (float) (b03 * x3 + u3) + 0f;
            double n0 = (first0 * x0 + v0) - a10 * u0;
            double n1 = (first1 * x1 + v1) - a11 * u1;
            double n2 = (first2 * x2 + v2) - a12 * u2;
            double n3 = (first3 * x3 + v3) - a13 * u3;
            v0 = second0 * x0 - a20 * u0;
            v1 = second1 * x1 - a21 * u1;
            v2 = second2 * x2 - a22 * u2;
            v3 = second3 * x3 - a23 * u3;
            u0 = n0;
            u1 = n1;
            u2 = n2;
            u3 = n3;
        }
        d[at[4]] = Arithmetic.flushed(u0);
        d[at[5]] = Arithmetic.flushed(u1);
        d[at[6]] = Arithmetic.flushed(u2);
        d[at[7]] = Arithmetic.flushed(u3);
        d[at[4] + 1] = Arithmetic.flushed(v0);
        d[at[5] + 1] = Arithmetic.flushed(v1);
        d[at[6] + 1] = Arithmetic.flushed(v2);
        d[at[7] + 1] = Arithmetic.flushed(v3);
    }

    /**
     * Filters a signal through four filters one behind the other: while the first is at frame i, the second is at frame
     * i - 1, and so on, so that none waits for another. {@code out} may be {@code in}.
     *
     * @param d coefficients and state
     * @param at offsets: four of coefficients, then four of state
     */
    public static void behind(float[] in, double[] d, int[] at, float[] out, int from, int to) {
        int skew = LANES - 1;
        int full = Math.min(skew, to - from);
        if (to - from <= skew) {
            for (int stage = 0; stage < LANES; stage++) {
                Biquad.run(stage == 0 ? in : out, d, at[stage], d, at[LANES + stage], out, from, to);
            }
            return;
        }
        double b00 = d[at[0]];
        double b01 = d[at[1]];
        double b02 = d[at[2]];
        double b03 = d[at[3]];
        double a10 = d[at[0] + 3];
        double a11 = d[at[1] + 3];
        double a12 = d[at[2] + 3];
        double a13 = d[at[3] + 3];
        double a20 = d[at[0] + 4];
        double a21 = d[at[1] + 4];
        double a22 = d[at[2] + 4];
        double a23 = d[at[3] + 4];
        double first0 = d[at[0] + 1] - a10 * b00;
        double first1 = d[at[1] + 1] - a11 * b01;
        double first2 = d[at[2] + 1] - a12 * b02;
        double first3 = d[at[3] + 1] - a13 * b03;
        double second0 = d[at[0] + 2] - a20 * b00;
        double second1 = d[at[1] + 2] - a21 * b01;
        double second2 = d[at[2] + 2] - a22 * b02;
        double second3 = d[at[3] + 2] - a23 * b03;
        double u0 = d[at[4]];
        double u1 = d[at[5]];
        double u2 = d[at[6]];
        double u3 = d[at[7]];
        double v0 = d[at[4] + 1];
        double v1 = d[at[5] + 1];
        double v2 = d[at[6] + 1];
        double v3 = d[at[7] + 1];
        float y0 = 0;
        float y1 = 0;
        float y2 = 0;
        // Frame t of the first filter; the others run only where they have a frame.
        for (int t = from; t < to + skew; t++) {
            if (t - 3 >= from) {
                double x = y2;
                out[t - 3] = (float) (b03 * x + u3) + 0f;
                double n = (first3 * x + v3) - a13 * u3;
                v3 = second3 * x - a23 * u3;
                u3 = n;
            }
            if (t - 2 >= from && t - 2 < to) {
                double x = y1;
                y2 = (float) (b02 * x + u2) + 0f;
                double n = (first2 * x + v2) - a12 * u2;
                v2 = second2 * x - a22 * u2;
                u2 = n;
            }
            if (t - 1 >= from && t - 1 < to) {
                double x = y0;
                y1 = (float) (b01 * x + u1) + 0f;
                double n = (first1 * x + v1) - a11 * u1;
                v1 = second1 * x - a21 * u1;
                u1 = n;
            }
            if (t < to) {
                double x = in[t];
                y0 = (float) (b00 * x + u0) + 0f;
                double n = (first0 * x + v0) - a10 * u0;
                v0 = second0 * x - a20 * u0;
                u0 = n;
            }
            if (t == from + full) {
                // All four have a frame from here on, until the first has none: no question to ask.
                for (t++; t < to; t++) {
                    double x3 = y2;
                    double x2 = y1;
                    double x1 = y0;
                    double x0 = in[t];
                    out[t - 3] = (float) (b03 * x3 + u3) + 0f;
                    y2 = (float) (b02 * x2 + u2) + 0f;
                    y1 = (float) (b01 * x1 + u1) + 0f;
                    y0 = (float) (b00 * x0 + u0) + 0f;
                    double n3 = (first3 * x3 + v3) - a13 * u3;
                    double n2 = (first2 * x2 + v2) - a12 * u2;
                    double n1 = (first1 * x1 + v1) - a11 * u1;
                    double n0 = (first0 * x0 + v0) - a10 * u0;
                    v3 = second3 * x3 - a23 * u3;
                    v2 = second2 * x2 - a22 * u2;
                    v1 = second1 * x1 - a21 * u1;
                    v0 = second0 * x0 - a20 * u0;
                    u3 = n3;
                    u2 = n2;
                    u1 = n1;
                    u0 = n0;
                }
                t--;
            }
        }
        d[at[4]] = Arithmetic.flushed(u0);
        d[at[5]] = Arithmetic.flushed(u1);
        d[at[6]] = Arithmetic.flushed(u2);
        d[at[7]] = Arithmetic.flushed(u3);
        d[at[4] + 1] = Arithmetic.flushed(v0);
        d[at[5] + 1] = Arithmetic.flushed(v1);
        d[at[6] + 1] = Arithmetic.flushed(v2);
        d[at[7] + 1] = Arithmetic.flushed(v3);
    }
}
