package vorlauf.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a block's channels become, with any set of kernels. */
final class DeliveryTest {
    private static final float[] NOT_FINITE = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};

    private static float[][] drawn(int channels, int frames) {
        Random random = new Random(channels);
        float[][] drawn = new float[channels][frames];
        for (float[] channel : drawn) {
            for (int i = 0; i < frames; i++) {
                channel[i] = random.nextInt(9) == 0 ? -0f : (random.nextFloat() - 0.5f) * Float.MAX_VALUE;
            }
        }
        return drawn;
    }

    @Test
    void framesHaveTheSamplesOfTheirChannelsOneBehindTheOther() {
        for (GroupKernels kernels : KernelSets.all()) {
            for (int channels = 1; channels <= 3; channels++) {
                for (int frames : new int[] {1, 16, 50, 64, 128}) {
                    float[][] drawn = drawn(channels, frames);
                    float[] interleaved = new float[channels * frames];
                    assertThat(kernels.deliver(drawn, interleaved, frames)).isTrue();
                    for (int i = 0; i < interleaved.length; i++) {
                        assertThat(Float.floatToRawIntBits(interleaved[i]))
                                .as("%s, %d channels, %d frames, at %d", kernels.name(), channels, frames, i)
                                .isEqualTo(Float.floatToRawIntBits(drawn[i % channels][i / channels]));
                    }
                }
            }
        }
    }

    @Test
    void oneSampleThatIsNotFiniteIsFoundWhereverItIs() {
        for (GroupKernels kernels : KernelSets.all()) {
            for (int channels = 1; channels <= 3; channels++) {
                for (int at = 0; at < channels * 64; at++) {
                    for (float odd : NOT_FINITE) {
                        float[][] drawn = drawn(channels, 64);
                        drawn[at % channels][at / channels] = odd;
                        assertThat(kernels.deliver(drawn, new float[channels * 64], 64))
                                .as("%s, %d channels, %s at %d", kernels.name(), channels, odd, at)
                                .isFalse();
                    }
                }
            }
        }
    }
}
