package vorlauf.engine;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The node of a graph that took longest in a block.
 *
 * @param node its name and place
 * @param milliseconds what it took, with all that happened meanwhile
 * @param inLateBlock whether it was seen in the late block itself, or else in the blocks that followed
 * @param basis how its time is known
 */
public record SlowNode(String node, double milliseconds, boolean inLateBlock, Basis basis) {
    /** How the time of a node is known. */
    public enum Basis {
        /** By a clock. */
        MEASURED,
        /** A scenario gave it to this node. */
        INJECTED,
        /** A scenario gave a time to the block, which was shared out by what {@code explain} expects of each node. */
        ESTIMATED
    }

    /** A node whose time was measured. */
    SlowNode(String node, double milliseconds, boolean inLateBlock) {
        this(node, milliseconds, inLateBlock, Basis.MEASURED);
    }

    /** The same node with another basis. */
    public SlowNode known(Basis by) {
        return new SlowNode(node, milliseconds, inLateBlock, by);
    }

    /** One clause for people. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "slowest node%s: %s, %.3f ms%s",
                inLateBlock ? "" : " of the blocks after it",
                node,
                milliseconds,
                switch (basis) {
                    case MEASURED -> "";
                    case INJECTED -> " (injected)";
                    case ESTIMATED -> " (estimated)";
                });
    }

    /** The same for programs. */
    public Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("node", node);
        figures.put("milliseconds", Math.round(milliseconds * 1e4) / 1e4);
        figures.put("inLateBlock", inLateBlock);
        figures.put("basis", basis.name().toLowerCase(Locale.ROOT));
        return figures;
    }
}
