package vorlauf.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static vorlauf.graph.Signals.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import vorlauf.compile.CompileSettings;
import vorlauf.compile.GraphCompiler;
import vorlauf.graph.Signal;

/** What loops keep from their rows, and when they give it back. */
final class LoopVoiceTest {
    private static final int BLOCK = 80;

    /** Delays for lines of one length and of two, and one too long to be joined. */
    private static final int[] DELAYS = {20, 60, 61, 100, 188, 189, 440, 1_000};

    /** Lines of loops that are joined. */
    private static final int JOINED = 2 * (DELAYS.length - 1);

    private static Signal strings() {
        return mix(strings(0));
    }

    /** @param longer frames by which the delays of one of them are longer */
    private static List<Signal> strings(int longer) {
        List<Signal> strings = new ArrayList<>();
        for (int seed : DELAYS) {
            int delay = seed == 100 ? seed + longer : seed;
            Signal pick = whiteNoise(seed).times(0.1);
            strings.add(feedback(y -> pick.plus(
                    y.delaySamples(delay + 1).plus(y.delaySamples(delay)).times(0.49))));
        }
        return strings;
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
            for (int blocks = 9; blocks < 60; blocks++) {
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

    @Test
    void aPlanThatFollowsGoesOnFromThePastsOfTheOneBefore() throws Exception {
        for (GroupKernels kernels : KernelSets.all()) {
            CompileSettings settings =
                    CompileSettings.of(48_000, BLOCK).withKernels(kernels).withFadeSeconds(0);
            GraphCompiler compiler = new GraphCompiler(settings, Bank.NO_FILES);
            List<Signal> voices = strings(0);
            RenderPlan plan = compiler.compile(mix(voices)).change().settled();
            plan.adopt(null);
            float[] block = new float[BLOCK];
            for (int i = 0; i < 60; i++) {
                plan.render(block);
            }
            voices.set(3, sine(100));
            RenderPlan edited = compiler.compile(mix(voices)).change().settled();
            List<float[]> before = lines(plan).stream().map(float[]::clone).toList();
            edited.adopt(plan);
            int written = 0;
            for (int i = 0; i < before.size(); i++) {
                written += Arrays.equals(before.get(i), lines(plan).get(i)) ? 0 : 1;
            }
            assertThat(written).as(kernels.name()).isEqualTo(2); // of the loop that has gone
        }
    }

    /** The last of three plans, of which each follows the one before, with its lines as the rows would have them. */
    private static RenderPlan edited(CompileSettings settings, List<float[]> blocks) throws Exception {
        GraphCompiler compiler = new GraphCompiler(settings.withFadeSeconds(0), Bank.NO_FILES);
        RenderPlan plan = null;
        for (int longer : new int[] {0, 80, 0}) { // more than is in its past by then
            RenderPlan next = compiler.compile(mix(strings(longer))).change().settled();
            next.adopt(plan);
            plan = next;
            for (int i = 0; i < 3 + longer / 4; i++) {
                blocks.add(new float[BLOCK]);
                plan.render(blocks.getLast());
            }
        }
        Bank.plan(strings(), settings).adopt(plan);
        return Objects.requireNonNull(plan);
    }

    @Test
    void whoeverGoesOnKnowsWhatTheLinesLack() throws Exception {
        List<float[]> expected = new ArrayList<>();
        RenderPlan rows = edited(CompileSettings.of(48_000, BLOCK).withPacking(false), expected);
        for (GroupKernels kernels : KernelSets.all()) {
            List<float[]> blocks = new ArrayList<>();
            RenderPlan plan = edited(CompileSettings.of(48_000, BLOCK).withKernels(kernels), blocks);
            for (int i = 0; i < blocks.size(); i++) {
                assertThat(blocks.get(i)).as("%s, block %d", kernels.name(), i).containsExactly(expected.get(i));
            }
            assertThat(stale(plan, rows)).as(kernels.name()).isZero();
            assertThat(plan.longs).containsExactly(rows.longs);
        }
    }
}
