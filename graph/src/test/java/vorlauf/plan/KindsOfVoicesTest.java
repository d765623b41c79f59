package vorlauf.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static vorlauf.graph.Signals.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vorlauf.compile.CompileSettings;
import vorlauf.compile.GraphException;
import vorlauf.graph.Signal;

/** Voices of several kinds in one mix, whose lanes are gathered for it, have the bits of their rows. */
final class KindsOfVoicesTest {
    private static final int BLOCKS = 6;

    private static Signal voice(int kind, int i) {
        Signal sine = sine(sine(165 + 20 * i).times(300).plus(110 + 13 * i));
        return switch (kind) {
            case 0 -> naiveSaw(55 + 3 * i).lowpass(500 + 50 * i, 2).gain(0.01 * (1 + i));
            case 1 -> sine.times(sine(0.1 + 0.05 * i).times(0.5).plus(0.5)).gain(0.02);
            case 2 ->
                naiveTriangle(110 + 17 * i)
                        .bandpass(300 + 40 * i, 3)
                        .times(3)
                        .tanh()
                        .gain(0.015);
            default -> naiveSaw(70 + 5 * i).highpass(400 + 30 * i, 1).gain(0.01);
        };
    }

    private static Signal mixed(Random random, int kinds, int count) {
        List<Signal> voices = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            voices.add(voice(random.nextInt(kinds), i).pan(random.nextDouble(-1, 1)));
        }
        return mix(voices);
    }

    private static RenderPlan plan(Signal graph, CompileSettings settings) throws GraphException {
        return Bank.plan(graph, settings);
    }

    @Test
    void haveTheBitsOfTheirRows() throws GraphException {
        KernelUses uses = new KernelUses();
        for (int seed = 0; seed < 24; seed++) {
            int kinds = 2 + seed % 3;
            int count = 40 + 12 * (seed % 5);
            CompileSettings settings = CompileSettings.of(48_000, 64 + 64 * (seed % 2));
            List<GroupKernels> all = new ArrayList<>(KernelSets.all());
            TrialKernels trial = all.size() > 1 ? new TrialKernels() : null;
            if (trial != null) {
                all.add(trial);
            }
            RenderPlan rows = plan(mixed(new Random(seed), kinds, count), settings.withPacking(false));
            List<RenderPlan> plans = new ArrayList<>();
            for (GroupKernels kernels : all) {
                plans.add(plan(mixed(new Random(seed), kinds, count), settings.withKernels(kernels)));
            }
            float[] expected = new float[rows.blockFrames() * rows.channels()];
            float[] block = new float[expected.length];
            for (int number = 0; number < BLOCKS; number++) {
                rows.render(expected);
                for (int i = 0; i < plans.size(); i++) {
                    plans.get(i).render(block);
                    assertThat(Arrays.equals(block, expected))
                            .as(
                                    "seed %d, %s kernels, block %d",
                                    seed, all.get(i).name(), number)
                            .isTrue();
                }
            }
            uses = trial == null ? uses : uses.and(trial.uses());
        }
        if (KernelSets.all().size() > 1) {
            for (byte loop : new byte[] {LaneVoices.LONE_SAW, LaneVoices.GATHERED, LaneVoices.TREMOLO}) {
                assertThat(uses.has(KernelUses.VOICES, loop, false))
                        .as("loop %d", loop)
                        .isTrue();
            }
        }
    }

    @Test
    void aSlotThatSomethingElseReadsIsWritten() {
        List<BankForm.Operation> tremolo = List.of(
                operation(Step.SINE_MULTIPLY_ADD_RAMP, 4, -1, -1, -1),
                operation(Step.MULTIPLY, 3, 3, 4),
                operation(Step.MULTIPLY_RAMP, 3, 3, -1));
        assertThat(loops(tremolo)).startsWith(LaneVoices.TREMOLO);
        List<BankForm.Operation> read = new ArrayList<>(tremolo);
        read.add(operation(Step.ADD, 5, 4, 3));
        assertThat(loops(read)).startsWith(LaneVoices.NOTHING);
        List<BankForm.Operation> summed = new ArrayList<>(tremolo.subList(0, 2));
        summed.add(operation(Step.MULTIPLY_ADD, 0, 3, -1, 0));
        assertThat(loops(summed)).startsWith(LaneVoices.TREMOLO);
        for (int slot = 3; slot <= 4; slot++) {
            read = new ArrayList<>(summed);
            read.add(operation(Step.ADD, 5, 0, slot));
            assertThat(loops(read)).as("slot %d", slot).startsWith(LaneVoices.NOTHING);
        }
        summed.set(2, operation(Step.MULTIPLY_ADD, 4, 3, -1, 4)); // where the sine is
        assertThat(loops(summed)).startsWith(LaneVoices.NOTHING);
        List<BankForm.Operation> gathered = List.of(
                operation(BankForm.GATHER, 5, 32, 33, 34, 35, 36, 37, 38, 39, 48, 49, 50, 51, 52, 53, 54, 55),
                operation(Step.MULTIPLY_RAMP, 0, 5, -1),
                operation(Step.MULTIPLY_RAMP, 1, 5, -1));
        assertThat(loops(gathered)).startsWith(LaneVoices.GATHERED);
        read = new ArrayList<>(gathered);
        read.add(operation(Step.ADD, 6, 5, 3));
        assertThat(loops(read)).startsWith(LaneVoices.NOTHING);
    }

    private static BankForm.Operation operation(int code, int target, int... operands) {
        int[] lanes = new int[BankForm.LANES];
        Arrays.setAll(lanes, lane -> lane);
        return new BankForm.Operation(code, 0, lanes, target, operands);
    }

    private static byte[] loops(List<BankForm.Operation> operations) {
        LaneVoices.Filters none = new LaneVoices.Filters(new int[0], new BitSet(), new BitSet(), new BitSet());
        return new LaneVoices(operations).loops(operations, none);
    }
}
