package vorlauf.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static vorlauf.graph.Signals.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import vorlauf.compile.CompileSettings;
import vorlauf.graph.Signal;

/** What loops keep from their rows, and when they give it back. */
final class LoopVoiceTest {
    private static final int BLOCK = 64;

    /** Delays for lines of one length and of two, and one too long to be joined. */
    private static final int[] DELAYS = {20, 60, 61, 100, 188, 189, 440, 1_000};

    /** Lines of loops that are joined. */
    private static final int JOINED = 2 * (DELAYS.length - 1);

    private static Signal strings() {
        List<Signal> strings = new ArrayList<>();
        for (int delay : DELAYS) {
            Signal pick = whiteNoise(delay).times(0.1);
            strings.add(feedback(y -> pick.plus(
                    y.delaySamples(delay + 1).plus(y.delaySamples(delay)).times(0.49))));
        }
        return mix(strings);
    }

    private static RenderPlan rendered(CompileSettings settings, int blocks) throws Exception {
        RenderPlan plan = Bank.plan(strings(), settings);
        float[] block = new float[BLOCK];
        for (int i = 0; i < blocks; i++) {
            plan.render(block);
        }
        return plan;
    }

    private static List<float[]> lines(RenderPlan plan) {
        return Arrays.stream(plan.payloads)
                .filter(payload -> payload instanceof float[])
                .map(payload -> (float[]) payload)
                .toList();
    }

    /** How many lines have other samples than the rows would have written. */
    private static int stale(RenderPlan plan, RenderPlan rows) {
        int stale = 0;
        List<float[]> expected = lines(rows);
        assertThat(expected).hasSize(2 * DELAYS.length);
        for (int i = 0; i < expected.size(); i++) {
            stale += Arrays.equals(lines(plan).get(i), expected.get(i)) ? 0 : 1;
        }
        return stale;
    }

    @Test
    void linesAreWrittenNoMoreUntilAnotherPlanTakesThemOver() throws Exception {
        for (GroupKernels kernels : KernelSets.all()) {
            CompileSettings settings = CompileSettings.of(48_000, BLOCK).withKernels(kernels);
            for (int blocks : new int[] {9, 10, 33, 60}) {
                RenderPlan rows = rendered(settings.withPacking(false), blocks);
                RenderPlan plan = rendered(settings, blocks);
                assertThat(stale(plan, rows))
                        .as("%s, %d", kernels.name(), blocks)
                        .isEqualTo(JOINED);
                Bank.plan(strings(), settings).adopt(plan);
                assertThat(stale(plan, rows))
                        .as("%s, %d", kernels.name(), blocks)
                        .isZero();
                assertThat(plan.longs).containsExactly(rows.longs);
            }
        }
    }

    @Test
    void bothLinesAreWrittenUntilTheyHaveTheSamePast() throws Exception {
        CompileSettings settings = CompileSettings.of(48_000, BLOCK);
        assertThat(stale(rendered(settings, 1), rendered(settings.withPacking(false), 1)))
                .isZero();
        assertThat(stale(rendered(settings, 3), rendered(settings.withPacking(false), 3)))
                .isBetween(1, JOINED - 1);
    }
}
