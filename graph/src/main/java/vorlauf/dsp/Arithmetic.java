package vorlauf.dsp;

/**
 * Element-wise kernels: sums, products, limits and curves of buffers and of ramps.
 *
 * <p>Every kernel writes frames {@code from} (inclusive) to {@code to} (exclusive) of its output, and may be called for
 * the chunks of a block in turn: the bits are those of one call. A <em>ramp</em> is a scalar that moves over one block;
 * its value at frame i of the block is {@code start + step * (i + 1)}, computed in float from the index, so that frame
 * {@code blockFrames - 1} has the new value. {@code out} may be the same array as any input.
 *
 * <p>Threads: producer. Errors: none; buffers must hold {@code to} frames. NaN passes through.
 */
@RealTime
public final class Arithmetic {

    /** What is smaller than this in a filter's state is zero: far below any float, and above what a CPU may be slow at. */
    private static final double STATE_FLOOR = 1e-200;

    private Arithmetic() {}

    /** out = a. */
    public static void copy(float[] a, float[] out, int from, int to) {
        System.arraycopy(a, from, out, from, to - from);
    }

    /** out = the ramp. */
    public static void fill(float start, float step, float[] out, int from, int to) {
        if (step == 0f) {
            float value = start + 0f; // + 0f here and below: a ramp's value is never -0
            for (int i = from; i < to; i++) {
                out[i] = value;
            }
            return;
        }
        for (int i = from; i < to; i++) {
            out[i] = start + step * (i + 1);
        }
    }

