package vorlauf.compile;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vorlauf.graph.Signal;

/**
 * A graph together with what the declaration of the next one needs, so that what both share is not read again: signals are
 * immutable, so one that is in both graphs has everything beneath it in both.
 *
 * @param graph the nodes
 * @param index where its signals are; null where that was not kept
 * @param rootKey the key between the output and the root, or empty
 * @param inputKeys for each node the keys between it and its inputs, by input; null where there are none
 * @param sameAs for each node the node of the graph before that is the same signal, or {@link SignalEntries#NONE}; empty where all that
 *     stands in the place of another is new
 * @param newest greatest hash of the signals of this graph or of one before
 * @param readings how many edges lead to each node
 */
record Declared(
        Graph graph,
        @Nullable Index index,
        String rootKey,
        String[] @Nullable [] inputKeys,
        int[] sameAs,
        int newest,
        int[] readings) {
    /** What is said of {@link #sameAs} where all that stands in the place of another is new. */
    static final int[] UNKNOWN = {};

    /** Share of a graph, one in so many, up to which new signals are added to what is known of the others. */
    private static final int FEW = 8;

    /** Whether all signals were made behind one, and no node has a name or needs what is not its own. */
    boolean standsAlone(int hash) {
        boolean alone = true;
        for (int node = 0; alone && node < graph.size(); node++) {
            Signal signal = graph.node(node).declared();
            alone = signal != null
                    && signal.hashCode() > hash
                    && graph.name(node).isEmpty()
                    && VoiceFragment.mayStandAlone(signal.operation());
        }
        return alone;
    }

    /** The graph with other signals in the place of those of {@code changed}, and all else as it was. */
    Declared retraced(Graph alike, int[] changed, int newestSignal) {
        boolean few = changed.length <= graph.size() / FEW;
        Index found = few && index != null && !index.isWorn() ? index.with(alike, changed) : null;
        return new Declared(alike, found, rootKey, inputKeys, UNKNOWN, newestSignal, readings);
    }

    /** The same with another key between a node and an input, where there was one. */
    Declared renamed(int node, int slot, String key) {
        String[] @Nullable [] keys = inputKeys.clone();
        String[] edges = Objects.requireNonNull(keys[node]).clone();
        edges[slot] = key;
        keys[node] = edges;
        return new Declared(graph, index, rootKey, keys, sameAs, newest, readings);
    }

    /**
     * The signals of a graph.
     *
     * @param entries a number for each signal of this graph and of those before
     * @param entryOf entry of each node
     * @param nodeOf node of each entry, or {@link SignalEntries#NONE}; entries behind its end are in no node
     * @param signals the signal of each node
     */
    record Index(SignalEntries entries, int[] entryOf, int[] nodeOf, Signal[] signals) {
        /** The node of an entry, or {@link SignalEntries#NONE}. */
        int node(int entry) {
            return entry < 0 || entry >= nodeOf.length ? SignalEntries.NONE : nodeOf[entry];
        }

        /** Whether there are more signals that are gone than signals that are there. */
        boolean isWorn() {
            return entries.size() > 2 * entryOf.length + 1_024;
        }

        private Index with(Graph graph, int[] changed) {
            int[] entries = entryOf.clone();
            Signal[] now = signals.clone();
            int[] nodes = Arrays.copyOf(nodeOf, Math.max(nodeOf.length, this.entries.size() + changed.length));
            Arrays.fill(nodes, nodeOf.length, nodes.length, SignalEntries.NONE);
            for (int node : changed) {
                nodes[entries[node]] = SignalEntries.NONE;
            }
            for (int node : changed) {
                Signal signal = graph.node(node).declared();
                if (signal != null) {
                    entries[node] = this.entries.entry(signal);
                    nodes[entries[node]] = node;
                    now[node] = signal;
                }
            }
            return new Index(this.entries, entries, nodes, now);
        }
    }
}
