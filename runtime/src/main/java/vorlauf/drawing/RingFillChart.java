package vorlauf.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Path2D;
import java.util.TreeSet;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYShapeAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;

/** Ring fill over time: its extremes as a band, the lead limit as a dashed line, each underrun as a flag. */
final class RingFillChart {
    private static final double HEADROOM = 1.18;
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final Color BELOW = new Color(0xd5, 0xe6, 0xf5);
    private static final BasicStroke OUTLINE = new BasicStroke(1.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

    private RingFillChart() {}

    static JFreeChart of(ChartStyle style, String title, RingFill fill, int columns) {
        double start = Math.min(0, startSeconds(fill));
        double end = ChartStyle.endSeconds(endSeconds(fill) - start) + start;
        Envelope envelope = Envelope.ofReadings(fill, start, end, columns);
        double top = Math.max(fill.leadLimitFrames(), envelope.peak()) * HEADROOM;
        NumberAxis frames = style.axis("readable (frames)", 0, top, 6);
        XYPlot plot = ChartStyle.plot(style.axis("time (s)", start, end, ChartStyle.TIME_MARKS), frames);
        plot.setRangeAxis(1, style.axis("lead (ms)", 0, top * MILLIS_PER_SECOND / fill.rateHertz(), 6));
        // Behind the markers, so that the limit stays visible where the ring is full.
        XYItemRenderer behind = plot.getRenderer();
        behind.addAnnotation(
                new XYShapeAnnotation(below(envelope, start, end), ChartStyle.THIN, BELOW, BELOW), Layer.BACKGROUND);
        behind.addAnnotation(
                new XYShapeAnnotation(
                        band(envelope, start, end),
                        OUTLINE,
                        ChartStyle.SOUND,
                        WaveformChart.translucent(ChartStyle.SOUND)),
                Layer.BACKGROUND);
        plot.addRangeMarker(limitLine(style, fill), Layer.FOREGROUND);
        addUnderruns(plot, fill, start, end, top, columns);
        return style.chart(title.isEmpty() ? "" : title + ": " + summary(fill), plot);
    }

    private static String summary(RingFill fill) {
        String lowest = fill.readingCount() == 0 ? "no reading" : "lowest " + counted(fill.lowestFrames(), "frame");
        String underruns = fill.underrunCount() == 0 ? "no underrun" : counted(fill.underrunCount(), "underrun");
        return lowest + ", " + underruns;
    }

    private static String counted(int count, String thing) {
        return NodeSelection.counted(count) + " " + thing + (count == 1 ? "" : "s");
    }

    private static double startSeconds(RingFill fill) {
        double start = fill.readingCount() == 0 ? 0 : fill.seconds(0);
        for (int i = 0; i < fill.underrunCount(); i++) {
            start = Math.min(start, fill.underrunSeconds(i));
        }
        return start;
    }

    private static double endSeconds(RingFill fill) {
        double end = fill.readingCount() == 0 ? 0 : fill.seconds(fill.readingCount() - 1);
        for (int i = 0; i < fill.underrunCount(); i++) {
            end = Math.max(end, fill.underrunSeconds(i));
        }
        return end;
    }

    /** From zero up to the lowest value of each column. */
    private static Path2D below(Envelope envelope, double start, double end) {
        Path2D area = new Path2D.Double();
        area.moveTo(start, 0);
        area.lineTo(start, envelope.lowest(0));
        for (int column = 0; column < envelope.columns(); column++) {
            area.lineTo(envelope.seconds(column), envelope.lowest(column));
        }
        area.lineTo(end, envelope.lowest(envelope.columns() - 1));
        area.lineTo(end, 0);
        area.closePath();
        return area;
    }

    private static Path2D band(Envelope envelope, double start, double end) {
        int last = envelope.columns() - 1;
        Path2D band = new Path2D.Double();
        band.moveTo(start, envelope.highest(0));
        for (int column = 0; column <= last; column++) {
            band.lineTo(envelope.seconds(column), envelope.highest(column));
        }
        band.lineTo(end, envelope.highest(last));
        band.lineTo(end, envelope.lowest(last));
        for (int column = last; column >= 0; column--) {
            band.lineTo(envelope.seconds(column), envelope.lowest(column));
        }
        band.lineTo(start, envelope.lowest(0));
        band.closePath();
        return band;
    }

    private static ValueMarker limitLine(ChartStyle style, RingFill fill) {
        ValueMarker line = new ValueMarker(fill.leadLimitFrames(), ChartStyle.LIMIT, ChartStyle.DASHED);
        line.setAlpha(1);
        if (style.words()) {
            line.setLabel("lead limit " + counted(fill.leadLimitFrames(), "frame"));
            line.setLabelFont(ChartStyle.bold(11));
            line.setLabelPaint(ChartStyle.LIMIT);
            line.setLabelBackgroundColor(new Color(0, 0, 0, 0));
            line.setLabelAnchor(RectangleAnchor.TOP_LEFT);
            line.setLabelTextAnchor(TextAnchor.BOTTOM_LEFT);
            line.setLabelOffset(new RectangleInsets(2, 6, 2, 6));
        }
        return line;
    }

    /** A line with a flag at its top for each column of pixels that has underruns, however many it has. */
    private static void addUnderruns(XYPlot plot, RingFill fill, double start, double end, double top, int columns) {
        double column = (end - start) / columns;
        TreeSet<Long> marked = new TreeSet<>();
        for (int i = 0; i < fill.underrunCount(); i++) {
            marked.add((long) ((fill.underrunSeconds(i) - start) / column));
        }
        double flagHeight = top * 0.07;
        for (long at : marked) {
            double seconds = start + (at + 0.5) * column;
            Path2D flag = new Path2D.Double();
            flag.moveTo(seconds, 0);
            flag.lineTo(seconds, top);
            flag.lineTo(seconds + 7 * column, top - flagHeight / 2);
            flag.lineTo(seconds, top - flagHeight);
            flag.closePath();
            plot.addAnnotation(new XYShapeAnnotation(flag, OUTLINE, ChartStyle.ALARM, ChartStyle.ALARM));
        }
    }
}
