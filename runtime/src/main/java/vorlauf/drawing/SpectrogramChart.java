package vorlauf.drawing;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYDataImageAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.PaintScaleLegend;
import vorlauf.drawing.Spectrogram.Frequencies;

/** A spectrogram with its colour scale; the pixels are one image, which is some hundred times faster than blocks. */
final class SpectrogramChart {
    private static final double LOWEST_HERTZ = 20;
    private static final double RANGE_DECIBELS = 90;
    private static final double STEP_DECIBELS = 10;
    /** Keeps the strip beside the plot; the axis below the plot is about this high. */
    private static final double TIME_AXIS_HEIGHT = 33;

    private static final Color FAINT = new Color(255, 255, 255, 38);

    private SpectrogramChart() {}

    static JFreeChart of(
            ChartStyle style,
            String title,
            float[][] samples,
            double rateHertz,
            Charts.FrequencyScale scale,
            int columns,
            int rows) {
        Spectrogram spectrogram = Spectrogram.of(samples, rateHertz, columns);
        Frequencies frequencies = frequencies(scale, rateHertz);
        ColourScale colours = colours(spectrogram);
        BufferedImage image = spectrogram.image(frequencies, rows, colours);
        double seconds = ChartStyle.endSeconds(samples[0].length / rateHertz);
        NumberAxis time = style.axis("time (s)", 0, seconds, ChartStyle.TIME_MARKS);
        XYPlot plot = ChartStyle.plot(time, frequencyAxis(style, frequencies));
        plot.setBackgroundPaint(new Color(colours.rgb(colours.lowest())));
        plot.setDomainGridlinePaint(FAINT);
        plot.setRangeGridlinePaint(FAINT);
        double lowest = frequencies.lowestHertz();
        plot.addAnnotation(new XYDataImageAnnotation(image, 0, lowest, seconds, frequencies.highestHertz() - lowest));
        JFreeChart chart = style.chart(title, plot);
        chart.addSubtitle(legend(style, colours));
        return chart;
    }

    static Frequencies frequencies(Charts.FrequencyScale scale, double rateHertz) {
        double highest = rateHertz / 2;
        return switch (scale) {
            case LINEAR -> new Frequencies(false, 0, highest);
            case LOGARITHMIC -> new Frequencies(true, Math.min(LOWEST_HERTZ, highest / 100), highest);
        };
    }

    private static ValueAxis frequencyAxis(ChartStyle style, Frequencies frequencies) {
        String label = "frequency (Hz)";
        if (!frequencies.logarithmic()) {
            return style.axis(label, frequencies.lowestHertz(), frequencies.highestHertz(), 8);
        }
        return style.styled(
                new FrequencyAxis(style.words() ? label : "", frequencies.lowestHertz(), frequencies.highestHertz()));
    }

    /** From the loudest level, rounded up, down to a fixed range below; silence has the scale of a full-scale sine. */
    private static ColourScale colours(Spectrogram spectrogram) {
        double loudest = spectrogram.loudestDecibels();
        double highest = loudest <= Spectrogram.FLOOR_DECIBELS ? 0 : Math.ceil(loudest / STEP_DECIBELS) * STEP_DECIBELS;
        return new ColourScale(highest - RANGE_DECIBELS, highest);
    }

    private static PaintScaleLegend legend(ChartStyle style, ColourScale colours) {
        NumberAxis levels = style.axis("level (dB)", colours.lowest(), colours.highest(), 9);
        return style.strip(colours, levels, TIME_AXIS_HEIGHT);
    }
}
