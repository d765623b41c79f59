package vorlauf.drawing;

import static vorlauf.drawing.Svg.number;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import vorlauf.drawing.GraphPicture.Edge;
import vorlauf.drawing.GraphPicture.Kind;
import vorlauf.drawing.GraphPicture.Node;
import vorlauf.drawing.Layout.Box;
import vorlauf.drawing.Layout.Frame;
import vorlauf.drawing.Layout.Point;
import vorlauf.drawing.Layout.Rectangle;
import vorlauf.drawing.Layout.Route;

/**
 * A laid-out graph written as an SVG document: heading, frames, arrows, boxes, labels, legend.
 *
 * <p>Everything is a plain shape with its own attributes. No styles, markers or ids, as those of two pictures in one
 * page would mix, and some viewers drop them.
 */
final class SvgGraph {
    private static final double MARGIN = 24;
    private static final double HEADER = 68;
    private static final double LEGEND_GAP = 26;
    private static final double LEGEND_PITCH = 26;
    private static final double SMALLEST_WIDTH = 420;
    private static final double ARROW_LENGTH = 8;
    private static final double CORNER = 6;
    private static final int HEADING_CHARACTERS = 90;

    private final GraphPicture picture;
    private final Layout layout;
    private final String heading;
    private final String counts;
    private final double width;
    private final Svg svg = new Svg();

    /**
     * @param layout boxes and routes of the picture
     * @param nodeCount nodes of the whole graph, shown or not
     * @param edgeCount edges of the whole graph
     */
    SvgGraph(GraphPicture picture, Layout layout, int nodeCount, int edgeCount) {
        this.picture = picture;
        this.layout = layout;
        this.heading = Words.shortened(picture.title(), HEADING_CHARACTERS);
        this.counts = counted(nodeCount, "node") + ", " + counted(edgeCount, "edge");
        double content = Math.max(layout.width(), Words.boldWidth(heading, 19));
        this.width = Math.ceil(Math.max(SMALLEST_WIDTH, content) + 2 * MARGIN);
    }

    /** The words on an arrow; the one that closes a cycle always has some. */
    static String labelOf(Edge edge) {
        String label = Words.shortened(edge.label(), 28);
        if (!edge.closesCycle()) {
            return label;
        }
        return label.isEmpty() ? "feedback" : label.contains("feedback") ? label : "feedback " + label;
    }

    String document() {
        double legendTop = HEADER + layout.height() + LEGEND_GAP;
        int legendRows = legend(legendTop, false);
        double height = Math.ceil(legendTop + legendRows * LEGEND_PITCH + MARGIN - 8);
        svg.open("svg")
                .with("xmlns", "http://www.w3.org/2000/svg")
                .with("width", width)
                .with("height", height)
                .with("viewBox", "0 0 " + number(width) + " " + number(height))
                .with("role", "img")
                .with("font-family", "sans-serif");
        svg.element("title", picture.title());
        svg.empty("rect").with("width", width).with("height", height).with("fill", Look.PAGE);
        svg.text(heading, MARGIN, 32, 19, Look.INK).with("font-weight", "bold");
        svg.text(counts, MARGIN, 50, 12, Look.QUIET_INK);
        layout.frames().forEach(this::frame);
        layout.routes().forEach(this::line);
        layout.routes().forEach(this::label);
        layout.boxes().forEach(this::box);
        legend(legendTop, true);
        svg.close("svg");
        return svg.toString();
    }

    private static double x(double layoutX) {
        return MARGIN + layoutX;
    }

    private static double y(double layoutY) {
        return HEADER + layoutY;
    }

    private void frame(Frame frame) {
        Rectangle place = frame.place();
        svg.open("g").with("data-group", frame.group().id());
        rectangle(place, 10, "#f1f3f6", "#c3cad3")
                .with("stroke-dasharray", "1 3")
                .with("stroke-linecap", "round");
        int fitting = (int) Math.max(4, (place.width() - 24) / (Words.LINE_SIZE * 0.75));
        svg.text(
                        Words.shortened(frame.group().title(), fitting),
                        x(place.x() + 12),
                        y(place.y() + 20),
                        Words.LINE_SIZE,
                        Look.QUIET_INK)
                .with("font-weight", "bold");
        svg.close("g");
    }

