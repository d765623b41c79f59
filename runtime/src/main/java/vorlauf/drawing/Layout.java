package vorlauf.drawing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vorlauf.drawing.GraphPicture.Edge;
import vorlauf.drawing.GraphPicture.Group;
import vorlauf.drawing.GraphPicture.Node;

/**
 * Where everything of a picture is: pixels, origin at the top left, lists in the order of the picture's own lists.
 *
 * @param width extent of all that follows
 * @param height extent of all that follows
 * @param boxes one for each node
 * @param routes one for each edge
 * @param frames one for each group
 */
record Layout(double width, double height, List<Box> boxes, List<Route> routes, List<Frame> frames) {
    private static final double TOUCHES = 1;

    /** Whether every route begins at the border of the box that it comes from and ends at that of the one it feeds. */
    boolean complete() {
        Map<String, Rectangle> places = new HashMap<>();
        boxes.forEach(box -> places.put(box.node().id(), box.place()));
        return routes.stream().allMatch(route -> {
            Rectangle from = places.get(route.edge().from());
            Rectangle to = places.get(route.edge().to());
            return from != null
                    && to != null
                    && route.points().size() >= 2
                    && from.hasOnBorder(route.points().getFirst())
                    && to.hasOnBorder(route.points().getLast());
        });
    }

    record Point(double x, double y) {}

    record Rectangle(double x, double y, double width, double height) {
        double right() {
            return x + width;
        }

        double bottom() {
            return y + height;
        }

        boolean hasOnBorder(Point point) {
            boolean within = point.x() >= x - TOUCHES
                    && point.x() <= right() + TOUCHES
                    && point.y() >= y - TOUCHES
                    && point.y() <= bottom() + TOUCHES;
            boolean inside = point.x() > x + TOUCHES
                    && point.x() < right() - TOUCHES
                    && point.y() > y + TOUCHES
                    && point.y() < bottom() - TOUCHES;
            return within && !inside;
        }
    }

    record Box(Node node, Rectangle place) {}

    record Frame(Group group, Rectangle place) {}

    /**
     * The way of an arrow.
     *
     * @param points from the border of the one box to the border of the other, two at least
     * @param junctions where arrows that share a beginning part
     * @param label where the label stands; of no extent where there is none
     */
    record Route(Edge edge, List<Point> points, List<Point> junctions, Rectangle label) {
        boolean labelled() {
            return label.width() > 0;
        }
    }
}
