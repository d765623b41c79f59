package vorlauf.dsp;

/**
 * The elementary functions that kernels and coefficients use: polynomials in a written order, so that every machine,
 * virtual machine and compiler level gives the same bits. The platform's own {@code Math.sin} and its kin may differ
 * between platforms, and allocate where they are interpreted.
 *
 * <p>Threads: any. Errors: none; NaN gives NaN, and arguments outside a stated range give a value without meaning.
 */
@RealTime
public final class Functions {

    /** A quarter of a turn, as an integer phase. */
    public static final int QUARTER_TURN = 1 << 30;

    private static final float QUARTERS_PER_PHASE = 0x1p-30f;
    private static final double HALF_PI = Math.PI / 2;
    private static final double QUARTER_PI = Math.PI / 4;

    /** The part of pi / 2 that a double cannot hold: with it, the sine of a double beside pi is exact too. */
    private static final double HALF_PI_REST = 6.123233995736766e-17;

    private static final double PI_REST = 1.2246467991473532e-16;

    private static final double LOG2_E = 1.4426950408889634;

    /** ln 2 in two parts: the first has 20 zero bits at its end, so that its product with an exponent is exact. */
    private static final double LN_2_HIGH = 0x1.62e42fefp-1;

    private static final double LN_2_LOW = 0x1.473de6af278edp-34;
    private static final double LN_10 = 2.302585092994046;
    private static final double LARGEST_EXPONENT = 709.782712893384;
    private static final double SMALLEST_EXPONENT = -745.1332191019412;
    private static final double TWO_TO_54 = 0x1p54;
    private static final double SQUARE_ROOT_OF_TWO = 1.4142135623730951;

    /** The largest float up to which the quotient of {@link #tanh} stays within 1: here it is 1, so that it is limited once. */
    private static final float TANH_SATURATES = 8.161801f;

    private Functions() {}

    /**
     * Sine. At most 2 units in the last place (ulp) off.
     *
     * @param radians 0 to pi
     */
    public static double sin(double radians) {
        if (radians <= QUARTER_PI) {
            return shortSine(radians);
        }
        double fromTop = (radians - HALF_PI) - HALF_PI_REST;
        if (fromTop <= QUARTER_PI) {
            return shortCosine(fromTop);
        }
        return shortSine((Math.PI - radians) + PI_REST);
    }

    /**
     * Cosine. At most 2 ulp off, near pi / 2 at most 1e-16.
     *
     * @param radians 0 to pi
     */
    public static double cos(double radians) {
        if (radians <= QUARTER_PI) {
            return shortCosine(radians);
        }
        double fromTop = (radians - HALF_PI) - HALF_PI_REST;
        if (fromTop <= QUARTER_PI) {
            return -shortSine(fromTop);
        }
        return -shortCosine((Math.PI - radians) + PI_REST);
    }

    /**
     * Tangent. At most 5 ulp off.
     *
     * @param radians 0 up to and without pi / 2
     */
    public static double tan(double radians) {
        return sin(radians) / cos(radians);
    }

    /** Taylor's series of the sine: beyond x^17 / 17! nothing is left within a quarter of pi. */
    private static double shortSine(double x) {
        double z = x * x;
        double sum = 1.0 / 355687428096000.0;
        sum = sum * z - 1.0 / 1307674368000.0;
        sum = sum * z + 1.0 / 6227020800.0;
        sum = sum * z - 1.0 / 39916800.0;
        sum = sum * z + 1.0 / 362880.0;
        sum = sum * z - 1.0 / 5040.0;
        sum = sum * z + 1.0 / 120.0;
        sum = sum * z - 1.0 / 6.0;
        return x + x * (z * sum);
    }

