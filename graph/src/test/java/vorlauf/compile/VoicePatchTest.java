package vorlauf.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static vorlauf.graph.Signals.*;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import vorlauf.graph.Signal;
import vorlauf.plan.GroupKernels;
import vorlauf.plan.KernelSets;
import vorlauf.plan.RenderPlan;

/** A voice that comes for another of its shape has the bits of an edit that is compiled from nothing. */
final class VoicePatchTest {
    private static final int EDITS = 40;
    private static final CompileSettings SETTINGS =
            Rendering.settings().withFadeSeconds(0.004).withPatchedFrom(0);

    private static int compare(
            CompileSettings settings, Ensemble ensemble, int blocks, int lateBlocks, UnaryOperator<Signal> after) {
        Rendering knowing = new Rendering(settings).settlingLate(lateBlocks);
        Rendering forgetting = compiling(settings).settlingLate(lateBlocks);
        int patched = 0;
        for (int edit = 0; edit < EDITS; edit++) {
            Signal graph = after.apply(ensemble.next());
            RenderPlan before = edit == 0 ? null : knowing.plan();
            CompiledGraph one = knowing.compile(graph);
            forgetting.forget();
            CompiledGraph other = forgetting.compile(graph);
            float[] frames = knowing.play(one).frames(blocks * Rendering.BLOCK);
            float[] expected = forgetting.play(other).frames(blocks * Rendering.BLOCK);
            assertThat(Arrays.mismatch(frames, expected)).as("edit %d", edit).isEqualTo(-1);
            patched += isPatched(before, one) ? 1 : 0;
        }
        return patched;
    }

    /** A producer whose compiler changes no plan. */
    private static Rendering compiling(CompileSettings settings) {
        return new Rendering(settings.withPatchedFrom(Integer.MAX_VALUE));
    }

    /** Whether the plan that fades was made of the one before. */
    @SuppressWarnings("ReferenceEquality") // the same object is meant
    private static boolean isPatched(@Nullable RenderPlan before, CompiledGraph graph) {
        RenderPlan transition = graph.change().transition();
        return before != null
                && transition != null
                && transition.form().banks() == before.form().banks();
    }

    /** Whether the plan that settles was made of the one that fades, too. */
    @SuppressWarnings("ReferenceEquality") // the same object is meant
    private static boolean keepsPlan(CompiledGraph graph) {
        RenderPlan transition = graph.change().transition();
        return transition != null
                && transition.form().constants()
                        == graph.change().settled().form().constants();
    }

