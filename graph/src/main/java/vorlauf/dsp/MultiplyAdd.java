package vorlauf.dsp;

/**
 * {@code a * b + c} rounded once, to the nearest float, on every machine.
 *
 * <p>Where the CPU has an instruction for it that is taken. Elsewhere, where {@link Math#fma} would be slow and allocate, and in
 * browsers, which have none, the product is exact in double and the sum is rounded to odd before it is rounded to float:
 * no second rounding can then go another way than the only one.
 *
 * <p>Threads: any, the producer too. Errors: none.
 *
 * <p>Source of rounding to odd: S. Boldo and G. Melquiond, "Emulation of a FMA and Correctly Rounded Sums: Proved Algorithms
 * Using Rounding to Odd", IEEE Transactions on Computers 57 (2008).
 */
@RealTime
public final class MultiplyAdd {
    /** Of the 29 bits that a double has more than a float. */
    private static final int TAIL = (1 << 29) - 1;

    /** What they are half-way between two floats. */
    private static final int HALF = 1 << 28;

    private MultiplyAdd() {}

    /** {@code a * b + c}, rounded once. */
    public static float fma(float a, float b, float c) {
        return HardwareMultiplyAdd.PRESENT ? Math.fma(a, b, c) : exact(a, b, c);
    }

    /** The same with additions and products alone: what a browser runs instead of {@link #fma}. */
    static float exact(float a, float b, float c) {
        double product = (double) a * b; // exact: 48 bits
        double sum = product + c;
        // Only half-way between two floats, or among the tiny ones, where floats have fewer bits, is what was lost of
        // any matter.
        boolean matters = ((int) Double.doubleToRawLongBits(sum) & TAIL) == HALF || Math.abs(sum) < Float.MIN_NORMAL;
        return matters ? (float) odd(product, c, sum) : (float) sum;
    }

    /** A sum whose last bit is 1 where it is not exact. */
    private static double odd(double product, double c, double sum) {
        double ofSum = sum - product;
        double lost = (product - (sum - ofSum)) + (c - ofSum);
        long bits = Double.doubleToRawLongBits(sum);
        if ((bits & 1) == 0 && lost != 0 && Math.abs(lost) < Double.POSITIVE_INFINITY) {
            bits += (lost > 0) == (sum > 0) ? 1 : -1;
        }
        return Double.longBitsToDouble(bits);
    }
}
