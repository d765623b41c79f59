package vorlauf.dsp;

/**
 * Four second-order filters beside each other over whose block coefficients move, with the bits of {@link Biquad#runRamp}; one
 * that rests may be among them, with those of {@link Biquad#run}.
 *
 * <p>Only the states wait for those of the frame before. What else there is, coefficients of a frame and output, are loops that
 * C2 vectorises; always over a whole segment, since a loop whose length it knows has no ends that are rendered one by one. So
 * fewer than {@value #FEWEST_FRAMES} frames are better rendered filter by filter.
 *
 * <p>Threads: producer. Errors: none.
 */
@RealTime
public final class BiquadRamps {
    /** Filters that are rendered together. */
    public static final int LANES = 4;

    /** Frames from which filters are worth to be rendered together. */
    public static final int FEWEST_FRAMES = Phases.SEGMENT / 2;

    private static final int NEXT = Biquad.COEFFICIENTS;

    private BiquadRamps() {}

    /** Room for what the four filters have in each frame of a segment. Threads: made on any, then producer. */
    public static final class Room {
        private final float[] remaining = new float[Phases.SEGMENT];
        private final float[][] d = new float[LANES][Phases.SEGMENT];
        private final float[][] c2 = new float[LANES][Phases.SEGMENT];
        private final float[][] c3 = new float[LANES][Phases.SEGMENT];
        private final float[][] in = new float[LANES][Phases.SEGMENT];
        private final float[][] s1 = new float[LANES][Phases.SEGMENT];
        /** Of which a low-pass reads that behind a frame, too. */
        private final float[][] s2 = new float[LANES][Phases.SEGMENT + 1];

        private final float[] out = new float[Phases.SEGMENT];
    }

    /**
     * Filters four signals beside each other. Any output may be any input: at each frame all are read before one is written.
     *
     * @param d coefficients and state: behind the six coefficients that a block begins with those that it ends with
     * @param at offsets: four of coefficients, then four of state
     * @param begun frames of the block's first segment that lie before the block
     */
    public static void beside(
            float[] in0,
            float[] in1,
            float[] in2,
            float[] in3,
            double[] d,
            int[] at,
            int begun,
            int blockFrames,
            Room room,
            float[] out0,
            float[] out1,
            float[] out2,
            float[] out3,
            int from,
            int to) {
        for (int begin = from; begin < to; ) {
            int end = Phases.segmentEnd(begin, begun, to);
            int frames = end - begin;
            System.arraycopy(in0, begin, room.in[0], 0, frames);
            System.arraycopy(in1, begin, room.in[1], 0, frames);
            System.arraycopy(in2, begin, room.in[2], 0, frames);
            System.arraycopy(in3, begin, room.in[3], 0, frames);
            remaining(room.remaining, begin, blockFrames);
            for (int lane = 0; lane < LANES; lane++) {
                coefficients(d, at[lane], room.remaining, room.d[lane], room.c2[lane], room.c3[lane]);
            }
            recursions(d, at, room, frames);
            output(d, at[0], room, 0, out0, begin, frames);
            output(d, at[1], room, 1, out1, begin, frames);
            output(d, at[2], room, 2, out2, begin, frames);
            output(d, at[3], room, 3, out3, begin, frames);
            if (Phases.inSegment(end, begun) == 0) {
                flush(d, at);
            }
            begin = end;
        }
    }

    private static void flush(double[] d, int[] at) {
        for (int lane = LANES; lane < 2 * LANES; lane++) {
            d[at[lane]] = Biquad.flushed((float) d[at[lane]]);
            d[at[lane] + 1] = Biquad.flushed((float) d[at[lane] + 1]);
        }
    }

    /** {@link Biquad#remaining} of the frames from one on. */
    private static void remaining(float[] remaining, int from, int blockFrames) {
        int last = blockFrames - 1 - from;
        float frames = blockFrames;
        for (int i = 0; i < Phases.SEGMENT; i++) {
            remaining[i] = (last - Phases.IOTA[i]) / frames;
        }
    }

    /** What the coefficients of a recursion are in each frame. */
    private static void coefficients(double[] c, int at, float[] remaining, float[] d, float[] c2, float[] c3) {
        float nextD = (float) c[at + NEXT];
        float nextC2 = (float) c[at + NEXT + 1];
        float nextC3 = (float) c[at + NEXT + 2];
        float ofD = (float) c[at] - nextD;
        float ofC2 = (float) c[at + 1] - nextC2;
        float ofC3 = (float) c[at + 2] - nextC3;
        for (int i = 0; i < Phases.SEGMENT; i++) {
            d[i] = MultiplyAdd.fma(ofD, remaining[i], nextD);
            c2[i] = MultiplyAdd.fma(ofC2, remaining[i], nextC2);
            c3[i] = MultiplyAdd.fma(ofC3, remaining[i], nextC3);
        }
    }

