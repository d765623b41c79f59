package vorlauf.drawing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.elk.alg.layered.LayeredLayoutProvider;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.alg.layered.options.WrappingStrategy;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.math.KVector;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeLabelPlacement;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.HierarchyHandling;
import org.eclipse.elk.core.options.PortConstraints;
import org.eclipse.elk.core.options.PortSide;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.ElkPort;
import org.eclipse.elk.graph.util.ElkGraphUtil;
import org.jspecify.annotations.Nullable;
import vorlauf.drawing.GraphPicture.Edge;
import vorlauf.drawing.GraphPicture.Group;
import vorlauf.drawing.GraphPicture.Node;
import vorlauf.drawing.Layout.Box;
import vorlauf.drawing.Layout.Frame;
import vorlauf.drawing.Layout.Point;
import vorlauf.drawing.Layout.Rectangle;
import vorlauf.drawing.Layout.Route;

/**
 * The layered layout: columns from left to right, right-angled lines, one entry point for each arrow into a box in
 * the order of the edges, one exit point that all arrows out of a box share.
 *
 * <p>Source: the Eclipse Layout Kernel's "layered" algorithm (Sugiyama's method with ports); the seed of its few
 * random choices is fixed.
 */
final class LayeredLayout {
    /** Compact placement solves a network flow; with more than this it takes minutes, and the quicker one will do. */
    private static final int COMPACT_NODES = 150;

    private static final int COMPACT_EDGES = 250;

    /** Above this, one attempt at few crossings must do. */
    private static final int THOROUGH_EDGES = 600;

    /** ELK's depth-first searches recurse once a node; the memory is touched only as deep as the search goes. */
    private static final long STACK_BYTES = 256L << 20;

    /** A picture wider than this, and this many times wider than high, is cut into rows like lines of text. */
    private static final double RIBBON_WIDTH = 2_600;

    private static final double RIBBON_RATIO = 5;
    private static final double WRAPPED_RATIO = 1.8;
    private static final int WRAPPED_NODES = 400;

    private static final double PORT_PITCH = 15;
    private static final double GROUP_HEADER = 34;
    private static final double GROUP_PADDING = 16;

    private final GraphPicture picture;
    private final ElkNode root = ElkGraphUtil.createGraph();
    private final Map<String, ElkNode> groups = new HashMap<>();
    private final Map<String, ElkNode> nodes = new HashMap<>();
    private final Map<String, ElkPort> exits = new HashMap<>();
    private final List<ElkEdge> edges = new ArrayList<>();

    private LayeredLayout(GraphPicture picture) {
        this.picture = picture;
    }

    /** The layout of every node and edge; the caller has limited their number. */
    static Layout of(GraphPicture picture) {
        Registration.ensure();
        Layout straight = new LayeredLayout(picture).laidOut(WrappingStrategy.OFF);
        boolean ribbon = straight.width() > RIBBON_WIDTH && straight.width() > RIBBON_RATIO * straight.height();
        // Frames cannot be cut, and a graph this big is looked at in parts anyhow.
        if (!ribbon || !picture.groups().isEmpty() || picture.nodes().size() > WRAPPED_NODES) {
            return straight;
        }
        // Cutting loses lines of some graphs with cycles; such a graph stays one long row.
        Layout wrapped = new LayeredLayout(picture).laidOut(WrappingStrategy.MULTI_EDGE);
        return wrapped.complete() ? wrapped : straight;
    }

    private Layout laidOut(WrappingStrategy wrapping) {
        configure(wrapping);
        declare();
        arrange();
        return read();
    }

    /** The algorithm copies option values by kinds that it learns from this registry, once for each JVM. */
    private static final class Registration {
        static {
            LayoutMetaDataService.getInstance().registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
        }

        static void ensure() {
            // The static initialiser has done it, once, whoever came first.
        }
    }