    /** Taylor's series of the cosine: beyond x^16 / 16! nothing is left within a quarter of pi. */
    private static double shortCosine(double x) {
        double z = x * x;
        double sum = 1.0 / 20922789888000.0;
        sum = sum * z - 1.0 / 87178291200.0;
        sum = sum * z + 1.0 / 479001600.0;
        sum = sum * z - 1.0 / 3628800.0;
        sum = sum * z + 1.0 / 40320.0;
        sum = sum * z - 1.0 / 720.0;
        sum = sum * z + 1.0 / 24.0;
        return 1.0 + (z * -0.5 + z * (z * sum));
    }

    /** The exponential function, for every double. At most 2 ulp off; subnormal results at most one of their steps. */
    public static double exp(double x) {
        if (!(x <= LARGEST_EXPONENT)) {
            return Double.isNaN(x) ? x : Double.POSITIVE_INFINITY;
        }
        if (x < SMALLEST_EXPONENT) {
            return 0.0;
        }
        int power = (int) (x * LOG2_E + (x < 0.0 ? -0.5 : 0.5));
        double rest = (x - power * LN_2_HIGH) - power * LN_2_LOW;
        double value = 1.0 + exponentialMinusOne(rest);
        // Two factors, because 2^1024 and 2^-1074 are not normal numbers.
        int half = power >> 1;
        return value * powerOfTwo(half) * powerOfTwo(power - half);
    }

    /** e^x - 1 for |x| <= ln(2) / 2 by Taylor's series: exact to the last bits also where x is tiny. */
    private static double exponentialMinusOne(double x) {
        double sum = 1.0 / 87178291200.0;
        sum = sum * x + 1.0 / 6227020800.0;
        sum = sum * x + 1.0 / 479001600.0;
        sum = sum * x + 1.0 / 39916800.0;
        sum = sum * x + 1.0 / 3628800.0;
        sum = sum * x + 1.0 / 362880.0;
        sum = sum * x + 1.0 / 40320.0;
        sum = sum * x + 1.0 / 5040.0;
        sum = sum * x + 1.0 / 720.0;
        sum = sum * x + 1.0 / 120.0;
        sum = sum * x + 1.0 / 24.0;
        sum = sum * x + 1.0 / 6.0;
        sum = sum * x + 0.5;
        return x + x * (x * sum);
    }

    /** 1 - e^-x, without the loss that the difference has where x is small. At most 4 ulp off for x >= 0. */
    public static double decay(double x) {
        return x < 0.34 && x > -0.34 ? -exponentialMinusOne(-x) : 1.0 - exp(-x);
    }

    private static double powerOfTwo(int exponent) {
        return Double.longBitsToDouble((long) (exponent + 1023) << 52);
    }

    /** The exponential function of a float, rounded from the double one. At most 0.5001 ulp off. */
    public static float exp(float x) {
        return (float) exp((double) x);
    }

    /**
     * The natural logarithm. At most 3 ulp off, near 1 too.
     *
     * @param x positive; 0 gives minus infinity, less gives NaN
     */
    public static double log(double x) {
        if (!(x > 0.0)) {
            return x == 0.0 ? Double.NEGATIVE_INFINITY : Double.NaN;
        }
        if (x == Double.POSITIVE_INFINITY) {
            return x;
        }
        int shift = 0;
        double normal = x;
        if (x < Double.MIN_NORMAL) {
            normal = x * TWO_TO_54;
            shift = -54;
        }
        long bits = Double.doubleToRawLongBits(normal);
        int power = (int) (bits >>> 52) - 1023 + shift;
        double mantissa = Double.longBitsToDouble((bits & 0x000fffffffffffffL) | 0x3ff0000000000000L);
        if (mantissa > SQUARE_ROOT_OF_TWO) {
            mantissa *= 0.5;
            power++;
        }
        return power == 0 ? logNearOne(mantissa) : power * LN_2_HIGH + (power * LN_2_LOW + logNearOne(mantissa));
    }