    /** The states, which wait for those of the frame before; what depends on no other frame comes before and behind. */
    private static void recursions(double[] d, int[] at, Room room, int frames) {
        float[] keptU0 = room.s1[0];
        float[] keptV0 = room.s2[0];
        float[] ofD0 = room.d[0];
        float[] ofC20 = room.c2[0];
        float[] ofC30 = room.c3[0];
        float[] keptU1 = room.s1[1];
        float[] keptV1 = room.s2[1];
        float[] ofD1 = room.d[1];
        float[] ofC21 = room.c2[1];
        float[] ofC31 = room.c3[1];
        float[] keptU2 = room.s1[2];
        float[] keptV2 = room.s2[2];
        float[] ofD2 = room.d[2];
        float[] ofC22 = room.c2[2];
        float[] ofC32 = room.c3[2];
        float[] keptU3 = room.s1[3];
        float[] keptV3 = room.s2[3];
        float[] ofD3 = room.d[3];
        float[] ofC23 = room.c2[3];
        float[] ofC33 = room.c3[3];
        float[] x0 = room.in[0];
        float u0 = (float) d[at[4]];
        float[] x1 = room.in[1];
        float u1 = (float) d[at[5]];
        float[] x2 = room.in[2];
        float u2 = (float) d[at[6]];
        float[] x3 = room.in[3];
        float u3 = (float) d[at[7]];
        float v0 = (float) d[at[4] + 1];
        float share0 = Biquad.share(d, at[0]);
        float v1 = (float) d[at[5] + 1];
        float share1 = Biquad.share(d, at[1]);
        float v2 = (float) d[at[6] + 1];
        float share2 = Biquad.share(d, at[2]);
        float v3 = (float) d[at[7] + 1];
        float share3 = Biquad.share(d, at[3]);
        for (int i = 0; i < frames; i++) {
            float e0 = MultiplyAdd.fma(x0[i], share0, v0);
            float e1 = MultiplyAdd.fma(x1[i], share1, v1);
            float e2 = MultiplyAdd.fma(x2[i], share2, v2);
            float e3 = MultiplyAdd.fma(x3[i], share3, v3);
            keptU0[i] = u0;
            keptV0[i] = v0;
            keptU1[i] = u1;
            keptV1[i] = v1;
            keptU2[i] = u2;
            keptV2[i] = v2;
            keptU3[i] = u3;
            keptV3[i] = v3;
            float m0 = ofC20[i];
            float n0 = MultiplyAdd.fma(-m0, e0, MultiplyAdd.fma(ofD0[i], u0, u0));
            v0 = MultiplyAdd.fma(ofC30[i], e0, MultiplyAdd.fma(m0, u0, v0));
            u0 = n0;
            float m1 = ofC21[i];
            float n1 = MultiplyAdd.fma(-m1, e1, MultiplyAdd.fma(ofD1[i], u1, u1));
            v1 = MultiplyAdd.fma(ofC31[i], e1, MultiplyAdd.fma(m1, u1, v1));
            u1 = n1;
            float m2 = ofC22[i];
            float n2 = MultiplyAdd.fma(-m2, e2, MultiplyAdd.fma(ofD2[i], u2, u2));
            v2 = MultiplyAdd.fma(ofC32[i], e2, MultiplyAdd.fma(m2, u2, v2));
            u2 = n2;
            float m3 = ofC23[i];
            float n3 = MultiplyAdd.fma(-m3, e3, MultiplyAdd.fma(ofD3[i], u3, u3));
            v3 = MultiplyAdd.fma(ofC33[i], e3, MultiplyAdd.fma(m3, u3, v3));
            u3 = n3;
        }
        d[at[4]] = u0;
        d[at[5]] = u1;
        d[at[6]] = u2;
        d[at[7]] = u3;
        d[at[4] + 1] = v0;
        keptV0[frames] = v0;
        d[at[5] + 1] = v1;
        keptV1[frames] = v1;
        d[at[6] + 1] = v2;
        keptV2[frames] = v2;
        d[at[7] + 1] = v3;
        keptV3[frames] = v3;
    }

    private static void output(double[] d, int at, Room room, int lane, float[] out, int from, int frames) {
        if (Biquad.isLow(d, at)) {
            low(room.s2[lane], room.out);
        } else {
            output(d, at, room.remaining, room.in[lane], room.s1[lane], room.s2[lane], room.out);
        }
        System.arraycopy(room.out, 0, out, from, frames);
    }

    private static void output(double[] d, int at, float[] remaining, float[] in, float[] s1, float[] s2, float[] out) {
        float p0 = (float) d[at + NEXT + 3];
        float p1 = (float) d[at + NEXT + 4];
        float p2 = (float) d[at + NEXT + 5];
        float ofP0 = (float) d[at + 3] - p0;
        float ofP1 = (float) d[at + 4] - p1;
        float ofP2 = (float) d[at + 5] - p2;
        for (int i = 0; i < Phases.SEGMENT; i++) {
            float y = MultiplyAdd.fma(ofP2, remaining[i], p2) * s2[i];
            y = MultiplyAdd.fma(MultiplyAdd.fma(ofP1, remaining[i], p1), s1[i], y);
            out[i] = MultiplyAdd.fma(MultiplyAdd.fma(ofP0, remaining[i], p0), s2[i] - in[i], y);
        }
    }

    private static void low(float[] s2, float[] out) {
        for (int i = 0; i < Phases.SEGMENT; i++) {
            out[i] = s2[i] + s2[i + 1];
        }
    }
}
