package vorlauf.drawing;

import java.awt.BasicStroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYShapeAnnotation;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

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
        LogAxis sizes = logarithmic(
                style,
                "ring (blocks)",
                estimates.getFirst().at() / 1.25,
                estimates.getLast().at() * 1.25,
                2,
                "#,##0");
        LogAxis probabilities = logarithmic(style, "probability per deadline", bottom, 1, 10, "0E0");
        XYPlot plot = new XYPlot(points(estimates, bottom), sizes, probabilities, renderer());
        plot.setBackgroundPaint(java.awt.Color.WHITE);
        plot.setDomainGridlinePaint(ChartStyle.GRID);
        plot.setRangeGridlinePaint(ChartStyle.GRID);
        plot.setOutlinePaint(ChartStyle.QUIET_INK);
        plot.getRenderer()
                .addAnnotation(
                        new XYShapeAnnotation(
                                band(estimates, bottom),
                                ChartStyle.THIN,
                                WaveformChart.translucent(ChartStyle.SOUND),
                                WaveformChart.translucent(ChartStyle.SOUND)),
                        Layer.BACKGROUND);
        plot.addRangeMarker(targetLine(style, target), Layer.FOREGROUND);
        return style.chart(title, plot);
    }

    private static LogAxis logarithmic(
            ChartStyle style, String label, double lowest, double highest, double base, String pattern) {
        LogAxis axis = new LogAxis(style.words() ? label : null);
        axis.setBase(base);
        axis.setRange(lowest, highest);
        NumberFormat format = new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
        axis.setTickUnit(new NumberTickUnit(1, format));
        axis.setNumberFormatOverride(format);
        axis.setMinorTickMarksVisible(false);
        return style.styled(axis);
    }

    private static XYSeriesCollection points(List<Interval> estimates, double bottom) {
        XYSeries line = new XYSeries("estimate");
        for (Interval estimate : estimates) {
            if (estimate.value() >= bottom) {
                line.add(estimate.at(), estimate.value());
            }
        }
        return new XYSeriesCollection(line);
    }

    private static XYLineAndShapeRenderer renderer() {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
        renderer.setSeriesPaint(0, ChartStyle.SOUND);
        renderer.setSeriesStroke(0, LINE);
        renderer.setSeriesShape(0, new Ellipse2D.Double(-3, -3, 6, 6));
        return renderer;
    }

    /** From the lower to the upper ends of the intervals. */
    private static Path2D band(List<Interval> estimates, double bottom) {
        Path2D band = new Path2D.Double();
        for (int i = 0; i < estimates.size(); i++) {
            double upper = Math.clamp(estimates.get(i).upper(), bottom, 1);
            if (i == 0) {
                band.moveTo(estimates.get(i).at(), upper);
            } else {
                band.lineTo(estimates.get(i).at(), upper);
            }
        }
        for (int i = estimates.size() - 1; i >= 0; i--) {
            band.lineTo(estimates.get(i).at(), Math.clamp(estimates.get(i).lower(), bottom, 1));
        }
        band.closePath();
        return band;
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
