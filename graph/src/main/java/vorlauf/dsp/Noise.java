package vorlauf.dsp;

/**
 * Noise with a seed: sample n is a function of the seed and of n alone, so that it can be drawn from any frame on, and the
 * same seed gives the same noise everywhere.
 *
 * <p>White noise is uniform in -1 to 1 (1 excluded), RMS 1 / sqrt 3. Pink noise falls by 3.01 dB an octave, within 0.1 dB
 * of that line from 20 Hz to 0.4 of the rate, for any rate from 8 to 384 kHz; its RMS is {@value #PINK_RMS}, and its peaks
 * stay below 1 but for about one sample in a million.
 *
 * <p>The filter of the pink noise is a cascade of first-order sections whose poles and zeros alternate, an octave apart,
 * down from a pole at 0.308 of the rate; that one and a pair beside the half rate were fitted so that the response keeps
 * its slope up there (14 mdB). The cascade ends where what is missing begins below 1 Hz.
 *
 * <p>Threads: producer. Errors: none.
 *
 * <p>Source: the mixing function of 32 bits is "lowbias32" of C. Wellons, hash-prospector (public domain); the key's one of
 * 64 bits is D. Stafford's variant 13 of MurmurHash3's finaliser.
 */
@RealTime
public final class Noise {

    /** The RMS of pink noise. */
    public static final double PINK_RMS = 0.2;

    /** Most sections that a pink filter has. */
    public static final int PINK_SECTIONS = 16;

    /** Doubles that a pink filter's coefficients take: number of sections, gain, then pole and zero of each. */
    public static final int PINK_COEFFICIENTS = 2 + 2 * PINK_SECTIONS;

    /** Doubles that a pink filter's state takes. */
    public static final int PINK_STATE = PINK_SECTIONS;

    private static final float SCALE = 0x1p-23f;
    private static final double HIGHEST_POLE_TURNS = 0.30838819119341265;
    private static final double HIGHEST_ZERO = 0.0001331103334502508;
    private static final double EDGE_POLE = -0.27976527024303144;
    private static final double EDGE_ZERO = -0.34431463173296273;
    private static final double LOWEST_MISSING_HERTZ = 1;
    private static final int POWER_STEPS = 4000;

    private Noise() {}

    private static long mixed(long key) {
        long x = key;
        x = (x ^ (x >>> 30)) * 0xbf58476d1ce4e5b9L;
        x = (x ^ (x >>> 27)) * 0x94d049bb133111ebL;
        return x ^ (x >>> 31);
    }

    /** The key of the stretch of 2^32 samples that sample n lies in. */
    public static long key(long seed, long n) {
        return mixed(mixed(seed + 0x9e3779b97f4a7c15L) + (n >>> 32));
    }

    /** Samples from sample n on that have its key. */
    public static long leftInStretch(long n) {
        return 0x1_0000_0000L - (n & 0xffff_ffffL);
    }

    /** White sample from the low half of its number plus one half of its stretch's key; the other half enters amid the mixing. */
    private static float white(int n, int amid) {
        int x = n;
        x ^= x >>> 16;
        x *= 0x7feb352d;
        x ^= amid;
        x ^= x >>> 15;
        x *= 0x846ca68b;
        x ^= x >>> 16;
        return (x >> 8) * SCALE;
    }

    /** out = white noise; {@code l[o]} is the number of the sample at frame {@code from}, 0 at first. */
    public static void white(long seed, long[] l, int o, float[] out, int from, int to) {
        long n = l[o];
        int at = from;
        while (at < to) {
            long key = key(seed, n);
            int before = (int) key;
            int amid = (int) (key >>> 32);
            int end = (int) Math.min(Math.min(to, at + Phases.SEGMENT), at + leftInStretch(n));
            int first = (int) n + before;
            int count = end - at;
            for (int i = 0; i < count; i++) { // from 0 on: with i - at C2 has vectors of half the width
                out[at + i] = white(first + Phases.IOTA[i], amid);
            }
            n += count;
            at = end;
        }
        l[o] = n;
    }

    /** Writes the {@link #PINK_COEFFICIENTS} of a pink filter at {@code c[co]}. Takes about a millisecond. */
    public static void pinkCoefficients(double rateHertz, double[] c, int co) {
        int sections = 0;
        sections = section(EDGE_POLE, EDGE_ZERO, sections, c, co);
        sections = section(Functions.exp(-2 * Math.PI * HIGHEST_POLE_TURNS), HIGHEST_ZERO, sections, c, co);
        double turns = HIGHEST_POLE_TURNS / 4;
        while (turns * rateHertz > LOWEST_MISSING_HERTZ && sections < PINK_SECTIONS) {
            double pole = Functions.exp(-2 * Math.PI * turns);
            double zero = Functions.exp(-4 * Math.PI * turns);
            sections = section(pole, zero, sections, c, co);
            turns /= 4;
        }
        c[co] = sections;
        c[co + 1] = 1;
        c[co + 1] = PINK_RMS / Math.sqrt(pinkPower(c, co) / 3);
    }

    private static int section(double pole, double zero, int sections, double[] c, int co) {
        c[co + 2 + 2 * sections] = pole;
        c[co + 3 + 2 * sections] = zero;
        return sections + 1;
    }

    /** The squared magnitude of a pink filter at a frequency in radians a frame, 0 to pi. */
    static double pinkResponse(double[] c, int co, double radians) {
        double half = Functions.sin(0.5 * radians);
        double oneMinusCosine = 2 * (half * half);
        double power = c[co + 1] * c[co + 1];
        for (int section = 0; section < (int) c[co]; section++) {
            double pole = c[co + 2 + 2 * section];
            double zero = c[co + 3 + 2 * section];
            // |1 - r e^-iw|^2 = (1 - r)^2 + 2 r (1 - cos w), without a difference of numbers that are nearly equal
            power *= ((1 - zero) * (1 - zero) + 2 * zero * oneMinusCosine)
                    / ((1 - pole) * (1 - pole) + 2 * pole * oneMinusCosine);
        }
        return power;
    }

    /** The mean of the squared magnitude over all frequencies: an integral over their logarithm (midpoint rule). */
    private static double pinkPower(double[] c, int co) {
        double lowest = 1e-9;
        double ratio = Functions.exp(Functions.log(1 / lowest) / POWER_STEPS);
        double sum = lowest * pinkResponse(c, co, 0);
        double edge = lowest;
        for (int step = 0; step < POWER_STEPS; step++) {
            double next = edge * ratio;
            sum += (next - edge) * pinkResponse(c, co, Math.min(Math.PI, 0.5 * Math.PI * (edge + next)));
            edge = next;
        }
        return sum;
    }

    /**
     * out = pink noise.
     *
     * @param l number of the sample at frame {@code from} at {@code o}, 0 at first
     * @param c {@link #pinkCoefficients} at {@code co}
     * @param s {@link #PINK_STATE} doubles of state at {@code so}, zeros at first
     */
    public static void pink(
            long seed, long[] l, int o, double[] c, int co, double[] s, int so, float[] out, int from, int to) {
        white(seed, l, o, out, from, to);
        int sections = (int) c[co];
        double gain = c[co + 1];
        for (int i = from; i < to; i++) {
            double x = out[i] * gain;
            for (int section = 0; section < sections; section++) {
                double y = x + s[so + section];
                s[so + section] = c[co + 2 + 2 * section] * y - c[co + 3 + 2 * section] * x;
                x = y;
            }
            out[i] = (float) x;
        }
    }
}
