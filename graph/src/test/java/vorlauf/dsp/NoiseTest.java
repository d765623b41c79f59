package vorlauf.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NoiseTest {

    private static float[] white(long seed, long first, int frames) {
        float[] out = new float[frames];
        Noise.white(seed, new long[] {first}, 0, out, 0, frames);
        return out;
    }

    private static double correlation(float[] a, float[] b, int lag) {
        double sum = 0;
        for (int i = lag; i < a.length; i++) {
            sum += (double) a[i] * b[i - lag];
        }
        return sum / (a.length - lag) * 3; // the power of uniform noise is a third
    }

    @Test
    void whiteNoiseIsUniformAndUncorrelated() {
        int frames = 1 << 20;
        float[] noise = white(1, 0, frames);
        int[] histogram = new int[64];
        double sum = 0;
        for (float value : noise) {
            assertThat(value >= -1f && value < 1f).isTrue();
            histogram[(int) ((value + 1) * 32)]++;
            sum += value;
        }
        assertThat(sum / frames).isCloseTo(0, within(4 / Math.sqrt(3.0 * frames)));
        assertThat(correlation(noise, noise, 0)).isCloseTo(1, within(0.004));
        double chiSquare = 0;
        for (int count : histogram) {
            double expected = frames / 64.0;
            chiSquare += (count - expected) * (count - expected) / expected;
        }
        assertThat(chiSquare).isBetween(25.0, 115.0); // 63 degrees of freedom
        for (int lag = 1; lag < 200; lag++) {
            assertThat(correlation(noise, noise, lag)).isCloseTo(0, within(5 / Math.sqrt(frames)));
        }
    }

    @Test
    void seedsGiveNoiseThatIsNotCorrelated() {
        int frames = 1 << 18;
        float[] one = white(1, 0, frames);
        for (long seed : new long[] {0, 2, 3, -1, 1L << 32, Long.MIN_VALUE}) {
            float[] other = white(seed, 0, frames);
            for (int lag = 0; lag < 10; lag++) {
                assertThat(correlation(one, other, lag)).isCloseTo(0, within(5 / Math.sqrt(frames)));
            }
        }
        assertThat(correlation(one, white(1, 1, frames), 0)).isCloseTo(0, within(5 / Math.sqrt(frames)));
    }

    @Test
    void aSampleDependsOnItsNumberAlone() {
        float[] all = white(9, 0xffff_fff0L, 64);
        for (int n = 0; n < 64; n++) {
            assertThat(white(9, 0xffff_fff0L + n, 1)[0]).isEqualTo(all[n]);
        }
        // The stretch after 2^32 samples is not the first one again.
        assertThat(white(9, 1L << 32, 64)).isNotEqualTo(white(9, 0, 64));
    }

    @Test
    void pinkNoiseFallsThreeDecibelsAnOctaveAtEveryRate() {
        for (double rate : new double[] {8_000, 22_050, 44_100, 48_000, 96_000, 192_000, 384_000}) {
            double[] c = new double[Noise.PINK_COEFFICIENTS];
            Noise.pinkCoefficients(rate, c, 0);
            double reference = level(c, 1_000, rate);
            for (double hertz = 20; hertz < 0.4 * rate; hertz *= 1.02) {
                double line = reference - 10 * StrictMath.log10(hertz / 1_000);
                assertThat(level(c, hertz, rate))
                        .as("%s Hz at %s Hz", hertz, rate)
                        .isCloseTo(line, within(0.1));
            }
        }
    }

    private static double level(double[] c, double hertz, double rate) {
        return 10 * StrictMath.log10(Noise.pinkResponse(c, 0, 2 * Math.PI * hertz / rate));
    }

    @Test
    void theKernelDrawsTheSpectrumAndThePowerThatItIsDesignedFor() {
        double rate = 48_000;
        double[] c = new double[Noise.PINK_COEFFICIENTS];
        Noise.pinkCoefficients(rate, c, 0);
        double[] state = new double[Noise.PINK_STATE];
        long[] drawn = new long[1];
        int frames = 1 << 20;
        float[] out = new float[frames];
        Noise.pink(4, drawn, 0, c, 0, state, 0, out, 0, frames); // lets the slow sections fill
        Noise.pink(4, drawn, 0, c, 0, state, 0, out, 0, frames);
        double[] samples = new double[frames];
        double power = 0;
        for (int i = 0; i < frames; i++) {
            samples[i] = out[i];
            power += samples[i] * samples[i];
        }
        assertThat(Math.sqrt(power / frames)).isCloseTo(Noise.PINK_RMS, within(0.02));
        assertThat(Arithmetic.peak(out, 0, frames, 0f)).isLessThan(1.1f);
        Spectrum spectrum = Spectrum.of(samples);
        // Octave bands of at least a thousand bins: the mean of n squared magnitudes is within 4 / sqrt n.
        for (int low = 1 << 10; low < frames * 0.2; low *= 2) {
            double measured = 0;
            double expected = 0;
            for (int bin = low; bin < 2 * low; bin++) {
                measured += spectrum.power(bin) / frames;
                expected += Noise.pinkResponse(c, 0, 2 * Math.PI * bin / frames) / 3;
            }
            assertThat(measured / expected).isCloseTo(1, within(4 / Math.sqrt(low)));
        }
    }
}
