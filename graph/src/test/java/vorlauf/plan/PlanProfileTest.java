package vorlauf.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vorlauf.compile.CompileSettings;
import vorlauf.graph.Processor;
import vorlauf.graph.Signal;
import vorlauf.graph.Signals;

/** A profile finds what each unit costs, by a clock that only the nodes under test move, and changes no bit. */
final class PlanProfileTest {
    private static final int BLOCK = 32;
    private static final CompileSettings SETTINGS = CompileSettings.of(48_000, BLOCK);

    private long nowNanos;

    /** Copies, and lets a call take so long. */
    private final class Taking implements Processor {
        private final long nanos;

        Taking(long nanos) {
            this.nanos = nanos;
        }

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            nowNanos += nanos;
            System.arraycopy(inputs[0], 0, outputs[0], 0, frameCount);
        }
    }

    private Signal taking(String name, long nanos, Signal input) {
        return Signals.custom(name, 1, () -> new Taking(nanos), input);
    }

    /** Nanoseconds a frame of each custom node, by its name. */
    private Map<String, Double> costs(RenderPlan plan, PlanProfile profile) {
        Map<String, Double> costs = new HashMap<>();
        double[] nanos = profile.nanosPerFrame();
        for (int unit = 0; unit < profile.units(); unit++) {
            int at = profile.firstStep(unit) * Step.LENGTH;
            int[] steps = plan.form().steps();
            if (steps[at] == Step.CUSTOM) {
                costs.put(plan.nodeName(steps[at + Step.NODE]).split("'", -1)[1], nanos[unit]);
            }
        }
        return costs;
    }

    private static void render(RenderPlan plan, int blocks) {
        for (int block = 0; block < blocks; block++) {
            plan.render(new float[plan.blockFrames() * plan.channels()]);
        }
    }

    @Test
    void findsWhatEachNodeTakes() throws Exception {
        Signal graph = taking(
                        "dear", 6_400, taking("cheap", 320, Signals.sine(440)).key("cheap"))
                .key("dear");
        RenderPlan plan = Bank.plan(graph, SETTINGS);
        PlanProfile profile = plan.startProfile(() -> nowNanos);
        render(plan, 1_000);
        assertThat(costs(plan, profile)).isEqualTo(Map.of("dear", 200.0, "cheap", 10.0));
        assertThat(Arrays.stream(profile.nanosPerFrame()).sum()).isCloseTo(210, within(1e-9));
        assertThat(profile.frames()).isEqualTo(1_000 * BLOCK);
    }

    @Test
    void findsWhatANodeInsideACycleTakesFrameByFrame() throws Exception {
        Signal graph = Signals.feedback(
                loop -> taking("inside", 7, loop.delaySamples(1).plus(0.1)).key("inside"));
        RenderPlan plan = Bank.plan(graph, SETTINGS);
        PlanProfile profile = plan.startProfile(() -> nowNanos++); // reading it takes a nanosecond, too
        render(plan, 500);
        assertThat(costs(plan, profile).get("inside")).isCloseTo(7, within(0.1));
    }

    @Test
    void leavesOutTheBlocksInWhichTheThreadWasInterrupted() throws Exception {
        int[] calls = {0};
        Signal graph = Signals.custom(
                        "interrupted",
                        1,
                        () -> (inputs, outputs, frameCount) -> {
                            nowNanos += ++calls[0] % 40 == 0 ? 10_000_000 : 64;
                            System.arraycopy(inputs[0], 0, outputs[0], 0, frameCount);
                        },
                        Signals.sine(440))
                .key("interrupted");
        RenderPlan plan = Bank.plan(graph, SETTINGS);
        PlanProfile profile = plan.startProfile(() -> nowNanos);
        render(plan, 5_000);
        assertThat(costs(plan, profile)).isEqualTo(Map.of("interrupted", 2.0));
    }

    @Test
    void saysNothingBeforeItHasMeasured() throws Exception {
        RenderPlan plan = Bank.plan(taking("node", 64, Signals.sine(440)), SETTINGS);
        PlanProfile profile = plan.startProfile(() -> nowNanos);
        render(plan, PlanProfile.COLD_BLOCKS + 2);
        assertThat(profile.isMeasured()).isFalse();
        assertThat(profile.nanosPerFrame()).containsOnly(0);
        render(plan, 1);
        assertThat(profile.isMeasured()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Bank.class)
    void changesNoBit(Bank bank) {
        for (GroupKernels kernels : KernelSets.all()) {
            CompileSettings settings = SETTINGS.withKernels(kernels);
            Playing plain = bank.play(21, settings);
            Playing timed = bank.play(21, settings);
            timed.plan().startProfile(System::nanoTime);
            for (int block = 0; block < 200; block++) {
                plain.render(block);
                timed.render(block);
                assertThat(timed.block())
                        .as("%s block %d", kernels.name(), block)
                        .isEqualTo(plain.block());
            }
        }
    }
}