    /**
     * ln m = 2 artanh((m - 1) / (m + 1)) as a series of odd powers, for m within a factor of sqrt 2 of 1. Its first
     * term is split off as (m - 1) - (m - 1) * r, whose rounding errors are small beside m - 1.
     */
    private static double logNearOne(double mantissa) {
        double above = mantissa - 1.0;
        double ratio = above / (mantissa + 1.0);
        double z = ratio * ratio;
        double sum = 1.0 / 21.0;
        sum = sum * z + 1.0 / 19.0;
        sum = sum * z + 1.0 / 17.0;
        sum = sum * z + 1.0 / 15.0;
        sum = sum * z + 1.0 / 13.0;
        sum = sum * z + 1.0 / 11.0;
        sum = sum * z + 1.0 / 9.0;
        sum = sum * z + 1.0 / 7.0;
        sum = sum * z + 1.0 / 5.0;
        sum = sum * z + 1.0 / 3.0;
        return above - ratio * (above - 2.0 * (z * sum));
    }

    /** 10^(decibels / 20): the amplitude ratio of a level. Relative error at most 1e-15 within +-200 dB. */
    public static double amplitude(double decibels) {
        return exp(decibels * (LN_10 / 20.0));
    }

    /** 10^(decibels / 40): the square root of {@link #amplitude}, as the Audio EQ Cookbook's A. */
    public static double rootAmplitude(double decibels) {
        return exp(decibels * (LN_10 / 40.0));
    }

    /**
     * Sine of an integer phase, whose whole range is one turn: 0 at 0, 1 at a quarter of a turn exactly, an odd
     * function. At most 2 ulp off, nowhere more than 1.2e-7.
     */
    public static float sine(int phase) {
        return sineOfQuarters(foldedPhase(phase));
    }

    /**
     * A phase folded to the way from the nearest zero of its sine, in quarters of a turn: a triangle wave from 0 at phase 0
     * to 1 at a quarter, 0 at a half, -1 at three quarters. Exact before the rounding to float, which is relative: the
     * neighbourhoods of both zeros keep their precision.
     */
    static float foldedPhase(int phase) {
        return (Math.abs(phase + QUARTER_TURN) - QUARTER_TURN) * QUARTERS_PER_PHASE;
    }

    /** sin(x pi / 2) for x in -1 to 1: minimax polynomial (6e-9), written as x + x (...) so that rounding stays small. */
    static float sineOfQuarters(float x) {
        float z = x * x;
        float sum = MultiplyAdd.fma(z, 0.00015128164f, -0.0046733953f);
        sum = MultiplyAdd.fma(z, sum, 0.07968947f);
        sum = MultiplyAdd.fma(z, sum, -0.64596367f);
        sum = MultiplyAdd.fma(z, sum, 0.5707963f);
        return MultiplyAdd.fma(x, sum, x);
    }

    /**
     * Hyperbolic tangent: odd, within -1 to 1, exact where x is tiny, NaN for NaN. A rational minimax approximation
     * (2.3e-8) in floats. At most 7 ulp off, that is 4.2e-7.
     */
    public static float tanh(float x) {
        float clamped = Math.max(-TANH_SATURATES, Math.min(TANH_SATURATES, x));
        float z = clamped * clamped;
        float above = MultiplyAdd.fma(z, 1.3177561e-8f, 2.0481217e-5f);
        above = MultiplyAdd.fma(z, above, 0.003487813f);
        above = MultiplyAdd.fma(z, above, 0.13374476f);
        above = MultiplyAdd.fma(z, above, 1f);
        float below = MultiplyAdd.fma(z, 7.7040625e-7f, 0.00032729233f);
        below = MultiplyAdd.fma(z, below, 0.025847396f);
        below = MultiplyAdd.fma(z, below, 0.4670779f);
        below = MultiplyAdd.fma(z, below, 1f);
        return clamped * above / below;
    }

    /** A double limited to low..high, with low for NaN: what parameters that come from users go through. */
    public static double limited(double value, double low, double high) {
        if (!(value > low)) {
            return low;
        }
        return value < high ? value : high;
    }
}
