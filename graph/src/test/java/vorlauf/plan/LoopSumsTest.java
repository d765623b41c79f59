package vorlauf.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static vorlauf.graph.Signals.*;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vorlauf.compile.CompileSettings;
import vorlauf.compile.GraphException;
import vorlauf.graph.Signal;

/** Sums behind loops, and who may write them. */
final class LoopSumsTest {
    private static final int COUNT = 48;
    private static final int BLOCKS = 40;

    private static Signal string(int i) {
        return ofFrames(129 + 2 * i); // one octave, so three banks
    }

    /** A string of which some are shorter than a block: their banks stand beside each other, and their sums behind them. */
    private static Signal shortString(int i) {
        return ofFrames(157 - 2 * i);
    }

    private static Signal ofFrames(int delay) {
        Signal pick = whiteNoise(1).times(0.1);
        return feedback(y ->
                pick.plus(y.delaySamples(delay).plus(y.delaySamples(delay + 1)).times(0.49)));
    }

    private static Signal all(IntFunction<Signal> heard) {
        return mix(IntStream.range(0, COUNT).mapToObj(heard).toArray(Signal[]::new));
    }

    /** Rows that loops have written in the block that was rendered last. */
    private static long found(RenderPlan plan) {
        plan.render(new float[128 * plan.channels()]);
        plan.blocks--; // back in that block
        long found = IntStream.range(0, plan.stepCount())
                .filter(step -> plan.groups.isSummed(step * Step.LENGTH))
                .count();
        plan.blocks++;
        return found;
    }

    private static RenderPlan plan(Signal graph, CompileSettings settings) throws GraphException {
        return Bank.plan(graph, settings);
    }

    @Test
    void sumsOfLoopsHaveTheBitsOfTheirRowsWhoeverWritesThem() throws GraphException {
        CompileSettings settings = CompileSettings.of(48_000, 128);
        Signal[] strings =
                IntStream.range(0, COUNT).mapToObj(LoopSumsTest::string).toArray(Signal[]::new);
        Signal heard = channels(mix(strings), strings[3], strings[44]);
        for (Signal graph : new Signal[] {mix(strings), heard, all(LoopSumsTest::shortString)}) {
            for (GroupKernels kernels : KernelSets.all()) {
                RenderPlan rows = plan(graph, settings.withPacking(false));
                RenderPlan loops = plan(graph, settings.withKernels(kernels));
                RenderPlan byTurns = plan(graph, settings.withKernels(new FickleKernels()));
                float[] expected = new float[128 * rows.channels()];
                float[] block = new float[expected.length];
                for (int number = 0; number < BLOCKS; number++) {
                    rows.render(expected);
                    for (RenderPlan plan : new RenderPlan[] {loops, byTurns}) {
                        plan.render(block);
                        assertThat(Arrays.equals(block, expected))
                                .as("%s, block %d", kernels.name(), number)
                                .isTrue();
                    }
                }
            }
        }
    }

    @Test
    void loopsThatSomethingElseReadsAreLeftToTheirSums() throws GraphException {
        if (KernelSets.all().size() > 1) {
            CompileSettings settings = CompileSettings.of(48_000, 128).withKernels(GroupKernels.vector());
            long alone = found(plan(all(LoopSumsTest::string), settings));
            long read = found(plan(
                    all(i -> {
                        Signal string = string(i);
                        return i % 16 == 3 ? string.plus(string.tanh()) : string;
                    }),
                    settings));
            assertThat(alone).isEqualTo(COUNT - 16);
            assertThat(read).isBetween(1L, alone - 3);
        }
    }

    @Test
    void plainKernelsLeaveThemAll() throws GraphException {
        assertThat(found(plan(all(LoopSumsTest::string), CompileSettings.of(48_000, 128))))
                .isZero();
    }

