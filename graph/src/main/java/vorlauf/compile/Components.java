package vorlauf.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The strongly connected components of a graph in evaluation order: inputs come before what reads them, and nodes that form
 * a cycle stand together.
 *
 * <p>Source: Tarjan, "Depth-first search and linear graph algorithms" (1972), without recursion.
 *
 * @param members nodes of each component; inside a cycle in the order of the search
 * @param componentOf component of each node
 */
record Components(List<int[]> members, int[] componentOf) {

    /** Decides which edges the search follows. */
    interface EdgeFilter {
        boolean follows(int reader, int slot);
    }

    /** Components reachable from the root. */
    static Components of(Graph graph) {
        return new Search(graph, (reader, slot) -> true).from(new int[] {graph.root()});
    }

    /** Components of the nodes {@code starts} along the edges that {@code filter} lets through. */
    static Components of(Graph graph, int[] starts, EdgeFilter filter) {
        return new Search(graph, filter).from(starts);
    }

    /** Whether a node is part of a cycle. */
    boolean inCycle(Graph graph, int node) {
        int[] component = members.get(componentOf[node]);
        return component.length > 1 || contains(graph.inputs(node), node);
    }

    private static boolean contains(int[] values, int value) {
        for (int candidate : values) {
            if (candidate == value) {
                return true;
            }
        }
        return false;
    }

    private static final class Search {
        private final Graph graph;
        private final EdgeFilter filter;
        private final int[] discovery;
        private final int[] low;
        private final int[] nextSlot;
        private final int[] componentOf;
        private final int[] path;
        private final int[] open;
        private final List<int[]> members = new ArrayList<>();
        private int pathLength;
        private int openCount;
        private int clock;

        Search(Graph graph, EdgeFilter filter) {
            this.graph = graph;
            this.filter = filter;
            int size = graph.size();
            discovery = new int[size];
            low = new int[size];
            nextSlot = new int[size];
            componentOf = new int[size];
            path = new int[size];
            open = new int[size];
            Arrays.fill(componentOf, -1);
        }

        Components from(int[] starts) {
            for (int start : starts) {
                if (discovery[start] == 0) {
                    enter(start);
                    while (pathLength > 0) {
                        advance(path[pathLength - 1]);
                    }
                }
            }
            return new Components(members, componentOf);
        }

        private void enter(int node) {
            clock++;
            discovery[node] = clock;
            low[node] = clock;
            path[pathLength++] = node;
            open[openCount++] = node;
        }

        private void advance(int node) {
            int[] inputs = graph.inputs(node);
            if (nextSlot[node] < inputs.length) {
                int slot = nextSlot[node]++;
                int input = inputs[slot];
                if (!filter.follows(node, slot)) {
                    return;
                }
                if (discovery[input] == 0) {
                    enter(input);
                } else if (componentOf[input] < 0) {
                    low[node] = Math.min(low[node], discovery[input]);
                }
                return;
            }
            pathLength--;
            if (pathLength > 0) {
                int reader = path[pathLength - 1];
                low[reader] = Math.min(low[reader], low[node]);
            }
            if (low[node] == discovery[node]) {
                close(node);
            }
        }

        private void close(int node) {
            int from = openCount;
            do {
                from--;
            } while (open[from] != node);
            int[] component = Arrays.copyOfRange(open, from, openCount);
            openCount = from;
            for (int member : component) {
                componentOf[member] = members.size();
            }
            members.add(component);
        }
    }
}
