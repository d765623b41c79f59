package vorlauf.predict;

import java.util.Arrays;

/**
 * How long something takes, by the probability that it takes longer: the inverse of a survival function. Small probabilities
 * reach beyond what was ever measured.
 */
sealed interface Tail {
    /** Longest time that is drawn: a day. */
    long LONGEST_NANOS = 86_400_000_000_000L;

    /** Always the same. */
    record Constant(long nanos) implements Tail {}

    /** Exponentially distributed. */
    record Exponential(double meanNanos) implements Tail {}

    /** What was measured, and beyond {@code excess.threshold} a generalised Pareto distribution. */
    record Fitted(Sample sample, Excess excess) implements Tail {}

    /**
     * Measured times in ascending order.
     *
     * @param ascendingNanos at least one
     */
    record Sample(long[] ascendingNanos) {
        static Sample of(long[] nanos) {
            long[] sorted = nanos.clone();
            Arrays.sort(sorted);
            return new Sample(sorted);
        }

        /** The value that is exceeded with a probability: one of those measured. */
        long nanos(double exceededWith) {
            int rank = (int) ((1 - exceededWith) * ascendingNanos.length);
            return ascendingNanos[Math.min(rank, ascendingNanos.length - 1)];
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Sample sample && Arrays.equals(ascendingNanos, sample.ascendingNanos);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(ascendingNanos);
        }

        @Override
        public String toString() {
            return ascendingNanos.length + " times";
        }
    }

    /**
     * Where the fitted tail takes over.
     *
     * @param thresholdNanos it begins here
     * @param probability of being beyond it
     * @param law of what is beyond it
     */
    record Excess(long thresholdNanos, double probability, GeneralizedPareto law) {}

    /**
     * Measured times, continued: the longest n^(2/3) of n, at least 20, are what the tail is fitted to.
     *
     * <p>With fewer than 20 times all are; with fewer than 10 the tail is exponential, as a shape cannot be told.
     */
    static Tail fitted(long[] nanos) {
        if (nanos.length == 0) {
            return new Constant(0);
        }
        Sample sample = Sample.of(nanos);
        long[] ascending = sample.ascendingNanos();
        int exceeding =
                Math.min(nanos.length, Math.max(20, (int) StrictMath.cbrt((double) nanos.length * nanos.length)));
        int below = nanos.length - exceeding;
        long threshold = ascending[Math.max(0, below - 1)];
        double[] excesses = new double[exceeding];
        for (int i = 0; i < exceeding; i++) {
            excesses[i] = ascending[below + i] - threshold;
        }
        GeneralizedPareto law =
                exceeding < 10 ? GeneralizedPareto.exponential(excesses) : GeneralizedPareto.fit(excesses);
        return new Fitted(sample, new Excess(threshold, (double) exceeding / nanos.length, law));
    }

    /** Measured times, no longer than the longest of them. */
    static Tail measured(long[] nanos) {
        return new Fitted(Sample.of(nanos), new Excess(Long.MAX_VALUE, 0, new GeneralizedPareto(0, 1)));
    }

    /**
     * The time that is exceeded with a probability.
     *
     * @param exceededWith more than 0, at most 1
     */
    default long nanos(double exceededWith) {
        return switch (this) {
            case Constant constant -> constant.nanos();
            case Exponential exponential -> rounded(-exponential.meanNanos() * StrictMath.log(exceededWith));
            case Fitted fitted -> {
                Excess excess = fitted.excess();
                yield exceededWith <= excess.probability()
                        ? rounded(excess.thresholdNanos()
                                + excess.law().exceededWith(exceededWith / excess.probability()))
                        : fitted.sample().nanos(exceededWith);
            }
        };
    }

    /** Whether nothing is drawn here. */
    default boolean isConstant() {
        return this instanceof Constant;
    }

    private static long rounded(double nanos) {
        return Math.min(LONGEST_NANOS, StrictMath.round(nanos));
    }
}