    /** out = a + b. */
    public static void add(float[] a, float[] b, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] + b[i];
        }
    }

    /** out = a + ramp. */
    public static void addRamp(float[] a, float start, float step, float[] out, int from, int to) {
        if (step == 0f) {
            float value = start + 0f;
            for (int i = from; i < to; i++) {
                out[i] = a[i] + value;
            }
            return;
        }
        for (int i = from; i < to; i++) {
            out[i] = a[i] + (start + step * (i + 1));
        }
    }

    /** out = a - b. */
    public static void subtract(float[] a, float[] b, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] - b[i];
        }
    }

    /** out = a - ramp. */
    public static void subtractRamp(float[] a, float start, float step, float[] out, int from, int to) {
        if (step == 0f) {
            float value = start + 0f;
            for (int i = from; i < to; i++) {
                out[i] = a[i] - value;
            }
            return;
        }
        for (int i = from; i < to; i++) {
            out[i] = a[i] - (start + step * (i + 1));
        }
    }

    /** out = ramp - a. */
    public static void rampSubtract(float start, float step, float[] a, float[] out, int from, int to) {
        if (step == 0f) {
            float value = start + 0f;
            for (int i = from; i < to; i++) {
                out[i] = value - a[i];
            }
            return;
        }
        for (int i = from; i < to; i++) {
            out[i] = (start + step * (i + 1)) - a[i];
        }
    }

    /** out = a * b. */
    public static void multiply(float[] a, float[] b, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] * b[i];
        }
    }

    /** out = a * ramp. */
    public static void multiplyRamp(float[] a, float start, float step, float[] out, int from, int to) {
        if (step == 0f) {
            float value = start + 0f;
            for (int i = from; i < to; i++) {
                out[i] = a[i] * value;
            }
            return;
        }
        for (int i = from; i < to; i++) {
            out[i] = a[i] * (start + step * (i + 1));
        }
    }

    /** out = a times a factor, twice: two in one loop take a good tenth less time than one after the other. */
    public static void multiplyTwo(
            float[] a0, float f0, float[] a1, float f1, float[] out0, float[] out1, int from, int to) {
        for (int i = from; i < to; i++) {
            out0[i] = a0[i] * f0;
            out1[i] = a1[i] * f1;
        }
    }

    /** out = a times a factor plus b, twice, as {@link #multiplyTwo}; {@code out1} may be {@code a0} or {@code b0}. */
    public static void multiplyAddTwo(
            float[] a0,
            float f0,
            float[] b0,
            float[] a1,
            float f1,
            float[] b1,
            float[] out0,
            float[] out1,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            out0[i] = MultiplyAdd.fma(a0[i], f0, b0[i]);
            out1[i] = MultiplyAdd.fma(a1[i], f1, b1[i]);
        }
    }

    /** out = a times b plus c, rounded once ({@link MultiplyAdd}). */
    public static void multiplyAdd(float[] a, float[] b, float[] c, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = MultiplyAdd.fma(a[i], b[i], c[i]);
        }
    }

    /** out = a times a ramp plus b, rounded once ({@link MultiplyAdd}). */
    public static void multiplyAdd(float[] a, float start, float step, float[] b, float[] out, int from, int to) {
        if (step == 0f) {
            float value = start + 0f;
            for (int i = from; i < to; i++) {
                out[i] = MultiplyAdd.fma(a[i], value, b[i]);
            }
            return;
        }
        for (int i = from; i < to; i++) {
            out[i] = MultiplyAdd.fma(a[i], start + step * (i + 1), b[i]);
        }
    }

    /** out = a times a ramp plus another ramp, rounded once. */
    public static void multiplyAddRamp(
            float[] a,
            float factorStart,
            float factorStep,
            float addendStart,
            float addendStep,
            float[] out,
            int from,
            int to) {
        if (factorStep == 0f && addendStep == 0f) {
            float factor = factorStart + 0f;
            float addend = addendStart + 0f;
            for (int i = from; i < to; i++) {
                out[i] = MultiplyAdd.fma(a[i], factor, addend);
            }
            return;
        }
        for (int i = from; i < to; i++) {
            float factor = factorStart + factorStep * (i + 1);
            out[i] = MultiplyAdd.fma(a[i], factor, addendStart + addendStep * (i + 1));
        }
    }

    /** out = a limited to low..high, two ramps; where low is above high, high. */
    public static void clip(
            float[] a, float lowStart, float lowStep, float highStart, float highStep, float[] out, int from, int to) {
        if (lowStep == 0f && highStep == 0f) {
            float low = lowStart + 0f;
            float high = highStart + 0f;
            for (int i = from; i < to; i++) {
                out[i] = Math.min(Math.max(a[i], low), high);
            }
            return;
        }
        for (int i = from; i < to; i++) {
            // + 0f: a step of zero beside one that moves must not bring back a -0.
            float low = (lowStart + lowStep * (i + 1)) + 0f;
            float high = (highStart + highStep * (i + 1)) + 0f;
            out[i] = Math.min(Math.max(a[i], low), high);
        }
    }

    /** out = a limited to low..high; where low is above high, high. */
    public static void clip(float[] a, float[] low, float[] high, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Math.min(Math.max(a[i], low[i]), high[i]);
        }
    }

    /** out = tanh(a), as {@link Functions#tanh}. */
    public static void tanh(float[] a, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Functions.tanh(a[i]);
        }
    }

    /**
     * out = the table read at a: its first entry stands at -1, its last at 1, between entries the line, outside the
     * nearest entry. NaN gives NaN.
     *
     * @param table at least one entry
     */
    public static void shape(float[] a, float[] table, float[] out, int from, int to) {
        int last = table.length - 1;
        if (last == 0) {
            fill(table[0], 0f, out, from, to);
            return;
        }
        float scale = 0.5f * last;
        for (int i = from; i < to; i++) {
            float place = Math.max(0f, Math.min(last, (a[i] + 1f) * scale));
            int left = Math.min((int) place, last - 1); // (int) NaN is 0
            float share = place - left;
            float below = table[left];
            out[i] = below + (table[left + 1] - below) * share;
        }
    }

    /**
     * out = a faded into b: at g = min(1, (position + i - from + 1) / lengthFrames) it is a (1 - g) + b g, and b itself,
     * bit for bit, once g is 1.
     *
     * @param position frames of the fade that are over at frame {@code from}
     * @param lengthFrames 0 or more
     */
    public static void crossfade(
            float[] a, float[] b, long position, long lengthFrames, float[] out, int from, int to) {
        long left = Math.max(0L, lengthFrames - 1 - position);
        int end = (int) Math.min(to, from + left);
        float length = lengthFrames;
        long first = position - from + 1;
        for (int i = from; i < end; i++) {
            float gain = (first + i) / length;
            out[i] = a[i] * (1f - gain) + b[i] * gain;
        }
        copy(b, out, end, to);
    }

    /** The largest magnitude of the frames and of a previous peak; NaN where there is one. */
    public static float peak(float[] a, int from, int to, float previousPeak) {
        float peak = previousPeak;
        for (int i = from; i < to; i++) {
            peak = Math.max(peak, Math.abs(a[i]));
        }
        return peak;
    }

    /** A previous sum and the squares of the frames, added in order. */
    public static double sumOfSquares(float[] a, int from, int to, double previousSum) {
        double sum = previousSum;
        for (int i = from; i < to; i++) {
            double value = a[i];
            sum += value * value;
        }
        return sum;
    }

    /**
     * A state value without what no float can show: 0 for magnitudes under 1e-200. Kernels call this at the end of
     * every chunk, and the floats they write do not depend on where the chunks end: beside any float that is not zero
     * 1e-200 is lost in a double's rounding, and beside zero it is rounded to zero.
     */
    public static double flushed(double state) {
        return Math.abs(state) < STATE_FLOOR ? 0.0 : state;
    }

    /** Copies {@code count} neighbours to places that are {@code stride} apart. */
    public static void spread(float[] a, int from, float[] out, int to, int stride, int count) {
        for (int i = 0; i < count; i++) {
            out[to + i * stride] = a[from + i];
        }
    }

    /** Copies {@code count} samples that are {@code stride} apart to places that are neighbours. */
    public static void collect(float[] a, int from, int stride, float[] out, int to, int count) {
        for (int i = 0; i < count; i++) {
            out[to + i] = a[from + i * stride];
        }
    }
}
