package vorlauf.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vorlauf.plan.Step;

/**
 * Pass <i>fused</i>: a sine that is read by one gain with its sum alone becomes one step with it. The bits are those of the
 * steps apart.
 */
final class Fusion {
    private final Program program;
    private final int[] readers;

    private Fusion(Program program) {
        this.program = program;
        readers = program.readers();
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
        int[] madeAt = new int[program.registerCount()];
        program.sections.replaceAll(section -> section.with(fused(section.instructions(), madeAt)));
    }

    private List<Program.Instruction> fused(List<Program.Instruction> instructions, int[] madeAt) {
        Arrays.fill(madeAt, -1);
        List<Program.@Nullable Instruction> kept = new ArrayList<>(instructions.size());
        for (Program.Instruction instruction : instructions) {
            Program.Instruction next = withSine(instruction, madeAt, kept);
            if (next.code() == Step.OSCILLATOR && readers[next.outputs()[0]] == 1) {
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

    /** A gain and sum together with the sine that they read, or the step as it is. */
    private static Program.Instruction withSine(
            Program.Instruction step, int[] madeAt, List<Program.@Nullable Instruction> kept) {
        boolean ofBuffers = step.code() == Step.MULTIPLY_ADD;
        if (!ofBuffers && step.code() != Step.MULTIPLY_ADD_RAMP) {
            return step;
        }
        int at = madeAt[step.inputs()[0]];
        Program.Instruction sine = at < 0 ? null : kept.get(at);
        if (sine == null) {
            return step;
        }
        kept.set(madeAt[step.inputs()[0]], null);
        int[] inputs = {sine.inputs()[0], step.inputs()[1], step.inputs()[2]};
        int code = ofBuffers ? Step.SINE_MULTIPLY_ADD : Step.SINE_MULTIPLY_ADD_RAMP;
        return new Program.Instruction(code, step.node(), step.outputs(), inputs, sine.extras());
    }
}
