package vorlauf.compile;

import org.jspecify.annotations.Nullable;

/**
 * A graph together with what the declaration of the next one needs, so that what both share is not read again: signals are
 * immutable, so one that is in both graphs has everything beneath it in both.
 *
 * @param graph the nodes
 * @param entries a number for each signal of this graph and of those before
 * @param entryOf entry of each node
 * @param nodeOf node of each entry, or {@link SignalEntries#NONE}; entries behind its end are in no node
 * @param inputKeys for each node the keys between it and its inputs, by input; null where there are none
 * @param sameAs for each node the node of the graph before that is the same signal, or {@link SignalEntries#NONE}
 */
record Declared(
        Graph graph,
        SignalEntries entries,
        int[] entryOf,
        int[] nodeOf,
        String[] @Nullable [] inputKeys,
        int[] sameAs) {

    /** The node of an entry, or {@link SignalEntries#NONE}. */
    int node(int entry) {
        return entry < 0 || entry >= nodeOf.length ? SignalEntries.NONE : nodeOf[entry];
    }
}
