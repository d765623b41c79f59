package vorlauf.sweep;

/**
 * The share of deadlines that are missed, from independent runs, with its 95 % interval.
 *
 * <p>Misses come in bursts, so deadlines of one run are no independent trials; runs are. The interval is that of a ratio of two
 * sums over runs, with Student's t; it reaches up to three misses at least, so that runs without any prove no share of 0.
 *
 * <p>Source: W. G. Cochran, "Sampling Techniques", 1977, 2.11 and 6.3 (ratio of sums).
 *
 * @param runs how many
 * @param share missed deadlines of all
 * @param lower end of the interval
 * @param upper end of it
 */
record MissShare(long runs, double share, double lower, double upper) {
    private static final double LEAST_MISSES = 3;
    private static final double Z = 1.959963984540054;

    /** Student's t with 1 to 9 degrees of freedom at 97.5 %; the series below is too far off there. */
    private static final double[] T = {12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262};

    /**
     * From sums over runs.
     *
     * @param missed sum of missed deadlines
     * @param deadlines sum of all
     * @param missedSquared sum of the squares of missed ones
     * @param both sum of the products of missed ones and all
     * @param deadlinesSquared sum of the squares of all
     */
    static MissShare of(
            long runs, double missed, double deadlines, double missedSquared, double both, double deadlinesSquared) {
        double share = missed / deadlines;
        double half = 1;
        if (runs > 1) {
            double residues = Math.max(0, missedSquared - 2 * share * both + share * share * deadlinesSquared);
            half = quantile(runs - 1) * Math.sqrt(residues * runs / (runs - 1)) / deadlines;
        }
        double upper = Math.max(share + half, Math.min(1, LEAST_MISSES / deadlines));
        return new MissShare(runs, share, Math.max(0, share - half), Math.min(1, upper));
    }

    /** Source: M. Abramowitz, I. Stegun, "Handbook of Mathematical Functions", 26.7.5. */
    private static double quantile(long freedom) {
        if (freedom <= T.length) {
            return T[(int) freedom - 1];
        }
        double z3 = Z * Z * Z;
        double z5 = z3 * Z * Z;
        return Z + (z3 + Z) / 4 / freedom + (5 * z5 + 16 * z3 + 3 * Z) / 96 / freedom / freedom;
    }
}
