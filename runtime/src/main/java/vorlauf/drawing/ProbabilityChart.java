package vorlauf.drawing;

import java.awt.BasicStroke;
import java.awt.geom.Ellipse2D;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/** The probability of a miss over the size of the ring, both logarithmic, with intervals and the wanted probability. */
final class ProbabilityChart {
    private static final BasicStroke LINE = new BasicStroke(1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final double LEAST_DECADE = 1e-12;

    private ProbabilityChart() {}

    static JFreeChart of(ChartStyle style, String title, List<Interval> estimates, double target) {
        double least = target;
        for (Interval estimate : estimates) {
            least = estimate.value() > 0 ? Math.min(least, estimate.value()) : least;
        }
        double bottom = Math.max(LEAST_DECADE, StrictMath.pow(10, Math.floor(StrictMath.log10(least)) - 1));
        LogAxis sizes = style.logarithmic(
                "ring (blocks)",
                estimates.getFirst().at() / 1.25,
                estimates.getLast().at() * 1.25,
                2,
                "#,##0");
        LogAxis probabilities = style.logarithmic("probability per deadline", bottom, 1, 10, "0E0");
        XYPlot plot = new XYPlot(points(estimates, bottom), sizes, probabilities, renderer());
        plot.setBackgroundPaint(java.awt.Color.WHITE);
        plot.setDomainGridlinePaint(ChartStyle.GRID);
        plot.setRangeGridlinePaint(ChartStyle.GRID);
        plot.setOutlinePaint(ChartStyle.QUIET_INK);
        plot.addRangeMarker(targetLine(style, target), Layer.FOREGROUND);
        return style.chart(title, plot);
    }

    private static YIntervalSeriesCollection points(List<Interval> estimates, double bottom) {
        YIntervalSeries line = new YIntervalSeries("estimate");
        for (Interval estimate : estimates) {
            line.add(
                    estimate.at(),
                    Math.clamp(estimate.value(), bottom, 1),
                    Math.clamp(estimate.lower(), bottom, 1),
                    Math.clamp(estimate.upper(), bottom, 1));
        }
        YIntervalSeriesCollection lines = new YIntervalSeriesCollection();
        lines.addSeries(line);
        return lines;
    }

    /** A line of points and a band from the lower to the upper ends of the intervals. */
    private static DeviationRenderer renderer() {
        DeviationRenderer renderer = new DeviationRenderer(true, true);
        renderer.setSeriesPaint(0, ChartStyle.SOUND);
        renderer.setSeriesFillPaint(0, ChartStyle.SOUND);
        renderer.setAlpha(0.18f);
        renderer.setSeriesStroke(0, LINE);
        renderer.setSeriesShape(0, new Ellipse2D.Double(-3, -3, 6, 6));
        return renderer;
    }

    private static ValueMarker targetLine(ChartStyle style, double target) {
        ValueMarker line = new ValueMarker(target, ChartStyle.LIMIT, ChartStyle.DASHED);
        line.setAlpha(1);
        if (style.words()) {
            line.setLabel(String.format(Locale.ROOT, "wanted: %.0e", target));
            line.setLabelFont(ChartStyle.bold(11));
            line.setLabelPaint(ChartStyle.LIMIT);
            line.setLabelBackgroundColor(new java.awt.Color(0, 0, 0, 0));
            line.setLabelAnchor(RectangleAnchor.TOP_RIGHT);
            line.setLabelTextAnchor(TextAnchor.BOTTOM_RIGHT);
        }
        return line;
    }
}
