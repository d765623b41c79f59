package vorlauf.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static vorlauf.graph.Signals.*;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import vorlauf.dsp.UpMix;
import vorlauf.graph.Processor;
import vorlauf.graph.Signal;
import vorlauf.plan.RenderPlan;

/** What a plan renders, kind by kind, and what it survives. */
final class RenderPlanTest {

    @Test
    void aToneIsTheSine() {
        float[] tone = Rendering.render(sine(440).gain(0.2), 480_000);
        for (int i = 0; i < tone.length; i++) {
            assertThat((double) tone[i])
                    .isCloseTo(0.2 * Math.sin(2 * Math.PI * 440 * i / Rendering.RATE), within(1e-6));
        }
    }

    @Test
    void constantsAreFoldedWithTheBitsOfControlsThatHoldThem() {
        float[] folded = Rendering.render(shaped(constant(0.3), constant(-1.7)), 100);
        Flux<Double> never = Flux.never();
        float[] moving = Rendering.render(shaped(control("a", 0.3, never), control("b", -1.7, never)), 100);
        assertThat(moving).containsExactly(folded);
        assertThat(Rendering.plain()
                        .play(shaped(constant(0.3), constant(-1.7)))
                        .plan()
                        .stepCount())
                .isEqualTo(1);
    }

    private static Signal shaped(Signal a, Signal b) {
        return mix(a.times(b).tanh(), a.minus(b).clip(-0.5, 1.5), a.plus(0.2).shape(-1f, 0f, 0.3f))
                .channel(0);
    }

    @Test
    void upMixFollowsWebAudio() {
        assertThat(UpMix.sources(1, 2)).containsExactly(0, 0);
        assertThat(UpMix.sources(1, 4)).containsExactly(0, 0, -1, -1);
        assertThat(UpMix.sources(1, 6)).containsExactly(-1, -1, 0, -1, -1, -1);
        assertThat(UpMix.sources(2, 4)).containsExactly(0, 1, -1, -1);
        assertThat(UpMix.sources(2, 6)).containsExactly(0, 1, -1, -1, -1, -1);
        assertThat(UpMix.sources(4, 6)).containsExactly(0, 1, -1, -1, 2, 3);
        assertThat(UpMix.sources(1, 3)).containsExactly(0, -1, -1);
        assertThat(UpMix.sources(3, 5)).containsExactly(0, 1, 2, -1, -1);
        assertThat(Rendering.render(constant(1).plus(channels(constant(10), constant(20))), 1))
                .containsExactly(11f, 21f);
        assertThat(Rendering.render(mix(constant(1), channels(constant(10), constant(20), constant(30))), 1))
                .containsExactly(11f, 20f, 30f);
    }

    @Test
    void panAndBalanceFollowTheirLaws() {
        assertThat(Rendering.render(constant(1).pan(-1), 1)[0]).isCloseTo(1f, within(1e-6f));
        float[] middle = Rendering.render(constant(1).pan(0), 1);
        assertThat((double) middle[0]).isCloseTo(Math.sqrt(0.5), within(1e-6));
        assertThat((double) middle[1]).isCloseTo(Math.sqrt(0.5), within(1e-6));
        Signal stereo = channels(constant(1), constant(0.5));
        assertThat(Rendering.render(stereo.balance(0.5), 1)).containsExactly(0.5f, 0.5f);
        assertThat(Rendering.render(stereo.pan(0), 1)[0]).isCloseTo(1f, within(1e-6f));
        assertThat(Rendering.render(constant(2).balance(0), 1)).containsExactly(2f, 2f);
    }

    @Test
    void aNodeWithSeveralReadersIsRenderedOnce() {
        Counting counting = new Counting();
        Signal shared = custom("counting", 1, () -> counting);
        Rendering.render(shared.plus(shared.times(shared)), Rendering.BLOCK);
        assertThat(counting.frames).isEqualTo(Rendering.BLOCK);
    }

    @Test
    void userCodeInALoopIsCalledSampleBySample() {
        Counting counting = new Counting();
        Signal loop = feedback(l -> custom("counting", 1, () -> counting, l.delaySamples(1)));
        Rendering.render(loop, Rendering.BLOCK);
        assertThat(counting.calls).isEqualTo(Rendering.BLOCK);
    }

    @Test
    void metersMeasurePeakAndMeanSquareOfAllChannels() {
        Rendering rendering =
                Rendering.plain().play(channels(constant(0.5), constant(-0.25)).meter("level"));
        rendering.frames(3 * Rendering.BLOCK);
        RenderPlan plan = rendering.plan();
        assertThat(plan.meterNames()).containsExactly("level");
        assertThat(plan.meterPeak(0)).isEqualTo(0.5f);
        assertThat(plan.meterMeanSquare(0)).isCloseTo((0.25 + 0.0625) / 2, within(1e-9));
        plan.resetMeter(0);
        assertThat(plan.meterPeak(0)).isZero();
    }

