package vorlauf.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vorlauf.plan.Step;

/**
 * Pass <i>fused</i>: a gain whose result is read by one sum alone becomes one step with it, and a sine that is read by such
 * a step alone joins it. The product is still rounded before it is added, so the bits are those of the steps apart.
 */
final class Fusion {
    private static final int[] NO_EXTRAS = {};

    private final Program program;
    private final int[] readers;

    /** Registers of sums of partial sums: a gain that one of them reads is the end of a voice, and stays with it. */
    private final BitSet folded = new BitSet();

    /** Registers of partial sums: what one of them begins with stays by itself, and what is added joins it. */
    private final BitSet partial = new BitSet();

    private Fusion(Program program) {
        this.program = program;
        readers = new int[program.registerCount()];
    }

    /** Fuses the steps of a program, section by section. */
    static void fuse(Program program) {
        new Fusion(program).run();
    }

    /** Whether a step does the work of several nodes. */
    static boolean isFused(int code) {
        return code == Step.MULTIPLY_ADD
                || code == Step.MULTIPLY_ADD_RAMP
                || code == Step.SINE_MULTIPLY_ADD
                || code == Step.SINE_MULTIPLY_ADD_RAMP;
    }

    private void run() {
        for (Program.Sum sum : program.sums) {
            if (sum.after()[0].length >= Banks.FEWEST_VOICES) {
                note(sum.folded(), folded);
                note(sum.after(), partial);
            }
        }
        for (Program.Section section : program.sections) {
            for (Program.Instruction instruction : section.instructions()) {
                for (int operand : Buffers.operands(program, instruction)) {
                    if (operand >= 0) {
                        readers[operand]++;
                    }
                }
            }
        }
        for (int register : program.outputs) {
            readers[register]++;
        }
        int[] madeAt = new int[program.registerCount()];
        program.sections.replaceAll(section -> section.with(fused(section.instructions(), madeAt)));
    }

    private static void note(int[][] registers, BitSet noted) {
        for (int[] channel : registers) {
            for (int register : channel) {
                if (register >= 0 && register != Program.Sum.NOTHING) {
                    noted.set(register);
                }
            }
        }
    }

    private List<Program.Instruction> fused(List<Program.Instruction> instructions, int[] madeAt) {
        Arrays.fill(madeAt, -1);
        List<Program.@Nullable Instruction> kept = new ArrayList<>(instructions.size());
        for (Program.Instruction instruction : instructions) {
            Program.Instruction next = withSine(withGain(instruction, madeAt, kept), madeAt, kept);
            boolean joins = next.code() == Step.MULTIPLY_RAMP || next.code() == Step.OSCILLATOR;
            if (joins && readers[next.outputs()[0]] == 1) {
                madeAt[next.outputs()[0]] = kept.size();
            }
            kept.add(next);
        }
        List<Program.Instruction> fused = new ArrayList<>(kept.size());
        for (Program.Instruction instruction : kept) {
            if (instruction != null) {
                fused.add(instruction);
            }
        }
        return fused;
    }

    /** A sum together with the gain that it reads, or the step as it is. */
    private Program.Instruction withGain(
            Program.Instruction sum, int[] madeAt, List<Program.@Nullable Instruction> kept) {
        boolean ofBuffers = sum.code() == Step.ADD && !folded.get(sum.outputs()[0]);
        if (!ofBuffers && sum.code() != Step.ADD_RAMP) {
            return sum;
        }
        int last = partial.get(sum.outputs()[0]) && ofBuffers ? 1 : 0;
        for (int operand = ofBuffers ? 1 : 0; operand >= last; operand--) {
            Program.Instruction gain = made(sum.inputs()[operand], Step.MULTIPLY_RAMP, madeAt, kept);
            if (gain != null) {
                kept.set(madeAt[sum.inputs()[operand]], null);
                int[] inputs = {gain.inputs()[0], gain.inputs()[1], sum.inputs()[1 - operand]};
                int code = ofBuffers ? Step.MULTIPLY_ADD : Step.MULTIPLY_ADD_RAMP;
                return new Program.Instruction(code, sum.node(), sum.outputs(), inputs, NO_EXTRAS);
            }
        }
        return sum;
    }

    /** A gain and sum together with the sine that they read, or the step as it is. */
    private static Program.Instruction withSine(
            Program.Instruction step, int[] madeAt, List<Program.@Nullable Instruction> kept) {
        boolean ofBuffers = step.code() == Step.MULTIPLY_ADD;
        if (!ofBuffers && step.code() != Step.MULTIPLY_ADD_RAMP) {
            return step;
        }
        Program.Instruction sine = made(step.inputs()[0], Step.OSCILLATOR, madeAt, kept);
        if (sine == null) {
            return step;
        }
        kept.set(madeAt[step.inputs()[0]], null);
        int[] inputs = {sine.inputs()[0], step.inputs()[1], step.inputs()[2]};
        int code = ofBuffers ? Step.SINE_MULTIPLY_ADD : Step.SINE_MULTIPLY_ADD_RAMP;
        return new Program.Instruction(code, step.node(), step.outputs(), inputs, sine.extras());
    }

    private static Program.@Nullable Instruction made(
            int register, int code, int[] madeAt, List<Program.@Nullable Instruction> kept) {
        int at = register < 0 ? -1 : madeAt[register];
        Program.Instruction maker = at < 0 ? null : kept.get(at);
        return maker != null && maker.code() == code ? maker : null;
    }
}
