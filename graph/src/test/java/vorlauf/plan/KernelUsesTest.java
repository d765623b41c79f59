package vorlauf.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static vorlauf.graph.Signals.*;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vorlauf.compile.CompileSettings;
import vorlauf.compile.GraphException;
import vorlauf.graph.Signal;

/** A loop that no trial has made warm is not taken for one that a trial has. */
final class KernelUsesTest {
    private static final int BLOCKS = 4;

    @Test
    void anOddCountOfTilesAsksForALoopOfItsOwn() throws GraphException {
        KernelUses two = tried(voices(32));
        assertThat(two.suffice(plan(voices(32), GroupKernels.plain()).form())).isTrue();
        assertThat(two.suffice(plan(voices(64), GroupKernels.plain()).form())).isTrue();
        assertThat(two.suffice(plan(voices(48), GroupKernels.plain()).form())).isFalse();
        KernelUses both = two.and(tried(voices(48)));
        assertThat(both.suffice(plan(voices(48), GroupKernels.plain()).form())).isTrue();
        assertThat(both.suffice(plan(voices(20), GroupKernels.plain()).form())).isTrue();
    }

    @Test
    void aPlanOfOtherStepsAsksForTheirs() throws GraphException {
        Signal sines = mix(IntStream.range(0, 20)
                .mapToObj(i -> sine(100 + i).gain(0.01 * (i + 1)))
                .toArray(Signal[]::new));
        assertThat(tried(voices(32)).suffice(plan(sines, GroupKernels.plain()).form()))
                .isFalse();
    }

    @Test
    void filtersOfOtherKindsAskForLoopsOfTheirOwn() throws GraphException {
        for (BinaryOperator<Signal> form :
                List.<BinaryOperator<Signal>>of((saw, noise) -> saw, (saw, noise) -> noise)) {
            Signal low = filtered(form, 32, 1);
            Signal other = filtered(form, 32, 2);
            Signal someLow = filtered(form, 32, 3);
            assertThat(tried(low).suffice(plan(other, GroupKernels.plain()).form()))
                    .isFalse();
            assertThat(tried(low).suffice(plan(someLow, GroupKernels.plain()).form()))
                    .isFalse();
            assertThat(tried(other).suffice(plan(low, GroupKernels.plain()).form()))
                    .isFalse();
            assertThat(tried(other).suffice(plan(someLow, GroupKernels.plain()).form()))
                    .isTrue();
        }
    }

    /** Low-passes, high-passes, or either by turns, of saws or of noise. */
    private static Signal filtered(BinaryOperator<Signal> form, int count, int kinds) {
        return mix(IntStream.range(0, count)
                .mapToObj(i -> {
                    Signal source = form.apply(naiveSaw(55 + 3 * i), whiteNoise(i));
                    boolean low = kinds == 1 || (kinds == 3 && i % 2 == 0);
                    return (low ? source.lowpass(500 + 50 * i, 2) : source.highpass(500 + 50 * i, 2))
                            .gain(0.01 * (i + 1))
                            .pan(0.01 * i);
                })
                .toArray(Signal[]::new));
    }

    /** What a plan's first blocks use; coefficients settle in the first two. */
    private static KernelUses tried(Signal graph) throws GraphException {
        TrialKernels trial = new TrialKernels();
        RenderPlan plan = plan(graph, trial);
        float[] block = new float[plan.blockFrames() * plan.channels()];
        for (int i = 0; i < BLOCKS; i++) {
            plan.render(block);
        }
        return trial.uses();
    }

    private static RenderPlan plan(Signal graph, GroupKernels kernels) throws GraphException {
        return Bank.plan(graph, CompileSettings.of(48_000, 128).withKernels(kernels));
    }

    private static Signal voices(int count) {
        return mix(IntStream.range(0, count)
                .mapToObj(i -> naiveSaw(55 + 3 * i)
                        .lowpass(500 + 50 * i, 2)
                        .gain(0.01 * (i + 1))
                        .pan(0.01 * i))
                .toArray(Signal[]::new));
    }
}
