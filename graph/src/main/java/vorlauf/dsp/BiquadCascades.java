package vorlauf.dsp;

/**
 * Four second-order filters at a time, one behind the other, with the bits of {@link Biquad#run}.
 *
 * <p>Offsets of coefficients and state come four by four, as in {@link BiquadLanes}. Coefficients are steady. {@code begun} frames
 * of the block's first segment lie before the block.
 *
 * <p>Threads: producer. Errors: none.
 */
@RealTime
public final class BiquadCascades {
    private static final int LANES = BiquadLanes.LANES;

    /** Frames that the last of four is behind the first. */
    private static final int SKEW = LANES - 1;

    private BiquadCascades() {}

    /**
     * Filters a signal through four filters one behind the other: while the first is at frame i, the second is at frame
     * i - 1, and so on, so that none waits for another. {@code out} may be {@code in}.
     *
     * @param d coefficients and state
     * @param at offsets: four of coefficients, then four of state
     */
    public static void behind(float[] in, double[] d, int[] at, int begun, float[] out, int from, int to) {
        for (int begin = from; begin < to; ) {
            int end = Phases.segmentEnd(begin, begun, to);
            if (end - begin <= SKEW) {
                for (int stage = 0; stage < LANES; stage++) {
                    stage(stage, stage == 0 ? in : out, d, at, out, begin, end);
                }
            } else {
                segmentBehind(in, d, at, out, begin, end);
            }
            BiquadLanes.flush(d, at, begun, end);
            begin = end;
        }
    }

    /** The first frames, which later filters do not have yet, and the last ones, which the first have behind them, one by one. */
    private static void segmentBehind(float[] in, double[] d, int[] at, float[] out, int from, int to) {
        for (int stage = 0; stage < SKEW; stage++) {
            stage(stage, stage == 0 ? in : out, d, at, out, from, from + SKEW - stage);
        }
        if (BiquadLanes.areAlike(d, at) && Biquad.isLow(d, at[0])) {
            lowBehind(in, d, at, out, from + SKEW, to);
        } else if (BiquadLanes.areAlike(d, at)
                && d[at[0] + 5] == 1
                && d[at[1] + 5] == 1
                && d[at[2] + 5] == 1
                && d[at[3] + 5] == 1) {
            onesBehind(in, d, at, out, from + SKEW, to);
        } else {
            anyBehind(in, d, at, out, from + SKEW, to);
        }
        for (int stage = 1; stage < LANES; stage++) {
            stage(stage, out, d, at, out, to - stage, to);
        }
    }

    private static void stage(int stage, float[] in, double[] d, int[] at, float[] out, int from, int to) {
        Biquad.frames(in, d, at[stage], d, at[LANES + stage], out, from, to);
    }

    /** Frames that all four have: of low-passes. */
    private static void lowBehind(float[] in, double[] d, int[] at, float[] out, int from, int to) {
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
        float y0 = out[from - 1];
        float y1 = out[from - 2];
        float y2 = out[from - 3];
        for (int t = from; t < to; t++) {
            float e3 = MultiplyAdd.fma(y2, -0.5f, v3);
            float e2 = MultiplyAdd.fma(y1, -0.5f, v2);
            float e1 = MultiplyAdd.fma(y0, -0.5f, v1);
            float e0 = MultiplyAdd.fma(in[t], -0.5f, v0);
            float n3 = MultiplyAdd.fma(-b3, e3, MultiplyAdd.fma(d3, u3, u3));
            float w3 = MultiplyAdd.fma(c3, e3, MultiplyAdd.fma(b3, u3, v3));
            out[t - 3] = v3 + w3;
            u3 = n3;
            v3 = w3;
            float n2 = MultiplyAdd.fma(-b2, e2, MultiplyAdd.fma(d2, u2, u2));
            float w2 = MultiplyAdd.fma(c2, e2, MultiplyAdd.fma(b2, u2, v2));
            y2 = v2 + w2;
            u2 = n2;
            v2 = w2;
            float n1 = MultiplyAdd.fma(-b1, e1, MultiplyAdd.fma(d1, u1, u1));
            float w1 = MultiplyAdd.fma(c1, e1, MultiplyAdd.fma(b1, u1, v1));
            y1 = v1 + w1;
            u1 = n1;
            v1 = w1;
            float n0 = MultiplyAdd.fma(-b0, e0, MultiplyAdd.fma(d0, u0, u0));
            float w0 = MultiplyAdd.fma(c0, e0, MultiplyAdd.fma(b0, u0, v0));
            y0 = v0 + w0;
            u0 = n0;
            v0 = w0;
        }
        out[to - 1] = y0;
        out[to - 2] = y1;
        out[to - 3] = y2;
        d[at[4]] = u0;
        d[at[5]] = u1;
        d[at[6]] = u2;
        d[at[7]] = u3;
        d[at[4] + 1] = v0;
        d[at[5] + 1] = v1;
        d[at[6] + 1] = v2;
        d[at[7] + 1] = v3;
    }