    private void declare() {
        Map<String, ElkNode> parents = new HashMap<>();
        for (Group group : picture.groups()) {
            ElkNode frame = ElkGraphUtil.createNode(root);
            frame.setProperty(
                    CoreOptions.PADDING, new ElkPadding(GROUP_HEADER, GROUP_PADDING, GROUP_PADDING, GROUP_PADDING));
            frame.setProperty(CoreOptions.DIRECTION, Direction.RIGHT);
            frame.setProperty(CoreOptions.HIERARCHY_HANDLING, HierarchyHandling.INCLUDE_CHILDREN);
            groups.put(group.id(), frame);
            group.nodeIds().forEach(id -> parents.put(id, frame));
        }
        Map<String, Integer> entries = new HashMap<>();
        for (Edge edge : picture.edges()) {
            entries.merge(edge.to(), 1, Integer::sum);
        }
        for (Node node : picture.nodes()) {
            ElkNode box = ElkGraphUtil.createNode(parents.getOrDefault(node.id(), root));
            int entryCount = entries.getOrDefault(node.id(), 0);
            box.setDimensions(
                    BoxText.of(node).width(), Math.max(BoxText.of(node).height(), entryCount * PORT_PITCH));
            box.setProperty(CoreOptions.PORT_CONSTRAINTS, PortConstraints.FIXED_ORDER);
            nodes.put(node.id(), box);
        }
        picture.edges().forEach(this::declareEdge);
    }

