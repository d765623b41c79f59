package vorlauf.drawing;

import java.awt.BasicStroke;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYShapeAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;

/** Counts of a value as bars, and the probability to be beyond a value as a line over a logarithmic axis. */
final class DistributionChart {
    private static final BasicStroke LINE = new BasicStroke(1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final int VALUE_MARKS = 12;
    private static final int MOST_POWERS = 8;

    private DistributionChart() {}

    static JFreeChart histogram(ChartStyle style, String title, Counts counts) {
        double highest = Math.max(1, counts.share(counts.commonest()));
        XYPlot plot = ChartStyle.plot(
                style.axis(counts.label(), counts.lowest(), counts.highest(), VALUE_MARKS),
                style.axis("share (%)", 0, Math.min(100, highest * 1.08), 6));
        for (int bin = 0; bin < counts.bins(); bin++) {
            if (counts.count(bin) > 0) {
                Rectangle2D bar = new Rectangle2D.Double(
                        counts.from(bin), 0, counts.from(bin + 1) - counts.from(bin), counts.share(bin));
                plot.getRenderer()
                        .addAnnotation(
                                new XYShapeAnnotation(
                                        bar,
                                        ChartStyle.THIN,
                                        ChartStyle.SOUND,
                                        WaveformChart.translucent(ChartStyle.SOUND)),
                                Layer.BACKGROUND);
            }
        }
        return style.chart(title, plot);
    }

    /** The probability of a value beyond each: greater ones, or where {@code below}, as small or smaller ones. */
    static JFreeChart beyond(ChartStyle style, String title, Counts counts, boolean below) {
        // The exponent on a linear axis: the library places annotations linearly whatever the axis is.
        double least = Math.floor(StrictMath.log10(0.5 / Math.max(1, counts.total())));
        NumberAxis probability = style.axis("probability", least, 0, (int) -least);
        probability.setTickUnit(new NumberTickUnit(
                ChartStyle.niceCeiling(Math.ceil(-least / MOST_POWERS)),
                new DecimalFormat("'1E'0;'1E-'0", DecimalFormatSymbols.getInstance(Locale.ROOT))));
        XYPlot plot = ChartStyle.plot(
                style.axis(counts.label(), counts.lowest(), counts.highest(), VALUE_MARKS), probability);
        plot.addAnnotation(new XYShapeAnnotation(stairs(counts, below, least), LINE, ChartStyle.ALARM));
        return style.chart(title, plot);
    }

    private static Path2D stairs(Counts counts, boolean below, double least) {
        Path2D path = new Path2D.Double();
        long beyond = below ? 0 : counts.total();
        path.moveTo(counts.from(0), exponent(beyond, counts, least));
        for (int bin = 0; bin < counts.bins(); bin++) {
            if (below) {
                beyond += counts.count(bin);
                path.lineTo(counts.from(bin), exponent(beyond, counts, least));
                path.lineTo(counts.from(bin + 1), exponent(beyond, counts, least));
            } else {
                path.lineTo(counts.from(bin + 1), exponent(beyond, counts, least));
                beyond -= counts.count(bin);
                path.lineTo(counts.from(bin + 1), exponent(beyond, counts, least));
            }
        }
        return path;
    }

    private static double exponent(long beyond, Counts counts, double least) {
        return beyond == 0 ? least : Math.max(least, StrictMath.log10((double) beyond / counts.total()));
    }
}
