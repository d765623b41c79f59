package vorlauf.dsp;

/**
 * Four second-order filters at a time, with the bits of {@link Biquad#run}: one recursion waits for the result of its own
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
            int begun,
            float[] out0,
            float[] out1,
            float[] out2,
            float[] out3,
            int from,
            int to) {
        for (int begin = from; begin < to; ) {
            int end = Phases.segmentEnd(begin, begun, to);
            segmentBeside(in0, in1, in2, in3, d, at, out0, out1, out2, out3, begin, end);
            flush(d, at, begun, end);
            begin = end;
        }
    }

    /** State that is tiny where a segment ends is zero. */
    private static void flush(double[] d, int[] at, int begun, int frame) {
        if (Phases.inSegment(frame, begun) == 0) {
            for (int lane = LANES; lane < 2 * LANES; lane++) {
                d[at[lane]] = Biquad.flushed((float) d[at[lane]]);
                d[at[lane] + 1] = Biquad.flushed((float) d[at[lane] + 1]);
            }
        }
    }

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
            float e0 = in0[i] - v0;
            float e1 = in1[i] - v1;
            float e2 = in2[i] - v2;
            float e3 = in3[i] - v3;
            out0[i] = MultiplyAdd.fma(p0, e0, MultiplyAdd.fma(q0, u0, r0 * v0));
            out1[i] = MultiplyAdd.fma(p1, e1, MultiplyAdd.fma(q1, u1, r1 * v1));
            out2[i] = MultiplyAdd.fma(p2, e2, MultiplyAdd.fma(q2, u2, r2 * v2));
            out3[i] = MultiplyAdd.fma(p3, e3, MultiplyAdd.fma(q3, u3, r3 * v3));
            float n0 = MultiplyAdd.fma(b0, e0, MultiplyAdd.fma(d0, u0, u0));
            v0 = MultiplyAdd.fma(c0, e0, MultiplyAdd.fma(b0, u0, v0));
            u0 = n0;
            float n1 = MultiplyAdd.fma(b1, e1, MultiplyAdd.fma(d1, u1, u1));
            v1 = MultiplyAdd.fma(c1, e1, MultiplyAdd.fma(b1, u1, v1));
            u1 = n1;
            float n2 = MultiplyAdd.fma(b2, e2, MultiplyAdd.fma(d2, u2, u2));
            v2 = MultiplyAdd.fma(c2, e2, MultiplyAdd.fma(b2, u2, v2));
            u2 = n2;
            float n3 = MultiplyAdd.fma(b3, e3, MultiplyAdd.fma(d3, u3, u3));
            v3 = MultiplyAdd.fma(c3, e3, MultiplyAdd.fma(b3, u3, v3));
            u3 = n3;
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

    /**
     * Filters a signal through four filters one behind the other: while the first is at frame i, the second is at frame
     * i - 1, and so on, so that none waits for another. {@code out} may be {@code in}.
     *
     * @param d coefficients and state
     * @param at offsets: four of coefficients, then four of state
     */
    public static void behind(float[] in, double[] d, int[] at, int begun, float[] out, int from, int to) {
        int skew = LANES - 1;
        for (int begin = from; begin < to; ) {
            int end = Phases.segmentEnd(begin, begun, to);
            if (end - begin <= skew) {
                for (int stage = 0; stage < LANES; stage++) {
                    float[] a = stage == 0 ? in : out;
                    Biquad.run(a, d, at[stage], d, at[LANES + stage], begun, out, begin, end);
                }
            } else {
                segmentBehind(in, d, at, out, begin, end);
                flush(d, at, begun, end);
            }
            begin = end;
        }
    }

    private static void segmentBehind(float[] in, double[] d, int[] at, float[] out, int from, int to) {
        int skew = LANES - 1;
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
        float y0 = 0;
        float y1 = 0;
        float y2 = 0;
        // Frame t of the first filter; the others run only where they have a frame.
        for (int t = from; t < to + skew; t++) {
            if (t - 3 >= from) {
                float e3 = y2 - v3;
                out[t - 3] = MultiplyAdd.fma(p3, e3, MultiplyAdd.fma(q3, u3, r3 * v3));
                float n3 = MultiplyAdd.fma(b3, e3, MultiplyAdd.fma(d3, u3, u3));
                v3 = MultiplyAdd.fma(c3, e3, MultiplyAdd.fma(b3, u3, v3));
                u3 = n3;
            }
            if (t - 2 >= from && t - 2 < to) {
                float e2 = y1 - v2;
                y2 = MultiplyAdd.fma(p2, e2, MultiplyAdd.fma(q2, u2, r2 * v2));
                float n2 = MultiplyAdd.fma(b2, e2, MultiplyAdd.fma(d2, u2, u2));
                v2 = MultiplyAdd.fma(c2, e2, MultiplyAdd.fma(b2, u2, v2));
                u2 = n2;
            }
            if (t - 1 >= from && t - 1 < to) {
                float e1 = y0 - v1;
                y1 = MultiplyAdd.fma(p1, e1, MultiplyAdd.fma(q1, u1, r1 * v1));
                float n1 = MultiplyAdd.fma(b1, e1, MultiplyAdd.fma(d1, u1, u1));
                v1 = MultiplyAdd.fma(c1, e1, MultiplyAdd.fma(b1, u1, v1));
                u1 = n1;
            }
            if (t < to) {
                float e0 = in[t] - v0;
                y0 = MultiplyAdd.fma(p0, e0, MultiplyAdd.fma(q0, u0, r0 * v0));
                float n0 = MultiplyAdd.fma(b0, e0, MultiplyAdd.fma(d0, u0, u0));
                v0 = MultiplyAdd.fma(c0, e0, MultiplyAdd.fma(b0, u0, v0));
                u0 = n0;
            }
            if (t == from + skew) {
                // All four have a frame from here on, until the first has none: no question to ask.
                if (r0 == 1 && r1 == 1 && r2 == 1 && r3 == 1) { // as in most kinds: a product less
                    for (t++; t < to; t++) {
                        float e3 = y2 - v3;
                        float e2 = y1 - v2;
                        float e1 = y0 - v1;
                        float e0 = in[t] - v0;
                        out[t - 3] = MultiplyAdd.fma(p3, e3, MultiplyAdd.fma(q3, u3, v3));
                        y2 = MultiplyAdd.fma(p2, e2, MultiplyAdd.fma(q2, u2, v2));
                        y1 = MultiplyAdd.fma(p1, e1, MultiplyAdd.fma(q1, u1, v1));
                        y0 = MultiplyAdd.fma(p0, e0, MultiplyAdd.fma(q0, u0, v0));
                        float n3 = MultiplyAdd.fma(b3, e3, MultiplyAdd.fma(d3, u3, u3));
                        v3 = MultiplyAdd.fma(c3, e3, MultiplyAdd.fma(b3, u3, v3));
                        u3 = n3;
                        float n2 = MultiplyAdd.fma(b2, e2, MultiplyAdd.fma(d2, u2, u2));
                        v2 = MultiplyAdd.fma(c2, e2, MultiplyAdd.fma(b2, u2, v2));
                        u2 = n2;
                        float n1 = MultiplyAdd.fma(b1, e1, MultiplyAdd.fma(d1, u1, u1));
                        v1 = MultiplyAdd.fma(c1, e1, MultiplyAdd.fma(b1, u1, v1));
                        u1 = n1;
                        float n0 = MultiplyAdd.fma(b0, e0, MultiplyAdd.fma(d0, u0, u0));
                        v0 = MultiplyAdd.fma(c0, e0, MultiplyAdd.fma(b0, u0, v0));
                        u0 = n0;
                    }
                } else {
                    for (t++; t < to; t++) {
                        float e3 = y2 - v3;
                        float e2 = y1 - v2;
                        float e1 = y0 - v1;
                        float e0 = in[t] - v0;
                        out[t - 3] = MultiplyAdd.fma(p3, e3, MultiplyAdd.fma(q3, u3, r3 * v3));
                        y2 = MultiplyAdd.fma(p2, e2, MultiplyAdd.fma(q2, u2, r2 * v2));
                        y1 = MultiplyAdd.fma(p1, e1, MultiplyAdd.fma(q1, u1, r1 * v1));
                        y0 = MultiplyAdd.fma(p0, e0, MultiplyAdd.fma(q0, u0, r0 * v0));
                        float n3 = MultiplyAdd.fma(b3, e3, MultiplyAdd.fma(d3, u3, u3));
                        v3 = MultiplyAdd.fma(c3, e3, MultiplyAdd.fma(b3, u3, v3));
                        u3 = n3;
                        float n2 = MultiplyAdd.fma(b2, e2, MultiplyAdd.fma(d2, u2, u2));
                        v2 = MultiplyAdd.fma(c2, e2, MultiplyAdd.fma(b2, u2, v2));
                        u2 = n2;
                        float n1 = MultiplyAdd.fma(b1, e1, MultiplyAdd.fma(d1, u1, u1));
                        v1 = MultiplyAdd.fma(c1, e1, MultiplyAdd.fma(b1, u1, v1));
                        u1 = n1;
                        float n0 = MultiplyAdd.fma(b0, e0, MultiplyAdd.fma(d0, u0, u0));
                        v0 = MultiplyAdd.fma(c0, e0, MultiplyAdd.fma(b0, u0, v0));
                        u0 = n0;
                    }
                }
                t--;
            }
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
