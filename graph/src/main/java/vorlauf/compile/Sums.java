package vorlauf.compile;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import vorlauf.dsp.UpMix;
import vorlauf.graph.Operation;

/**
 * Sums of a program while it is lowered, in the order that belongs to the meaning of {@code mix}: input i is added to
 * partial sum i mod {@value #PARTIALS}, and the partial sums are added by halves: p and p + 8, then p and p + 4, 2, 1.
 *
 * <p>So sixteen voices beside each other can each have a partial sum of their own, and the bits do not depend on whether they
 * are rendered that way. Up to two inputs it is the sum from left to right. A gain is rounded with the sum that it is added to
 * ({@link Gains}), and by itself where a partial sum begins with it. Inputs are taken as soon as they are rendered.
 */
final class Sums {
    /** Partial sums of a sum. */
    static final int PARTIALS = Program.Sum.PARTIALS;

    private static final int NOTHING = Program.Sum.NOTHING;
    private static final int NONE = -1;

    private final Lowering lowering;
    private final Program program;
    private final Graph graph;
    private final int[] channels;

    /** For each node its first entry among those of the sums that read it, or {@link #NONE}. */
    private final int[] firstEntry;

    /** Entries, the last one first: a sum, and the next entry of the same node. */
    private final IntList entries = new IntList(256);

    private final @Nullable Running[] running;

    Sums(Lowering lowering, Program program, Graph graph, int[] channels) {
        this.lowering = lowering;
        this.program = program;
        this.graph = graph;
        this.channels = channels;
        firstEntry = new int[graph.size()];
        Arrays.fill(firstEntry, NONE);
        running = new Running[graph.size()];
    }

    /** A sum that has taken its first inputs: operands of its partial sums, and what they were after each input. */
    private static final class Running {
        final int[][] partials;
        final int[][] after;
        int taken;

        Running(int channels, int inputs) {
            partials = new int[channels][PARTIALS];
            after = new int[channels][inputs];
            for (int channel = 0; channel < channels; channel++) {
                Arrays.fill(partials[channel], NOTHING);
                Arrays.fill(after[channel], NOTHING);
            }
        }
    }

    /** Finds the sums of audio outside cycles, which take inputs as these come. */
    void find(Ordered ordered, Rate[] rates) {
        for (Ordered.Section section : ordered.sections().reversed()) {
            int[] nodes = section.nodes();
            for (int i = section.cycle() ? -1 : nodes.length - 1; i >= 0; i--) {
                if (graph.kind(nodes[i]) == Graph.MIX && rates[nodes[i]] == Rate.AUDIO) {
                    enter(nodes[i]);
                }
            }
        }
    }

    /** Entries come in the order in which sums are offered what they read, the last one first. */
    private void enter(int sum) {
        for (int input : graph.inputs(sum)) {
            entries.add(sum);
            entries.add(firstEntry[input]);
            firstEntry[input] = entries.size() - 2;
        }
    }

    /** A node is rendered: the sums that wait for it go on. */
    void offer(int node) {
        for (int entry = firstEntry[node]; entry != NONE; entry = entries.get(entry + 1)) {
            advance(entries.get(entry));
        }
    }

    /** Adds the inputs of a sum that are rendered and next in its order. */
    private Running advance(int node) {
        int[] inputs = graph.inputs(node);
        Running sum = running[node];
        if (sum == null) {
            sum = new Running(channels[node], inputs.length);
            running[node] = sum;
        }
        while (sum.taken < inputs.length && lowering.isRendered(inputs[sum.taken])) {
            int input = inputs[sum.taken];
            int partial = sum.taken % PARTIALS;
            int[] sources = UpMix.sources(channels[input], channels[node]);
            for (int channel = 0; channel < sum.partials.length; channel++) {
                if (sources[channel] >= 0) {
                    int before = sum.partials[channel][partial];
                    sum.partials[channel][partial] = before == NOTHING
                            ? lowering.operand(input, sources[channel])
                            : lowering.plus(node, before, input, sources[channel]);
                    sum.after[channel][sum.taken] = sum.partials[channel][partial];
                }
            }
            sum.taken++;
        }
        return sum;
    }

    /** Adds what is left and returns the operands of the sum. */
    int[] finish(int node) {
        Running sum = advance(node);
        if (sum.taken < graph.inputs(node).length) {
            throw new IllegalStateException(graph.node(node).title() + " reads a node that is rendered later");
        }
        int[] result = new int[sum.partials.length];
        int[][] folded = new int[result.length][];
        for (int channel = 0; channel < result.length; channel++) {
            folded[channel] = folded(node, sum.partials[channel]);
            int whole = sum.partials[channel][0];
            result[channel] = whole == NOTHING ? program.constant(0) : whole;
        }
        program.sums.add(new Program.Sum(node, sum.after, folded));
        running[node] = null;
        return result;
    }

    /** Adds partial sums to the first; returns what came about on the way. */
    private int[] folded(int node, int[] partials) {
        int[] folded = new int[PARTIALS - 1];
        int count = 0;
        for (int half = PARTIALS / 2; half >= 1; half /= 2) {
            for (int partial = 0; partial < half; partial++) {
                if (partials[partial + half] != NOTHING) {
                    partials[partial] = folded(node, partials[partial], partials[partial + half]);
                    folded[count++] = partials[partial];
                }
            }
        }
        return Arrays.copyOf(folded, count);
    }

    private int folded(int node, int sum, int operand) {
        return sum == NOTHING ? operand : lowering.arithmetic(node, Operation.Arithmetic.PLUS, sum, operand);
    }
}
