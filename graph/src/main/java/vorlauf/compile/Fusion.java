package vorlauf.compile;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vorlauf.plan.Step;

/**
 * Pass <i>fused</i>: a sine that is read by one gain with its sum alone becomes one step with it. The bits are those of the
 * steps apart.
 */
final class Fusion {
    private final Program program;

    private Fusion(Program program) {
        this.program = program;
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
        int begin = 1; // places of a section before are less
        for (int section = 0; section < program.sections.size(); section++) {
            Program.Section of = program.sections.get(section);
            List<Program.Instruction> fused = fused(of.instructions(), madeAt, begin);
            if (fused != null) {
                program.sections.set(section, of.with(fused));
            }
            begin += of.instructions().size();
        }
    }

    /** The steps of a section, those that belong together in one; null where there are none. */
    private @Nullable List<Program.Instruction> fused(List<Program.Instruction> steps, int[] madeAt, int begin) {
        Program.@Nullable Instruction[] kept = null;
        for (int i = 0; i < steps.size(); i++) {
            Program.Instruction step = steps.get(i);
            if (step.code() == Step.OSCILLATOR && program.readers(step.outputs()[0]) == 1) {
                madeAt[step.outputs()[0]] = begin + i;
            } else if (step.code() == Step.MULTIPLY_ADD || step.code() == Step.MULTIPLY_ADD_RAMP) {
                int at = madeAt[step.inputs()[0]] - begin;
                if (at >= 0) {
                    kept = kept == null ? steps.toArray(Program.Instruction[]::new) : kept;
                    kept[i] = withSine(step, steps.get(at));
                    kept[at] = null;
                    program.forget(step.inputs()[0]);
                }
            }
        }
        return kept == null
                ? null
                : Arrays.stream(kept).filter(Objects::nonNull).toList();
    }

    /** A gain and sum together with the sine that they read. */
    private static Program.Instruction withSine(Program.Instruction step, Program.Instruction sine) {
        int[] inputs = {sine.inputs()[0], step.inputs()[1], step.inputs()[2]};
        int code = step.code() == Step.MULTIPLY_ADD ? Step.SINE_MULTIPLY_ADD : Step.SINE_MULTIPLY_ADD_RAMP;
        return new Program.Instruction(code, step.node(), step.outputs(), inputs, sine.extras());
    }
}
