package vorlauf.drawing;

import java.util.Arrays;

/**
 * How often a value was in each of a row of equal intervals, for pictures.
 *
 * <p>Threads: any; immutable. Errors: no interval, a negative count, a width that is not positive are an
 * {@link IllegalArgumentException}.
 */
public final class Counts {
    private final String label;
    private final double lowest;
    private final double width;
    private final long[] counts;
    private final long total;

    /**
     * Counts of values.
     *
     * @param label what the value is and its unit, {@code "fill (frames)"}
     * @param lowest where the first interval begins
     * @param width of an interval
     * @param counts of each interval, the lowest first
     */
    public Counts(String label, double lowest, double width, long... counts) {
        if (counts.length == 0 || Arrays.stream(counts).min().orElse(0) < 0) {
            throw new IllegalArgumentException(
                    "there are " + counts.length + " counts; at least one is needed, and none may be negative");
        }
        if (!(width > 0) || !Double.isFinite(width) || !Double.isFinite(lowest)) {
            throw new IllegalArgumentException("intervals begin at " + lowest + " and have a width of " + width
                    + "; both must be finite, the width positive");
        }
        this.label = label;
        this.lowest = lowest;
        this.width = width;
        this.counts = counts.clone();
        total = Arrays.stream(counts).sum();
    }

    String label() {
        return label;
    }

    int bins() {
        return counts.length;
    }

    long count(int bin) {
        return counts[bin];
    }

    long total() {
        return total;
    }

    /** Where an interval begins; that of {@code bins()} is the end of the last. */
    double from(int bin) {
        return lowest + bin * width;
    }

    double lowest() {
        return lowest;
    }

    double highest() {
        return from(counts.length);
    }

    /** The share of an interval in percent. */
    double share(int bin) {
        return 100.0 * counts[bin] / Math.max(1, total);
    }

    int commonest() {
        int most = 0;
        for (int bin = 1; bin < counts.length; bin++) {
            most = counts[bin] > counts[most] ? bin : most;
        }
        return most;
    }
}
