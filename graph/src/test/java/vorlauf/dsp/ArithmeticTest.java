package vorlauf.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ArithmeticTest {

    private final float[] out = new float[4];

    @Test
    void aRampHasItsLastValueAtTheLastFrame() {
        Arithmetic.fill(1f, 0.25f, out, 0, 4);
        assertThat(out).containsExactly(1.25f, 1.5f, 1.75f, 2f);
    }

    @Test
    void kernelsWriteTheirFramesOnly() {
        Arithmetic.fill(9f, 0f, out, 0, 4);
        Arithmetic.add(new float[] {1, 2, 3, 4}, new float[] {10, 20, 30, 40}, out, 1, 3);
        assertThat(out).containsExactly(9f, 22f, 33f, 9f);
    }

    @Test
    void binaryKernelsComputeWhatTheyAreNamedFor() {
        float[] a = {1, -2, 3, 0.5f};
        float[] b = {4, 5, -6, 8};
        Arithmetic.subtract(a, b, out, 0, 4);
        assertThat(out).containsExactly(-3f, -7f, 9f, -7.5f);
        Arithmetic.multiply(a, b, out, 0, 4);
        assertThat(out).containsExactly(4f, -10f, -18f, 4f);
        Arithmetic.addRamp(a, 0f, 1f, out, 0, 4);
        assertThat(out).containsExactly(2f, 0f, 6f, 4.5f);
        Arithmetic.subtractRamp(a, 0f, 1f, out, 0, 4);
        assertThat(out).containsExactly(0f, -4f, 0f, -3.5f);
        Arithmetic.rampSubtract(0f, 1f, a, out, 0, 4);
        assertThat(out).containsExactly(0f, 4f, 0f, 3.5f);
        Arithmetic.multiplyRamp(a, 0f, 1f, out, 0, 4);
        assertThat(out).containsExactly(1f, -4f, 9f, 2f);
        Arithmetic.multiplyRamp(a, 2f, 0f, out, 0, 4);
        assertThat(out).containsExactly(2f, -4f, 6f, 1f);
    }

    @Test
    void aConstantRampIsNeverMinusZero() {
        Arithmetic.fill(-0f, 0f, out, 0, 4);
        assertThat(Float.floatToRawIntBits(out[0])).isZero();
        Arithmetic.fill(-0f, -0f, out, 0, 4);
        assertThat(Float.floatToRawIntBits(out[0])).isZero();
    }

    @Test
    void clippingLimitsAndPassesNaN() {
        float[] a = {-5, 0.1f, 5, Float.NaN};
        Arithmetic.clip(a, -1f, 0f, 1f, 0f, out, 0, 4);
        assertThat(out).containsExactly(-1f, 0.1f, 1f, Float.NaN);
        Arithmetic.clip(a, 2f, 0f, 1f, 0f, out, 0, 2);
        assertThat(out[0]).isEqualTo(1f);
    }

    @Test
    void shapingReadsBetweenTheEntriesAndHoldsOutside() {
        float[] table = {0f, 10f, 30f};
        float[] a = {-1f, -0.5f, 0.5f, 1f};
        Arithmetic.shape(a, table, out, 0, 4);
        assertThat(out).containsExactly(0f, 5f, 20f, 30f);
        float[] odd = {-7f, Float.POSITIVE_INFINITY, Float.NaN, 0f};
        Arithmetic.shape(odd, table, out, 0, 4);
        assertThat(out).containsExactly(0f, 30f, Float.NaN, 10f);
        Arithmetic.shape(a, new float[] {3f}, out, 0, 4);
        assertThat(out).containsOnly(3f);
    }

    @Test
    void aFadeEndsAsACopyBitForBit() {
        float[] a = {1f, 1f, Float.NaN, Float.NaN};
        float[] b = {3f, 3f, -0f, 5f};
        Arithmetic.crossfade(a, b, 1, 4, out, 0, 2);
        assertThat(out[0]).isEqualTo(2f);
        assertThat(out[1]).isEqualTo(2.5f);
        Arithmetic.crossfade(a, b, 3, 4, out, 2, 4);
        assertThat(Float.floatToRawIntBits(out[2])).isEqualTo(Float.floatToRawIntBits(-0f));
        assertThat(out[3]).isEqualTo(5f);
        Arithmetic.crossfade(a, b, 0, 0, out, 0, 4);
        assertThat(out).containsExactly(b);
        Arithmetic.crossfade(a, b, Long.MAX_VALUE - 5, 4, out, 0, 4);
        assertThat(out).containsExactly(b);
    }

    @Test
    void oneSampleThatIsNotFiniteIsFoundWhereverItIs() {
        float[] a = new float[21];
        Arrays.fill(a, -Float.MAX_VALUE);
        assertThat(Finite.all(a, 0, a.length)).isTrue();
        for (int place = 0; place < a.length; place++) {
            for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                float[] spoiled = a.clone();
                spoiled[place] = bad;
                assertThat(Finite.all(spoiled, 0, a.length)).isFalse();
                assertThat(Finite.all(spoiled, 0, place)).isTrue();
                assertThat(Finite.all(spoiled, place + 1, a.length - place - 1)).isTrue();
                assertThat(Finite.all(new float[][] {a, spoiled}, a.length)).isFalse();
            }
        }
    }

    @Test
    void channelsBecomeFramesOfAnyWidth() {
        for (int count = 1; count <= 4; count++) {
            float[][] channels = new float[count][5];
            float[] expected = new float[5 * count];
            for (int sample = 0; sample < expected.length; sample++) {
                expected[sample] = sample;
                channels[sample % count][sample / count] = sample;
            }
            float[] interleaved = new float[expected.length];
            Interleaving.interleave(channels, interleaved, 5);
            assertThat(interleaved).containsExactly(expected);
        }
    }

    @Test
    void metersSeePeaksPowersAndWhatIsNotFinite() {
        float[] a = {0.5f, -2f, 1f};
        assertThat(Arithmetic.peak(a, 0, 3, 0f)).isEqualTo(2f);
        assertThat(Arithmetic.peak(a, 0, 1, 3f)).isEqualTo(3f);
        assertThat(Arithmetic.sumOfSquares(a, 0, 3, 1)).isCloseTo(6.25, within(0.0));
        assertThat(Finite.all(a, 0, 3)).isTrue();
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            for (int place = 0; place < 3; place++) {
                float[] spoiled = a.clone();
                spoiled[place] = bad;
                assertThat(Finite.all(spoiled, 0, 3)).isFalse();
                assertThat(Finite.all(spoiled, place, 1)).isFalse();
                double[] state = {0, 0, 0};
                state[place] = bad;
                assertThat(Finite.all(state, 0, 3)).isFalse();
                Finite.reset(state, place, 1);
                assertThat(Finite.all(state, 0, 3)).isTrue();
                Finite.reset(spoiled, 0, 3);
                assertThat(spoiled).containsOnly(0f);
            }
        }
    }
}
