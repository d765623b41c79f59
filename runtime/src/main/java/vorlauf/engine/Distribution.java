package vorlauf.engine;

import org.HdrHistogram.Histogram;

/** A histogram in seven numbers; all are 0 where nothing was counted. Values have three exact digits. */
public record Distribution(
        long count, long minimum, double mean, long median, long percentile99, long percentile999, long maximum) {
    static Distribution of(Histogram histogram) {
        if (histogram.getTotalCount() == 0) {
            return new Distribution(0, 0, 0, 0, 0, 0, 0);
        }
        return new Distribution(
                histogram.getTotalCount(),
                histogram.getMinValue(),
                histogram.getMean(),
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(99),
                histogram.getValueAtPercentile(99.9),
                histogram.getMaxValue());
    }
}