    private void configure(WrappingStrategy wrapping) {
        root.setProperty(CoreOptions.DIRECTION, Direction.RIGHT);
        root.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        root.setProperty(CoreOptions.RANDOM_SEED, 1);
        root.setProperty(CoreOptions.PADDING, new ElkPadding(1));
        root.setProperty(CoreOptions.SPACING_NODE_NODE, 24.0);
        root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 38.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 18.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, 11.0);
        root.setProperty(CoreOptions.SPACING_EDGE_NODE, 16.0);
        root.setProperty(CoreOptions.SPACING_EDGE_EDGE, 12.0);
        boolean compact =
                picture.nodes().size() <= COMPACT_NODES && picture.edges().size() <= COMPACT_EDGES;
        root.setProperty(
                LayeredOptions.NODE_PLACEMENT_STRATEGY,
                compact ? NodePlacementStrategy.NETWORK_SIMPLEX : NodePlacementStrategy.BRANDES_KOEPF);
        root.setProperty(
                LayeredOptions.THOROUGHNESS, compact ? 10 : picture.edges().size() <= THOROUGH_EDGES ? 4 : 1);
        if (!picture.groups().isEmpty()) {
            root.setProperty(CoreOptions.HIERARCHY_HANDLING, HierarchyHandling.INCLUDE_CHILDREN);
        }
        root.setProperty(LayeredOptions.WRAPPING_STRATEGY, wrapping);
        root.setProperty(CoreOptions.ASPECT_RATIO, WRAPPED_RATIO);
    }

    private void declareEdge(Edge edge) {
        ElkNode from = node(edge.from());
        ElkNode to = node(edge.to());
        ElkPort exit = exits.computeIfAbsent(edge.from(), id -> {
            ElkPort port = ElkGraphUtil.createPort(from);
            port.setProperty(CoreOptions.PORT_SIDE, PortSide.EAST);
            port.setProperty(CoreOptions.PORT_INDEX, 0);
            return port;
        });
        ElkPort entry = ElkGraphUtil.createPort(to);
        entry.setProperty(CoreOptions.PORT_SIDE, PortSide.WEST);
        // Indices go clockwise, so on the left side the first entry, which is to be on top, has the highest.
        entry.setProperty(
                CoreOptions.PORT_INDEX, Integer.MAX_VALUE / 2 - to.getPorts().size());
        ElkEdge line = ElkGraphUtil.createSimpleEdge(exit, entry);
        line.setProperty(LayeredOptions.PRIORITY_DIRECTION, edge.closesCycle() ? 0 : 10);
        String words = SvgGraph.labelOf(edge);
        if (!words.isEmpty()) {
            ElkLabel label = ElkGraphUtil.createLabel(words, line);
            label.setDimensions(Words.width(words, Words.LABEL_SIZE) + 10, Words.LABEL_SIZE + 7);
            label.setProperty(CoreOptions.EDGE_LABELS_PLACEMENT, EdgeLabelPlacement.CENTER);
            label.setProperty(CoreOptions.EDGE_LABELS_INLINE, true);
        }
        edges.add(line);
    }

    private void arrange() {
        @Nullable Throwable[] failure = new Throwable[1];
        Thread worker = new Thread(
                null,
                () -> {
                    try {
                        new LayeredLayoutProvider().layout(root, new BasicProgressMonitor());
                    } catch (RuntimeException | StackOverflowError | OutOfMemoryError thrown) {
                        failure[0] = thrown;
                    }
                },
                "vorlauf-graph-layout",
                STACK_BYTES);
        worker.setDaemon(true);
        worker.start();
        joinFully(worker);
        Throwable thrown = failure[0];
        if (thrown != null) {
            throw new IllegalStateException(
                    "no layout was found for the graph '" + picture.title() + "' of "
                            + picture.nodes().size() + " nodes: " + thrown,
                    thrown);
        }
    }

    /** The layout is bounded, so an interruption waits for it and is passed on afterwards. */
    private static void joinFully(Thread worker) {
        boolean interrupted = false;
        while (worker.isAlive()) {
            try {
                worker.join();
            } catch (InterruptedException exception) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Layout read() {
        List<Box> boxes = new ArrayList<>();
        for (Node node : picture.nodes()) {
            boxes.add(new Box(node, place(node(node.id()))));
        }
        List<Frame> frames = new ArrayList<>();
        for (Group group : picture.groups()) {
            ElkNode frame = groups.get(group.id());
            if (frame != null && !group.nodeIds().isEmpty()) {
                frames.add(new Frame(group, place(frame)));
            }
        }
        List<Route> routes = new ArrayList<>();
        for (int i = 0; i < edges.size(); i++) {
            routes.add(route(picture.edges().get(i), edges.get(i)));
        }
        return new Layout(root.getWidth(), root.getHeight(), boxes, routes, frames);
    }

    private Route route(Edge edge, ElkEdge line) {
        Point origin = originOf(line.getContainingNode());
        List<Point> points = new ArrayList<>();
        for (ElkEdgeSection section : line.getSections()) {
            points.add(new Point(origin.x() + section.getStartX(), origin.y() + section.getStartY()));
            for (ElkBendPoint bend : section.getBendPoints()) {
                points.add(new Point(origin.x() + bend.getX(), origin.y() + bend.getY()));
            }
            points.add(new Point(origin.x() + section.getEndX(), origin.y() + section.getEndY()));
        }
        if (points.size() > 2) {
            points.set(1, level(points.get(1), points.getFirst()));
            points.set(points.size() - 2, level(points.get(points.size() - 2), points.getLast()));
        }
        List<Point> junctions = new ArrayList<>();
        for (KVector junction : line.getProperty(CoreOptions.JUNCTION_POINTS)) {
            junctions.add(new Point(origin.x() + junction.x, origin.y() + junction.y));
        }
        Rectangle label = new Rectangle(0, 0, 0, 0);
        for (ElkLabel words : line.getLabels()) {
            label = new Rectangle(
                    origin.x() + words.getX(), origin.y() + words.getY(), words.getWidth(), words.getHeight());
        }
        return new Route(edge, points, junctions, label);
    }

    /** The bend at the height of its neighbour: the loops from a box to itself are off by a fraction of a pixel. */
    private static Point level(Point bend, Point end) {
        return Math.abs(bend.y() - end.y()) < 1 ? new Point(bend.x(), end.y()) : bend;
    }

    private static Rectangle place(ElkNode node) {
        Point origin = originOf(node.getParent());
        return new Rectangle(origin.x() + node.getX(), origin.y() + node.getY(), node.getWidth(), node.getHeight());
    }

    private static Point originOf(@Nullable ElkNode container) {
        double x = 0;
        double y = 0;
        for (ElkNode node = container; node != null; node = node.getParent()) {
            x += node.getX();
            y += node.getY();
        }
        return new Point(x, y);
    }

    private ElkNode node(String id) {
        ElkNode node = nodes.get(id);
        if (node == null) {
            throw new IllegalArgumentException("no node has the id '" + id + "'");
        }
        return node;
    }
}
