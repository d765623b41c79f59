package vorlauf.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vorlauf.compile.CompileSettings;
import vorlauf.dsp.DelayLine;

/** Groups give the bits of their rows one by one, whatever the set of kernels, the count, the block and the chunks. */
final class GroupKernelsTest {
    private static final int[] BLOCKS = {1, 7, 16, 33, 64, 128, 131, 300};
    private static final int RENDERED = 5;

    @ParameterizedTest
    @EnumSource
    void everyBankGivesTheBitsOfItsRows(Bank bank) {
        Random random = new Random(bank.ordinal());
        for (GroupKernels kernels : KernelSets.all()) {
            for (int blockFrames : BLOCKS) {
                int count = 1 + random.nextInt(40);
                compare(bank, kernels, count, blockFrames);
            }
            compare(bank, kernels, 33, 128);
        }
    }

    private static void compare(Bank bank, GroupKernels kernels, int count, int blockFrames) {
        CompileSettings settings =
                CompileSettings.of(48_000, blockFrames).withBuffers(true, true).withKernels(kernels);
        Playing rows = bank.play(count, settings.withPacking(false).withKernels(GroupKernels.plain()));
        Playing groups = bank.play(count, settings);
        for (int block = 0; block < RENDERED + 2; block++) {
            int number = Math.min(block, RENDERED - 1); // what has moved rests where it is at last
            rows.render(number);
            groups.render(number);
            assertThat(Arrays.equals(groups.block(), rows.block()))
                    .as("%s kernels, %d rows, %d frames, block %d", kernels.name(), count, blockFrames, block)
                    .isTrue();
        }
    }

    /** Passes groups on, and remembers the codes of those that were rendered together. */
    private static final class Observed extends GroupKernels {
        private final GroupKernels kernels;
        private final Set<String> together = new HashSet<>();

        Observed(GroupKernels kernels) {
            this.kernels = kernels;
        }

        @Override
        public String name() {
            return kernels.name();
        }

        @Override
        boolean lanes(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
            boolean done = kernels.lanes(plan, steps, at, count, from, to);
            return noted(done, "lanes of " + Step.name(steps[at]));
        }

        @Override
        boolean run(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
            boolean done = kernels.run(plan, steps, at, count, from, to);
            return noted(done, "run of " + Step.name(steps[at]));
        }

        @Override
        boolean bank(RenderPlan plan, LaneBank bank, int[] steps, int from, int to) {
            boolean done = kernels.bank(plan, bank, steps, from, to);
            for (LaneOperation operation : bank.operations) {
                noted(done, "voices of " + (operation.code < 0 ? "" + operation.code : Step.name(operation.code)));
            }
            return done;
        }

        @Override
        void loops(RenderPlan plan, LoopBank bank, int[] steps, int from, int to) {
            kernels.loops(plan, bank, steps, from, to);
            noted(true, "loops of shape " + bank.shape);
        }

        private boolean noted(boolean done, String what) {
            if (done) {
                together.add(what);
            }
            return done;
        }
    }

    private static Set<String> renderedTogether(GroupKernels kernels) {
        Observed observed = new Observed(kernels);
        for (Bank bank : Bank.values()) {
            bank.play(40, CompileSettings.of(48_000, 128).withKernels(observed)).render(1);
        }
        return observed.together;
    }

    @Test
    void eachSetRendersWhatItHasKernelsFor() {
        for (GroupKernels kernels : KernelSets.all()) {
            assertThat(renderedTogether(kernels)).as(kernels.name()).contains("run of biquad", "run of multiply add");
        }
        assertThat(renderedTogether(GroupKernels.plain()))
                .contains(
                        "lanes of biquad",
                        "lanes of oscillator",
                        "lanes of sine multiply add",
                        "lanes of multiply",
                        "lanes of multiply add",
                        "run of sine multiply add");
        KernelSets.all().stream()
                .filter(kernels -> kernels.name().equals("vector"))
                .forEach(vector -> assertThat(renderedTogether(vector))
                        .containsAll(List.of(
                                "lanes of delay write",
                                "lanes of white noise",
                                "lanes of tanh",
                                "loops of shape " + LoopVoice.COMB,
                                "loops of shape " + LoopVoice.MEAN,
                                "loops of shape " + LoopVoice.TWO_TAPS,
                                "voices of delay read",
                                "voices of clip",
                                "voices of delay write",
                                "voices of " + BankForm.GATHER,
                                "voices of biquad",
                                "voices of one pole",
                                "voices of state variable",
                                "voices of oscillator",
                                "voices of sine multiply add",
                                "voices of multiply",
                                "voices of " + BankForm.FETCH_SHARED,
                                "voices of " + BankForm.FETCH_EACH,
                                "voices of " + BankForm.STORE,
                                "voices of " + BankForm.FOLD)));
    }

    /** Plain kernels but for what a test overrides. */
    private static class Wrong extends GroupKernels {
        static final GroupKernels RIGHT = GroupKernels.plain();

