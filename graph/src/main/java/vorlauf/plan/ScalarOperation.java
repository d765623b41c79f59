package vorlauf.plan;

import vorlauf.dsp.Functions;
import vorlauf.dsp.RealTime;

/**
 * Arithmetic on values that move once a block; also used to fold constants, so that folding never changes a bit.
 *
 * <p>Threads: any.
 */
@RealTime
public final class ScalarOperation {
    public static final int CELL = 0;
    public static final int PLUS = 1;
    public static final int MINUS = 2;
    public static final int TIMES = 3;
    public static final int TANH = 4;
    public static final int CLIP = 5;
    public static final int SHAPE = 6;
    public static final int FADE = 7;

    /** Ints of a scalar step: code, target, a, b, extra. */
    public static final int LENGTH = 5;

    private ScalarOperation() {}

    /** {@link #PLUS}, {@link #MINUS} or {@link #TIMES} of two values. */
    public static double arithmetic(int code, double a, double b) {
        return switch (code) {
            case PLUS -> a + b;
            case MINUS -> a - b;
            default -> a * b;
        };
    }

    /** Hyperbolic tangent in float precision, as audio has it. */
    public static double tanh(double a) {
        return Functions.tanh((float) a);
    }

    /** a limited to low .. high; high where they are crossed. */
    public static double clip(double a, double low, double high) {
        return Math.min(high, Math.max(low, a));
    }

    /** The table from -1 to +1 at a, linear between its values, held outside. */
    public static double shape(double a, float[] table) {
        int last = table.length - 1;
        double place = Math.max(0, Math.min(last, (a + 1) * 0.5 * last));
        int left = Math.min((int) place, last - 1);
        return table[left] + (table[left + 1] - table[left]) * (place - left);
    }

    /** From a to b: exactly b once {@code position} has reached {@code lengthFrames}. */
    public static double fade(double a, double b, long position, long lengthFrames) {
        double g = position >= lengthFrames ? 1 : (double) position / lengthFrames;
        return a * (1 - g) + b * g;
    }
}
