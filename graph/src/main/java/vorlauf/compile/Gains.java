package vorlauf.compile;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vorlauf.graph.Operation;
import vorlauf.plan.Step;

/**
 * Gains: products of a signal with a constant or a control, and mono signals panned to a place that rests. A sum rounds a gain that it reads together with itself, whoever
 * else reads the gain, so that the bits do not depend on other readers, sections or blocks.
 *
 * <p>What is a gain is asked of the graph as it is when its fades are over: a factor that is on its way from a signal to a
 * constant is a constant already, and the bits behind the fade are those of the settled plan.
 */
final class Gains {
    private static final int NO_GAIN = -1;

    private final Graph graph;
    private final int[] channels;
    private final Components components;
    private final Rate[] settled;

    /** By component, when two gains have been compared. */
    private int @Nullable [] depths;

    Gains(Simplified simplified) {
        graph = simplified.checked().graph();
        channels = simplified.checked().channels();
        components = simplified.settled().components();
        settled = simplified.settled().rates();
    }

    /**
     * Which input of a sum of two is a gain that is rounded with it; else -1. Of two gains it is the one that more is before, as
     * in a ladder or in a loop, where the next sum waits for this one; the second where both are alike.
     */
    int joined(int[] inputs) {
        if (is(inputs[1])) {
            return is(inputs[0]) && depth(inputs[0]) > depth(inputs[1]) ? 0 : 1;
        }
        return is(inputs[0]) ? 0 : NO_GAIN;
    }

    /** Most nodes between a node and a source, a cycle counted as one. */
    private int depth(int node) {
        if (depths == null) {
            depths = depths();
        }
        int component = components.componentOf()[node];
        return component < 0 ? 0 : depths[component];
    }

    private int[] depths() {
        int[] depths = new int[components.count()];
        for (int component = 0; component < depths.length; component++) {
            int deepest = 0;
            int own = 0;
            for (int i = components.begin()[component]; i < components.begin()[component + 1]; i++) {
                int node = components.order()[i];
                boolean fade = graph.kind(node) == Graph.FADE;
                own = fade || isAddedSum(node) ? own : 1;
                int[] inputs = graph.inputs(node);
                for (int slot = fade ? 1 : 0; slot < inputs.length; slot++) {
                    int before = components.componentOf()[inputs[slot]];
                    deepest = before == component ? deepest : Math.max(deepest, depths[before]);
                }
            }
            depths[component] = deepest + own;
        }
        return depths;
    }

    /** Whether a sum is one in front of another, to which what leaves is added: in the settled graph they are one. */
    private boolean isAddedSum(int node) {
        return graph.kind(node) == Graph.MIX && graph.node(node).declared() == null;
    }

    /** Whether a node is a gain of an audio signal, or two of them. */
    boolean is(int node) {
        byte kind = graph.kind(node);
        if (kind != Graph.PAN && kind != Graph.BINARY) {
            return false;
        }
        int[] inputs = graph.inputs(node);
        if (kind == Graph.PAN) {
            return channels[inputs[0]] == 1 && settled[inputs[1]] == Rate.CONSTANT;
        }
        return isProduct(graph.operation(node))
                && settled[node] == Rate.AUDIO
                && isScalar(inputs[0]) != isScalar(inputs[1]);
    }

    static boolean isProduct(Operation operation) {
        return operation instanceof Operation.Binary binary && binary.arithmetic() == Operation.Arithmetic.TIMES;
    }

    /** Whether a node of this kind may be a gain in one graph or another. */
    static boolean mayBe(Operation operation) {
        return isProduct(operation) || operation instanceof Operation.Pan;
    }

    /** The signal that a gain scales. */
    int signal(int gain) {
        int[] inputs = graph.inputs(gain);
        return isScalar(inputs[0]) ? inputs[1] : inputs[0];
    }

    /** The factor of a product that is a gain. */
    int factor(int gain) {
        int[] inputs = graph.inputs(gain);
        return isScalar(inputs[0]) ? inputs[0] : inputs[1];
    }

    private boolean isScalar(int node) {
        return settled[node] != Rate.AUDIO;
    }

    /** Takes products out of a program that no step reads, since sums read what they are products of: the last ones first. */
    static void dropUnread(Program program) {
        for (int section = program.sections.size() - 1; section >= 0; section--) {
            List<Program.Instruction> instructions =
                    program.sections.get(section).instructions();
            List<Program.Instruction> read = read(program, instructions);
            if (read.size() < instructions.size()) {
                program.sections.set(section, program.sections.get(section).with(read));
            }
        }
        program.sections.removeIf(section -> section.instructions().isEmpty());
    }

    /** The steps whose results are read. */
    private static List<Program.Instruction> read(Program program, List<Program.Instruction> instructions) {
        BitSet unread = new BitSet();
        for (int i = instructions.size() - 1; i >= 0; i--) {
            Program.Instruction instruction = instructions.get(i);
            if ((instruction.code() == Step.MULTIPLY_RAMP || instruction.code() == Step.MULTIPLY)
                    && program.readers(instruction.outputs()[0]) == 0) {
                unread.set(i);
                program.forget(instruction.inputs());
            }
        }
        if (unread.isEmpty()) {
            return instructions;
        }
        List<Program.Instruction> read = new ArrayList<>(instructions.size());
        for (int i = 0; i < instructions.size(); i++) {
            if (!unread.get(i)) {
                read.add(instructions.get(i));
            }
        }
        return read;
    }
}
