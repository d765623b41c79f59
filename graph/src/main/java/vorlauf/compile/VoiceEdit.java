package vorlauf.compile;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A voice of a sum that goes, one that comes, or both, where that is all in which a graph differs from the one before.
 *
 * @param oldSum the sum in the graph before
 * @param sum the same in the next graph
 * @param goes the voice that goes, in the graph before; null where one comes alone
 * @param comes the voice that comes, in the next graph; null where one goes alone
 * @param alike whether each node of the one that comes stands in the place of one that goes, and has its number
 */
record VoiceEdit(
        int oldSum, int sum, @Nullable Voice goes, @Nullable Voice comes, boolean alike) {
    private static final int NONE = -1;

    /**
     * What a sum reads and nothing else.
     *
     * @param slot which input of that it is
     * @param nodes its nodes, the one that the sum reads first
     */
    record Voice(int slot, int[] nodes) {}

    /** A voice that came for another one of its shape. */
    static VoiceEdit replaced(int sum, int slot, int[] nodes) {
        Voice voice = new Voice(slot, nodes);
        return new VoiceEdit(sum, sum, voice, voice, true);
    }

    /**
     * The edit that leads from one graph to the next; null where more has changed than a voice, or a voice reads what others read.
     *
     * @param match for each node of {@code next} the node of {@code before} that it continues, or -1
     */
    static @Nullable VoiceEdit between(Checked before, Checked next, int[] match) {
        Graph old = before.graph();
        Graph now = next.graph();
        if (match[now.root()] != old.root()) {
            return null;
        }
        boolean[] goesOn = new boolean[old.size()];
        int sum = NONE;
        for (int node = 0; node < match.length; node++) {
            int from = match[node];
            if (from < 0) {
                continue;
            }
            goesOn[from] = true;
            if (now.number(node) != old.number(from)
                    || !Retrace.mayTakePlace(now.operation(node), old.operation(from))) {
                return null;
            }
            if (readsOthers(now.inputs(node), old.inputs(from), match)) {
                if (sum != NONE || now.kind(node) != Graph.MIX) {
                    return null;
                }
                sum = node;
            }
        }
        return sum == NONE ? null : ofSum(old, match[sum], goesOn, now, sum, match);
    }

    private static boolean readsOthers(int[] inputs, int[] oldInputs, int[] match) {
        boolean others = inputs.length != oldInputs.length;
        for (int slot = 0; !others && slot < inputs.length; slot++) {
            others = match[inputs[slot]] != oldInputs[slot];
        }
        return others;
    }

    /** Compares the inputs of a sum; null where more than one goes or comes, or they have another order. */
    private static @Nullable VoiceEdit ofSum(Graph old, int oldSum, boolean[] goesOn, Graph now, int sum, int[] match) {
        int[] inputs = now.inputs(sum);
        int[] oldInputs = old.inputs(oldSum);
        int goes = NONE;
        int comes = NONE;
        int slot = 0;
        int oldSlot = 0;
        while (slot < inputs.length || oldSlot < oldInputs.length) {
            if (oldSlot < oldInputs.length && !goesOn[oldInputs[oldSlot]] && goes == NONE) {
                goes = oldSlot++;
            } else if (slot < inputs.length && match[inputs[slot]] < 0 && comes == NONE) {
                comes = slot++;
            } else if (slot < inputs.length
                    && oldSlot < oldInputs.length
                    && match[inputs[slot]] == oldInputs[oldSlot]) {
                slot++;
                oldSlot++;
            } else {
                return null;
            }
        }
        Voice gone = goes == NONE ? null : voice(old, old.inputs(oldSum), goes, node -> !goesOn[node]);
        Voice come = comes == NONE ? null : voice(now, now.inputs(sum), comes, node -> match[node] < 0);
        boolean whole = (goes == NONE || gone != null) && (comes == NONE || come != null);
        return whole ? new VoiceEdit(oldSum, sum, gone, come, false) : null;
    }

    /** The nodes below an input of a sum; null where one of them is not its own. */
    private static @Nullable Voice voice(Graph graph, int[] inputs, int slot, IntPredicate isOwn) {
        boolean[] seen = new boolean[graph.size()];
        IntList nodes = new IntList(16);
        nodes.add(inputs[slot]);
        seen[nodes.get(0)] = true;
        for (int i = 0; i < nodes.size(); i++) {
            if (!isOwn.test(nodes.get(i))) {
                return null;
            }
            for (int input : graph.inputs(nodes.get(i))) {
                if (!seen[input]) {
                    seen[input] = true;
                    nodes.add(input);
                }
            }
        }
        return new Voice(slot, nodes.toArray());
    }
}
