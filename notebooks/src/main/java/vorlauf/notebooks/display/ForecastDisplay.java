package vorlauf.notebooks.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import vorlauf.drawing.Charts;
import vorlauf.drawing.Interval;
import vorlauf.notebooks.Forecast;
import vorlauf.predict.Measurement;
import vorlauf.predict.Prediction;
import vorlauf.predict.Quantiles;
import vorlauf.predict.Verification;

/** A forecast: what was measured, the probability of a miss over the size of the ring, and the advice. */
final class ForecastDisplay {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 420;
    private static final List<String> TIMES = List.of("microseconds", "count", "p50", "p99", "p99.9", "max");
    private static final List<String> SIZES =
            List.of("ring (blocks)", "latency (ms)", "replayed", "probability", "95 % interval");
    private static final List<String> SEEN =
            List.of("ring (blocks)", "foretold, 95 %", "seen", "deadlines", "seen, 95 %", "verdict");

    private ForecastDisplay() {}

    static Rendering of(Forecast forecast) {
        Measurement measured = forecast.measured().measurement();
        List<List<String>> times = List.of(
                times("cost of a block", measured.costNanos()),
                times("wake-up after room", measured.wakeUpNanos()),
                times("device late", measured.consumerNanos()),
                times("pauses of the JVM", measured.pauseNanos()));
        List<List<String>> sizes =
                forecast.prediction().rows().stream().map(ForecastDisplay::size).toList();
        String advice = forecast.prediction()
                .advised()
                .map(row -> String.format(
                        Locale.ROOT,
                        "advice: a ring of %d blocks, %.2f ms; %.2g of the deadlines miss at most",
                        row.ringBlocks(),
                        1e3 * row.latencySeconds(),
                        row.upper()))
                .orElse(String.format(
                        Locale.ROOT,
                        "no ring of these is certain enough to miss no more than %.2g of the deadlines",
                        forecast.prediction().target()));
        List<Interval> intervals = new ArrayList<>();
        for (Prediction.Row row : forecast.prediction().rows()) {
            intervals.add(new Interval(row.ringBlocks(), row.probability(), row.lower(), row.upper()));
        }
        String end = System.lineSeparator();
        return new Rendering(
                TableDisplay.text(TIMES, times) + end + TableDisplay.text(SIZES, sizes) + end + advice,
                new Html()
                        .table(TIMES, times)
                        .png(
                                Charts.probabilities(
                                        "probability that a deadline misses",
                                        intervals,
                                        forecast.prediction().target(),
                                        WIDTH,
                                        HEIGHT),
                                "probability of a miss over the ring's size")
                        .table(SIZES, sizes)
                        .title(advice)
                        .toString());
    }

    private static List<String> times(String name, long[] nanos) {
        Quantiles quantiles = Quantiles.of(nanos);
        return List.of(
                name,
                String.format(Locale.ROOT, "%,d", quantiles.count()),
                micros(quantiles.median()),
                micros(quantiles.percentile99()),
                micros(quantiles.percentile999()),
                micros(quantiles.maximum()));
    }

    private static String micros(long nanos) {
        return String.format(Locale.ROOT, "%,.1f", nanos / 1e3);
    }

    private static List<String> size(Prediction.Row row) {
        return List.of(
                String.valueOf(row.ringBlocks()),
                String.format(Locale.ROOT, "%.2f", 1e3 * row.latencySeconds()),
                String.format(Locale.ROOT, "%.3g", row.replayed()),
                String.format(Locale.ROOT, "%.3g", row.probability()),
                interval(row.lower(), row.upper()));
    }

    static Rendering of(Verification.Seen seen) {
        List<List<String>> rows = List.of(List.of(
                String.valueOf(seen.predicted().ringBlocks()),
                interval(seen.predicted().lower(), seen.predicted().upper()),
                String.format(Locale.ROOT, "%,d", seen.seen()),
                String.format(Locale.ROOT, "%,d", seen.deadlines()),
                interval(seen.lower(), seen.upper()),
                seen.agrees() ? "agree" : "differ"));
        return TableDisplay.of(SEEN, rows);
    }

    private static String interval(double lower, double upper) {
        return String.format(Locale.ROOT, "%.3g to %.3g", lower, upper);
    }
}
