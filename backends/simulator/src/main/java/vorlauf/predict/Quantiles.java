package vorlauf.predict;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** A distribution of nanoseconds in a few numbers, three digits each. */
public record Quantiles(long count, double mean, long median, long percentile99, long percentile999, long maximum) {
    private static final long LONGEST_NANOS = 3_600_000_000_000L;
    private static final int DIGITS = 3;

    /** The figures of some times. */
    public static Quantiles of(long[] nanos) {
        Histogram histogram = new Histogram(1, LONGEST_NANOS, DIGITS);
        for (long value : nanos) {
            histogram.recordValue(Math.min(LONGEST_NANOS, Math.max(0, value)));
        }
        return nanos.length == 0
                ? new Quantiles(0, 0, 0, 0, 0, 0)
                : new Quantiles(
                        nanos.length,
                        histogram.getMean(),
                        histogram.getValueAtPercentile(50),
                        histogram.getValueAtPercentile(99),
                        histogram.getValueAtPercentile(99.9),
                        histogram.getMaxValue());
    }

    /** One row of a table in microseconds, as wide as {@link #HEADING}. */
    String row(String name) {
        return String.format(
                Locale.ROOT,
                "%-24s %9d %11.1f %11.1f %11.1f %11.1f",
                name,
                count,
                median / 1e3,
                percentile99 / 1e3,
                percentile999 / 1e3,
                maximum / 1e3);
    }

    static final String HEADING = String.format(
            Locale.ROOT, "%-24s %9s %11s %11s %11s %11s", "microseconds", "count", "p50", "p99", "p99.9", "max");

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("count", count);
        fields.put("meanNanos", mean);
        fields.put("p50Nanos", median);
        fields.put("p99Nanos", percentile99);
        fields.put("p999Nanos", percentile999);
        fields.put("maxNanos", maximum);
        return fields;
    }
}
