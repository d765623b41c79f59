package vorlauf.simulate;

/**
 * Whole nanoseconds whose logarithm is normally distributed: median x exp(sigma x z), rounded to the nearest.
 *
 * <p>They are those that {@code StrictMath.exp} gives, each of them, mostly without its cost. An exponential function of our own
 * is off by less than 2^-48 of its value, {@code StrictMath}'s by less than 2^-52, and each product rounds by 2^-53: the two
 * times differ by less than 2^-46 of their value, so that both have the same nearest whole number unless a half lies that near.
 * There, and where times are long or parameters unusual, {@code StrictMath} decides. Only products, sums and bits of numbers are
 * used: the same result under every compiler, and no other trace for a seed than without this class.
 *
 * <p>Threads: one. Source for the exponential function: P. Tang, "Table-Driven Implementation of the Exponential Function in
 * IEEE Floating-Point Arithmetic", 1989: exp(x) = 2^(n/128) exp(r), the first factor from a table, |r| at most ln 2 / 256.
 */
final class LogNormalTimes implements Length.Sampler {
    /** How far two ways to compute a time may be apart, as a share of it. */
    static final double APART = 0x1p-46;

    /** No normal number of {@link Ziggurat} is farther from 0: its edge 3.65, and at most 53 ln 2 / 3.65 beyond it. */
    private static final double FARTHEST_NORMAL = 14;

    /** Up to here powers of two are normal numbers. */
    private static final double LARGEST_EXPONENT = 700;

    private static final int PARTS_BITS = 7;
    private static final int PARTS = 1 << PARTS_BITS;
    private static final int MANTISSA_BITS = 52;
    private static final double PARTS_PER_LOG = PARTS / 0.6931471805599453;

    /** ln 2 / 128 in two parts, the first with 20 bits of 0 at its end: its product with n is exact. */
    private static final double LOG_PART = 0.6931471803691238 / PARTS;

    private static final double LOG_REST = 1.9082149292705877e-10 / PARTS;

    /** Added to a number of less than 2^31 it leaves the nearest whole number in the last bits. */
    private static final double ROUNDER = 0x1.8p52;

    private static final long[] POWER_BITS = new long[PARTS];

    static {
        for (int i = 0; i < PARTS; i++) {
            POWER_BITS[i] = Double.doubleToRawLongBits(StrictMath.pow(2, (double) i / PARTS));
        }
    }

    private final double medianNanos;
    private final double sigma;
    private final boolean usual;
    private final RandomStream random;

    LogNormalTimes(double medianNanos, double sigma, RandomStream random) {
        this.medianNanos = medianNanos;
        this.sigma = sigma;
        this.random = random;
        usual = medianNanos >= 0 && Math.abs(sigma) * FARTHEST_NORMAL < LARGEST_EXPONENT;
    }

    @Override
    public long nextNanos() {
        double exponent = sigma * random.nextNormal();
        if (usual) {
            long nanos = WholeNanos.nearest(medianNanos * exponential(exponent), APART);
            if (nanos != WholeNanos.UNDECIDED) {
                return nanos;
            }
        }
        return WholeNanos.rounded(medianNanos * StrictMath.exp(exponent));
    }

    /** exp(x) for |x| up to 700, off by less than 2^-48 of it. */
    static double exponential(double x) {
        double rounded = x * PARTS_PER_LOG + ROUNDER;
        int n = (int) Double.doubleToRawLongBits(rounded);
        double whole = rounded - ROUNDER;
        double r = x - whole * LOG_PART - whole * LOG_REST;
        double square = r * r;
        double beyondOne = r + square * ((0.5 + r * (1.0 / 6)) + square * (1.0 / 24));
        double power =
                Double.longBitsToDouble(POWER_BITS[n & (PARTS - 1)] + ((long) (n >> PARTS_BITS) << MANTISSA_BITS));
        return power + power * beyondOne;
    }
}
