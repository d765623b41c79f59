package vorlauf.simulate;

/** Times as whole nanoseconds: the nearest, and of two that are equally near the later one. */
final class WholeNanos {
    /** What {@link #nearest} says where more than one whole number may be the nearest. */
    static final long UNDECIDED = -1;

    private WholeNanos() {}

    /** The nearest to a time, {@link Length#LONGEST_NANOS} at most. */
    static long rounded(double nanos) {
        return Math.min(Length.LONGEST_NANOS, StrictMath.round(nanos));
    }

    /**
     * The nearest to all times that are no farther from {@code nanos} than a share of it.
     *
     * @param apart the share, at least 2^-50
     */
    static long nearest(double nanos, double apart) {
        long nearest = (long) (nanos + 0.5);
        // The difference is exact: both are multiples of the last bit of nanos.
        return Math.abs(nanos - nearest) < 0.5 - nanos * apart ? nearest : UNDECIDED;
    }
}
