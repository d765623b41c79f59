package vorlauf.simulate;

import java.util.List;

/**
 * When a thread is stopped: a kind of stall and what it stops.
 *
 * @param kind when and for how long
 * @param stopsConsumer whether a consumer that runs in the same JVM stands still too
 */
public record Stalls(Kind kind, boolean stopsConsumer) {

    /** When stalls begin and how long they last. */
    public sealed interface Kind {}

    /** A single one. */
    public record Once(long atNanos, long lengthNanos) implements Kind {}

    /** One each {@code everyNanos}, the first at {@code phaseNanos}. */
    public record Periodic(long everyNanos, long lengthNanos, long phaseNanos) implements Kind {}

    /** Independent of each other, so many nanoseconds apart on average, counted from the end of one to the next. */
    public record Poisson(double meanEveryNanos, Length length) implements Kind {}

    /** One after the other: a gap from the end of one to the next, then a length; a collector at a steady rate of allocation. */
    public record Renewal(Length gap, Length length) implements Kind {}

    /** Stalls that were measured, in order of their beginning. */
    public record Trace(List<Interval> intervals) implements Kind {}

    /**
     * Time in which a thread stands still.
     *
     * @param fromNanos its beginning
     * @param toNanos its end: a thread may go on at this very instant
     */
    public record Interval(long fromNanos, long toNanos) {}

    /** The stalls of this kind in order, without end or until {@link #NEVER}. */
    public Source source(RandomStream random) {
        return switch (kind) {
            case Once once -> new Counted(List.of(interval(once.atNanos(), once.lengthNanos())));
            case Periodic periodic ->
                new Source() {
                    private long next = periodic.phaseNanos();

                    @Override
                    public Interval next() {
                        Interval interval = interval(next, periodic.lengthNanos());
                        next += periodic.everyNanos();
                        return interval;
                    }
                };
            case Poisson poisson ->
                new Source() {
                    private final Length.Sampler lengths = poisson.length().sampler(random);
                    private long end;

                    @Override
                    public Interval next() {
                        double gap = Math.min(0x1p61, poisson.meanEveryNanos() * random.nextExponential());
                        long from = Math.min(NEVER.fromNanos(), end + StrictMath.round(gap));
                        Interval interval = interval(from, lengths.nextNanos());
                        end = interval.toNanos();
                        return interval;
                    }
                };
            case Renewal renewal ->
                new Source() {
                    private final Length.Sampler gaps = renewal.gap().sampler(random);
                    private final Length.Sampler lengths = renewal.length().sampler(random);
                    private long end;

                    @Override
                    public Interval next() {
                        // A gap of nothing would leave the producer no time at all.
                        long from = Math.min(NEVER.fromNanos(), end + Math.max(1, gaps.nextNanos()));
                        Interval interval = interval(from, lengths.nextNanos());
                        end = interval.toNanos();
                        return interval;
                    }
                };
            case Trace trace -> new Counted(trace.intervals());
        };
    }

    private static Interval interval(long fromNanos, long lengthNanos) {
        return new Interval(fromNanos, fromNanos + lengthNanos);
    }

    /** What comes when nothing comes any more. */
    public static final Interval NEVER = new Interval(Long.MAX_VALUE / 2, Long.MAX_VALUE / 2);

    /** Gives one stall after the other. */
    public interface Source {
        Interval next();
    }

    private static final class Counted implements Source {
        private final List<Interval> intervals;
        private int next;

        Counted(List<Interval> intervals) {
            this.intervals = intervals;
        }

        @Override
        public Interval next() {
            return next == intervals.size() ? NEVER : intervals.get(next++);
        }
    }
}
