package vorlauf.engine;

import java.util.Locale;

/**
 * The node of a graph that took longest in a block.
 *
 * @param node its name and place
 * @param milliseconds what it took, with all that happened meanwhile
 * @param inLateBlock whether it was seen in the late block itself, or else in the blocks that followed
 */
public record SlowNode(String node, double milliseconds, boolean inLateBlock) {
    /** One clause for people. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "slowest node%s: %s, %.3f ms",
                inLateBlock ? "" : " of the blocks after it",
                node,
                milliseconds);
    }
}