    private void box(Box box) {
        Node node = box.node();
        Look look = Look.of(node.kind());
        Rectangle place = box.place();
        BoxText text = BoxText.of(node);
        svg.open("g").with("data-node", node.id());
        svg.element("title", tooltip(node));
        Svg outline = rectangle(place, 7, look.fill(), look.line()).with("stroke-width", 1.4);
        if (node.kind() == Kind.MORE) {
            outline.with("stroke-dasharray", "5 4");
        }
        double textHeight = BoxText.TITLE_PITCH + text.lines().size() * BoxText.LINE_PITCH;
        double top = y(place.y() + (place.height() - textHeight) / 2);
        double left = x(place.x() + BoxText.PADDING);
        icon(node.kind(), left, top + 1, node.kind() == Kind.OUTPUT ? look.text() : look.line());
        double textLeft = left + BoxText.ICON_SIZE + BoxText.ICON_GAP;
        svg.text(text.title(), textLeft, top + 13.5, Words.TITLE_SIZE, look.text())
                .with("font-weight", "bold");
        double baseline = top + BoxText.TITLE_PITCH + 11.5;
        for (String line : text.lines()) {
            svg.text(line, textLeft, baseline, Words.LINE_SIZE, look.text());
            baseline += BoxText.LINE_PITCH;
        }
        svg.close("g");
    }

    private static String tooltip(Node node) {
        String first = node.title() + " (" + Look.of(node.kind()).caption() + ")";
        return node.lines().isEmpty() ? first : first + "\n" + String.join("\n", node.lines());
    }

    private void icon(Kind kind, double left, double top, String colour) {
        svg.empty("path")
                .with("transform", "translate(" + number(left) + " " + number(top) + ")")
                .with("d", Look.of(kind).icon())
                .with("fill", "none")
                .with("stroke", colour)
                .with("stroke-width", kind == Kind.MORE ? 2.6 : 1.7)
                .with("stroke-linecap", "round")
                .with("stroke-linejoin", "round");
    }

    private Svg rectangle(Rectangle place, double corner, String fill, String line) {
        return svg.empty("rect")
                .with("x", x(place.x()))
                .with("y", y(place.y()))
                .with("width", place.width())
                .with("height", place.height())
                .with("rx", corner)
                .with("fill", fill)
                .with("stroke", line);
    }

    private void line(Route route) {
        Edge edge = route.edge();
        String colour = edge.closesCycle() ? Look.FEEDBACK : Look.WIRE;
        svg.open("g").with("data-from", edge.from()).with("data-to", edge.to());
        svg.empty("path").with("d", path(route.points())).with("fill", "none").with("stroke", colour);
        svg.with("stroke-width", edge.closesCycle() ? 1.8 : 1.4);
        if (edge.closesCycle()) {
            svg.with("stroke-dasharray", "7 4");
        }
        Point tip = route.points().getLast();
        Point before = route.points().get(route.points().size() - 2);
        arrowHead(tip, before, colour);
        for (Point junction : route.junctions()) {
            svg.empty("circle")
                    .with("cx", x(junction.x()))
                    .with("cy", y(junction.y()))
                    .with("r", 2.6);
            svg.with("fill", colour);
        }
        svg.close("g");
    }

    /** Right angles with rounded corners; the last stretch ends inside the arrow head, so that its tip stays sharp. */
    private static String path(List<Point> points) {
        Point start = points.getFirst();
        StringBuilder path = new StringBuilder("M" + number(x(start.x())) + " " + number(y(start.y())));
        for (int i = 1; i < points.size() - 1; i++) {
            Point bend = points.get(i);
            Point into = towards(bend, points.get(i - 1), CORNER);
            Point outOf = towards(bend, points.get(i + 1), CORNER);
            path.append("L").append(number(x(into.x()))).append(' ').append(number(y(into.y())));
            path.append("Q").append(number(x(bend.x()))).append(' ').append(number(y(bend.y())));
            path.append(' ').append(number(x(outOf.x()))).append(' ').append(number(y(outOf.y())));
        }
        Point end = towards(points.getLast(), points.get(points.size() - 2), ARROW_LENGTH - 2);
        return path.append("L")
                .append(number(x(end.x())))
                .append(' ')
                .append(number(y(end.y())))
                .toString();
    }

