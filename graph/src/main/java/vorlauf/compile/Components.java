package vorlauf.compile;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The strongly connected components of a graph in evaluation order: inputs come before what reads them, and nodes that form
 * a cycle stand together.
 *
 * <p>Source: Tarjan, "Depth-first search and linear graph algorithms" (1972), without recursion.
 *
 * @param order the nodes, component after component; inside a cycle in the order of the search
 * @param begin where each component begins in {@code order}; one more entry for the end of the last
 * @param componentOf component of each node, -1 where the search did not come
 * @param cyclic whether each component is a cycle
 * @param anyCycle whether there is a cycle at all
 */
record Components(int[] order, int[] begin, int[] componentOf, boolean[] cyclic, boolean anyCycle) {

    /** Decides which edges the search follows. */
    interface EdgeFilter {
        boolean follows(int reader, int slot);
    }

    /** Components reachable from the root. */
    static Components of(Graph graph) {
        return new Search(graph, null).from(new int[] {graph.root()});
    }

    /** Components of the nodes {@code starts} along the edges that {@code filter} lets through. */
    static Components of(Graph graph, int[] starts, EdgeFilter filter) {
        return new Search(graph, filter).from(starts);
    }

    /**
     * Those of a graph without cycles.
     *
     * @param order its nodes, but for those that nothing reads
     * @param size how many it has in all
     */
    static Components withoutCycles(int[] order, int size) {
        int[] begin = new int[order.length + 1];
        int[] componentOf = new int[size];
        Arrays.fill(componentOf, -1);
        for (int place = 0; place < order.length; place++) {
            begin[place] = place;
            componentOf[order[place]] = place;
        }
        begin[order.length] = order.length;
        return new Components(order, begin, componentOf, new boolean[order.length], false);
    }

    /** How many components there are. */
    int count() {
        return begin.length - 1;
    }

    /** The first node of a component. */
    int first(int component) {
        return order[begin[component]];
    }

    /** The nodes of a component. */
    int[] members(int component) {
        return Arrays.copyOfRange(order, begin[component], begin[component + 1]);
    }

    /** Whether a node is part of a cycle. */
    boolean inCycle(int node) {
        return cyclic[componentOf[node]];
    }

    private static final class Search {
        private final Graph graph;
        private final @Nullable EdgeFilter filter;
        private final int[] discovery;
        private final int[] low;
        private final int[] nextSlot;
        private final int[] componentOf;
        private final int[] path;
        private final int[] open;
        private final int[] order;
        private final int[] begin;
        private final boolean[] cyclic;
        private final boolean[] readsItself;
        private int pathLength;
        private int openCount;
        private int clock;
        private int ordered;
        private int count;
        private boolean anyCycle;

        Search(Graph graph, @Nullable EdgeFilter filter) {
            this.graph = graph;
            this.filter = filter;
            int size = graph.size();
            discovery = new int[size];
            low = new int[size];
            nextSlot = new int[size];
            componentOf = new int[size];
            path = new int[size];
            open = new int[size];
            order = new int[size];
            begin = new int[size + 1];
            cyclic = new boolean[size];
            readsItself = new boolean[size];
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
            begin[count] = ordered;
            return new Components(
                    ordered == order.length ? order : Arrays.copyOf(order, ordered),
                    Arrays.copyOf(begin, count + 1),
                    componentOf,
                    cyclic,
                    anyCycle);
        }

        private void enter(int node) {
            clock++;
            discovery[node] = clock;
            low[node] = clock;
            path[pathLength++] = node;
            open[openCount++] = node;
        }

        /** Goes on from a node: down to an input that is new, or back where there is none. */
        private void advance(int node) {
            int[] inputs = graph.inputs(node);
            for (int slot = nextSlot[node]; slot < inputs.length; slot++) {
                if (filter != null && !filter.follows(node, slot)) {
                    continue;
                }
                int input = inputs[slot];
                if (discovery[input] == 0) {
                    nextSlot[node] = slot + 1;
                    enter(input);
                    return;
                }
                if (componentOf[input] < 0) {
                    low[node] = Math.min(low[node], discovery[input]);
                    readsItself[node] |= input == node;
                }
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
            begin[count] = ordered;
            for (int i = from; i < openCount; i++) {
                componentOf[open[i]] = count;
                order[ordered++] = open[i];
            }
            cyclic[count] = openCount - from > 1 || readsItself[node];
            anyCycle |= cyclic[count];
            openCount = from;
            count++;
        }
    }
}
