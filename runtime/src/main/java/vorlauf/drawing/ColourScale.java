package vorlauf.drawing;

import java.awt.Color;
import java.awt.Paint;
import org.jfree.chart.renderer.PaintScale;

/**
 * Colours for values, such as levels in decibels: from near black over violet and orange to pale yellow, every step lighter than the
 * one before, so that the order survives in grey and for those who see fewer colours.
 */
record ColourScale(double lowest, double highest) implements PaintScale {
    /** Evenly spaced stops; lightness rises nearly evenly from 3 to 97 of 100. */
    private static final int[] STOPS = {
        0x060513, 0x1a0f3d, 0x3b0f70, 0x641a80, 0x8c2981, 0xb73779, 0xde4968, 0xf7705c, 0xfe9f6d, 0xfecf92, 0xfcfdbf
    };

    @Override
    public double getLowerBound() {
        return lowest;
    }

    @Override
    public double getUpperBound() {
        return highest;
    }

    @Override
    public Paint getPaint(double value) {
        return new Color(rgb(value));
    }

    /** Red, green and blue from the highest byte to the lowest; values outside the scale have the colour of its end. */
    int rgb(double value) {
        double part = (value - lowest) / (highest - lowest);
        double position = Math.max(0, Math.min(1, part)) * (STOPS.length - 1);
        int stop = Math.min(STOPS.length - 2, (int) position);
        double within = position - stop;
        return channel(stop, within, 16) << 16 | channel(stop, within, 8) << 8 | channel(stop, within, 0);
    }

    private static int channel(int stop, double within, int shift) {
        int from = STOPS[stop] >> shift & 0xff;
        int to = STOPS[stop + 1] >> shift & 0xff;
        return (int) Math.round(from + (to - from) * within);
    }
}
