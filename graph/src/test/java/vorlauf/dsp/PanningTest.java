package vorlauf.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PanningTest {

    private final float[] left = new float[1];
    private final float[] right = new float[1];

    private void mono(float pan) {
        Panning.panMono(new float[] {1f}, pan, 0f, new int[1], left, right, 0, 1);
    }

    @Test
    void monoIsPannedWithEqualPowerAndExactAtTheEnds() {
        for (double pan = -1; pan <= 1; pan += 0.01) {
            mono((float) pan);
            assertThat((double) left[0]).isCloseTo(StrictMath.cos((pan + 1) * Math.PI / 4), within(3e-7));
            assertThat((double) right[0]).isCloseTo(StrictMath.sin((pan + 1) * Math.PI / 4), within(3e-7));
            assertThat(left[0] * left[0] + right[0] * right[0]).isCloseTo(1f, within(5e-7f));
        }
        for (float beyond : new float[] {-1f, -7f, Float.NaN}) {
            mono(beyond);
            assertThat(left[0]).isEqualTo(1f);
            assertThat(right[0]).isEqualTo(0f);
        }
        mono(Float.POSITIVE_INFINITY);
        assertThat(left[0]).isEqualTo(0f);
        assertThat(right[0]).isEqualTo(1f);
    }

    @Test
    void aPlaceForEachFrameHasTheBitsOfOneThatRestsThereWhicheverOutputIsTheInput() {
        float[] places = {-7f, -1f, Float.NaN, -0.3f, -0f, 0f, 0.71f, 1f, Float.POSITIVE_INFINITY};
        int count = places.length;
        float[] a = new float[count];
        float[] lefts = new float[count];
        float[] rights = new float[count];
        for (int i = 0; i < count; i++) {
            a[i] = 0.1f * (i - 4);
            Panning.panMono(new float[] {a[i]}, places[i], 0f, new int[1], left, right, 0, 1);
            lefts[i] = left[0];
            rights[i] = right[0];
        }
        for (boolean intoLeft : new boolean[] {true, false}) {
            float[] input = a.clone();
            float[] other = new float[count];
            Panning.panMonoAudio(
                    input, places, new int[count], intoLeft ? input : other, intoLeft ? other : input, 0, count);
            assertThat(intoLeft ? input : other).containsExactly(lefts);
            assertThat(intoLeft ? other : input).containsExactly(rights);
        }
    }

    @Test
    void stereoFollowsWebAudiosLaw() {
        float l = 0.7f;
        float r = -0.4f;
        for (double pan = -1; pan <= 1; pan += 0.01) {
            Panning.panStereo(new float[] {l}, new float[] {r}, (float) pan, 0f, left, right, 0, 1);
            double x = ((float) pan <= 0 ? pan + 1 : pan) * Math.PI / 2;
            boolean toLeft = (float) pan <= 0;
            double expectedLeft = toLeft ? l + r * StrictMath.cos(x) : l * StrictMath.cos(x);
            double expectedRight = toLeft ? r * StrictMath.sin(x) : r + l * StrictMath.sin(x);
            assertThat((double) left[0]).isCloseTo(expectedLeft, within(3e-7));
            assertThat((double) right[0]).isCloseTo(expectedRight, within(3e-7));
        }
        Panning.panStereo(new float[] {l}, new float[] {r}, 0f, 0f, left, right, 0, 1);
        assertThat(left[0]).isEqualTo(l);
        assertThat(right[0]).isEqualTo(r);
    }

    @Test
    void balanceAttenuatesTheFarSideAlone() {
        float[][] expected = {{-1f, 1f, 0f}, {-0.25f, 1f, 0.75f}, {0f, 1f, 1f}, {0.5f, 0.5f, 1f}, {2f, 0f, 1f}};
        for (float[] row : expected) {
            Panning.balance(new float[] {1f}, new float[] {1f}, row[0], 0f, left, right, 0, 1);
            assertThat(left[0]).isEqualTo(row[1]);
            assertThat(right[0]).isEqualTo(row[2]);
        }
    }

    @Test
    void rampsAndBuffersGiveTheSteadyBitsAndInputsMayBeOutputs() {
        float[] a = Chunks.noise(1);
        float[] b = Chunks.noise(2);
        int frames = a.length;
        float[] pan = new float[frames];
        for (float place : new float[] {-0.6f, 0f, 0.3f}) {
            Arrays.fill(pan, place);
            float[][] steady = {a.clone(), b.clone()};
            float[][] buffered = {a.clone(), b.clone()};
            Panning.panStereo(steady[0], steady[1], place, 0f, steady[0], steady[1], 0, frames);
            Panning.panStereoAudio(buffered[0], buffered[1], pan, buffered[1], buffered[0], 0, frames);
            assertThat(buffered[1]).containsExactly(steady[0]);
            assertThat(buffered[0]).containsExactly(steady[1]);
            float[][] moved = {a.clone(), b.clone()};
            Panning.panStereo(moved[0], moved[1], place, Float.MIN_VALUE, moved[0], moved[1], 0, frames);
            assertThat(moved[0]).containsExactly(steady[0]);
        }
    }
}
