package vorlauf.dsp;

/**
 * Four second-order filters beside each other, with the bits of {@link Biquad#run}: one recursion waits for the result of its own
 * last step, so four that are independent take little more time than one.
 *
 * <p>Offsets of coefficients and state come four by four, as in {@link Biquad}. Coefficients are steady. {@code begun} frames
 * of the block's first segment lie before the block.
 *
 * <p>Threads: producer. Errors: none.
 */
@RealTime
public final class BiquadLanes {
    /** Filters that are rendered together. */
    public static final int LANES = 4;

    private BiquadLanes() {}

    /** Whether four filters can be rendered beside each other: all are low-passes, or none is. */
    public static boolean areAlike(double[] d, int[] at) {
        boolean low = Biquad.isLow(d, at[0]);
        return low == Biquad.isLow(d, at[1]) && low == Biquad.isLow(d, at[2]) && low == Biquad.isLow(d, at[3]);
    }

    /**
     * Filters four signals beside each other, which are alike. Any output may be any input: at each frame all are read before one is written.
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
            int begun,
            float[] out0,
            float[] out1,
            float[] out2,
            float[] out3,
            int from,
            int to) {
        boolean low = Biquad.isLow(d, at[0]);
        for (int begin = from; begin < to; ) {
            int end = Phases.segmentEnd(begin, begun, to);
            if (low) {
                lowBeside(in0, in1, in2, in3, d, at, out0, out1, out2, out3, begin, end);
            } else {
                segmentBeside(in0, in1, in2, in3, d, at, out0, out1, out2, out3, begin, end);
            }
            flush(d, at, begun, end);
            begin = end;
        }
    }

    /** State that is tiny where a segment ends is zero. */
    static void flush(double[] d, int[] at, int begun, int frame) {
        if (Phases.inSegment(frame, begun) == 0) {
            for (int lane = LANES; lane < 2 * LANES; lane++) {
                d[at[lane]] = Biquad.flushed((float) d[at[lane]]);
                d[at[lane] + 1] = Biquad.flushed((float) d[at[lane] + 1]);
            }
        }
    }

    /** Frames of one segment of filters of which none is a low-pass. */
    private static void segmentBeside(
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
        float d0 = (float) d[at[0]];
        float d1 = (float) d[at[1]];
        float d2 = (float) d[at[2]];
        float d3 = (float) d[at[3]];
        float b0 = (float) d[at[0] + 1];
        float b1 = (float) d[at[1] + 1];
        float b2 = (float) d[at[2] + 1];
        float b3 = (float) d[at[3] + 1];
        float c0 = (float) d[at[0] + 2];
        float c1 = (float) d[at[1] + 2];
        float c2 = (float) d[at[2] + 2];
        float c3 = (float) d[at[3] + 2];
        float p0 = (float) d[at[0] + 3];
        float p1 = (float) d[at[1] + 3];
        float p2 = (float) d[at[2] + 3];
        float p3 = (float) d[at[3] + 3];
        float q0 = (float) d[at[0] + 4];
        float q1 = (float) d[at[1] + 4];
        float q2 = (float) d[at[2] + 4];
        float q3 = (float) d[at[3] + 4];
        float r0 = (float) d[at[0] + 5];
        float r1 = (float) d[at[1] + 5];
        float r2 = (float) d[at[2] + 5];
        float r3 = (float) d[at[3] + 5];
        float u0 = (float) d[at[4]];
        float u1 = (float) d[at[5]];
        float u2 = (float) d[at[6]];
        float u3 = (float) d[at[7]];
        float v0 = (float) d[at[4] + 1];
        float v1 = (float) d[at[5] + 1];
        float v2 = (float) d[at[6] + 1];
        float v3 = (float) d[at[7] + 1];
        for (int i = from; i < to; i++) {
            float e0 = v0 - in0[i];
            float e1 = v1 - in1[i];
            float e2 = v2 - in2[i];
            float e3 = v3 - in3[i];
            float n0 = MultiplyAdd.fma(b0, -e0, MultiplyAdd.fma(d0, u0, u0));
            float w0 = MultiplyAdd.fma(c0, e0, MultiplyAdd.fma(b0, u0, v0));
            out0[i] = MultiplyAdd.fma(p0, e0, MultiplyAdd.fma(q0, u0, r0 * v0));
            u0 = n0;
            v0 = w0;
            float n1 = MultiplyAdd.fma(b1, -e1, MultiplyAdd.fma(d1, u1, u1));
            float w1 = MultiplyAdd.fma(c1, e1, MultiplyAdd.fma(b1, u1, v1));
            out1[i] = MultiplyAdd.fma(p1, e1, MultiplyAdd.fma(q1, u1, r1 * v1));
            u1 = n1;
            v1 = w1;
            float n2 = MultiplyAdd.fma(b2, -e2, MultiplyAdd.fma(d2, u2, u2));
            float w2 = MultiplyAdd.fma(c2, e2, MultiplyAdd.fma(b2, u2, v2));
            out2[i] = MultiplyAdd.fma(p2, e2, MultiplyAdd.fma(q2, u2, r2 * v2));
            u2 = n2;
            v2 = w2;
            float n3 = MultiplyAdd.fma(b3, -e3, MultiplyAdd.fma(d3, u3, u3));
            float w3 = MultiplyAdd.fma(c3, e3, MultiplyAdd.fma(b3, u3, v3));
            out3[i] = MultiplyAdd.fma(p3, e3, MultiplyAdd.fma(q3, u3, r3 * v3));
            u3 = n3;
            v3 = w3;
        }
        d[at[4]] = u0;
        d[at[5]] = u1;
        d[at[6]] = u2;
        d[at[7]] = u3;
        d[at[4] + 1] = v0;
        d[at[5] + 1] = v1;
        d[at[6] + 1] = v2;
        d[at[7] + 1] = v3;
    }

