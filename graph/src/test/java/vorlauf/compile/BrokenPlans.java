package vorlauf.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import vorlauf.graph.Signal;
import vorlauf.plan.Step;

/** Plans with one mistake each, that a comparison of plans has to find. */
final class BrokenPlans {
    static final CompileSettings SETTINGS = Rendering.settings().withFadeSeconds(0);

    private BrokenPlans() {}

    /** A plan with one break: the first place where it can be done. Its buffers are those of the plan without it. */
    static float[] broken(int frames, Signal graph, Predicate<List<Program.Instruction>> breakIn) {
        Program program = Passes.packed(graph, SETTINGS);
        Buffers buffers = Buffers.of(program, true);
        for (int i = 0; i < program.sections.size(); i++) {
            Program.Section section = program.sections.get(i);
            List<Program.Instruction> instructions = new ArrayList<>(section.instructions());
            if (!section.settling() && breakIn.test(instructions)) {
                program.sections.set(i, section.with(instructions));
                break;
            }
        }
        return Passes.render(program, buffers, SETTINGS, frames);
    }

    static boolean lanesSwapped(List<Program.Instruction> instructions) {
        for (int i = 0; i + 2 < instructions.size(); i++) {
            Program.Instruction a = instructions.get(i + 1);
            Program.Instruction b = instructions.get(i + 2);
            boolean lanes = instructions.get(i).code() == Step.LANES;
            if (lanes && a.outputs().length > 0 && b.outputs().length > 0) {
                instructions.set(i + 1, with(a, b.outputs(), a.inputs()));
                instructions.set(i + 2, with(b, a.outputs(), b.inputs()));
                return true;
            }
        }
        return false;
    }

    static boolean runReversed(List<Program.Instruction> instructions) {
        for (int i = 0; i < instructions.size(); i++) {
            Program.Instruction header = instructions.get(i);
            if (header.code() == Step.RUN) {
                Collections.reverse(instructions.subList(i + 1, i + 1 + header.extras()[0]));
                return true;
            }
        }
        return false;
    }

    static boolean stepTooEarly(List<Program.Instruction> instructions) {
        int grouped = 0;
        for (int i = 0; i + 1 < instructions.size(); i++) {
            Program.Instruction a = instructions.get(i);
            Program.Instruction b = instructions.get(i + 1);
            if (a.code() == Step.LANES || a.code() == Step.RUN) {
                grouped = a.extras()[0] + 1;
            }
            boolean free = grouped-- <= 0 && b.code() != Step.LANES && b.code() != Step.RUN;
            if (free && a.outputs().length > 0 && reads(b, a.outputs()[0])) {
                Collections.swap(instructions, i, i + 1);
                return true;
            }
        }
        return false;
    }

    /** Lets the last step that can read a value that died before. */
    static void staleRead(Program program, Buffers buffers) {
        int dead = -1;
        for (int register = 0; register < buffers.lastUse().length; register++) {
            boolean earlier = dead < 0 || buffers.lastUse()[register] < buffers.lastUse()[dead];
            if (buffers.bufferOf()[register] >= 0 && earlier) {
                dead = register;
            }
        }
        for (Program.Section section : program.sections.reversed()) {
            List<Program.Instruction> instructions = section.instructions();
            for (int i = instructions.size() - 1; i >= 0; i--) {
                Program.Instruction step = instructions.get(i);
                if (step.code() == Step.ADD || step.code() == Step.MULTIPLY) {
                    instructions.set(i, with(step, step.outputs(), new int[] {step.inputs()[0], dead}));
                    return;
                }
            }
        }
    }

    private static boolean reads(Program.Instruction step, int register) {
        return Arrays.stream(step.inputs()).anyMatch(input -> input == register);
    }

    private static Program.Instruction with(Program.Instruction step, int[] outputs, int[] inputs) {
        return new Program.Instruction(step.code(), step.node(), outputs, inputs, step.extras());
    }
}
