package vorlauf.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Path2D;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYShapeAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleInsets;

/** Samples over time, one band for each channel, as the envelope of their extremes. */
final class WaveformChart {
    private static final int CHANNEL_LIMIT = 8;
    private static final BasicStroke OUTLINE = new BasicStroke(1.1f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

    private WaveformChart() {}

    static JFreeChart of(ChartStyle style, String title, float[][] samples, double rateHertz, int columns) {
        int shown = Math.min(CHANNEL_LIMIT, samples.length);
        double seconds = samples[0].length / rateHertz;
        NumberAxis time = style.axis("time (s)", 0, ChartStyle.endSeconds(seconds), ChartStyle.TIME_MARKS);
        Envelope[] envelopes = new Envelope[shown];
        double peak = 0;
        long nonFiniteCount = 0;
        for (int channel = 0; channel < shown; channel++) {
            envelopes[channel] = Envelope.ofSamples(samples[channel], rateHertz, columns);
            peak = Math.max(peak, envelopes[channel].peak());
            nonFiniteCount += envelopes[channel].nonFiniteCount();
        }
        double limit = peak > 0 ? ChartStyle.niceCeiling(peak) : 1;
        CombinedDomainXYPlot plot = new CombinedDomainXYPlot(time);
        plot.setGap(16);
        plot.setInsets(RectangleInsets.ZERO_INSETS);
        for (int channel = 0; channel < shown; channel++) {
            NumberAxis amplitude = style.axis(label(channel, samples.length), -limit, limit, shown < 3 ? 4 : 2);
            plot.add(band(time, amplitude, envelopes[channel], limit));
        }
        return style.chart(title + remarks(samples.length, shown, nonFiniteCount), plot);
    }

    private static XYPlot band(NumberAxis time, NumberAxis amplitude, Envelope envelope, double limit) {
        XYPlot plot = ChartStyle.plot(time, amplitude);
        if (limit > 1) {
            for (double fullScale : new double[] {-1, 1}) {
                plot.addRangeMarker(new ValueMarker(fullScale, ChartStyle.ALARM, ChartStyle.DASHED), Layer.FOREGROUND);
            }
        }
        Path2D outline = outline(envelope);
        plot.getRenderer()
                .addAnnotation(
                        new XYShapeAnnotation(outline, OUTLINE, ChartStyle.SOUND, translucent(ChartStyle.SOUND)),
                        Layer.BACKGROUND);
        return plot;
    }

    /** Along the highest values, and back along the lowest. */
    static Path2D outline(Envelope envelope) {
        Path2D outline = new Path2D.Double();
        outline.moveTo(envelope.seconds(0), envelope.highest(0));
        for (int column = 1; column < envelope.columns(); column++) {
            outline.lineTo(envelope.seconds(column), envelope.highest(column));
        }
        for (int column = envelope.columns() - 1; column >= 0; column--) {
            outline.lineTo(envelope.seconds(column), envelope.lowest(column));
        }
        outline.closePath();
        return outline;
    }

    static Color translucent(Color colour) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 190);
    }

    private static String label(int channel, int channels) {
        if (channels > 2) {
            return "ch " + (channel + 1);
        }
        return channels == 1 ? "amplitude" : channel == 0 ? "left" : "right";
    }

    private static String remarks(int channels, int shown, long nonFiniteCount) {
        String hidden = channels > shown ? ", the first " + shown + " of " + channels + " channels" : "";
        String broken = nonFiniteCount > 0 ? ", not finite and left out: " + nonFiniteCount : "";
        return hidden + broken;
    }
}
