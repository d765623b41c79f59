package vorlauf.simulate;

/**
 * One source of randomness: SplitMix64, so that a seed means the same numbers in every JVM.
 *
 * <p>Threads: one. Source: G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number Generators", 2014.
 */
public final class RandomStream {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private static final double UNIT = 0x1p-53;

    private long state;

    /** The stream of a named source: streams with other names are independent of it. */
    public RandomStream(long seed, String source) {
        state = mixed(seed) ^ mixed(source.hashCode() * GOLDEN);
    }

    private static long mixed(long value) {
        long mixed = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }

    public long nextLong() {
        state += GOLDEN;
        return mixed(state);
    }

    /** Uniform over 0 (without) to 1 (with). */
    public double nextUnit() {
        return ((nextLong() >>> 11) + 1) * UNIT;
    }

    /** Exponential with mean 1. StrictMath: the same bits under every compiler. */
    public double nextExponential() {
        return -StrictMath.log(nextUnit());
    }

    /** Normal with mean 0 and variance 1. Source: G. Box, M. Muller, 1958. */
    public double nextNormal() {
        double radius = StrictMath.sqrt(2 * nextExponential());
        return radius * StrictMath.cos(2 * StrictMath.PI * nextUnit());
    }
}
