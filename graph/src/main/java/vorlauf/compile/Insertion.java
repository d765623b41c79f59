package vorlauf.compile;

import java.util.Arrays;

/** An order of evaluation while it is put together: nodes that were added to a graph come right before their first reader. */
final class Insertion {
    private final Graph graph;
    private final int own;
    private final int[] order;
    private final int[] placeOf;
    private int length;

    /** Added nodes that wait for their inputs, and the input that each waits for. */
    private final IntList waiting = new IntList(16);

    private final int[] nextSlot;
    private final boolean[] waits;

    /** An empty order of the nodes of a graph; those from {@code own} on were added. */
    Insertion(Graph graph, int own) {
        this.graph = graph;
        this.own = own;
        order = new int[graph.size()];
        placeOf = new int[graph.size()];
        Arrays.fill(placeOf, -1);
        nextSlot = new int[graph.size() - own];
        waits = new boolean[graph.size() - own];
    }

    void add(int node) {
        placeOf[node] = length;
        order[length++] = node;
    }

    /** Adds the inputs of a node; false where one of them needs a node that has not come yet. */
    boolean addInputs(int node) {
        for (int input : graph.inputs(node)) {
            if (!addAll(input)) {
                return false;
            }
        }
        return true;
    }

    /** Adds a node and all that it needs, without recursion; false as above, or where it needs itself. */
    boolean addAll(int node) {
        if (!isAbsent(node)) {
            return placeOf[node] >= 0;
        }
        enter(node);
        while (!waiting.isEmpty()) {
            int last = waiting.get(waiting.size() - 1);
            int[] inputs = graph.inputs(last);
            int slot = nextSlot[last - own]++;
            if (slot == inputs.length) {
                waiting.removeLast();
                add(last);
            } else if (isAbsent(inputs[slot])) {
                enter(inputs[slot]);
            } else if (placeOf[inputs[slot]] < 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether a node was added to the graph and is neither placed nor waiting. */
    private boolean isAbsent(int node) {
        return node >= own && placeOf[node] < 0 && !waits[node - own];
    }

    private void enter(int node) {
        waits[node - own] = true;
        waiting.add(node);
    }

    /** The order as components, none of them a cycle. */
    Components components() {
        return Components.withoutCycles(Arrays.copyOf(order, length), graph.size());
    }
}
