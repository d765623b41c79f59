package vorlauf.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Level and phase of filters over a logarithmic axis of frequency. */
final class ResponseChart {
    private static final double LOWEST_HERTZ = 20;
    private static final double LEAST_RANGE_DECIBELS = 24;
    private static final double MOST_RANGE_DECIBELS = 100;
    private static final double STEP_DECIBELS = 6;
    private static final double STEP_DEGREES = 90;
    private static final int POINTS = 900;
    private static final int MARKS = 8;
    private static final BasicStroke LINE = new BasicStroke(1.8f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

    private static final Color[] COLOURS = {
        ChartStyle.SOUND,
        new Color(0xa8420a),
        new Color(0x00704f),
        ChartStyle.LIMIT,
        new Color(0x566270),
        new Color(0xa02e66)
    };

    private ResponseChart() {}

    static JFreeChart level(ChartStyle style, String title, List<Response> responses, double rateHertz) {
        XYSeriesCollection lines = new XYSeriesCollection();
        double loudest = Double.NEGATIVE_INFINITY;
        double quietest = Double.POSITIVE_INFINITY;
        for (Response response : responses) {
            XYSeries line = line(response, rateHertz, true, lines.getSeriesCount());
            lines.addSeries(line);
            loudest = Math.max(loudest, line.getMaxY());
            quietest = Math.min(quietest, line.getMinY());
        }
        double highest = Math.ceil((loudest + 1) / STEP_DECIBELS) * STEP_DECIBELS;
        double lowest =
                Math.floor(Math.max(quietest - 1, highest - MOST_RANGE_DECIBELS) / STEP_DECIBELS) * STEP_DECIBELS;
        lowest = Math.min(lowest, highest - LEAST_RANGE_DECIBELS);
        return style.chart(title, plot(style, lines, rateHertz, style.axis("level (dB)", lowest, highest, MARKS)));
    }

    static JFreeChart phase(ChartStyle style, String title, List<Response> responses, double rateHertz) {
        XYSeriesCollection lines = new XYSeriesCollection();
        double highest = STEP_DEGREES;
        double lowest = -STEP_DEGREES;
        for (Response response : responses) {
            XYSeries line = line(response, rateHertz, false, lines.getSeriesCount());
            lines.addSeries(line);
            highest = Math.max(highest, line.getMaxY());
            lowest = Math.min(lowest, line.getMinY());
        }
        highest = Math.ceil((highest - 1) / STEP_DEGREES) * STEP_DEGREES;
        lowest = Math.floor((lowest + 1) / STEP_DEGREES) * STEP_DEGREES;
        NumberAxis degrees = style.axis("phase (degrees)", lowest, highest, MARKS);
        if (highest - lowest <= MARKS * STEP_DEGREES) {
            degrees.setTickUnit(new NumberTickUnit(
                    STEP_DEGREES, new DecimalFormat("0", DecimalFormatSymbols.getInstance(Locale.ROOT))));
        }
        XYPlot plot = plot(style, lines, rateHertz, degrees);
        JFreeChart chart = style.chart(title, plot);
        if (style.words()) {
            LegendTitle legend = new LegendTitle(plot);
            legend.setItemFont(ChartStyle.plain(12));
            legend.setItemPaint(ChartStyle.INK);
            legend.setBackgroundPaint(ChartStyle.PAGE);
            legend.setPosition(RectangleEdge.BOTTOM);
            legend.setMargin(new RectangleInsets(4, 0, 0, 0));
            chart.addLegend(legend);
        }
        return chart;
    }

    /** The curve at points that are equally far apart on the logarithmic axis, on which thousands would stand close. */
    private static XYSeries line(Response response, double rateHertz, boolean level, int number) {
        Response.Curve curve = response.curve();
        double[] values = level ? curve.decibels() : curve.degrees();
        XYSeries line = new XYSeries((number + 1) + "  " + response.name());
        double octaves = StrictMath.log(rateHertz / 2 / LOWEST_HERTZ);
        int before = -1;
        for (int point = 0; point <= POINTS; point++) {
            double hertz = LOWEST_HERTZ * StrictMath.exp(octaves * point / POINTS);
            int place = (int) Math.min(values.length - 1, Math.rint(hertz / (rateHertz / 2) * (values.length - 1)));
            if (place != before) {
                line.add(curve.hertz(place, rateHertz), values[place]);
                before = place;
            }
        }
        return line;
    }

    private static XYPlot plot(ChartStyle style, XYSeriesCollection lines, double rateHertz, NumberAxis values) {
        FrequencyAxis frequency =
                style.styled(new FrequencyAxis(style.words() ? "frequency (Hz)" : "", LOWEST_HERTZ, rateHertz / 2));
        XYPlot plot = ChartStyle.plot(frequency, values);
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        for (int series = 0; series < lines.getSeriesCount(); series++) {
            renderer.setSeriesPaint(series, COLOURS[series % COLOURS.length]);
            renderer.setSeriesStroke(series, LINE);
        }
        plot.setRenderer(renderer);
        plot.setDataset(lines);
        return plot;
    }
}
