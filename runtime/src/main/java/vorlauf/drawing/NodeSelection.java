package vorlauf.drawing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import vorlauf.drawing.GraphPicture.Edge;
import vorlauf.drawing.GraphPicture.Group;
import vorlauf.drawing.GraphPicture.Kind;
import vorlauf.drawing.GraphPicture.Node;

/**
 * The part of a big graph that is drawn: whole chains, followed from the outputs backwards, depth first, so that a
 * bank of a thousand voices shows its first voices complete and not the last box of each. The rest becomes one box.
 */
final class NodeSelection {
    private static final int KINDS_NAMED = 4;

    private final GraphPicture whole;
    private final int nodeLimit;
    private final Map<String, List<String>> inputs = new HashMap<>();
    private final Map<String, List<String>> neighbours = new HashMap<>();

    private NodeSelection(GraphPicture whole, int nodeLimit) {
        this.whole = whole;
        this.nodeLimit = nodeLimit;
        for (Edge edge : whole.edges()) {
            inputs.computeIfAbsent(edge.to(), id -> new ArrayList<>()).add(edge.from());
            neighbours.computeIfAbsent(edge.to(), id -> new ArrayList<>()).add(edge.from());
            neighbours.computeIfAbsent(edge.from(), id -> new ArrayList<>()).add(edge.to());
        }
    }

    /** The graph itself where it is small enough, else its shown part with one {@link Kind#MORE} box. */
    static GraphPicture limit(GraphPicture whole, int nodeLimit) {
        if (nodeLimit < 2 || nodeLimit > GraphPicture.LARGEST_NODE_LIMIT) {
            throw new IllegalArgumentException(
                    "the node limit is " + nodeLimit + "; it must be 2 to " + GraphPicture.LARGEST_NODE_LIMIT);
        }
        int nodeCount = whole.nodes().size();
        boolean fits = nodeCount <= nodeLimit && whole.edges().size() <= edgeLimit(nodeCount, nodeLimit);
        return fits ? whole : new NodeSelection(whole, nodeLimit).reduced();
    }

    /**
     * How many edges are drawn between so many nodes at most. With more, orthogonal lines are a grey surface, and the
     * layout, whose time grows with the square of the edges, takes minutes.
     */
    private static int edgeLimit(int nodeCount, int nodeLimit) {
        return Math.min(nodeLimit + 400, 100 + 8 * nodeCount);
    }

    private GraphPicture reduced() {
        Set<String> shown = shown();
        if (shown.size() == whole.nodes().size()) {
            return whole;
        }
        List<Node> nodes = new ArrayList<>();
        List<Node> hidden = new ArrayList<>();
        for (Node node : whole.nodes()) {
            if (shown.contains(node.id())) { // and not one call on a choice of the two: decision 0016
                nodes.add(node);
            } else {
                hidden.add(node);
            }
        }
        String moreId = unusedId();
        nodes.add(new Node(moreId, "and " + counted(hidden.size()) + " more", kindsOf(hidden), Kind.MORE));
        return new GraphPicture(whole.title(), nodes, edges(shown, moreId), groups(shown));
    }

    private Set<String> shown() {
        List<String> order = depthFirstFromOutputs();
        Set<String> shown = new HashSet<>();
        int edgeCount = 0;
        for (String id : order) {
            for (String neighbour : neighbours.getOrDefault(id, List.of())) {
                edgeCount += shown.contains(neighbour) ? 1 : 0;
            }
            if (shown.size() == nodeLimit - 1 || edgeCount > edgeLimit(shown.size(), nodeLimit)) {
                break;
            }
            shown.add(id);
        }
        return shown;
    }

    private List<String> depthFirstFromOutputs() {
        Set<String> giving = new HashSet<>();
        for (Edge edge : whole.edges()) {
            if (!edge.closesCycle()) {
                giving.add(edge.from());
            }
        }
        Set<String> order = new LinkedHashSet<>();
        for (Node node : whole.nodes()) {
            if (!giving.contains(node.id())) {
                follow(node.id(), order);
            }
        }
        // What is left feeds no output: cycles that nobody marked. It comes last, as it was declared.
        for (Node node : whole.nodes()) {
            follow(node.id(), order);
        }
        return List.copyOf(order);
    }

    /** Own stack: a chain of 100,000 filters must not overflow the thread's. */
    private void follow(String output, Set<String> order) {
        Deque<String> pending = new ArrayDeque<>();
        pending.push(output);
        while (!pending.isEmpty()) {
            String id = pending.pop();
            if (order.add(id)) {
                List<String> sources = new ArrayList<>(inputs.getOrDefault(id, List.of()));
                Collections.reverse(sources);
                sources.forEach(pending::push);
            }
        }
    }

    /** Edges to and from hidden nodes become one edge for each shown node and direction, at the first one's place. */
    private List<Edge> edges(Set<String> shown, String moreId) {
        Map<Edge, Integer> counts = new LinkedHashMap<>();
        List<Edge> edges = new ArrayList<>();
        for (Edge edge : whole.edges()) {
            boolean fromShown = shown.contains(edge.from());
            boolean toShown = shown.contains(edge.to());
            if (fromShown && toShown) {
                edges.add(edge);
            } else if (fromShown || toShown) {
                Edge merged = new Edge(fromShown ? edge.from() : moreId, toShown ? edge.to() : moreId);
                if (counts.merge(merged, 1, Integer::sum) == 1) {
                    edges.add(merged);
                }
            }
        }
        edges.replaceAll(edge -> {
            int count = counts.getOrDefault(edge, 1);
            return count == 1 ? edge : new Edge(edge.from(), edge.to(), "\u00d7" + counted(count), false);
        });
        return edges;
    }

    private List<Group> groups(Set<String> shown) {
        List<Group> groups = new ArrayList<>();
        for (Group group : whole.groups()) {
            List<String> kept = group.nodeIds().stream().filter(shown::contains).toList();
            if (!kept.isEmpty()) {
                groups.add(new Group(group.id(), group.title(), kept));
            }
        }
        return groups;
    }

    private static List<String> kindsOf(List<Node> hidden) {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        for (Node node : hidden) {
            counts.merge(node.kind(), 1, Integer::sum);
        }
        return counts.entrySet().stream()
                .sorted(Map.Entry.<Kind, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(KINDS_NAMED)
                .map(entry -> counted(entry.getValue()) + " \u00d7 "
                        + Look.of(entry.getKey()).caption())
                .toList();
    }

    private String unusedId() {
        Set<String> used = new HashSet<>();
        whole.nodes().forEach(node -> used.add(node.id()));
        whole.groups().forEach(group -> used.add(group.id()));
        StringBuilder id = new StringBuilder("more");
        while (used.contains(id.toString())) {
            id.append('_');
        }
        return id.toString();
    }

    static String counted(int count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
