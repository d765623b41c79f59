package vorlauf.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vorlauf.drawing.Charts.FrequencyScale;
import vorlauf.drawing.Spectrogram.Frequencies;

class SpectrogramTest {
    private static final double RATE_HERTZ = 48_000;

    @ParameterizedTest
    @ValueSource(doubles = {100, 1_000, 15_000})
    void aToneIsLoudestAtItsOwnFrequencyInEveryColumn(double hertz) {
        Spectrogram spectrogram = Spectrogram.of(new float[][] {Tones.sine(hertz, 0.5, 48_000)}, RATE_HERTZ, 200);

        assertThat(spectrogram.columns()).isEqualTo(200);
        for (int column = 0; column < spectrogram.columns(); column++) {
            assertThat(spectrogram.hertz(loudestBin(spectrogram, column)))
                    .isCloseTo(hertz, within(spectrogram.hertz(1) / 2));
        }
    }

    @Test
    void aSineOfAmplitudeOneIsZeroDecibels() {
        float[] centred = Tones.sine(RATE_HERTZ / 64, 1, 48_000);

        assertThat(Spectrogram.of(new float[][] {centred}, RATE_HERTZ, 1).loudestDecibels())
                .isCloseTo(0, within(0.01));
        assertThat(Spectrogram.of(new float[][] {centred, new float[48_000]}, RATE_HERTZ, 1)
                        .loudestDecibels())
                .isCloseTo(-3.01, within(0.01));
    }

    @ParameterizedTest
    @EnumSource(FrequencyScale.class)
    void aToneOfOneKilohertzLightsTheRowOfOneKilohertz(FrequencyScale scale) {
        int rows = 300;
        Frequencies frequencies = SpectrogramChart.frequencies(scale, RATE_HERTZ);
        BufferedImage image = Spectrogram.of(new float[][] {Tones.sine(1_000, 0.5, 48_000)}, RATE_HERTZ, 50)
                .image(frequencies, rows, new ColourScale(-90, 0));
        int brightest = brightestRow(image, 25);

        double rowHertz = frequencies.hertz(1 - (brightest + 0.5) / rows);
        double rowStep = rowHertz - frequencies.hertz(1 - (brightest + 1.5) / rows);
        assertThat(rowHertz).isCloseTo(1_000, within(rowStep + RATE_HERTZ / 2_048));
    }

    @Test
    void aClickBetweenTwoColumnsOfALongSignalIsNotLost() {
        float[] samples = new float[48_000 * 4];
        samples[100_123] = 1;
        Spectrogram spectrogram = Spectrogram.of(new float[][] {samples}, RATE_HERTZ, 40);

        int column = 100_123 * 40 / samples.length;
        assertThat(spectrogram.decibels(column, 10)).isGreaterThan(-90);
        assertThat(spectrogram.decibels(column + 2, 10)).isEqualTo((float) Spectrogram.FLOOR_DECIBELS);
    }

    @Test
    void silenceNothingAndBrokenSamplesAreTheFloor() {
        float[] broken = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0, 0, Float.NaN};

        for (float[] samples : new float[][] {new float[5_000], new float[0], broken}) {
            assertThat(Spectrogram.of(new float[][] {samples}, RATE_HERTZ, 30).loudestDecibels())
                    .isEqualTo(Spectrogram.FLOOR_DECIBELS);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8, 64})
    void theTransformIsThatOfTheDefinition(int size) {
        Random random = new Random(7);
        double[] real = random.doubles(size, -1, 1).toArray();
        double[] imaginary = random.doubles(size, -1, 1).toArray();
        double[] fastReal = real.clone();
        double[] fastImaginary = imaginary.clone();
        new Fourier(size).transform(fastReal, fastImaginary);

        for (int bin = 0; bin < size; bin++) {
            double sumReal = 0;
            double sumImaginary = 0;
            for (int i = 0; i < size; i++) {
                double angle = -2 * Math.PI * bin * i / size;
                sumReal += real[i] * Math.cos(angle) - imaginary[i] * Math.sin(angle);
                sumImaginary += real[i] * Math.sin(angle) + imaginary[i] * Math.cos(angle);
            }
            assertThat(fastReal[bin]).isCloseTo(sumReal, within(1e-11));
            assertThat(fastImaginary[bin]).isCloseTo(sumImaginary, within(1e-11));
        }
    }

    @Test
    void aSizeThatIsNoPowerOfTwoIsRefused() {
        assertThatThrownBy(() -> new Fourier(48))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the transform's size is 48; it must be a power of two");
    }

    private static int loudestBin(Spectrogram spectrogram, int column) {
        int loudest = 0;
        for (int bin = 1; bin < spectrogram.bins(); bin++) {
            loudest = spectrogram.decibels(column, bin) > spectrogram.decibels(column, loudest) ? bin : loudest;
        }
        return loudest;
    }

    private static int brightestRow(BufferedImage image, int column) {
        int brightest = 0;
        for (int row = 1; row < image.getHeight(); row++) {
            brightest = brightness(image.getRGB(column, row)) > brightness(image.getRGB(column, brightest))
                    ? row
                    : brightest;
        }
        return brightest;
    }

    private static int brightness(int rgb) {
        return (rgb >> 16 & 0xff) + (rgb >> 8 & 0xff) + (rgb & 0xff);
    }
}
