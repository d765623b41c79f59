package vorlauf.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYShapeAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;

/** The two charts of a {@link Timeline}: the lead as a staircase, and beneath it blocks, stalls and deadlines in lanes. */
final class TimelineChart {
    private static final double HEADROOM = 1.18;
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final Color BELOW = new Color(0xd5, 0xe6, 0xf5);
    private static final Color STALL = new Color(0xf0, 0xc0, 0x60);
    private static final Color STALL_EDGE = new Color(0x8a, 0x5c, 0x00);
    private static final Color STALL_SHADE = new Color(0xfb, 0xf1, 0xda);
    private static final BasicStroke OUTLINE = new BasicStroke(1.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final String[] LANES = {"deadlines", "stalls", "blocks"};
    private static final int DEADLINES = 0;
    private static final int STALLS = 1;
    private static final int BLOCKS = 2;

    private TimelineChart() {}

    /** Frames in the ring over time; missed deadlines are flags. */
    static JFreeChart lead(ChartStyle style, String title, Timeline timeline) {
        double top = timeline.leadLimitFrames() * HEADROOM;
        XYPlot plot = ChartStyle.plot(time(style, timeline), style.axis("readable (frames)", 0, top, 6));
        plot.setRangeAxis(1, style.axis("lead (ms)", 0, top * MILLIS_PER_SECOND / timeline.rateHertz(), 6));
        for (Timeline.Stall stall : timeline.stalls()) {
            behind(plot, box(timeline, stall.fromNanos(), stall.toNanos(), 0, top), STALL_SHADE, STALL_SHADE);
        }
        Path2D stairs = stairs(timeline);
        Path2D area = new Path2D.Double(stairs);
        area.lineTo(timeline.milliseconds(timeline.toNanos()), 0);
        area.lineTo(timeline.milliseconds(timeline.fromNanos()), 0);
        area.closePath();
        behind(plot, area, BELOW, BELOW);
        plot.getRenderer()
                .addAnnotation(new XYShapeAnnotation(stairs, OUTLINE, ChartStyle.SOUND, null), Layer.BACKGROUND);
        ValueMarker limit = new ValueMarker(timeline.leadLimitFrames(), ChartStyle.LIMIT, ChartStyle.DASHED);
        limit.setAlpha(1);
        plot.addRangeMarker(limit, Layer.FOREGROUND);
        double width = timeline.milliseconds(timeline.toNanos()) - timeline.milliseconds(timeline.fromNanos());
        for (Timeline.Deadline deadline : timeline.deadlines()) {
            if (deadline.foundFrames() < deadline.requestedFrames()) {
                Path2D flag = flag(timeline.milliseconds(deadline.atNanos()), top, width * 0.008);
                plot.addAnnotation(new XYShapeAnnotation(flag, OUTLINE, ChartStyle.ALARM, ChartStyle.ALARM));
            }
        }
        return style.chart(title, plot);
    }

    /** What the producer, the stalls and the device did, each in its lane. */
    static JFreeChart lanes(ChartStyle style, String title, Timeline timeline) {
        XYPlot plot = ChartStyle.plot(time(style, timeline), laneAxis(style));
        plot.setRangeGridlinesVisible(false);
        for (Timeline.Block block : timeline.blocks()) {
            Rectangle2D box = box(timeline, block.startNanos(), block.doneNanos(), BLOCKS - 0.32, 0.64);
            Color fill = block.kept() ? WaveformChart.translucent(ChartStyle.SOUND) : Color.WHITE;
            behind(plot, box, block.kept() ? ChartStyle.SOUND : ChartStyle.ALARM, fill);
        }
        for (Timeline.Stall stall : timeline.stalls()) {
            double height = stall.stopsDevice() ? 0.8 : 0.5;
            behind(
                    plot,
                    box(timeline, stall.fromNanos(), stall.toNanos(), STALLS - height / 2, height),
                    STALL_EDGE,
                    STALL);
        }
        double width = timeline.milliseconds(timeline.toNanos()) - timeline.milliseconds(timeline.fromNanos());
        for (Timeline.Deadline deadline : timeline.deadlines()) {
            boolean missed = deadline.foundFrames() < deadline.requestedFrames();
            Color colour = missed ? ChartStyle.ALARM : ChartStyle.QUIET_INK;
            double reach = missed ? 0.45 : 0.25;
            // Not a line: the library draws no annotation whose shape has no area.
            double thickness = width * (missed ? 0.0025 : 0.001);
            double left = timeline.milliseconds(deadline.atNanos()) - thickness / 2;
            behind(plot, new Rectangle2D.Double(left, DEADLINES - reach, thickness, 2 * reach), colour, colour);
        }
        return style.chart(title, plot);
    }

    private static NumberAxis time(ChartStyle style, Timeline timeline) {
        return style.axis(
                "time (ms)",
                timeline.milliseconds(timeline.fromNanos()),
                timeline.milliseconds(timeline.toNanos()),
                ChartStyle.TIME_MARKS);
    }

    private static ValueAxis laneAxis(ChartStyle style) {
        SymbolAxis axis = new SymbolAxis(null, LANES);
        axis.setGridBandsVisible(false);
        axis.setRange(-0.6, LANES.length - 0.4);
        return style.styled(axis);
    }

    private static void behind(XYPlot plot, Shape shape, Color line, Color fill) {
        plot.getRenderer().addAnnotation(new XYShapeAnnotation(shape, OUTLINE, line, fill), Layer.BACKGROUND);
    }

    /** A box in the part of the stretch that it touches. */
    private static Rectangle2D box(Timeline timeline, long fromNanos, long toNanos, double low, double height) {
        double left = timeline.milliseconds(Math.clamp(fromNanos, timeline.fromNanos(), timeline.toNanos()));
        double right = timeline.milliseconds(Math.clamp(toNanos, timeline.fromNanos(), timeline.toNanos()));
        return new Rectangle2D.Double(left, low, Math.max(0, right - left), height);
    }

    private static Path2D flag(double at, double top, double width) {
        double height = top * 0.07;
        Path2D flag = new Path2D.Double();
        flag.moveTo(at, 0);
        flag.lineTo(at, top);
        flag.lineTo(at + width, top - height / 2);
        flag.lineTo(at, top - height);
        flag.closePath();
        return flag;
    }

    /** A change of the fill: up by a block, or from one count to another at a deadline. */
    private record Step(long nanos, boolean deadline, int before, int after) {}

    private static Path2D stairs(Timeline timeline) {
        List<Step> steps = new ArrayList<>();
        for (Timeline.Deadline deadline : timeline.deadlines()) {
            steps.add(new Step(
                    deadline.atNanos(),
                    true,
                    deadline.fillFrames(),
                    Math.max(0, deadline.fillFrames() - deadline.foundFrames())));
        }
        for (Timeline.Block block : timeline.blocks()) {
            if (block.kept() && block.doneNanos() >= timeline.fromNanos() && block.doneNanos() <= timeline.toNanos()) {
                steps.add(new Step(block.doneNanos(), false, 0, timeline.blockFrames()));
            }
        }
        // A block that is done at a deadline is in the ring before it.
        steps.sort(Comparator.comparingLong(Step::nanos).thenComparing(Step::deadline));
        int fill = firstFill(steps);
        Path2D path = new Path2D.Double();
        path.moveTo(timeline.milliseconds(timeline.fromNanos()), fill);
        for (Step step : steps) {
            double at = timeline.milliseconds(step.nanos());
            path.lineTo(at, fill);
            // A deadline knows the fill; blocks add to what they find, up to the limit.
            fill = step.deadline() ? step.after() : fill + step.after();
            path.lineTo(at, fill);
        }
        path.lineTo(timeline.milliseconds(timeline.toNanos()), fill);
        return path;
    }

    /** What was in the ring when the stretch began: the first deadline's fill without the blocks that came before it. */
    private static int firstFill(List<Step> steps) {
        int blocks = 0;
        for (Step step : steps) {
            if (step.deadline()) {
                return Math.max(0, step.before() - blocks);
            }
            blocks += step.after();
        }
        return 0;
    }
}
