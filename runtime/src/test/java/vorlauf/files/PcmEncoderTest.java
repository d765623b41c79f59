package vorlauf.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PcmEncoderTest {
    @Test
    void everySixteenBitValueSurvivesTheWayThroughFloat() {
        float[] samples = new float[1 << 16];
        for (int value = 0; value < samples.length; value++) {
            samples[value] = (value - 32_768) * 0x1p-15f;
        }
        assertThat(roundTrip(PcmEncoder.of(SampleFormat.PCM16), SampleCoding.SIGNED_16, samples))
                .isEqualTo(samples);
        assertThat(roundTrip(PcmEncoder.of(SampleFormat.PCM24), SampleCoding.SIGNED_24, samples))
                .isEqualTo(samples);
        assertThat(roundTrip(PcmEncoder.of(SampleFormat.PCM32), SampleCoding.SIGNED_32, samples))
                .isEqualTo(samples);
    }

    @Test
    void everyTwentyFourBitValueSurvivesTheWayThroughFloat() {
        float[] samples = new float[1 << 20];
        for (int value = 0; value < samples.length; value++) {
            samples[value] = (value * 16 + value % 16 - (1 << 23)) * 0x1p-23f;
        }
        assertThat(roundTrip(PcmEncoder.of(SampleFormat.PCM24), SampleCoding.SIGNED_24, samples))
                .isEqualTo(samples);
    }

    @Test
    void roundsToTheNearestValue() {
        assertThat(sixteen(0.49f, 0.5f, 0.51f, -0.5f, -0.51f, 1.5f)).containsExactly(0, 1, 1, 0, -1, 2);
    }

    @ParameterizedTest
    @EnumSource(value = SampleFormat.class, names = "FLOAT32", mode = EnumSource.Mode.EXCLUDE)
    void clipsAndCountsWhatIsOutOfRange(SampleFormat format) {
        PcmEncoder encoder = PcmEncoder.of(format);
        float[] samples = {1.0f, 1.5f, Float.POSITIVE_INFINITY, -1.0f, -1.1f, Float.NaN, 0.25f};
        float[] back = roundTrip(encoder, SampleCoding.integer(format.bytesPerSample(), false), samples);
        float highest = (float) (1 - Math.scalb(1.0, 1 - 8 * format.bytesPerSample()));
        float top = Math.min(highest, 0x1.fffffep-1f);
        assertThat(back).containsExactly(top, top, top, -1, -1, 0, 0.25f);
        assertThat(encoder.clippedSamples()).isEqualTo(5);
    }

    @Test
    void floatIsStoredAsItIs() {
        PcmEncoder encoder = PcmEncoder.of(SampleFormat.FLOAT32);
        float[] samples = {-0.0f, 1e30f, Float.MIN_VALUE, Float.NEGATIVE_INFINITY, Float.intBitsToFloat(0x7FC0_1234)};
        float[] back = roundTrip(encoder, SampleCoding.FLOAT_32, samples);
        samples[4] = Float.NaN;
        assertThat(Samples.bits(back)).isEqualTo(Samples.bits(samples));
        assertThat(encoder.clippedSamples()).isZero();
    }

    @Test
    void ditherKeepsALevelBetweenTwoValuesAndRoundingLosesIt() {
        float[] level = new float[100_000];
        Arrays.fill(level, 0.3f * 0x1p-15f);
        assertThat(mean(roundTrip(PcmEncoder.dithered(SampleFormat.PCM16, 1), SampleCoding.SIGNED_16, level)))
                .isEqualTo(0.3, within(0.01));
        assertThat(mean(roundTrip(PcmEncoder.of(SampleFormat.PCM16), SampleCoding.SIGNED_16, level)))
                .isZero();
    }

    @Test
    void theErrorOfTriangularDitherHasTheSamePowerAtEveryLevel() {
        for (float place = 0; place < 1; place += 0.1f) {
            float[] level = new float[100_000];
            Arrays.fill(level, (100 + place) * 0x1p-15f);
            float[] back = roundTrip(PcmEncoder.dithered(SampleFormat.PCM16, 7), SampleCoding.SIGNED_16, level);
            double power = 0;
            for (float sample : back) {
                double error = (sample - level[0]) * 32_768.0;
                power += error * error / back.length;
            }
            assertThat(power).as("at %s", place).isEqualTo(0.25, within(0.01));
        }
    }

    @Test
    void ditherDependsOnSeedAndPlaceAlone() {
        float[] samples = Samples.noise(10_000, 2);
        byte[] whole = new byte[20_000];
        PcmEncoder.dithered(SampleFormat.PCM16, 5).encode(samples, 0, 10_000, whole, 0);
        byte[] cut = new byte[20_000];
        PcmEncoder encoder = PcmEncoder.dithered(SampleFormat.PCM16, 5);
        Random random = new Random(1);
        for (int done = 0; done < 10_000; ) {
            int count = Math.min(10_000 - done, random.nextInt(300));
            done += encoder.encode(samples, done, count, cut, 2 * done) / 2;
        }
        assertThat(cut).isEqualTo(whole);
        PcmEncoder.dithered(SampleFormat.PCM16, 6).encode(samples, 0, 10_000, cut, 0);
        assertThat(cut).isNotEqualTo(whole);
    }

    @Test
    void ditherAtFullScaleIsNoClipping() {
        float[] samples = new float[1_000];
        Arrays.fill(samples, 32_767 * 0x1p-15f);
        PcmEncoder encoder = PcmEncoder.dithered(SampleFormat.PCM16, 3);
        for (float sample : roundTrip(encoder, SampleCoding.SIGNED_16, samples)) {
            assertThat(sample).isGreaterThan(0.999f);
        }
        assertThat(encoder.clippedSamples()).isZero();
    }

    @Test
    void ditherIsRefusedWhereAFloatIsNoFiner() {
        assertThatThrownBy(() -> PcmEncoder.dithered(SampleFormat.PCM32, 0))
                .hasMessage("dither is for the formats 16 and 24, not for 32");
        assertThatThrownBy(() -> PcmEncoder.dithered(SampleFormat.FLOAT32, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void encodingAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        PcmEncoder[] encoders = {
            PcmEncoder.dithered(SampleFormat.PCM16, 1),
            PcmEncoder.of(SampleFormat.PCM24),
            PcmEncoder.of(SampleFormat.PCM32),
            PcmEncoder.of(SampleFormat.FLOAT32)
        };
        float[] samples = Samples.noise(512, 1);
        byte[] bytes = new byte[2_048];
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 5; attempt++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int block = 0; block < 100; block++) {
                for (int index = 0; index < encoders.length; index++) {
                    encoders[index].encode(samples, 0, 512, bytes, 0);
                }
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isZero();
    }

    @Test
    void formatsHaveTheNamesThatUsersWrite() {
        assertThat(SampleFormat.named("24")).isEqualTo(SampleFormat.PCM24);
        assertThat(SampleFormat.named("float")).isEqualTo(SampleFormat.FLOAT32);
        assertThatThrownBy(() -> SampleFormat.named("8"))
                .hasMessage("there is no sample format '8', there are 16, 24, 32, float");
    }

    private static int[] sixteen(float... units) {
        float[] samples = new float[units.length];
        for (int index = 0; index < units.length; index++) {
            samples[index] = units[index] * 0x1p-15f;
        }
        float[] back = roundTrip(PcmEncoder.of(SampleFormat.PCM16), SampleCoding.SIGNED_16, samples);
        int[] values = new int[units.length];
        for (int index = 0; index < units.length; index++) {
            values[index] = (int) (back[index] * 32_768);
        }
        return values;
    }

    private static double mean(float[] samples) {
        double sum = 0;
        for (float sample : samples) {
            sum += sample * 32_768.0;
        }
        return sum / samples.length;
    }

    private static float[] roundTrip(PcmEncoder encoder, SampleCoding coding, float[] samples) {
        byte[] bytes = new byte[samples.length * encoder.format().bytesPerSample()];
        assertThat(encoder.encode(samples, 0, samples.length, bytes, 0)).isEqualTo(bytes.length);
        float[] back = new float[samples.length];
        coding.decode(bytes, 0, back, 0, samples.length);
        return back;
    }
}
