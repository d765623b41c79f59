package vorlauf.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {
    private static final int OUTPUT_FRAMES = 12_000;

    /** Tones do not start at 0: one at half the output rate would be sampled at its zeros alone. */
    private static final double START_RADIANS = 0.7;

    private static final double PASSBAND = 0.45;
    private static final double STOPBAND = 0.5;
    private static final double PASSBAND_DECIBELS = 0.001;
    private static final double STOPBAND_DECIBELS = -115;

    @ParameterizedTest
    @CsvSource({
        "44100, 48000",
        "48000, 44100",
        "8000, 48000",
        "96000, 48000",
        "192000, 48000",
        "22050, 48000",
        "44100.5, 48000",
        "48000, 47999",
        "11025, 384000",
        "48000, 32000.7"
    })
    void keepsTonesUpTo45PercentOfTheLowerRateInLevelAndTimeAndAddsNoImages(double inputHertz, double outputHertz) {
        double lowerRate = Math.min(inputHertz, outputHertz);
        for (double fraction :
                new double[] {0.0001, 0.01, 0.05, 0.11, 0.2, 0.23, 0.3, 0.37, 0.4, 0.42, 0.44, PASSBAND}) {
            double hertz = fraction * lowerRate;
            float[] output = resampledTone(hertz, inputHertz, outputHertz, OUTPUT_FRAMES);
            Residue residue = Residue.of(output, steadyFrom(inputHertz, outputHertz), hertz / outputHertz);
            assertThat(residue.levelDecibels()).as("level at %s Hz", hertz).isEqualTo(0, within(PASSBAND_DECIBELS));
            assertThat(residue.phaseRadians()).as("phase at %s Hz", hertz).isEqualTo(START_RADIANS, within(1e-5));
            assertThat(residue.restDecibels()).as("images beside %s Hz", hertz).isLessThan(STOPBAND_DECIBELS);
        }
    }

    @ParameterizedTest
    @CsvSource({"48000, 44100", "96000, 48000", "192000, 48000", "48000, 8000", "48000, 32000.7", "384000, 11025"})
    void letsNoToneAboveHalfTheOutputRateThrough(double inputHertz, double outputHertz) {
        for (double place = STOPBAND; place * outputHertz < inputHertz / 2; place += 0.0011 + (place - STOPBAND) / 2) {
            double hertz = place * outputHertz;
            int from = steadyFrom(inputHertz, outputHertz);
            float[] output = resampledTone(hertz, inputHertz, outputHertz, from + 1_000);
            double level = decibels(peak(output, from));
            assertThat(level).as("alias of %s Hz", hertz).isLessThan(STOPBAND_DECIBELS);
        }
    }

    @Test
    void theMeasuresCatchLinearInterpolation() {
        double ratio = 44_100.0 / 48_000;
        float[] input = tone(5_000, 44_100, OUTPUT_FRAMES);
        float[] output = new float[OUTPUT_FRAMES - 1_000];
        for (int frame = 0; frame < output.length; frame++) {
            int before = (int) (frame * ratio);
            double fraction = frame * ratio - before;
            output[frame] = (float) (input[before] + fraction * (input[before + 1] - input[before]));
        }
        Residue residue = Residue.of(output, 0, 5_000.0 / 48_000);
        assertThat(residue.restDecibels()).isGreaterThan(-60);
        assertThat(Math.abs(residue.levelDecibels())).isGreaterThan(10 * PASSBAND_DECIBELS);
    }

    @Test
    void theMeasuresCatchAnOutputThatIsATenthOfAFrameLate() {
        float[] late = new float[OUTPUT_FRAMES];
        for (int frame = 0; frame < late.length; frame++) {
            late[frame] = (float) Math.sin(2 * Math.PI * 0.1 * (frame - 0.1));
        }
        assertThat(Residue.of(late, 0, 0.1).phaseRadians()).isEqualTo(-2 * Math.PI * 0.01, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"44100, 48000", "48000, 44100", "192000, 8000", "8000, 192000", "44100.5, 48000", "48000, 48000"})
    void theBitsDoNotDependOnHowTheInputIsCut(double inputHertz, double outputHertz) {
        int inputFrames = 5_000;
        float[] input = noise(2 * inputFrames, 11);
        float[] whole = resample(new Resampler(inputHertz, outputHertz, 2), input, 2, inputFrames, new Random(0) {
            private static final long serialVersionUID = 1L;

            @Override
            public int nextInt(int bound) {
                return bound - 1;
            }
        });
        for (int seed = 1; seed <= 5; seed++) {
            float[] cut = resample(new Resampler(inputHertz, outputHertz, 2), input, 2, inputFrames, new Random(seed));
            assertThat(bits(cut)).isEqualTo(bits(whole));
        }
        assertThat(whole.length / 2).isEqualTo((int) Math.ceil(inputFrames * outputHertz / inputHertz));
    }

    @Test
    void equalRatesCopyBitForBit() {
        float[] input = noise(9_999, 3);
        input[0] = -0.0f;
        input[17] = Float.MIN_VALUE;
        input[18] = Float.MAX_VALUE;
        input[19] = Float.NEGATIVE_INFINITY;
        input[20] = Float.NaN;
        float[] output = resample(new Resampler(44_100, 44_100, 1), input, 1, input.length, new Random(5));
        assertThat(bits(output)).isEqualTo(bits(input));
    }

    @Test
    void channelsDoNotMix() {
        int frames = 3_000;
        float[] left = noise(frames, 1);
        float[] right = noise(frames, 2);
        float[] both = new float[2 * frames];
        for (int frame = 0; frame < frames; frame++) {
            both[2 * frame] = left[frame];
            both[2 * frame + 1] = right[frame];
        }
        float[] stereo = resample(new Resampler(44_100, 48_000, 2), both, 2, frames, new Random(1));
        float[] mono = resample(new Resampler(44_100, 48_000, 1), right, 1, frames, new Random(2));
        for (int frame = 0; frame < mono.length; frame++) {
            assertThat(stereo[2 * frame + 1]).isEqualTo(mono[frame]);
        }
    }

    @Test
    void aConstantStaysAConstant() {
        float[] input = new float[4_000];
        Arrays.fill(input, 0.7f);
        for (double outputHertz : new double[] {48_000, 22_050, 47_999.3}) {
            float[] output = resample(new Resampler(44_100, outputHertz, 1), input, 1, input.length, new Random(1));
            int margin = 400;
            for (int frame = margin; frame < output.length - margin; frame++) {
                assertThat(output[frame]).isEqualTo(0.7f, within(6e-8f));
            }
        }
    }

    @Test
    void staysInTimeOverAMillionFrames() {
        int outputFrames = 1_000_000;
        double hertz = 1_000;
        float[] output = run(
                new Resampler(44_100, 48_000, 1),
                outputFrames,
                frame -> Math.sin(2 * Math.PI * (hertz * frame / 44_100)));
        for (int frame = outputFrames - 1_000; frame < outputFrames; frame++) {
            double turns = hertz * frame / 48_000;
            assertThat((double) output[frame]).isEqualTo(Math.sin(2 * Math.PI * (turns % 1)), within(1e-6));
        }
    }

    @Test
    void resetForgetsEverything() {
        Resampler resampler = new Resampler(22_050, 48_000, 1);
        float[] input = noise(1_500, 8);
        float[] first = resample(resampler, input, 1, input.length, new Random(1));
        assertThat(resampler.drained()).isTrue();
        resampler.reset();
        assertThat(resampler.drained()).isFalse();
        assertThat(bits(resample(resampler, input, 1, input.length, new Random(2))))
                .isEqualTo(bits(first));
    }

    @Test
    void takesNothingAfterTheEndAndGivesNothingForNoInput() {
        Resampler resampler = new Resampler(22_050, 48_000, 1);
        float[] samples = new float[16];
        assertThat(resampler.read(samples, 0, 16)).isZero();
        resampler.finish();
        assertThat(resampler.read(samples, 0, 16)).isZero();
        assertThat(resampler.write(samples, 0, 16)).isZero();
        assertThat(resampler.drained()).isTrue();
    }

    @Test
    void allocatesNothingOnceItIsMade() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Resampler exact = new Resampler(44_100, 48_000, 2);
        Resampler dense = new Resampler(44_100.5, 48_000, 2);
        float[] input = noise(512, 4);
        float[] output = new float[1_024];
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 5; attempt++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int block = 0; block < 40; block++) {
                exact.write(input, 0, 256);
                exact.read(output, 0, 512);
                dense.write(input, 0, 256);
                dense.read(output, 0, 512);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isZero();
    }

    @Test
    void refusesRatesThatCannotBe() {
        assertThat(Resampler.canResample(384_000, 8_000)).isTrue();
        for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 48_000 * 257.0, 100}) {
            assertThat(Resampler.canResample(wrong, 48_000)).isFalse();
            assertThatThrownBy(() -> new Resampler(wrong, 48_000, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at most a factor 256 apart");
        }
        assertThatThrownBy(() -> new Resampler(1, 1, 0)).hasMessage("channels is 0, at least 1 is needed");
    }

    @Test
    void tracksOfTheSameRateShareOneTable() {
        ResamplerTable table = ResamplerTable.of(44_100, 48_000);
        for (int rate = 1; rate <= 3; rate++) {
            ResamplerTable.of(44_100, 48_000 + 50 * rate);
        }
        assertThat(ResamplerTable.of(44_100, 48_000)).isSameAs(table);
        assertThat(ResamplerTable.of(48_000, 44_100)).isNotSameAs(table);
    }

    @Test
    void itsOwnFunctionsAgreeWithTheLibrary() {
        for (double halfTurns = -80; halfTurns < 80; halfTurns += 0.0137) {
            double reduced = StrictMath.IEEEremainder(halfTurns, 2);
            assertThat(ResamplerTable.sineOfHalfTurns(halfTurns))
                    .isEqualTo(StrictMath.sin(Math.PI * reduced), within(5e-16));
        }
        assertThat(ResamplerTable.besselI0(1)).isEqualTo(1.2660658777520084, within(1e-15));
        assertThat(ResamplerTable.besselI0(10)).isEqualTo(2815.716628466254, within(1e-11));
    }

    /** What is left of an output when the tone that it should be is taken out by least squares. */
    private record Residue(double levelDecibels, double phaseRadians, double restDecibels) {
        static Residue of(float[] output, int from, double cyclesPerFrame) {
            double ss = 0;
            double sc = 0;
            double cc = 0;
            double xs = 0;
            double xc = 0;
            for (int frame = from; frame < output.length - from; frame++) {
                double sine = Math.sin(2 * Math.PI * ((cyclesPerFrame * frame) % 1));
                double cosine = Math.cos(2 * Math.PI * ((cyclesPerFrame * frame) % 1));
                ss += sine * sine;
                sc += sine * cosine;
                cc += cosine * cosine;
                xs += output[frame] * sine;
                xc += output[frame] * cosine;
            }
            double determinant = ss * cc - sc * sc;
            double inPhase = (xs * cc - xc * sc) / determinant;
            double quadrature = (xc * ss - xs * sc) / determinant;
            double rest = 0;
            for (int frame = from; frame < output.length - from; frame++) {
                double angle = 2 * Math.PI * ((cyclesPerFrame * frame) % 1);
                double error = output[frame] - inPhase * Math.sin(angle) - quadrature * Math.cos(angle);
                rest = Math.max(rest, Math.abs(error));
            }
            return new Residue(
                    decibels(Math.hypot(inPhase, quadrature)), Math.atan2(quadrature, inPhase), decibels(rest));
        }
    }

    private static double decibels(double amplitude) {
        return 20 * Math.log10(Math.max(amplitude, 1e-20));
    }

    private static double peak(float[] samples, int from) {
        double peak = 0;
        for (int frame = from; frame < samples.length; frame++) {
            peak = Math.max(peak, Math.abs(samples[frame]));
        }
        return peak;
    }

    /** Output frames that feel the start of the input. */
    private static int steadyFrom(double inputHertz, double outputHertz) {
        return (int) (new Resampler(inputHertz, outputHertz, 1).lookAheadFrames() * outputHertz / inputHertz) + 2;
    }

    private static float[] resampledTone(double hertz, double inputHertz, double outputHertz, int frames) {
        return run(
                new Resampler(inputHertz, outputHertz, 1),
                frames,
                frame -> Math.sin(2 * Math.PI * ((hertz / inputHertz * frame) % 1) + START_RADIANS));
    }

    private static float[] run(Resampler resampler, int outputFrames, LongToDoubleFunction input) {
        float[] output = new float[outputFrames];
        float[] one = new float[1];
        int given = 0;
        for (long frame = 0; given < outputFrames; frame++) {
            one[0] = (float) input.applyAsDouble(frame);
            if (resampler.write(one, 0, 1) != 1) {
                throw new AssertionError("a resampler that is read as soon as possible takes every frame");
            }
            given += resampler.read(output, given, outputFrames - given);
        }
        return output;
    }

    private static float[] tone(double hertz, double rateHertz, int frames) {
        float[] samples = new float[frames];
        for (int frame = 0; frame < frames; frame++) {
            samples[frame] = (float) Math.sin(2 * Math.PI * ((hertz / rateHertz * frame) % 1));
        }
        return samples;
    }

    private static float[] noise(int count, long seed) {
        Random random = new Random(seed);
        float[] samples = new float[count];
        for (int index = 0; index < count; index++) {
            samples[index] = random.nextFloat() * 2 - 1;
        }
        return samples;
    }

    /** Feeds and reads in random pieces to the end. */
    private static float[] resample(Resampler resampler, float[] input, int channels, int inputFrames, Random sizes) {
        float[] output = new float[channels * 1_000_000];
        int written = 0;
        int read = 0;
        while (!resampler.drained()) {
            int offered = Math.min(inputFrames - written, sizes.nextInt(3_000));
            written += resampler.write(input, written, offered);
            if (written == inputFrames) {
                resampler.finish();
            }
            read += resampler.read(output, read, sizes.nextInt(3_000));
        }
        return Arrays.copyOf(output, read * channels);
    }

    private static int[] bits(float[] samples) {
        int[] bits = new int[samples.length];
        for (int index = 0; index < samples.length; index++) {
            bits[index] = Float.floatToRawIntBits(samples[index]);
        }
        return bits;
    }
}
