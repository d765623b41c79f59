package vorlauf.drawing;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * Power over time and frequency, in decibels; 0 dB is a sine of amplitude 1.
 *
 * <p>Columns are evenly spaced in time, each the strongest of up to four Hann-windowed transforms within it, so that
 * a short event between two columns of a long signal is not lost. Channels are averaged by power. Samples that are
 * not finite count as 0.
 */
final class Spectrogram {
    static final double FLOOR_DECIBELS = -200;
    private static final int TRANSFORMS_PER_COLUMN = 4;
    private static final double WINDOW_SECONDS = 0.04;
    private static final int SMALLEST_SIZE = 64;
    private static final int LARGEST_SIZE = 16_384;

    private final float[][] decibels;
    private final double rateHertz;
    private final int size;

    private Spectrogram(float[][] decibels, double rateHertz, int size) {
        this.decibels = decibels;
        this.rateHertz = rateHertz;
        this.size = size;
    }

    /**
     * @param samples one array of equal length for each channel
     * @param columnLimit columns at most; a short signal has fewer
     */
    static Spectrogram of(float[][] samples, double rateHertz, int columnLimit) {
        int frameCount = samples[0].length;
        int size = sizeFor(rateHertz, frameCount);
        int columns = Math.max(1, Math.min(columnLimit, frameCount / Math.max(1, size / 16)));
        return new Analysis(samples, rateHertz, new Fourier(size)).run(columns);
    }

    private static int sizeFor(double rateHertz, int frameCount) {
        int wished = Integer.highestOneBit((int) Math.min(LARGEST_SIZE, rateHertz * WINDOW_SECONDS * 1.5));
        int fitting = Integer.highestOneBit(Math.max(1, frameCount));
        return Math.max(SMALLEST_SIZE, Math.min(wished, fitting));
    }

    int columns() {
        return decibels.length;
    }

    /** Frequencies from 0 to half the rate. */
    int bins() {
        return size / 2 + 1;
    }

    double hertz(int bin) {
        return bin * rateHertz / size;
    }

    float decibels(int column, int bin) {
        return decibels[column][bin];
    }

    double loudestDecibels() {
        double loudest = FLOOR_DECIBELS;
        for (float[] column : decibels) {
            for (float level : column) {
                loudest = Math.max(loudest, level);
            }
        }
        return loudest;
    }

    /**
     * One pixel a column, the highest frequency on top.
     *
     * @param frequencies what frequency the edge of each row has
     */
    BufferedImage image(Frequencies frequencies, int rows, ColourScale colours) {
        BufferedImage image = new BufferedImage(columns(), rows, BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < rows; row++) {
            double topHertz = frequencies.hertz(1 - (double) row / rows);
            double bottomHertz = frequencies.hertz(1 - (row + 1.0) / rows);
            for (int column = 0; column < columns(); column++) {
                image.setRGB(column, row, colours.rgb(level(column, bottomHertz, topHertz)));
            }
        }
        return image;
    }

    /** The strongest bin inside the band, or what lies between the two nearest bins where none is inside. */
    double level(int column, double bottomHertz, double topHertz) {
        double bottom = bottomHertz * size / rateHertz;
        double top = topHertz * size / rateHertz;
        int first = (int) Math.ceil(bottom);
        int last = Math.min(bins() - 1, (int) Math.floor(top));
        double middle = Math.min(bins() - 1.0, (bottom + top) / 2);
        int below = (int) middle;
        int above = Math.min(bins() - 1, below + 1);
        double level = decibels[column][below] + (middle - below) * (decibels[column][above] - decibels[column][below]);
        for (int bin = first; bin <= last; bin++) {
            level = Math.max(level, decibels[column][bin]);
        }
        return level;
    }

    /** How the height of the picture, 0 at the bottom to 1 at the top, maps to frequency. */
    record Frequencies(boolean logarithmic, double lowestHertz, double highestHertz) {
        double hertz(double height) {
            if (logarithmic) {
                return lowestHertz * StrictMath.pow(highestHertz / lowestHertz, height);
            }
            return lowestHertz + (highestHertz - lowestHertz) * height;
        }
    }

    /** The working memory of one pass over a signal. */
    private static final class Analysis {
        private final float[][] samples;
        private final double rateHertz;
        private final Fourier fourier;
        private final double[] window;
        private final double[] real;
        private final double[] imaginary;
        private final double[] power;
        private final double fullScale;

        Analysis(float[][] samples, double rateHertz, Fourier fourier) {
            this.samples = samples;
            this.rateHertz = rateHertz;
            this.fourier = fourier;
            int size = fourier.size();
            window = new double[size];
            double sum = 0;
            for (int i = 0; i < size; i++) {
                window[i] = 0.5 - 0.5 * StrictMath.cos(2 * Math.PI * i / size);
                sum += window[i];
            }
            fullScale = sum * sum / 4;
            real = new double[size];
            imaginary = new double[size];
            power = new double[size / 2 + 1];
        }

        Spectrogram run(int columns) {
            float[][] decibels = new float[columns][];
            double columnFrames = (double) samples[0].length / columns;
            int transforms =
                    (int) Math.max(1, Math.min(TRANSFORMS_PER_COLUMN, Math.ceil(2 * columnFrames / fourier.size())));
            for (int column = 0; column < columns; column++) {
                double[] strongest = new double[power.length];
                for (int i = 0; i < transforms; i++) {
                    double centre = (column + (i + 0.5) / transforms) * columnFrames;
                    measure((int) centre - fourier.size() / 2);
                    for (int bin = 0; bin < power.length; bin++) {
                        strongest[bin] = Math.max(strongest[bin], power[bin]);
                    }
                }
                decibels[column] = decibels(strongest);
            }
            return new Spectrogram(decibels, rateHertz, fourier.size());
        }

        /** Fills {@code power} with that of the window that begins at this frame; beyond the ends there is silence. */
        private void measure(int start) {
            Arrays.fill(power, 0);
            for (float[] channel : samples) {
                for (int i = 0; i < window.length; i++) {
                    int frame = start + i;
                    float sample = frame >= 0 && frame < channel.length ? channel[frame] : 0;
                    real[i] = Float.isFinite(sample) ? sample * window[i] : 0;
                    imaginary[i] = 0;
                }
                fourier.transform(real, imaginary);
                for (int bin = 0; bin < power.length; bin++) {
                    power[bin] += (real[bin] * real[bin] + imaginary[bin] * imaginary[bin]) / samples.length;
                }
            }
        }

        private float[] decibels(double[] powers) {
            float[] levels = new float[powers.length];
            for (int bin = 0; bin < powers.length; bin++) {
                double level = 10 * StrictMath.log10(powers[bin] / fullScale);
                levels[bin] = (float) Math.max(FLOOR_DECIBELS, level);
            }
            return levels;
        }
    }
}
