package vorlauf.sweep;

/**
 * Sums over the runs of each scenario, added in the order of seeds so that they have the same bits each time.
 *
 * <p>Threads: one.
 */
final class Tallies {
    private static final int SUMS = 6;
    private final double[] sums;

    Tallies(int cells) {
        sums = new double[cells * SUMS];
    }

    void add(int cell, long missed, long deadlines) {
        int at = cell * SUMS;
        sums[at] += 1;
        sums[at + 1] += missed;
        sums[at + 2] += deadlines;
        sums[at + 3] += (double) missed * missed;
        sums[at + 4] += (double) missed * deadlines;
        sums[at + 5] += (double) deadlines * deadlines;
    }

    /** What its runs say so far, at least one. */
    MissShare share(int cell) {
        int at = cell * SUMS;
        return MissShare.of((long) sums[at], sums[at + 1], sums[at + 2], sums[at + 3], sums[at + 4], sums[at + 5]);
    }
}
