package vorlauf.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static vorlauf.graph.Signals.*;

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
