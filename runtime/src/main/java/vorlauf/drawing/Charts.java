package vorlauf.drawing;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.ui.RectangleInsets;

/**
 * Pictures of sound and of a ring, as the bytes of PNG files, some as SVG documents too.
 *
 * <p>Samples are planar: {@code samples[channel][frame]}, at least one channel, all of equal length; full scale is
 * -1 to +1. On a machine without a typeface the pictures are the same without words; {@link #wordsProblem} says so.
 *
 * <p>Threads: any but the producer and the platform threads. Errors: a rate, size or shape of samples that makes no
 * sense is an {@link IllegalArgumentException} that names it; a display that does not answer is an
 * {@link IllegalStateException} that says what to do.
 */
public final class Charts {
    /** The size of the picture that a demonstration writes. */
    public static final int DEMO_WIDTH = 1_200;

    /** The size of the picture that a demonstration writes. */
    public static final int DEMO_HEIGHT = 1_000;

    private static final int HEADING_HEIGHT = 46;

    /** How frequency runs up the axis of a spectrogram. */
    public enum FrequencyScale {
        LINEAR,
        LOGARITHMIC
    }

    private Charts() {}

    /**
     * Tells Java, for a program that never opens a window, not to look for a display: without this, a {@code DISPLAY}
     * that is set and does not answer makes every picture fail, and macOS shows an icon. A choice that the user or
     * the host program has made stays. To be called first thing, before anything is drawn; nothing here does it by
     * itself, as it would take the windows from a host program that has some.
     */
    public static void runHeadless() {
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    /** One line that says why pictures have no words on this machine and what to install; empty where they do. */
    public static Optional<String> wordsProblem() {
        return Canvas.wordsProblem();
    }

    /** Amplitude over time (s), a band for each of the first eight channels. */
    public static byte[] waveform(String title, float[][] samples, double rateHertz, int width, int height) {
        requireSamples(samples);
        requireRate(rateHertz);
        return single(width, height, WaveformChart.of(style(), title, samples, rateHertz, width));
    }

    /** Level (dB, 0 is a sine of amplitude 1) over time (s) and frequency (Hz); channels averaged by power. */
    public static byte[] spectrogram(
            String title, float[][] samples, double rateHertz, FrequencyScale scale, int width, int height) {
        requireSamples(samples);
        requireRate(rateHertz);
        return single(width, height, SpectrogramChart.of(style(), title, samples, rateHertz, scale, width, height));
    }

    /** Readable frames (and ms) over time (s), with the lead limit and the underruns. */
    public static byte[] ringFill(String title, RingFill fill, int width, int height) {
        return single(width, height, RingFillChart.of(style(), title, fill, width));
    }

    /** Bars in groups on a logarithmic axis, on which 1 is marked. */
    public static byte[] bars(String title, String valueLabel, Bars bars, int width, int height) {
        return single(width, height, BarChart.of(style(), title, valueLabel, bars));
    }

    /**
     * The probability of a miss over the size of a ring, both logarithmic.
     *
     * @param estimates ascending by size, at least one
     * @param target the wanted probability, above 0
     */
    public static byte[] probabilities(String title, List<Interval> estimates, double target, int width, int height) {
        if (estimates.isEmpty() || !(target > 0 && target < 1)) {
            throw new IllegalArgumentException("there are " + estimates.size() + " estimates for a target of " + target
                    + "; at least one is needed, and a target between 0 and 1");
        }
        return single(width, height, ProbabilityChart.of(style(), title, estimates, target));
    }

    /** A value for each pair of two settings, as a map of colours with numbers in it. */
    public static byte[] heatMap(String title, HeatMap map, int width, int height) {
        return single(width, height, HeatMapChart.of(style(), title, map));
    }

    /** Curves and points with their names. */
    public static byte[] curves(String title, Curves curves, int width, int height) {
        return single(width, height, CurvesChart.of(style(), title, curves));
    }

    /**
     * Level (dB) and phase (degrees) of filters over frequency (Hz), one above the other.
     *
     * @param responses at least one; the phase of each is drawn without jumps of a turn
     */
    public static byte[] responses(String title, List<Response> responses, double rateHertz, int width, int height) {
        requireRate(rateHertz);
        if (responses.isEmpty()) {
            throw new IllegalArgumentException("there are no responses to draw; at least one is needed");
        }
        int upper = height * 53 / 100;
        return stacked(
                width,
                height,
                List.of(
                        new Panel(
                                ResponseChart.level(style(), title, responses, rateHertz),
                                new Rectangle(0, 0, width, upper)),
                        new Panel(
                                ResponseChart.phase(style(), "", responses, rateHertz),
                                new Rectangle(0, upper, width, height - upper))));
    }

    /** Waveform, spectrogram and ring fill one above the other, of the usual size. */
    public static byte[] demoPicture(String title, float[][] samples, double rateHertz, RingFill fill) {
        return demoPicture(title, samples, rateHertz, fill, DEMO_WIDTH, DEMO_HEIGHT);
    }

    /** Waveform, spectrogram and ring fill one above the other, their plots flush, under one heading. */
    public static byte[] demoPicture(
            String title, float[][] samples, double rateHertz, RingFill fill, int width, int height) {
        requireSamples(samples);
        requireRate(rateHertz);
        return demoPicture(style(), title, samples, rateHertz, fill, width, height);
    }

    static byte[] demoPicture(
            ChartStyle style, String title, float[][] samples, double rateHertz, RingFill fill, int width, int height) {
        int top = style.words() ? HEADING_HEIGHT : 0;
        int rest = height - top;
        int waveformHeight = rest * 30 / 100;
        int spectrogramHeight = rest * 40 / 100;
        String signal = String.format(
                Locale.ROOT,
                "%s, %.2f s at %.0f Hz",
                samples.length == 1 ? "mono" : samples.length == 2 ? "stereo" : samples.length + " channels",
                samples[0].length / rateHertz,
                rateHertz);
        List<Panel> panels = List.of(
                new Panel(
                        WaveformChart.of(style, "Waveform: " + signal, samples, rateHertz, width),
                        new Rectangle(0, top, width, waveformHeight)),
                new Panel(
                        SpectrogramChart.of(
                                style, "Spectrogram", samples, rateHertz, FrequencyScale.LOGARITHMIC, width, height),
                        new Rectangle(0, top + waveformHeight, width, spectrogramHeight)),
                new Panel(
                        RingFillChart.of(style, "Ring fill", fill, width),
                        new Rectangle(
                                0,
                                top + waveformHeight + spectrogramHeight,
                                width,
                                rest - waveformHeight - spectrogramHeight)));
        return Canvas.png(width, height, graphics -> {
            heading(style, graphics, title);
            align(panels, width, height);
            panels.forEach(panel -> panel.chart().draw(graphics, panel.area()));
        });
    }

    /** Lead, blocks, stalls and deadlines over a stretch of time; missed deadlines are flags. */
    public static byte[] timeline(String title, Timeline timeline, int width, int height) {
        return stacked(width, height, timelinePanels(title, timeline, width, height));
    }

    /** The same as an SVG document; words are outlines. */
    public static String timelineSvg(String title, Timeline timeline, int width, int height) {
        return stackedSvg(width, height, timelinePanels(title, timeline, width, height));
    }

    private static List<Panel> timelinePanels(String title, Timeline timeline, int width, int height) {
        ChartStyle style = style();
        long count = timeline.missedDeadlines();
        String missed =
                count == 0 ? "no deadline missed" : count + (count == 1 ? " deadline" : " deadlines") + " missed";
        int upper = height * 58 / 100;
        return List.of(
                new Panel(
                        TimelineChart.lead(style, title.isEmpty() ? missed : title + ": " + missed, timeline),
                        new Rectangle(0, 0, width, upper)),
                new Panel(
                        TimelineChart.lanes(style, "Producer and device", timeline),
                        new Rectangle(0, upper, width, height - upper)));
    }

    /** How often a value was in each interval, in percent of all. */
    public static byte[] histogram(String title, Counts counts, int width, int height) {
        return single(width, height, DistributionChart.histogram(style(), title, counts));
    }

    /** The probability of a greater value than each (the complementary distribution), over a logarithmic axis. */
    public static byte[] exceedance(String title, Counts counts, int width, int height) {
        return single(width, height, DistributionChart.beyond(style(), title, counts, false));
    }

    /** A histogram, and beneath it the probability to be as low as each value or lower, over a logarithmic axis. */
    public static byte[] fillDistribution(String title, Counts counts, int width, int height) {
        return stacked(width, height, fillPanels(title, counts, width, height));
    }

    /** The same as an SVG document; words are outlines. */
    public static String fillDistributionSvg(String title, Counts counts, int width, int height) {
        return stackedSvg(width, height, fillPanels(title, counts, width, height));
    }

    private static List<Panel> fillPanels(String title, Counts counts, int width, int height) {
        ChartStyle style = style();
        return List.of(
                new Panel(DistributionChart.histogram(style, title, counts), new Rectangle(0, 0, width, height / 2)),
                new Panel(
                        DistributionChart.beyond(style, "As low or lower", counts, true),
                        new Rectangle(0, height / 2, width, height - height / 2)));
    }

    private static byte[] stacked(int width, int height, List<Panel> panels) {
        return Canvas.png(width, height, graphics -> draw(graphics, width, height, panels));
    }

    private static String stackedSvg(int width, int height, List<Panel> panels) {
        return SvgGraphics.document(width, height, graphics -> draw(graphics, width, height, panels));
    }

    private static void draw(Graphics2D graphics, int width, int height, List<Panel> panels) {
        align(panels, width, height);
        panels.forEach(panel -> panel.chart().draw(graphics, panel.area()));
    }

    /** A chart and where it is drawn. */
    record Panel(JFreeChart chart, Rectangle area) {
        /** Where the plot proper is when it is drawn there. */
        Rectangle2D plotArea(Graphics2D graphics) {
            ChartRenderingInfo info = new ChartRenderingInfo();
            chart.draw(graphics, area, info);
            return info.getPlotInfo().getDataArea();
        }
    }

    /** Pads the charts so that their plots begin and end at the same places, as their time axes are read together. */
    static void align(List<Panel> panels, int width, int height) {
        BufferedImage scratch = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = Canvas.graphics(scratch);
        try {
            List<Rectangle2D> plots =
                    panels.stream().map(panel -> panel.plotArea(graphics)).toList();
            double left = plots.stream().mapToDouble(Rectangle2D::getMinX).max().orElse(0);
            double right =
                    plots.stream().mapToDouble(Rectangle2D::getMaxX).min().orElse(width);
            for (int i = 0; i < panels.size(); i++) {
                JFreeChart chart = panels.get(i).chart();
                RectangleInsets padding = chart.getPadding();
                chart.setPadding(new RectangleInsets(
                        padding.getTop(),
                        padding.getLeft() + left - plots.get(i).getMinX(),
                        padding.getBottom(),
                        padding.getRight() + plots.get(i).getMaxX() - right));
            }
        } finally {
            graphics.dispose();
        }
    }

    private static void heading(ChartStyle style, Graphics2D graphics, String title) {
        if (style.words()) {
            graphics.setFont(ChartStyle.bold(19));
            graphics.setColor(ChartStyle.INK);
            graphics.drawString(title, 14, 31);
        }
    }

    private static byte[] single(int width, int height, JFreeChart chart) {
        return Canvas.png(width, height, graphics -> chart.draw(graphics, new Rectangle(0, 0, width, height)));
    }

    private static ChartStyle style() {
        return new ChartStyle(wordsProblem().isEmpty());
    }

    static void requireSamples(float[][] samples) {
        if (samples.length == 0) {
            throw new IllegalArgumentException("there are no channels to draw; at least one is needed");
        }
        for (int channel = 1; channel < samples.length; channel++) {
            if (samples[channel].length != samples[0].length) {
                throw new IllegalArgumentException("channel " + channel + " has " + samples[channel].length
                        + " frames and channel 0 has " + samples[0].length + "; all channels must be equally long");
            }
        }
    }

    static void requireRate(double rateHertz) {
        if (!(rateHertz > 0) || Double.isInfinite(rateHertz)) {
            throw new IllegalArgumentException("the rate is " + rateHertz + " Hz; it must be positive and finite");
        }
    }
}
