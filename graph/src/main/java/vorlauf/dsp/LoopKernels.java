package vorlauf.dsp;

/**
 * Loops through delay lines, each in one pass: what the lines give is added up, weighted, added to an input, and goes back
 * into the lines. The bits are those of {@link DelayLine} and {@link Arithmetic} step by step.
 *
 * <p>Three shapes: a <i>comb</i> y = a g + x, the <i>mean</i> of two taps y = (a + b) g + x, and <i>two taps</i>
 * y = b h + (a g + x), where a and b are read from a line each, into which y is written.
 *
 * <p>Those with lines go frame by frame and may have any delay from 1 on; a line is read and written at positions as in
 * {@link DelayLine}, and the caller advances them. Those without take what was read before. Every kernel writes frames
 * {@code from} to {@code to} of {@code y} and {@code kept}, which must be no other arrays.
 *
 * <p>Threads: producer. Errors: none.
 */
@RealTime
public final class LoopKernels {
    private LoopKernels() {}

    /** y = a g + x through one line. */
    public static void comb(
            float[] line, long position, int delayFrames, float g, float[] x, float[] y, int from, int to) {
        int mask = line.length - 1;
        int write = (int) position - from;
        int read = write - delayFrames;
        for (int i = from; i < to; i++) {
            float value = MultiplyAdd.fma(line[read + i & mask], g, x[i]);
            y[i] = value;
            line[write + i & mask] = DelayLine.flushed(value);
        }
    }

    /** y = (a + b) g + x through two lines. */
    public static void mean(
            float[] lineA,
            long positionA,
            int delayFramesA,
            float[] lineB,
            long positionB,
            int delayFramesB,
            float g,
            float[] x,
            float[] y,
            int from,
            int to) {
        int maskA = lineA.length - 1;
        int maskB = lineB.length - 1;
        int writeA = (int) positionA - from;
        int writeB = (int) positionB - from;
        int readA = writeA - delayFramesA;
        int readB = writeB - delayFramesB;
        for (int i = from; i < to; i++) {
            float value = MultiplyAdd.fma(lineA[readA + i & maskA] + lineB[readB + i & maskB], g, x[i]);
            y[i] = value;
            float kept = DelayLine.flushed(value);
            lineA[writeA + i & maskA] = kept;
            lineB[writeB + i & maskB] = kept;
        }
    }

    /** y = b h + (a g + x) through two lines. */
    public static void twoTaps(
            float[] lineA,
            long positionA,
            int delayFramesA,
            float g,
            float[] lineB,
            long positionB,
            int delayFramesB,
            float h,
            float[] x,
            float[] y,
            int from,
            int to) {
        int maskA = lineA.length - 1;
        int maskB = lineB.length - 1;
        int writeA = (int) positionA - from;
        int writeB = (int) positionB - from;
        int readA = writeA - delayFramesA;
        int readB = writeB - delayFramesB;
        for (int i = from; i < to; i++) {
            float inner = MultiplyAdd.fma(lineA[readA + i & maskA], g, x[i]);
            float value = MultiplyAdd.fma(lineB[readB + i & maskB], h, inner);
            y[i] = value;
            float kept = DelayLine.flushed(value);
            lineA[writeA + i & maskA] = kept;
            lineB[writeB + i & maskB] = kept;
        }
    }

    /** y = a g + x, and what a line keeps of it. */
    public static void comb(float[] a, float g, float[] x, float[] y, float[] kept, int from, int to) {
        for (int i = from; i < to; i++) {
            float value = MultiplyAdd.fma(a[i], g, x[i]);
            y[i] = value;
            kept[i] = value * Math.signum(Math.abs(value) * DelayLine.VANISHING) + 0f;
        }
    }

    /** y = (a + b) g + x, and what a line keeps of it. */
    public static void mean(float[] a, float[] b, float g, float[] x, float[] y, float[] kept, int from, int to) {
        for (int i = from; i < to; i++) {
            float value = MultiplyAdd.fma(a[i] + b[i], g, x[i]);
            y[i] = value;
            kept[i] = value * Math.signum(Math.abs(value) * DelayLine.VANISHING) + 0f;
        }
    }

    /** y = b h + (a g + x), and what a line keeps of it. */
    public static void twoTaps(
            float[] a, float g, float[] b, float h, float[] x, float[] y, float[] kept, int from, int to) {
        for (int i = from; i < to; i++) {
            float value = MultiplyAdd.fma(b[i], h, MultiplyAdd.fma(a[i], g, x[i]));
            y[i] = value;
            kept[i] = value * Math.signum(Math.abs(value) * DelayLine.VANISHING) + 0f;
        }
    }
}
