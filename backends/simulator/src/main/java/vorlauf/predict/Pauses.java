package vorlauf.predict;

import java.util.Arrays;

/**
 * Spans of time in order that do not overlap.
 *
 * @param fromNanos their beginnings, ascending
 * @param toNanos their ends
 */
@SuppressWarnings("ArrayRecordComponent") // long series of plain numbers
public record Pauses(long[] fromNanos, long[] toNanos) {
    /** Joins spans, each {from, to}, that are in the order of their beginnings. */
    static Pauses joined(long[][] spans) {
        Longs from = new Longs();
        Longs to = new Longs();
        long begin = 0;
        long end = Long.MIN_VALUE;
        for (long[] span : spans) {
            if (span[0] > end) {
                if (end > Long.MIN_VALUE) {
                    from.add(begin);
                    to.add(end);
                }
                begin = span[0];
                end = span[1];
            } else {
                end = Math.max(end, span[1]);
            }
        }
        if (end > Long.MIN_VALUE) {
            from.add(begin);
            to.add(end);
        }
        return new Pauses(from.toArray(), to.toArray());
    }

    /** How many. */
    public int size() {
        return fromNanos.length;
    }

    long lengthNanos(int index) {
        return toNanos[index] - fromNanos[index];
    }

    /** How much of a span is paused. */
    long withinNanos(long spanFromNanos, long spanToNanos) {
        int index = Arrays.binarySearch(toNanos, spanFromNanos);
        long sum = 0;
        for (int i = index < 0 ? -index - 1 : index; i < size() && fromNanos[i] < spanToNanos; i++) {
            sum += Math.max(0, Math.min(toNanos[i], spanToNanos) - Math.max(fromNanos[i], spanFromNanos));
        }
        return sum;
    }

    /** Those that begin within a span, with times counted from its beginning. */
    Pauses since(long spanFromNanos, long spanToNanos) {
        Longs from = new Longs();
        Longs to = new Longs();
        for (int i = 0; i < size(); i++) {
            if (fromNanos[i] >= spanFromNanos && fromNanos[i] < spanToNanos) {
                from.add(fromNanos[i] - spanFromNanos);
                to.add(toNanos[i] - spanFromNanos);
            }
        }
        return new Pauses(from.toArray(), to.toArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pauses pauses
                && Arrays.equals(fromNanos, pauses.fromNanos)
                && Arrays.equals(toNanos, pauses.toNanos);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(fromNanos) + Arrays.hashCode(toNanos);
    }

    @Override
    public String toString() {
        return size() + " pauses";
    }
}
