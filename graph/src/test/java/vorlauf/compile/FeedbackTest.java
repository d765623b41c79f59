package vorlauf.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vorlauf.graph.Signals.*;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vorlauf.graph.Signal;

/** A loop has exactly the delay that it states, down to one sample. */
final class FeedbackTest {
    private static final int FRAMES = 1_000;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 63, 64, 65, 127, 200})
    void echoesEverySoManySamples(int delay) {
        Signal impulse = impulse();
        Signal echo = feedback(loop -> impulse.plus(loop.delaySamples(delay).times(0.5)));
        float[] rendered = Rendering.render(echo, FRAMES);
        for (int i = 0; i < Math.min(FRAMES, 120 * delay); i++) { // then it is too small to be a normal number
            float expected = i % delay == 0 ? powerOfHalf(i / delay) : 0;
            assertThat(rendered[i]).as("frame %d", i).isEqualTo(expected);
        }
    }

    @Test
    void integratesSampleBySample() {
        Signal counter = feedback(loop -> loop.delaySamples(1).plus(1));
        float[] rendered = Rendering.render(counter, FRAMES);
        for (int i = 0; i < FRAMES; i++) {
            assertThat(rendered[i]).isEqualTo(i + 1f);
        }
    }

    @Test
    void twoLoopsInOneCycleKeepTheirOwnLengths() {
        Signal impulse = impulse();
        Signal comb = feedback(loop -> impulse.plus(loop.delaySamples(3).times(0.5))
                .plus(loop.delaySamples(100).times(0.25)));
        float[] rendered = Rendering.render(comb, FRAMES);
        float[] expected = new float[FRAMES];
        for (int i = 0; i < FRAMES; i++) {
            float three = i >= 3 ? expected[i - 3] * 0.5f : 0f;
            float hundred = i >= 100 ? expected[i - 100] * 0.25f : 0f;
            float sum = (i == 0 ? 1f : 0f) + three + hundred;
            expected[i] = Math.abs(sum) < Float.MIN_NORMAL ? 0f : sum;
        }
        assertThat(rendered).containsExactly(expected);
    }

    @Test
    void nestedLoopsAreExact() {
        Signal impulse = impulse();
        Signal nested = feedback(
                outer -> feedback(inner -> impulse.plus(inner.delaySamples(2).times(0.5)))
                        .plus(outer.delaySamples(5).times(0.25)));
        float[] rendered = Rendering.render(nested, 200);
        float[] inner = new float[200];
        float[] outer = new float[200];
        for (int i = 0; i < 200; i++) {
            inner[i] = (i == 0 ? 1f : 0f) + (i >= 2 ? inner[i - 2] * 0.5f : 0f);
            outer[i] = inner[i] + (i >= 5 ? outer[i - 5] * 0.25f : 0f);
        }
        assertThat(rendered).containsExactly(outer);
    }

    @Test
    void aStereoLoopHasTwoChannels() {
        Signal stereo = channels(impulse(), impulse().delaySamples(1));
        Signal echo = feedback(loop -> stereo.plus(loop.delaySamples(10)));
        float[] rendered = Rendering.render(echo, 40);
        for (int frame = 0; frame < 40; frame++) {
            assertThat(rendered[2 * frame]).isEqualTo(frame % 10 == 0 ? 1f : 0f);
            assertThat(rendered[2 * frame + 1]).isEqualTo(frame % 10 == 1 ? 1f : 0f);
        }
    }

    @Test
    void aCrossOverLoopSwapsItsSides() {
        Signal left = channels(impulse(), constant(0));
        Signal pingPong = feedback(loop -> {
            Signal late = loop.delaySamples(8);
            return left.plus(channels(late.channel(1), late.channel(0)));
        });
        float[] rendered = Rendering.render(pingPong, 32);
        for (int frame = 0; frame < 32; frame++) {
            assertThat(rendered[2 * frame]).isEqualTo(frame % 16 == 0 ? 1f : 0f);
            assertThat(rendered[2 * frame + 1]).isEqualTo(frame % 16 == 8 ? 1f : 0f);
        }
    }

    @Test
    void aMovingDelayInALoopIsAtLeastOneSample() {
        Signal impulse = impulse();
        Signal loop = feedback(
                l -> impulse.plus(l.delay(constant(0), Duration.ofMillis(5)).times(0.5)));
        float[] rendered = Rendering.render(loop, 10);
        for (int i = 0; i < 10; i++) {
            assertThat(rendered[i]).isEqualTo(powerOfHalf(i));
        }
    }

    @Test
    void aFilterInALoopIsRenderedSampleBySample() {
        Signal impulse = impulse();
        Signal string =
                feedback(l -> impulse.plus(l.onePole(4_000).delaySamples(1).times(0.9)));
        float[] rendered = Rendering.render(string, 300);
        double c = 1 - Math.exp(-2 * Math.PI * 4_000 / Rendering.RATE);
        double y = 0;
        float late = 0;
        for (int i = 0; i < 300; i++) {
            float sum = (i == 0 ? 1f : 0f) + late * 0.9f;
            y += c * (sum - y);
            late = (float) y;
            assertThat((double) rendered[i]).isCloseTo(sum, org.assertj.core.data.Offset.offset(1e-6));
        }
    }

    @Test
    void aParameterFromItsOwnLoopIsThatOfTheBlockBefore() {
        Signal noise = whiteNoise(3);
        Signal wild = feedback(l -> noise.lowpass(l.delaySamples(1).times(1000).plus(2000), constant(1)));
        float[] rendered = Rendering.render(wild, 4 * Rendering.BLOCK);
        for (float sample : rendered) {
            assertThat(sample).isFinite();
        }
    }

    @Test
    void aCycleWithoutADelayNamesItsPath() {
        assertThatThrownBy(() -> new GraphCompiler(Rendering.settings(), new Rendering.NoFiles())
                        .compile(feedback(loop -> sine(1).plus(loop.gain(0.5)))))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("a cycle without a delay")
                .hasMessageContaining("plus (FeedbackTest.java:")
                .hasMessageContaining("times (FeedbackTest.java:")
                .hasMessageContaining("at least one sample");
    }

    @Test
    void aLoopThatReturnsItselfIsAProblem() {
        assertThatThrownBy(() -> new GraphCompiler(Rendering.settings(), new Rendering.NoFiles())
                        .compile(feedback(loop -> loop)))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("a cycle without a delay");
    }

    @Test
    void aDelayOfZeroSamplesDoesNotOpenACycle() {
        assertThatThrownBy(() -> new GraphCompiler(Rendering.settings(), new Rendering.NoFiles())
                        .compile(feedback(loop -> sine(1).plus(loop.delaySamples(0)))))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("a cycle without a delay");
    }

    private static float powerOfHalf(int exponent) {
        return (float) Math.pow(0.5, exponent);
    }

    /** 1 at frame 0, then 0. */
    static Signal impulse() {
        return line(1, 0, Duration.ofNanos(Math.round(1e9 / Rendering.RATE)));
    }
}
