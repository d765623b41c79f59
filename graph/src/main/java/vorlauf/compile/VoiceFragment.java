package vorlauf.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import vorlauf.graph.Operation;
import vorlauf.plan.Step;

/**
 * A voice by itself, beside noise that stands for the other inputs of its sum: its steps there are those that it has in the
 * graph, in an order that can be compared.
 *
 * <p>Its nodes have the numbers from 0 on in the order of {@link VoiceEdit.Voice#nodes}; noise, that noise in all channels and
 * the sum follow. There may also be noise alone.
 */
final class VoiceFragment {
    private static final int NONE = -1;
    private static final int[] NO_NODES = {};

    /** Where a voice is that begins a partial sum, one that is added to it, and one that comes at the end. */
    private static final int FIRST = 0;

    private static final int ADDED = Sums.PARTIALS;
    private static final int LAST = 2;

    private final int count;
    private final int slot;
    private final Checked checked;

    private VoiceFragment(Checked graph, int sum, VoiceEdit.@Nullable Voice voice, int slot) {
        this.slot = slot;
        count = voice == null ? 0 : voice.nodes().length;
        checked = alone(graph, voice == null ? NO_NODES : voice.nodes(), graph.channels()[sum]);
    }

    /** The voice that goes, or noise alone. */
    static VoiceFragment ofGoing(Checked before, VoiceEdit edit) {
        return new VoiceFragment(before, edit.oldSum(), edit.goes(), slot(edit));
    }

    /** The voice that comes, in the place of the one that goes, or noise alone. */
    static VoiceFragment ofComing(Checked next, VoiceEdit edit) {
        return new VoiceFragment(next, edit.sum(), edit.comes(), slot(edit));
    }

    private static int slot(VoiceEdit edit) {
        VoiceEdit.Voice goes = edit.goes();
        return goes == null ? LAST : goes.slot() < Sums.PARTIALS ? FIRST : ADDED;
    }

    Checked checked() {
        return checked;
    }

    /** Nodes of the voice. */
    int count() {
        return count;
    }

    /** The sum. */
    int sum() {
        return count + 2;
    }

    /** All nodes. */
    int size() {
        return count + 3;
    }

    /** Which input of the sum the voice is. */
    int slot() {
        return slot;
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

    private Checked alone(Checked in, int[] voice, int wide) {
        Graph graph = in.graph();
        Graph.Node[] nodes = new Graph.Node[size()];
        int[] channels = new int[nodes.length];
        for (int i = 0; i < count; i++) {
            int[] inputs = graph.inputs(voice[i]).clone();
            Arrays.setAll(inputs, input -> place(voice, inputs[input]));
            nodes[i] = graph.node(voice[i]).withInputs(inputs);
            channels[i] = in.channels()[voice[i]];
        }
        int[] all = new int[wide];
        Arrays.fill(all, count);
        int others = Math.max(1, slot);
        int[] summed = new int[count == 0 ? others : others + 1];
        Arrays.fill(summed, count + 1);
        if (count > 0) {
            summed[slot] = 0;
        }
        nodes[count] = Graph.Node.added(new Operation.Noise(Operation.Color.WHITE, 0));
        nodes[count + 1] = Graph.Node.added(new Operation.Channels(), all);
        nodes[count + 2] = Graph.Node.added(new Operation.Mix(), summed);
        channels[count] = 1;
        channels[count + 1] = wide;
        channels[count + 2] = wide;
        Graph alone = new Graph(nodes, sum(), new Keys(0));
        return new Checked(alone, channels, Components.of(alone));
    }

    private static int place(int[] voice, int node) {
        for (int i = 0; i < voice.length; i++) {
            if (voice[i] == node) {
                return i;
            }
        }
        throw new IllegalStateException("a voice by itself reads another node");
    }

    /** For each node the one of the fragment before that it continues: all but the voice. */
    int[] match(VoiceFragment before) {
        int[] match = new int[size()];
        Arrays.setAll(match, node -> node < count ? NONE : node - count + before.count);
        return match;
    }

    /**
     * The steps of a fragment, or of a transition between two.
     *
     * @param plan the plan to which they are added
     * @param beside whether their operands are those of that plan and what comes behind them, instead of their own
     */
    static Program lowered(Checked fragment, Compiled plan, boolean beside, CompileSettings settings) {
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
     * @param nodeOf for each node of the program that of the voice, or less than 0
     * @param sum how its sum came about
     * @param slot which input of that the voice is
     */
    List<Row> rows(Program program, IntUnaryOperator nodeOf, Program.Sum sum, int slot) {
        int[] added =
                Arrays.stream(sum.after()).mapToInt(channel -> channel[slot]).toArray();
        List<Row> rows = new ArrayList<>();
        int position = 0;
        for (Program.Section section : program.sections) {
            for (Program.Instruction step : section.instructions()) {
                int node =
                        step.node() == sum.node() ? (adds(step, added) ? sum() : NONE) : nodeOf.applyAsInt(step.node());
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

    /** How a sum of audio came about; null where it is one of numbers, or in a cycle. */
    static Program.@Nullable Sum sum(Program program, int node) {
        for (Program.Sum sum : program.sums) {
            if (sum.node() == node) {
                return sum;
            }
        }
        return null;
    }
}