    static List<GroupKernels> kernels() {
        return KernelSets.all();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aVoiceForAnotherHasTheBitsOfOneThatIsCompiled(GroupKernels kernels) {
        CompileSettings settings = SETTINGS.withKernels(kernels);
        for (int kind = 0; kind < Ensemble.KINDS; kind++) {
            for (boolean mono : new boolean[] {false, true}) {
                int count = 3 + 23 * (kind % 3);
                int patched = compare(
                        settings,
                        new Ensemble(kind + Ensemble.KINDS * (mono ? 1L : 0L), count, mono),
                        5 + kind,
                        0,
                        kind % 2 == 0 ? mix -> mix : mix -> mix.gain(0.5).tanh());
                assertThat(patched).as("kind %d", kind).isGreaterThan(EDITS / 2);
            }
        }
    }

    @Test
    void inRowsToo() {
        assertThat(compare(SETTINGS.withPacking(false), new Ensemble(5, 30, false), 6, 0, mix -> mix))
                .isGreaterThan(EDITS / 2);
        assertThat(compare(SETTINGS.withFusion(false), new Ensemble(1, 30, true), 6, 0, mix -> mix))
                .isGreaterThan(EDITS / 2);
        assertThat(compare(SETTINGS.withBuffers(false, false), new Ensemble(0, 30, true), 6, 0, mix -> mix))
                .isGreaterThan(EDITS / 2);
    }

    @Test
    void aSettledPlanThatComesLateChangesNothing() {
        assertThat(compare(SETTINGS, new Ensemble(2, 40, false), 9, 3, mix -> mix))
                .isGreaterThan(EDITS / 2);
        assertThat(compare(SETTINGS, new Ensemble(6, 21, true), 12, 6, mix -> mix))
                .isGreaterThan(EDITS / 2);
    }

    /** Whether one voice for another, of what a recipe makes, is no compile; its bits are those of one. */
    private static boolean isPatched(DoubleFunction<Signal> voice, UnaryOperator<Signal> after) {
        Signal beside = saw(90).lowpass(300, 1).gain(0.2).key("beside");
        Rendering knowing = new Rendering(SETTINGS);
        Rendering forgetting = compiling(SETTINGS);
        boolean patched = false;
        for (double number : new double[] {0.3, 0.7, 0.2}) {
            Signal graph = after.apply(mix(beside, voice.apply(number).key("voice " + number), saw(80)));
            CompiledGraph one = knowing.compile(graph);
            forgetting.forget();
            CompiledGraph other = forgetting.compile(graph);
            assertThat(knowing.play(one).frames(9 * Rendering.BLOCK))
                    .containsExactly(forgetting.play(other).frames(9 * Rendering.BLOCK));
            patched = keepsPlan(one);
        }
        return patched;
    }

    @Test
    void whatNeedsMoreThanItsOwnNodesIsCompiled() {
        UnaryOperator<Signal> asItIs = mix -> mix;
        Signal shared = sine(3).times(10).plus(200);
        assertThat(isPatched(number -> saw(200 * number).gain(number), asItIs)).isTrue();
        assertThat(isPatched(number -> saw(200 * number), asItIs)).isFalse(); // has no factor
        assertThat(isPatched(number -> saw(200).gain(sine(number)), asItIs)).isFalse(); // one that moves
        assertThat(isPatched(number -> saw(shared).gain(number), asItIs)).isFalse();
        assertThat(isPatched(number -> saw(control("c", 90, Flux.never())).gain(number), asItIs))
                .isFalse();
        assertThat(isPatched(number -> saw(90).delaySamples(20).gain(number), asItIs))
                .isFalse();
        assertThat(isPatched(number -> saw(90).meter("m").gain(number), asItIs)).isFalse();
        assertThat(isPatched(number -> saw(90).delaySamples((long) (9 * number)).gain(number), asItIs))
                .isFalse();
        // What the sum goes into is in one run with it, so that nothing can be added between.
        assertThat(isPatched(
                        number -> saw(200 * number).gain(number),
                        mix -> mix.plus(saw(70))
                                .plus(triangle(60))
                                .plus(square(50))
                                .plus(sine(3))))
                .isFalse();
        assertThat(isPatched(
                        number -> saw(200 * number).gain(number),
                        mix -> feedback(loop -> mix.plus(loop.delaySamples(70).times(0.3)))))
                .isFalse();
    }

    @Test
    void aDelayLineWhoseNodeGetsAnotherNumberGoesOn() {
        Signal echo = saw(90).delaySamples(900).tanh().tanh().tanh().gain(0.3).key("echo");
        Signal beside = saw(70).lowpass(300, 1).gain(0.1).key("beside");
        Signal goes = saw(110).lowpass(500, 1).lowpass(600, 1).gain(0.2).key("goes");
        Rendering knowing = new Rendering(SETTINGS);
        Rendering forgetting = compiling(SETTINGS);
        for (Signal graph : List.of(mix(goes, beside, echo), mix(beside, echo))) {
            CompiledGraph one = knowing.compile(graph);
            forgetting.forget();
            CompiledGraph other = forgetting.compile(graph);
            assertThat(knowing.play(one).frames(30 * Rendering.BLOCK))
                    .containsExactly(forgetting.play(other).frames(30 * Rendering.BLOCK));
        }
    }

    @Test
    void aSumOfNumbersIsCompiled() {
        Rendering rendering = new Rendering(SETTINGS);
        for (double number : new double[] {0.25, 0.5, 0.125}) {
            CompiledGraph graph = rendering.compile(
                    mix(constant(0.25).key("rests"), constant(number).times(1).key("number " + number)));
            assertThat(keepsPlan(graph)).isFalse();
            float[] frames = rendering.play(graph).frames(5 * Rendering.BLOCK);
            assertThat(frames[frames.length - 1]).isEqualTo((float) (0.25 + number));
        }
    }

    /** The node that went wrong in one of the next blocks. */
    private static int faultyNode(Rendering rendering, RenderPlan plan) {
        float[] block = new float[Rendering.BLOCK];
        boolean finite = true;
        for (int i = 0; i < 3; i++) {
            finite &= rendering.renderBlock(block);
        }
        assertThat(finite).isFalse();
        return plan.takeFaultyNode();
    }

    @Test
    void whatGoesWrongWhileItLeavesIsNamed() {
        Rendering rendering = new Rendering(SETTINGS);
        Signal beside = saw(90).gain(0.2).key("beside");
        rendering
                .play(mix(beside, sine(30).gain(3e38).times(2).gain(1e-38).key("loud")))
                .frames(Rendering.BLOCK);
        CompiledGraph graph = rendering.compile(
                mix(beside, sine(30).gain(1).times(1).gain(0.1).key("soft")));
        assertThat(keepsPlan(graph)).isTrue();
        RenderPlan leaving = rendering.play(graph).plan();
        int faulty = faultyNode(rendering, leaving);
        assertThat(leaving.nodeName(faulty)).contains("times (VoicePatchTest.java");
    }

    @Test
    void whatGoesWrongWhileItComesIsNamed() {
        Rendering rendering = new Rendering(SETTINGS);
        Signal beside = saw(90).gain(0.2).key("beside");
        rendering
                .play(mix(beside, sine(300).gain(1).times(1).gain(0.1).key("soft")))
                .frames(Rendering.BLOCK);
        CompiledGraph graph = rendering.compile(
                mix(beside, sine(300).gain(3e38).times(2).gain(0.1).key("loud")));
        assertThat(keepsPlan(graph)).isTrue();
        RenderPlan coming = rendering.play(graph).plan();
        int faulty = faultyNode(rendering, coming);
        assertThat(faulty).isGreaterThan(graph.statistics().nodes()); // its steps are added
        assertThat(coming.nodeName(faulty)).contains("VoicePatchTest.java");
    }

    @Test
    void namesAndPlacesAreThoseOfTheNewGraph() {
        Rendering rendering = new Rendering(SETTINGS);
        Rendering compiled = new Rendering(SETTINGS);
        for (int number = 1; number < 4; number++) {
            Signal graph = mix(
                    saw(80).gain(0.1).key("beside"),
                    sine(100 * number).gain(0.1).key("voice " + number));
            rendering.play(graph).frames(9 * Rendering.BLOCK);
            compiled.play(graph);
        }
        assertThat(String.valueOf(rendering.explain()))
                .isEqualTo(String.valueOf(compiled.explain()))
                .contains("voice 3")
                .doesNotContain("voice 2");
    }

    @Test
    void voicesThatHaveGoneAreForgotten() {
        Rendering rendering = new Rendering(SETTINGS);
        List<WeakReference<Signal>> gone = new ArrayList<>();
        for (int number = 0; number < 8; number++) {
            Signal voice = sine(100 + number).gain(0.1).key("voice " + number);
            gone.add(new WeakReference<>(voice));
            CompiledGraph graph = rendering.compile(mix(saw(80).gain(0.1).key("beside"), voice));
            assertThat(keepsPlan(graph)).isEqualTo(number > 0);
            rendering.play(graph).frames(8 * Rendering.BLOCK);
        }
        System.gc(); // the collector of the tests takes all that is not held
        // The program was compiled of the first; the last transition has names of the last but one; the last is the
        // newest.
        assertThat(gone.stream().map(voice -> voice.get() != null))
                .containsExactly(true, false, false, false, false, false, true, true);
        assertThat(rendering.frames(1)).isNotEmpty();
    }
}
