package vorlauf.sweep;

/**
 * When a scenario has been repeated often enough: after a batch, its 95 % interval is no wider than asked for.
 *
 * @param halfWidth of the interval of the share of missed deadlines; 0 where only {@code relative} counts
 * @param relative half width as a part of the share itself; 0 where only {@code halfWidth} counts
 * @param batchRuns repetitions between two looks
 */
record StopRule(double halfWidth, double relative, int batchRuns) {
    /** Whether no more repetitions are needed. */
    boolean isMet(MissShare share) {
        double half = (share.upper() - share.lower()) / 2;
        return half <= Math.max(halfWidth, relative * share.share());
    }
}
