package vorlauf.dsp;

/**
 * Four oscillators whose frequencies rest, within one segment of {@link Phases}: the bits of {@link Oscillators} one by one.
 *
 * <p>Before and behind the vectors of a loop C2 goes frame by frame, and a segment is so short that this takes half the time. So
 * there is one loop for all four: over their sines one behind the other, or over what each does at a frame.
 *
 * <p>Threads: producer. Errors: none.
 */
@RealTime
public final class OscillatorLanes {
    /** Oscillators that are rendered together. */
    public static final int LANES = 4;

    /** Stretches with fewer frames take less time oscillator by oscillator. */
    public static final int FEWEST_FRAMES = 64;

    /** Where the sines of an oscillator lie behind those of the one before it. */
    private static final int STRIDE = Phases.SEGMENT;

    private final int[] starts = new int[LANES];
    private final int[] advances = new int[LANES];
    private final int[] phases = new int[LANES * STRIDE];

    /** The sines of frame i lie at i, i + STRIDE, ...: where all arrays have one index, C2 sees that they do not overlap. */
    private final float[] sines;

    /** Room for stretches of a block of so many frames. */
    public OscillatorLanes(int blockFrames) {
        sines = new float[blockFrames + LANES * STRIDE];
    }

    /** Places a sine at a frame of the block and lets its phase {@code l[o]} advance to another; see {@link Oscillators}. */
    public void placeSine(int lane, long[] l, int o, long increment, int begun, int from, int to) {
        starts[lane] = Phases.steady(l[o], increment, from, begun);
        advances[lane] = Phases.roundedIncrement(increment);
        l[o] += (to - from) * increment;
    }

    /** The same for {@link Oscillators#naiveSaw}. */
    public void placeSaw(int lane, long[] l, int o, long increment, int begun, int from, int to) {
        starts[lane] = Phases.opposite(Phases.cornered(l[o], increment, from, begun));
        advances[lane] = Phases.above(increment);
        l[o] += (to - from) * increment;
    }

    /** Computes the sines that were placed. */
    public void computeSines(int from, int to) {
        computePhases(to - from);
        int[] p = phases;
        float[] out = sines;
        int end = (LANES - 1) * STRIDE + to - from; // what lies between two stretches is not read
        for (int i = 0; i < end; i++) {
            out[from + i] = Functions.sineOfQuarters(Functions.foldedPhase(p[i]));
        }
    }

    private void computePhases(int frames) {
        int p0 = starts[0];
        int p1 = starts[1];
        int p2 = starts[2];
        int p3 = starts[3];
        int a0 = advances[0];
        int a1 = advances[1];
        int a2 = advances[2];
        int a3 = advances[3];
        int[] p = phases;
        for (int i = 0; i < frames; i++) {
            int n = Phases.IOTA[i];
            p[i] = p0 + n * a0;
            p[i + STRIDE] = p1 + n * a1;
            p[i + 2 * STRIDE] = p2 + n * a2;
            p[i + 3 * STRIDE] = p3 + n * a3;
        }
    }

    /** out = the sines of an oscillator. */
    public void copySines(int lane, float[] out, int from, int to) {
        System.arraycopy(sines, from + lane * STRIDE, out, from, to - from);
    }

    /** out = sine f + b for each oscillator; an output may be the input of that oscillator or of one before it. */
    public void multiplyAdd(
            float f0,
            float f1,
            float f2,
            float f3,
            float[] b0,
            float[] b1,
            float[] b2,
            float[] b3,
            float[] out0,
            float[] out1,
            float[] out2,
            float[] out3,
            int from,
            int to) {
        float[] s = sines;
        for (int i = from; i < to; i++) { // two a loop: C2 does not vectorise a larger body
            out0[i] = MultiplyAdd.fma(s[i], f0, b0[i]);
            out1[i] = MultiplyAdd.fma(s[i + STRIDE], f1, b1[i]);
        }
        for (int i = from; i < to; i++) {
            out2[i] = MultiplyAdd.fma(s[i + 2 * STRIDE], f2, b2[i]);
            out3[i] = MultiplyAdd.fma(s[i + 3 * STRIDE], f3, b3[i]);
        }
    }

    /** out = y + sine f of one oscillator after the other; {@code out} may be {@code y}. */
    public void addTo(float[] y, float f0, float f1, float f2, float f3, float[] out, int from, int to) {
        float[] s = sines;
        for (int i = from; i < to; i++) {
            float sum = MultiplyAdd.fma(s[i + STRIDE], f1, MultiplyAdd.fma(s[i], f0, y[i]));
            out[i] = MultiplyAdd.fma(s[i + 3 * STRIDE], f3, MultiplyAdd.fma(s[i + 2 * STRIDE], f2, sum));
        }
    }

    /** out = the saws that were placed. */
    public void saws(float[] out0, float[] out1, float[] out2, float[] out3, int from, int to) {
        int p0 = starts[0];
        int p1 = starts[1];
        int p2 = starts[2];
        int p3 = starts[3];
        int a0 = advances[0];
        int a1 = advances[1];
        int a2 = advances[2];
        int a3 = advances[3];
        for (int i = from; i < to; i++) {
            int n = Phases.IOTA[i - from];
            out0[i] = Phases.signedPhase(p0 + n * a0);
            out1[i] = Phases.signedPhase(p1 + n * a1);
            out2[i] = Phases.signedPhase(p2 + n * a2);
            out3[i] = Phases.signedPhase(p3 + n * a3);
        }
    }
}