    /** The same of filters whose p2 is 1, as of most kinds: a product less. */
    private static void onesBehind(float[] in, double[] d, int[] at, float[] out, int from, int to) {
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
        float u0 = (float) d[at[4]];
        float u1 = (float) d[at[5]];
        float u2 = (float) d[at[6]];
        float u3 = (float) d[at[7]];
        float v0 = (float) d[at[4] + 1];
        float v1 = (float) d[at[5] + 1];
        float v2 = (float) d[at[6] + 1];
        float v3 = (float) d[at[7] + 1];
        float y0 = out[from - 1];
        float y1 = out[from - 2];
        float y2 = out[from - 3];
        for (int t = from; t < to; t++) {
            float e3 = v3 - y2;
            float e2 = v2 - y1;
            float e1 = v1 - y0;
            float e0 = v0 - in[t];
            float n3 = MultiplyAdd.fma(b3, -e3, MultiplyAdd.fma(d3, u3, u3));
            float w3 = MultiplyAdd.fma(c3, e3, MultiplyAdd.fma(b3, u3, v3));
            out[t - 3] = MultiplyAdd.fma(p3, e3, MultiplyAdd.fma(q3, u3, v3));
            u3 = n3;
            v3 = w3;
            float n2 = MultiplyAdd.fma(b2, -e2, MultiplyAdd.fma(d2, u2, u2));
            float w2 = MultiplyAdd.fma(c2, e2, MultiplyAdd.fma(b2, u2, v2));
            y2 = MultiplyAdd.fma(p2, e2, MultiplyAdd.fma(q2, u2, v2));
            u2 = n2;
            v2 = w2;
            float n1 = MultiplyAdd.fma(b1, -e1, MultiplyAdd.fma(d1, u1, u1));
            float w1 = MultiplyAdd.fma(c1, e1, MultiplyAdd.fma(b1, u1, v1));
            y1 = MultiplyAdd.fma(p1, e1, MultiplyAdd.fma(q1, u1, v1));
            u1 = n1;
            v1 = w1;
            float n0 = MultiplyAdd.fma(b0, -e0, MultiplyAdd.fma(d0, u0, u0));
            float w0 = MultiplyAdd.fma(c0, e0, MultiplyAdd.fma(b0, u0, v0));
            y0 = MultiplyAdd.fma(p0, e0, MultiplyAdd.fma(q0, u0, v0));
            u0 = n0;
            v0 = w0;
        }
        out[to - 1] = y0;
        out[to - 2] = y1;
        out[to - 3] = y2;
        d[at[4]] = u0;
        d[at[5]] = u1;
        d[at[6]] = u2;
        d[at[7]] = u3;
        d[at[4] + 1] = v0;
        d[at[5] + 1] = v1;
        d[at[6] + 1] = v2;
        d[at[7] + 1] = v3;
    }

    /** The same of any. */
    private static void anyBehind(float[] in, double[] d, int[] at, float[] out, int from, int to) {
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
        boolean low0 = Biquad.isLow(d, at[0]);
        boolean low1 = Biquad.isLow(d, at[1]);
        boolean low2 = Biquad.isLow(d, at[2]);
        boolean low3 = Biquad.isLow(d, at[3]);
        float y0 = out[from - 1];
        float y1 = out[from - 2];
        float y2 = out[from - 3];
        for (int t = from; t < to; t++) {
            float e3 = MultiplyAdd.fma(y2, low3 ? -0.5f : -1f, v3);
            float e2 = MultiplyAdd.fma(y1, low2 ? -0.5f : -1f, v2);
            float e1 = MultiplyAdd.fma(y0, low1 ? -0.5f : -1f, v1);
            float e0 = MultiplyAdd.fma(in[t], low0 ? -0.5f : -1f, v0);
            float n3 = MultiplyAdd.fma(b3, -e3, MultiplyAdd.fma(d3, u3, u3));
            float w3 = MultiplyAdd.fma(c3, e3, MultiplyAdd.fma(b3, u3, v3));
            out[t - 3] = low3 ? v3 + w3 : MultiplyAdd.fma(p3, e3, MultiplyAdd.fma(q3, u3, r3 * v3));
            u3 = n3;
            v3 = w3;
            float n2 = MultiplyAdd.fma(b2, -e2, MultiplyAdd.fma(d2, u2, u2));
            float w2 = MultiplyAdd.fma(c2, e2, MultiplyAdd.fma(b2, u2, v2));
            y2 = low2 ? v2 + w2 : MultiplyAdd.fma(p2, e2, MultiplyAdd.fma(q2, u2, r2 * v2));
            u2 = n2;
            v2 = w2;
            float n1 = MultiplyAdd.fma(b1, -e1, MultiplyAdd.fma(d1, u1, u1));
            float w1 = MultiplyAdd.fma(c1, e1, MultiplyAdd.fma(b1, u1, v1));
            y1 = low1 ? v1 + w1 : MultiplyAdd.fma(p1, e1, MultiplyAdd.fma(q1, u1, r1 * v1));
            u1 = n1;
            v1 = w1;
            float n0 = MultiplyAdd.fma(b0, -e0, MultiplyAdd.fma(d0, u0, u0));
            float w0 = MultiplyAdd.fma(c0, e0, MultiplyAdd.fma(b0, u0, v0));
            y0 = low0 ? v0 + w0 : MultiplyAdd.fma(p0, e0, MultiplyAdd.fma(q0, u0, r0 * v0));
            u0 = n0;
            v0 = w0;
        }
        out[to - 1] = y0;
        out[to - 2] = y1;
        out[to - 3] = y2;
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
