package vorlauf.simulate;

/**
 * A time that a node takes in each block, on top of what its block takes anyway.
 *
 * @param node key or kind of the node, {@code voice} or {@code lowpass}; of several the first in the order of rendering
 * @param cost how long
 */
public record NodeCost(String node, Length cost) {
    /** Whether a node of this name and place, {@code sine 'voice' (Chord.java:12)}, is meant. */
    boolean means(String title) {
        return title.equals(node) || title.startsWith(node + " ") || title.contains("'" + node + "'");
    }
}