    @Test
    void aSumOfWhatIsWrittenOrReadBehindTheLoopsIsNoneOfTheirs() throws GraphException {
        RenderPlan plan = plan(all(LoopSumsTest::string), CompileSettings.of(48_000, 128));
        int[] steps = plan.form().steps();
        int row = first(plan, steps) + Step.LENGTH; // the row before it is a sum, too
        int[] changed = steps.clone();
        assertThat(has(plan, changed, row)).isTrue();
        changed[row - Step.LENGTH + Step.OUT] = steps[row + Step.IN];
        assertThat(has(plan, changed, row)).as("what is added is new").isFalse();
        changed = steps.clone();
        changed[row - Step.LENGTH + Step.IN] = steps[row + Step.OUT];
        assertThat(has(plan, changed, row)).as("somebody else reads it").isFalse();
        changed = steps.clone();
        changed[row - Step.LENGTH] = Step.CUSTOM;
        assertThat(has(plan, changed, row)).as("somebody else may read it").isFalse();
        changed = steps.clone();
        for (int at = row; at >= 0; at -= Step.LENGTH) {
            changed[at] = changed[at] == Step.LANES ? Step.RUN : changed[at];
        }
        assertThat(has(plan, changed, row)).as("a run has it").isFalse();
    }

    @Test
    void aSumWhereSomethingElseWasIsThereOnlyWhenNobodyWaitsForThat() throws GraphException {
        RenderPlan plan = plan(all(LoopSumsTest::string), CompileSettings.of(48_000, 128));
        int[] steps = plan.form().steps();
        int row = first(plan, steps) + Step.LENGTH;
        int a = steps[row + Step.IN];
        int y = steps[row + Step.IN + 1];
        assertThat(steps[row + Step.OUT]).isEqualTo(a);
        int[] changed = steps.clone();
        changed[row - Step.LENGTH + Step.IN] = a;
        assertThat(has(plan, changed, row)).as("somebody reads it before").isFalse();
        changed[row + Step.OUT] = y;
        assertThat(has(plan, changed, row)).as("it stays there").isTrue();
        changed = steps.clone();
        changed[row + Step.LENGTH + Step.IN] = y;
        assertThat(has(plan, changed, row))
                .as("somebody reads the loop behind it")
                .isFalse();
        changed[row + Step.OUT] = steps[row + 3 * Step.LENGTH + Step.IN];
        assertThat(has(plan, changed, row)).as("it goes elsewhere").isFalse();
        changed = steps.clone();
        Arrays.fill(changed, row + Step.LENGTH, changed.length, Step.NONE);
        for (int at = row + Step.LENGTH; at < changed.length; at += Step.LENGTH) {
            changed[at] = Step.POISON;
        }
        changed[changed.length - Step.LENGTH + Step.OUT] = y;
        assertThat(has(plan, changed, row)).as("it is written behind that").isTrue();
        changed[changed.length - 2 * Step.LENGTH] = Step.CUSTOM;
        assertThat(has(plan, changed, row)).as("somebody may read it before").isFalse();
    }

    @Test
    void aLoopThatIsHeardIsInNoSumWhereSomethingElseWas() throws GraphException {
        if (KernelSets.all().size() > 1) {
            Signal[] strings =
                    IntStream.range(0, COUNT).mapToObj(LoopSumsTest::string).toArray(Signal[]::new);
            CompileSettings settings = CompileSettings.of(48_000, 128).withKernels(GroupKernels.vector());
            long alone = found(plan(mix(strings), settings));
            assertThat(found(plan(channels(mix(strings), strings[20], strings[44]), settings)))
                    .isEqualTo(alone - 2);
        }
    }

    /** The first sum that loops may write. */
    private static int first(RenderPlan plan, int[] steps) {
        int row = 0;
        while (!has(plan, steps, row)) {
            row += Step.LENGTH;
        }
        return row;
    }

    private static boolean has(RenderPlan plan, int[] steps, int row) {
        LoopBank[] loops = IntStream.iterate(0, at -> at < steps.length, at -> at + Step.LENGTH)
                .filter(at -> steps[at] == Step.LOOPS)
                .mapToObj(at -> new LoopBank(plan, steps, at, 0))
                .toArray(LoopBank[]::new);
        LoopSums sums = new LoopSums(plan, steps, loops);
        for (LoopBank bank : loops) {
            bank.hasSummed(plan);
        }
        return sums.has(row);
    }
}