    /** The point that lies this far from the one towards the other, at most half way. */
    private static Point towards(Point from, Point to, double distance) {
        double length = Math.hypot(to.x() - from.x(), to.y() - from.y());
        double part = length == 0 ? 0 : Math.min(0.5, distance / length);
        return new Point(from.x() + (to.x() - from.x()) * part, from.y() + (to.y() - from.y()) * part);
    }

    private void arrowHead(Point tip, Point before, String colour) {
        double length = Math.max(1e-9, Math.hypot(tip.x() - before.x(), tip.y() - before.y()));
        double alongX = (tip.x() - before.x()) / length;
        double alongY = (tip.y() - before.y()) / length;
        double baseX = x(tip.x() - alongX * ARROW_LENGTH);
        double baseY = y(tip.y() - alongY * ARROW_LENGTH);
        double half = ARROW_LENGTH * 0.45;
        svg.empty("polygon")
                .with(
                        "points",
                        number(x(tip.x())) + "," + number(y(tip.y())) + " "
                                + number(baseX - alongY * half) + "," + number(baseY + alongX * half) + " "
                                + number(baseX + alongY * half) + "," + number(baseY - alongX * half))
                .with("fill", colour);
    }

    private void label(Route route) {
        if (!route.labelled()) {
            return;
        }
        Rectangle place = route.label();
        boolean closes = route.edge().closesCycle();
        svg.open("g")
                .with("data-label", route.edge().from() + " " + route.edge().to());
        rectangle(place, 8, closes ? "#fdeeeb" : Look.PAGE, closes ? Look.FEEDBACK : "#b9c1cb");
        svg.text(
                        labelOf(route.edge()),
                        x(place.x() + place.width() / 2),
                        y(place.y() + place.height() / 2 + Words.LABEL_SIZE * 0.36),
                        Words.LABEL_SIZE,
                        closes ? Look.FEEDBACK : Look.INK)
                .with("text-anchor", "middle");
        svg.close("g");
    }

    /** Draws the legend, or only counts its rows. */
    private int legend(double top, boolean draw) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        picture.nodes().forEach(node -> kinds.add(node.kind()));
        double left = MARGIN;
        int row = 0;
        for (Kind kind : kinds) {
            String caption = Look.of(kind).caption();
            double extent = 32 + Words.width(caption, 12) + 18;
            if (left + extent > width - MARGIN + 18 && left > MARGIN) {
                left = MARGIN;
                row++;
            }
            if (draw) {
                legendKind(kind, caption, left, top + row * LEGEND_PITCH);
            }
            left += extent;
        }
        if (picture.edges().stream().anyMatch(Edge::closesCycle)) {
            String caption = "closes a feedback cycle";
            double extent = 42 + Words.width(caption, 12);
            row += left + extent > width - MARGIN && left > MARGIN ? 1 : 0;
            left = left + extent > width - MARGIN ? MARGIN : left;
            if (draw) {
                legendFeedback(caption, left, top + row * LEGEND_PITCH);
            }
        }
        return row + 1;
    }

    private void legendKind(Kind kind, String caption, double left, double top) {
        Look look = Look.of(kind);
        svg.empty("rect")
                .with("x", left)
                .with("y", top)
                .with("width", 24)
                .with("height", 20)
                .with("rx", 5);
        svg.with("fill", look.fill()).with("stroke", look.line());
        icon(kind, left + 4, top + 2, kind == Kind.OUTPUT ? look.text() : look.line());
        svg.text(caption, left + 31, top + 14.5, 12, Look.INK);
    }

    private void legendFeedback(String caption, double left, double top) {
        svg.empty("path")
                .with("d", "M" + number(left) + " " + number(top + 10) + "H" + number(left + 32))
                .with("stroke", Look.FEEDBACK)
                .with("stroke-width", 1.8)
                .with("stroke-dasharray", "7 4");
        svg.text(caption, left + 40, top + 14.5, 12, Look.INK);
    }

    private static String counted(int count, String thing) {
        return NodeSelection.counted(count) + " " + thing + (count == 1 ? "" : "s");
    }
}
