package vorlauf.drawing;

import java.awt.Color;
import java.awt.Font;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.category.DefaultCategoryDataset;

/** Bars on a logarithmic axis, each with its value above it; a line where 1 is. */
final class BarChart {
    /** Told apart in grey as well: they grow darker and lighter by turns. */
    static final Color[] COLOURS = {
        new Color(0x2c3747),
        new Color(0x1c66a6),
        new Color(0x86b6df),
        new Color(0xa8420a),
        new Color(0xe8a15f),
        new Color(0x00704f),
        new Color(0x8fcfb5),
        new Color(0x6544b8)
    };

    private static final double HEADROOM = 2;
    private static final double WIDEST_BAR = 0.06;

    private BarChart() {}

    static JFreeChart of(ChartStyle style, String title, String valueLabel, Bars bars) {
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        double least = 1;
        double most = 1;
        for (int series = 0; series < bars.series().size(); series++) {
            for (int group = 0; group < bars.groups().size(); group++) {
                double value = bars.values()[series][group];
                data.addValue(
                        Double.isNaN(value) ? null : value,
                        bars.series().get(series),
                        bars.groups().get(group));
                least = Double.isNaN(value) ? least : Math.min(least, value);
                most = Double.isNaN(value) ? most : Math.max(most, value);
            }
        }
        CategoryPlot plot =
                new CategoryPlot(data, groups(style), axis(style, valueLabel, least, most), renderer(style, bars));
        plot.setBackgroundPaint(Color.WHITE);
        plot.setRangeGridlinePaint(ChartStyle.GRID);
        plot.setRangeGridlineStroke(ChartStyle.THIN);
        plot.setOutlinePaint(ChartStyle.QUIET_INK);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
        plot.addRangeMarker(new ValueMarker(1, ChartStyle.LIMIT, ChartStyle.DASHED));
        JFreeChart chart = style.chart(title, plot);
        style.addLegend(chart);
        return chart;
    }

    private static CategoryAxis groups(ChartStyle style) {
        CategoryAxis axis = new CategoryAxis();
        axis.setTickLabelsVisible(style.words());
        axis.setTickLabelFont(ChartStyle.plain(12));
        axis.setTickLabelPaint(ChartStyle.INK);
        axis.setCategoryMargin(0.22);
        axis.setLowerMargin(0.01);
        axis.setUpperMargin(0.01);
        return axis;
    }

    private static LogAxis axis(ChartStyle style, String label, double least, double most) {
        LogAxis axis = style.styled(new LogAxis(style.words() ? label : null));
        axis.setRange(least / HEADROOM, most * HEADROOM);
        axis.setNumberFormatOverride(format("#,##0.##"));
        return axis;
    }

    private static DecimalFormat format(String pattern) {
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
    }

    private static BarRenderer renderer(ChartStyle style, Bars bars) {
        BarRenderer renderer = new BarRenderer();
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        renderer.setDrawBarOutline(false);
        renderer.setItemMargin(0);
        renderer.setMaximumBarWidth(WIDEST_BAR);
        renderer.setIncludeBaseInRange(false);
        for (int series = 0; series < bars.series().size(); series++) {
            renderer.setSeriesPaint(series, COLOURS[series % COLOURS.length]);
        }
        if (style.words()) {
            Font font = ChartStyle.plain(9);
            renderer.setDefaultItemLabelGenerator(new StandardCategoryItemLabelGenerator("{2}", format("0.#")));
            renderer.setDefaultItemLabelFont(font);
            renderer.setDefaultItemLabelPaint(ChartStyle.QUIET_INK);
            renderer.setDefaultItemLabelsVisible(true);
        }
        return renderer;
    }
}
