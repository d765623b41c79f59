package vorlauf.simulate;

import java.util.ArrayList;
import java.util.List;

/**
 * The stalls of all sources as intervals that do not touch, looked through forwards in time.
 *
 * <p>At one instant a stall begins before a block starts, and after a block completes or a deadline reads: a block that
 * starts when a stall begins is held up, one that completes then is not.
 */
final class StallTimeline {
    private final List<Stalls.Source> sources;
    private final Stalls.Interval[] heads;
    private long fromNanos;
    private long toNanos;

    StallTimeline(List<Stalls.Source> sources) {
        this.sources = new ArrayList<>(sources);
        heads = new Stalls.Interval[sources.size()];
        for (int i = 0; i < heads.length; i++) {
            heads[i] = sources.get(i).next();
        }
        advance();
    }

    /** Takes the next interval: the earliest, joined with all that overlap or follow it at once. */
    private void advance() {
        int first = earliest();
        fromNanos = first < 0 ? Stalls.NEVER.fromNanos() : heads[first].fromNanos();
        toNanos = fromNanos;
        while (first >= 0 && heads[first].fromNanos() <= toNanos && toNanos < Stalls.NEVER.fromNanos()) {
            toNanos = Math.max(toNanos, heads[first].toNanos());
            heads[first] = sources.get(first).next();
            first = earliest();
        }
    }

    private int earliest() {
        int earliest = -1;
        for (int i = 0; i < heads.length; i++) {
            if (earliest < 0 || heads[i].fromNanos() < heads[earliest].fromNanos()) {
                earliest = i;
            }
        }
        return earliest;
    }

    /** The first instant from {@code nanos} on at which a block can start. Instants must not decrease from call to call. */
    long start(long nanos) {
        while (toNanos <= nanos && fromNanos < Stalls.NEVER.fromNanos()) {
            advance();
        }
        return fromNanos <= nanos ? Math.max(nanos, toNanos) : nanos;
    }

    /** When work of some length is done that starts at an instant that {@link #start} gave. */
    long completion(long startNanos, long workNanos) {
        long endNanos = startNanos + workNanos;
        while (true) {
            if (toNanos <= startNanos && fromNanos < Stalls.NEVER.fromNanos()) {
                advance();
            } else if (fromNanos < endNanos) {
                endNanos += toNanos - fromNanos;
                advance();
            } else {
                return endNanos;
            }
        }
    }

    /** Whether a deadline falls into a stall, at neither end of it. Instants must not decrease from call to call. */
    boolean covers(long nanos) {
        while (toNanos <= nanos && fromNanos < Stalls.NEVER.fromNanos()) {
            advance();
        }
        return fromNanos < nanos;
    }
}
