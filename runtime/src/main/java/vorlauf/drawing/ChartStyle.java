package vorlauf.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.PaintScaleLegend;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.VerticalAlignment;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * The one look of all charts.
 *
 * @param words whether there is a typeface; without one, titles and labels are left out and nothing asks for the size
 *     of a word, as the JDK would answer with an exception
 */
record ChartStyle(boolean words) {
    static final Color PAGE = Color.decode(Look.PAGE);
    static final Color INK = Color.decode(Look.INK);
    static final Color QUIET_INK = Color.decode(Look.QUIET_INK);
    static final Color GRID = new Color(0xdfe3e8);
    static final Color SOUND = new Color(0x1c66a6);
    static final Color LIMIT = new Color(0x6544b8);
    static final Color ALARM = Color.decode(Look.FEEDBACK);
    static final BasicStroke THIN = new BasicStroke(1, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    static final BasicStroke DASHED =
            new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {7, 4}, 0);
    static final int TIME_MARKS = 12;
    private static final RectangleInsets MARGIN = new RectangleInsets(8, 12, 8, 16);

    static Font plain(float size) {
        return new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont(size);
    }

    static Font bold(float size) {
        return new Font(Font.SANS_SERIF, Font.BOLD, 1).deriveFont(size);
    }

    /**
     * A linear axis of fixed range with a number of marks that fits its length, and numbers with as many digits as
     * they need, the same in every locale.
     *
     * @param markLimit marks at most, but for those at the very ends
     */
    NumberAxis axis(String label, double lowest, double highest, int markLimit) {
        NumberAxis axis = new NumberAxis(words ? label : null);
        axis.setRange(lowest, highest);
        double step = niceCeiling((highest - lowest) / markLimit);
        int digits = (int) Math.max(0, -Math.floor(StrictMath.log10(step) + 1e-9));
        String pattern = "#,##0" + (digits == 0 ? "" : "." + "0".repeat(digits));
        NumberFormat format = new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
        axis.setTickUnit(new NumberTickUnit(step, format));
        return styled(axis);
    }

    /** The smallest of 1, 2 and 5 times a power of ten that is not below the positive value. */
    static double niceCeiling(double value) {
        double decade = StrictMath.pow(10, Math.floor(StrictMath.log10(value)));
        for (double factor : new double[] {1, 2, 5}) {
            if (value <= decade * factor * (1 + 1e-12)) {
                return decade * factor;
            }
        }
        return decade * 10;
    }

    <A extends ValueAxis> A styled(A axis) {
        axis.setTickLabelsVisible(words);
        axis.setLabelFont(plain(12));
        axis.setLabelPaint(INK);
        axis.setTickLabelFont(plain(11));
        axis.setTickLabelPaint(QUIET_INK);
        axis.setAxisLinePaint(QUIET_INK);
        axis.setTickMarkPaint(QUIET_INK);
        return axis;
    }

    /** A plot without data of its own; its content is drawn by annotations. */
    static XYPlot plot(ValueAxis time, ValueAxis values) {
        // Empty data and a renderer for it: a plot that lacks either draws neither grid nor markers.
        XYPlot plot = new XYPlot(new XYSeriesCollection(), time, values, new XYLineAndShapeRenderer());
        plot.setBackgroundPaint(Color.WHITE);
        plot.setDomainGridlinePaint(GRID);
        plot.setRangeGridlinePaint(GRID);
        plot.setDomainGridlineStroke(THIN);
        plot.setRangeGridlineStroke(THIN);
        plot.setOutlinePaint(QUIET_INK);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setInsets(RectangleInsets.ZERO_INSETS);
        return plot;
    }

    /** A chart with a bold line at the upper left. */
    JFreeChart chart(String title, Plot plot) {
        JFreeChart chart = new JFreeChart(null, null, plot, false);
        chart.setBackgroundPaint(PAGE);
        chart.setPadding(MARGIN);
        if (words && !title.isEmpty()) {
            TextTitle line = new TextTitle(
                    title,
                    bold(13.5f),
                    INK,
                    RectangleEdge.TOP,
                    HorizontalAlignment.LEFT,
                    VerticalAlignment.TOP,
                    new RectangleInsets(0, 0, 6, 0));
            line.setMaximumLinesToDisplay(2);
            chart.setTitle(line);
        }
        return chart;
    }

    /** A strip of colours with its axis, to the right of a plot whose lower axis has this height. */
    PaintScaleLegend strip(ColourScale colours, ValueAxis axis, double lowerAxisHeight) {
        PaintScaleLegend legend = new PaintScaleLegend(colours, axis);
        legend.setPosition(RectangleEdge.RIGHT);
        legend.setAxisLocation(AxisLocation.BOTTOM_OR_RIGHT);
        legend.setStripWidth(13);
        legend.setStripOutlineVisible(true);
        legend.setStripOutlinePaint(QUIET_INK);
        legend.setSubdivisionCount(180);
        legend.setBackgroundPaint(PAGE);
        legend.setMargin(new RectangleInsets(0, 12, words ? lowerAxisHeight : 0, 0));
        return legend;
    }

    /** The names of a plot's series, below it. */
    void addLegend(JFreeChart chart) {
        if (words) {
            LegendTitle legend = new LegendTitle(chart.getPlot());
            legend.setItemFont(plain(12));
            legend.setItemPaint(INK);
            legend.setBackgroundPaint(PAGE);
            legend.setPosition(RectangleEdge.BOTTOM);
            chart.addLegend(legend);
        }
    }

    /** A logarithmic axis of fixed range with a mark at each power of the base. */
    LogAxis logarithmic(String label, double lowest, double highest, double base, String pattern) {
        LogAxis axis = new LogAxis(words ? label : null);
        axis.setBase(base);
        axis.setRange(lowest, highest);
        NumberFormat format = new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
        axis.setTickUnit(new NumberTickUnit(1, format));
        axis.setNumberFormatOverride(format);
        axis.setMinorTickMarksVisible(false);
        return styled(axis);
    }

    /** A range of time that is never empty, so that a signal without frames still has an axis. */
    static double endSeconds(double seconds) {
        return seconds > 0 ? seconds : 1;
    }
}