    @Test
    void aBlockThatIsNotFiniteIsSilentThenTheCulpritIsResetAndNamed() {
        Poisoner poisoner = new Poisoner();
        Signal graph = custom("poisoner", 1, () -> poisoner)
                .key("culprit")
                .lowpass(500, 1)
                .plus(sine(440).gain(0.1));
        Rendering rendering = Rendering.plain().play(graph);
        float[] block = new float[Rendering.BLOCK];
        assertThat(rendering.renderBlock(block)).isTrue();
        poisoner.value = Float.NaN;
        assertThat(rendering.renderBlock(block)).isFalse();
        assertThat(block).containsOnly(0f);
        assertThat(rendering.renderBlock(block)).isTrue();
        int node = rendering.plan().takeFaultyNode();
        assertThat(rendering.plan().nodeName(node)).startsWith("custom poisoner 'culprit' (RenderPlanTest.java:");
        poisoner.value = 0.5f;
        assertThat(rendering.renderBlock(block)).isTrue();
        assertThat(block[5]).isNotZero();
        assertThat(rendering.plan().takeFaultyNode()).isEqualTo(-1);
    }

    @Test
    void anInfinityInALoopLeavesIt() {
        Poisoner poisoner = new Poisoner();
        Signal source = custom("poisoner", 1, () -> poisoner);
        Rendering rendering = Rendering.plain().play(feedback(l -> source.plus(l.delaySamples(200))));
        float[] block = new float[Rendering.BLOCK];
        poisoner.value = Float.POSITIVE_INFINITY;
        assertThat(rendering.renderBlock(block)).isFalse();
        poisoner.value = 0;
        for (int i = 0; i < 10; i++) {
            assertThat(rendering.renderBlock(block)).isTrue();
        }
        assertThat(block).containsOnly(0f);
    }

    @Test
    void userCodeThatThrowsFallsSilentAndIsNamed() {
        Signal graph = custom("thrower", 1, Thrower::new).plus(0.25);
        Rendering rendering = Rendering.plain().play(graph);
        assertThat(rendering.frames(10)).containsOnly(0.25f);
        assertThat(rendering.plan().nodeName(rendering.plan().takeFaultyNode())).startsWith("custom thrower");
    }

    @Test
    void renderingAllocatesNothing() {
        assertThat(allocatedBytes(everything())).isZero();
    }

    @Test
    void userCodeThatAllocatesIsSeen() {
        assertThat(allocatedBytes(custom("allocating", 1, Allocating::new))).isPositive();
    }

    private static Signal everything() {
        Signal sum = EditTest.everything();
        for (int seed = 0; seed < 20; seed++) {
            sum = sum.plus(RandomGraph.withoutNames(seed, 30));
        }
        return sum;
    }

    private static long allocatedBytes(Signal graph) {
        Rendering rendering = Rendering.plain().play(graph);
        RenderPlan plan = rendering.plan();
        float[] block = new float[Rendering.BLOCK * plan.channels()];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < 3_000; i++) {
            plan.render(block);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 3_000; i++) {
            plan.render(block);
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void linesStartAtTheirBeginningAndEndExactly() {
        float[] line = Rendering.render(line(2, 4, Duration.ofMillis(1)), 60);
        assertThat(line[0]).isEqualTo(2f);
        assertThat(line[24]).isEqualTo(3f);
        assertThat(line[48]).isEqualTo(4f);
        assertThat(line[59]).isEqualTo(4f);
        float[] fade = Rendering.render(line(sine(0).plus(2), sine(0).plus(4), Duration.ofMillis(1)), 60);
        for (int i = 0; i < line.length; i++) {
            assertThat(fade[i]).isCloseTo(line[i], within(1e-6f));
        }
        float[] exponential = Rendering.render(exponential(1, 16, Duration.ofMillis(1)), 60);
        assertThat((double) exponential[12]).isCloseTo(2, within(1e-6));
        assertThat(exponential[48]).isEqualTo(16f);
    }

    @Test
    void anEnvelopeFollowsItsGate() {
        Signal gate = naiveSquare(100); // 240 frames on, 240 off
        float[] envelope = Rendering.render(adsr(0.001, 0.001, 0.5, 0.001, gate), 480);
        assertThat(envelope[47]).isEqualTo(1f);
        assertThat((double) envelope[48 + 48]).isCloseTo(0.5, within(1e-3));
        assertThat((double) envelope[240 + 48]).isCloseTo(0, within(1e-3));
    }

    @Test
    void aSumOfNothingIsSilence() {
        assertThat(Rendering.render(mix(List.of()), 3)).containsExactly(0f, 0f, 0f);
    }

    private static final class Counting implements Processor {
        private int frames;
        private int calls;

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            frames += frameCount;
            calls++;
            Arrays.fill(outputs[0], 0, frameCount, 1f);
        }
    }

    private static final class Poisoner implements Processor {
        private float value;

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            Arrays.fill(outputs[0], 0, frameCount, value);
        }
    }

    private static final class Thrower implements Processor {
        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            throw new IllegalStateException("as users' code does");
        }
    }

    private static final class Allocating implements Processor {
        private Object kept = "";

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            kept = new float[frameCount];
            Arrays.fill(outputs[0], 0, frameCount, kept.hashCode() & 1);
        }
    }
}
