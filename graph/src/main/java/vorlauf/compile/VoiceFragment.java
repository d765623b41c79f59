package vorlauf.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import vorlauf.graph.Operation;
import vorlauf.plan.Step;

/**
 * A voice by itself, beside noise that stands for the other inputs of its sum: its steps there are those that it has in the
 * graph, in an order that can be compared.
 *
 * <p>Its nodes have the numbers from 0 on in the order of {@link Retrace.Renewed#nodes}; noise, that noise in all channels and
 * the sum follow.
 */
final class VoiceFragment {
    private static final int NONE = -1;

    private final Retrace.Renewed voice;
    private final CompileSettings settings;
    private final int count;

    VoiceFragment(Retrace.Renewed voice, CompileSettings settings) {
        this.voice = voice;
        this.settings = settings;
        count = voice.nodes().length;
    }

    /** The sum in a fragment. */
    int sum() {
        return count + 2;
    }

    /** Nodes of a fragment. */
    int size() {
        return count + 3;
    }

    /** Which input of the sum the voice is: one that a partial sum begins with, or one that is added to it. */
    int slot() {
        return voice.slot() < Sums.PARTIALS ? 0 : Sums.PARTIALS;
    }

    /** Whether a node needs nothing that is opened, kept or read beside the plan itself. */
    static boolean mayStandAlone(Operation operation) {
        return switch (operation) {
            case Operation.Control ignored -> false;
            case Operation.AudioFile ignored -> false;
            case Operation.Input ignored -> false;
            case Operation.Delay ignored -> false;
            case Operation.ModulatedDelay ignored -> false;
            case Operation.Meter ignored -> false;
            case Operation.Custom ignored -> false;
            default -> true;
        };
    }

    /** The voice as it stands in a graph. */
    Checked of(Checked checked) {
        Graph graph = checked.graph();
        int wide = checked.channels()[voice.sum()];
        Graph.Node[] nodes = new Graph.Node[size()];
        int[] channels = new int[nodes.length];
        for (int i = 0; i < count; i++) {
            int[] inputs = graph.inputs(voice.nodes()[i]).clone();
            Arrays.setAll(inputs, slot -> place(inputs[slot]));
            nodes[i] = graph.node(voice.nodes()[i]).withInputs(inputs);
            channels[i] = checked.channels()[voice.nodes()[i]];
        }
        int[] all = new int[wide];
        Arrays.fill(all, count);
        int[] summed = new int[Math.max(2, slot() + 1)];
        Arrays.fill(summed, count + 1);
        summed[slot()] = 0;
        nodes[count] = Graph.Node.added(new Operation.Noise(Operation.Color.WHITE, 0));
        nodes[count + 1] = Graph.Node.added(new Operation.Channels(), all);
        nodes[count + 2] = Graph.Node.added(new Operation.Mix(), summed);
        channels[count] = 1;
        channels[count + 1] = wide;
        channels[count + 2] = wide;
        Graph alone = new Graph(nodes, sum(), new Keys(0));
        return new Checked(alone, channels, Components.of(alone));
    }

    private int place(int node) {
        for (int i = 0; i < count; i++) {
            if (voice.nodes()[i] == node) {
                return i;
            }
        }
        throw new IllegalStateException("a voice by itself reads another node");
    }

    /** What goes on of one fragment in the next: all but the voice. */
    int[] match() {
        int[] match = new int[size()];
        Arrays.setAll(match, node -> node < count ? NONE : node);
        return match;
    }

    /**
     * The steps of a fragment.
     *
     * @param plan the plan to which they are added
     * @param beside whether their operands are those of that plan and what comes behind them, instead of their own
     */
    Program lowered(Checked fragment, Compiled plan, boolean beside) {
        Ordered ordered = Ordered.of(Simplified.of(fragment), settings);
        try {
            Program program = beside
                    ? Lowering.lowerBeside(plan, ordered, settings)
                    : Lowering.lower(ordered, settings, plan.resources());
            if (settings.fuse()) {
                Fusion.fuse(program);
            }
            return program;
        } catch (AudioFiles.UnusableFileException e) {
            throw new IllegalStateException("a voice without files needs one", e);
        }
    }

    // ---- steps ------------------------------------------------------------------------------------------------------

    /**
     * A step of the voice.
     *
     * @param node node of the fragment
     * @param position place among all steps of the program
     */
    record Row(int node, int position, Program.Instruction step) {
        /** Registers are given in the order of the steps. */
        private int register() {
            return step.outputs().length == 0 ? NONE : step.outputs()[0];
        }
    }

    private static final Comparator<Row> ORDER = Comparator.comparingInt(Row::node)
            .thenComparingInt(row -> row.step().code())
            .thenComparingInt(Row::register)
            .thenComparingInt(Row::position);

    /**
     * The steps of a voice and those that add it to its sum.
     *
     * @param nodeOf for each node of the program that of the fragment, or less than 0
     * @param sum the sum's node in the program
     * @param slot which input of that the voice is
     */
    List<Row> rows(Program program, IntUnaryOperator nodeOf, int sum, int slot) {
        int[] added = Arrays.stream(sum(program, sum).after())
                .mapToInt(channel -> channel[slot])
                .toArray();
        List<Row> rows = new ArrayList<>();
        int position = 0;
        for (Program.Section section : program.sections) {
            for (Program.Instruction step : section.instructions()) {
                int node = step.node() == sum ? (adds(step, added) ? sum() : NONE) : nodeOf.applyAsInt(step.node());
                if (node >= 0 && step.code() < Step.GROUP) {
                    rows.add(new Row(node, position, step));
                }
                position++;
            }
        }
        rows.sort(ORDER);
        return rows;
    }

    private static boolean adds(Program.Instruction step, int[] added) {
        for (int register : added) {
            if (step.outputs().length == 1 && step.outputs()[0] == register) {
                return true;
            }
        }
        return false;
    }

    /** How a sum of audio came about. */
    static Program.Sum sum(Program program, int node) {
        for (Program.Sum sum : program.sums) {
            if (sum.node() == node) {
                return sum;
            }
        }
        throw new IllegalStateException("a sum of voices is none of audio");
    }
}
