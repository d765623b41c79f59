package vorlauf.simulate;

import java.util.Collections;
import java.util.List;

/** How long something takes each time that it happens, in nanoseconds. */
public sealed interface Length {
    /** Longest time that is drawn: a day. */
    long LONGEST_NANOS = 86_400_000_000_000L;

    /** Always the same. */
    record Constant(long nanos) implements Length {}

    /** Exponentially distributed. */
    record Exponential(double meanNanos) implements Length {}

    /** Its logarithm is normally distributed. */
    record LogNormal(double medianNanos, double sigma) implements Length {}

    /** Evenly distributed from 0 to {@code mostNanos}. */
    record Uniform(long mostNanos) implements Length {}

    /** What was measured, one after the other, and again from the start. */
    record Trace(List<Long> nanos) implements Length {}

    /**
     * Counted, not listed: a bin is drawn by its count, and a time evenly within it, as cyclictest prints latencies.
     *
     * @param fromNanos where each bin begins, ascending
     * @param widthNanos how wide a bin is
     * @param counts how often a time fell into it, or into one before it: ascending, the last is the sum
     */
    record Histogram(List<Long> fromNanos, long widthNanos, List<Long> counts) implements Length {}

    /** The times, one by one. */
    default Sampler sampler(RandomStream random) {
        return switch (this) {
            case Constant constant -> constant::nanos;
            case Exponential exponential ->
                () -> WholeNanos.rounded(exponential.meanNanos() * random.nextExponential());
            case LogNormal logNormal -> new LogNormalTimes(logNormal.medianNanos(), logNormal.sigma(), random);
            case Uniform uniform -> () -> WholeNanos.rounded(uniform.mostNanos() * random.nextUnit());
            case Histogram histogram -> () -> drawn(histogram, random);
            case Trace trace ->
                new Sampler() {
                    private int next;

                    @Override
                    public long nextNanos() {
                        long nanos = trace.nanos().get(next);
                        next = next + 1 == trace.nanos().size() ? 0 : next + 1;
                        return nanos;
                    }
                };
        };
    }

    private static long drawn(Histogram histogram, RandomStream random) {
        long total = histogram.counts().getLast();
        long rank = Math.max(1, (long) Math.ceil(random.nextUnit() * total));
        int found = Collections.binarySearch(histogram.counts(), rank);
        int bin = found < 0 ? -found - 1 : found;
        // A bin that nothing fell into has the sum of the one before it.
        while (bin > 0 && histogram.counts().get(bin - 1) >= rank) {
            bin--;
        }
        return histogram.fromNanos().get(bin) + (long) ((1 - random.nextUnit()) * histogram.widthNanos());
    }

    /** Gives one time after the other. */
    interface Sampler {
        long nextNanos();
    }
}