    /** The same of low-passes. */
    private static void lowBeside(
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
        float d0 = (float) d[at[0]];
        float d1 = (float) d[at[1]];
        float d2 = (float) d[at[2]];
        float d3 = (float) d[at[3]];
        float b0 = (float) d[at[0] + 1];
        float b1 = (float) d[at[1] + 1];
        float b2 = (float) d[at[2] + 1];
        float b3 = (float) d[at[3] + 1];
        float c0 = (float) d[at[0] + 2];
        float c1 = (float) d[at[1] + 2];
        float c2 = (float) d[at[2] + 2];
        float c3 = (float) d[at[3] + 2];
        float u0 = (float) d[at[4]];
        float u1 = (float) d[at[5]];
        float u2 = (float) d[at[6]];
        float u3 = (float) d[at[7]];
        float v0 = (float) d[at[4] + 1];
        float v1 = (float) d[at[5] + 1];
        float v2 = (float) d[at[6] + 1];
        float v3 = (float) d[at[7] + 1];
        for (int i = from; i < to; i++) {
            float e0 = MultiplyAdd.fma(in0[i], -0.5f, v0);
            float e1 = MultiplyAdd.fma(in1[i], -0.5f, v1);
            float e2 = MultiplyAdd.fma(in2[i], -0.5f, v2);
            float e3 = MultiplyAdd.fma(in3[i], -0.5f, v3);
            float n0 = MultiplyAdd.fma(-b0, e0, MultiplyAdd.fma(d0, u0, u0));
            float w0 = MultiplyAdd.fma(c0, e0, MultiplyAdd.fma(b0, u0, v0));
            out0[i] = v0 + w0;
            u0 = n0;
            v0 = w0;
            float n1 = MultiplyAdd.fma(-b1, e1, MultiplyAdd.fma(d1, u1, u1));
            float w1 = MultiplyAdd.fma(c1, e1, MultiplyAdd.fma(b1, u1, v1));
            out1[i] = v1 + w1;
            u1 = n1;
            v1 = w1;
            float n2 = MultiplyAdd.fma(-b2, e2, MultiplyAdd.fma(d2, u2, u2));
            float w2 = MultiplyAdd.fma(c2, e2, MultiplyAdd.fma(b2, u2, v2));
            out2[i] = v2 + w2;
            u2 = n2;
            v2 = w2;
            float n3 = MultiplyAdd.fma(-b3, e3, MultiplyAdd.fma(d3, u3, u3));
            float w3 = MultiplyAdd.fma(c3, e3, MultiplyAdd.fma(b3, u3, v3));
            out3[i] = v3 + w3;
            u3 = n3;
            v3 = w3;
        }
        d[at[4]] = u0;
        d[at[5]] = u1;
        d[at[6]] = u2;
        d[at[7]] = u3;
        d[at[4] + 1] = v0;
        d[at[5] + 1] = v1;
        d[at[6] + 1] = v2;
        d[at[7] + 1] = v3;
    }
}