        @Override
        boolean lanes(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
            return RIGHT.lanes(plan, steps, at, count, from, to);
        }

        @Override
        public String name() {
            return "wrong";
        }

        @Override
        boolean bank(RenderPlan plan, LaneBank bank, int[] steps, int from, int to) {
            return RIGHT.bank(plan, bank, steps, from, to);
        }

        @Override
        void loops(RenderPlan plan, LoopBank bank, int[] steps, int from, int to) {
            RIGHT.loops(plan, bank, steps, from, to);
        }

        @Override
        boolean run(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
            return RIGHT.run(plan, steps, at, count, from, to);
        }
    }

    @Test
    void aKernelThatIsWrongInOneBitOfOneFrameIsCaught() {
        assertCaught(Bank.LOWPASSES, new Wrong() {
            @Override
            boolean lanes(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
                boolean done = RIGHT.lanes(plan, steps, at, count, from, to);
                if (done && steps[at] == Step.BIQUAD) {
                    float[] out = plan.buffers[steps[at + Step.OUT]];
                    out[to - 1] = Math.nextUp(out[to - 1]);
                }
                return done;
            }
        });
    }

    @Test
    void aRowAloneThatIsWrongInOneBitOfOneFrameIsCaught() {
        assertCaught(Bank.STEPS_ALONE, new Wrong() {
            @Override
            boolean lanes(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
                if (steps[at] != Step.TANH) {
                    return RIGHT.lanes(plan, steps, at, count, from, to);
                }
                ArithmeticSteps.run(plan, steps, at, from, to);
                float[] out = Rows.output(plan, steps, at);
                out[to - 1] = Math.nextDown(out[to - 1]);
                return true;
            }
        });
    }

    @Test
    void noiseGoesOnBehindItsFirstStretch() {
        CompileSettings settings = CompileSettings.of(48_000, 128);
        for (GroupKernels kernels : KernelSets.all()) {
            Playing rows = Bank.STEPS_ALONE.play(1, settings.withPacking(false));
            Playing groups = Bank.STEPS_ALONE.play(1, settings.withKernels(kernels));
            for (Playing playing : List.of(rows, groups)) {
                Arrays.fill(playing.plan().longs, 0x1_0000_0000L - 200); // the noise has the only number
            }
            for (int block = 0; block < 3; block++) {
                rows.render(0);
                groups.render(0);
                assertThat(groups.block()).as(kernels.name()).containsExactly(rows.block());
            }
        }
    }

    @Test
    void aDelayLineThatKeepsSubnormalSamplesIsCaught() {
        assertCaught(Bank.CURVED_LOOPS, new Wrong() {
            @Override
            boolean lanes(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
                if (steps[at] != Step.DELAY_WRITE) {
                    return RIGHT.lanes(plan, steps, at, count, from, to);
                }
                for (int row = at; row < at + count * Step.LENGTH; row += Step.LENGTH) {
                    float[] line = (float[]) plan.payloads[steps[row + Step.EXTRA]];
                    int position = steps[row + Step.EXTRA + 1];
                    for (int i = from; i < to; i++) {
                        line[(int) plan.longs[position]++ & (line.length - 1)] = Rows.input(plan, steps, row, 0)[i];
                    }
                }
                return true;
            }
        });
    }

    @Test
    void aLoopThatIsWrongInOneBitOfOneFrameIsCaught() {
        for (Bank bank : List.of(Bank.MEANS, Bank.TWO_TAPS, Bank.FAINT_STRINGS)) {
            assertCaught(bank, new Wrong() {
                @Override
                void loops(RenderPlan plan, LoopBank loops, int[] steps, int from, int to) {
                    RIGHT.loops(plan, loops, steps, from, to);
                    float[] y = loops.loops[0].y;
                    y[to - 1] = Math.nextUp(y[to - 1]);
                }
            });
        }
    }

    @Test
    void aLoopThatKeepsSubnormalSamplesIsCaught() {
        assertCaught(Bank.FAINT_STRINGS, new Wrong() {
            @Override
            void loops(RenderPlan plan, LoopBank loops, int[] steps, int from, int to) {
                RIGHT.loops(plan, loops, steps, from, to);
                for (LoopVoice loop : loops.loops) {
                    loop.release(plan);
                    DelayLine.append(loop.lineA, loop.positionA - (to - from), loop.y, from, to);
                }
            }
        });
    }

    private static void assertCaught(Bank bank, GroupKernels wrong) {
        CompileSettings settings = CompileSettings.of(48_000, 64);
        Playing rows = bank.play(4, settings.withPacking(false));
        Playing groups = bank.play(4, settings.withKernels(wrong));
        boolean same = true;
        for (int block = 0; block < 8; block++) {
            rows.render(0);
            groups.render(0);
            same &= Arrays.equals(groups.block(), rows.block());
        }
        assertThat(same).isFalse();
    }
}
