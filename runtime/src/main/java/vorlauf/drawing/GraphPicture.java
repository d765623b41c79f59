package vorlauf.drawing;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A graph to be drawn: boxes, arrows between them, and optional frames around boxes that belong together.
 *
 * <p>Signals flow from left to right. The arrows into a box arrive in the order of {@code edges}, first on top, so a
 * caller that lists a filter's signal, frequency and q in this order finds them in this order in the picture.
 *
 * <p>Threads: any; immutable. Errors: a doubled or unknown name is an {@link IllegalArgumentException} that says
 * which.
 *
 * @param title one line above the picture
 * @param nodes the boxes, each with an id of its own
 * @param edges the arrows; two boxes may share several
 * @param groups the frames; a node is in one of them at most
 */
public record GraphPicture(String title, List<Node> nodes, List<Edge> edges, List<Group> groups) {
    /** The number of boxes that a picture without a stated limit draws at most. */
    public static final int USUAL_NODE_LIMIT = 400;

    /** The largest limit that may be stated; a picture of this size is laid out in a few seconds. */
    public static final int LARGEST_NODE_LIMIT = 2_000;

    /**
     * What a node is for; it decides colour, icon and the words in the legend.
     *
     * <p>{@link #MORE} marks the one box that stands for all nodes above the limit.
     */
    public enum Kind {
        SOURCE,
        CONTROL,
        CONSTANT,
        FILTER,
        ARITHMETIC,
        ROUTING,
        SHAPING,
        DELAY,
        METER,
        CUSTOM,
        OUTPUT,
        MORE
    }

    /**
     * A box.
     *
     * @param id names the node in edges and groups; not drawn
     * @param title the bold first line
     * @param lines smaller lines below it
     * @param kind what the node is for
     */
    public record Node(String id, String title, List<String> lines, Kind kind) {
        public Node {
            lines = List.copyOf(lines);
        }
    }

    /**
     * An arrow.
     *
     * @param from id of the node that gives
     * @param to id of the node that takes
     * @param label a word or two on the line; empty for none
     * @param closesCycle whether this is the arrow that leads a feedback cycle back to its beginning
     */
    public record Edge(String from, String to, String label, boolean closesCycle) {
        public Edge(String from, String to) {
            this(from, to, "", false);
        }
    }

    /**
     * A frame around nodes that belong together.
     *
     * @param id names the frame; not drawn, and not the id of a node or of another frame
     * @param title the line at its top
     * @param nodeIds what is inside
     */
    public record Group(String id, String title, List<String> nodeIds) {
        public Group {
            nodeIds = List.copyOf(nodeIds);
        }
    }

    public GraphPicture {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
        groups = List.copyOf(groups);
        Set<String> ids = new HashSet<>();
        for (Node node : nodes) {
            require(ids.add(node.id()), "two nodes have the id '" + node.id() + "'; each needs its own");
        }
        for (Edge edge : edges) {
            requireKnown(ids, edge.from(), edge);
            requireKnown(ids, edge.to(), edge);
        }
        requireSoundGroups(groups, ids);
    }

    /** A picture without frames. */
    public GraphPicture(String title, List<Node> nodes, List<Edge> edges) {
        this(title, nodes, edges, List.of());
    }

    /** The picture as a complete SVG document of at most {@link #USUAL_NODE_LIMIT} boxes. */
    public String svg() {
        return svg(USUAL_NODE_LIMIT);
    }

    /**
     * The picture as a complete SVG document: its own light background, no scripts, no styles, no references, so that
     * it can be shown inline, as an image or by a vector editor.
     *
     * @param nodeLimit boxes at most, 2 to {@link #LARGEST_NODE_LIMIT}; where the graph has more nodes, whole chains
     *     are kept, from the outputs backwards, and one box says how many more there are. A graph with so many edges
     *     that no layout is readable keeps fewer boxes.
     */
    public String svg(int nodeLimit) {
        GraphPicture drawn = NodeSelection.limit(this, nodeLimit);
        return new SvgGraph(drawn, LayeredLayout.of(drawn), nodes.size(), edges.size()).document();
    }

    private static void requireSoundGroups(List<Group> groups, Set<String> nodeIds) {
        Set<String> groupIds = new HashSet<>();
        Map<String, String> groupOfNode = new HashMap<>();
        for (Group group : groups) {
            require(
                    !nodeIds.contains(group.id()) && groupIds.add(group.id()),
                    "the group id '" + group.id() + "' is taken; each needs its own");
            for (String nodeId : group.nodeIds()) {
                require(
                        nodeIds.contains(nodeId),
                        "group '" + group.id() + "' names '" + nodeId + "', which is no node's id");
                String other = groupOfNode.put(nodeId, group.id());
                require(
                        other == null,
                        "node '" + nodeId + "' is in the groups '" + other + "' and '" + group.id() + "'; one at most");
            }
        }
    }

    private static void requireKnown(Set<String> ids, String id, Edge edge) {
        require(
                ids.contains(id),
                "the edge from '" + edge.from() + "' to '" + edge.to() + "' names '" + id + "', which is no node's id");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
