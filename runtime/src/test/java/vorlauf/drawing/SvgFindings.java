package vorlauf.drawing;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import vorlauf.drawing.Layout.Point;
import vorlauf.drawing.Layout.Rectangle;

/** What is wrong with a graph's SVG document, found from the document alone: nothing of the writer is trusted. */
final class SvgFindings {
    private static final double TOUCHES = 1.5;
    private static final Pattern PATH_STEP =
            Pattern.compile("([MLQ])(-?[\\d.]+) (-?[\\d.]+)(?: (-?[\\d.]+) (-?[\\d.]+))?");

    private final GraphPicture picture;
    private final Document document;
    private final Map<String, Rectangle> boxes = new LinkedHashMap<>();
    private final List<String> findings = new ArrayList<>();

    private SvgFindings(GraphPicture picture, Document document) {
        this.picture = picture;
        this.document = document;
    }

    static List<String> of(GraphPicture picture, String svg) {
        SvgFindings check = new SvgFindings(picture, parsed(svg));
        check.readBoxes();
        check.overlaps();
        check.edges();
        check.bounds();
        return check.findings;
    }

    static Document parsed(String svg) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg)));
        } catch (SAXException | IOException | ParserConfigurationException exception) {
            throw new AssertionError("not well-formed: " + exception.getMessage(), exception);
        }
    }

    static List<String> texts(Document document) {
        return elements(document, "text").map(Element::getTextContent).toList();
    }

    private static Stream<Element> elements(Document document, String name) {
        NodeList list = document.getElementsByTagName(name);
        return IntStream.range(0, list.getLength()).mapToObj(i -> (Element) list.item(i));
    }

    private void readBoxes() {
        elements(document, "g").filter(group -> group.hasAttribute("data-node")).forEach(group -> {
            String id = group.getAttribute("data-node");
            if (boxes.put(id, rectangle(group)) != null) {
                findings.add("node '" + id + "' is drawn twice");
            }
        });
        for (GraphPicture.Node node : picture.nodes()) {
            if (!boxes.containsKey(node.id())) {
                findings.add("node '" + node.id() + "' is not drawn");
            }
        }
        if (boxes.size() > picture.nodes().size()) {
            findings.add("there are more boxes than nodes");
        }
    }

    private static Rectangle rectangle(Element group) {
        Element shape = (Element) group.getElementsByTagName("rect").item(0);
        return new Rectangle(number(shape, "x"), number(shape, "y"), number(shape, "width"), number(shape, "height"));
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    private void overlaps() {
        List<Map.Entry<String, Rectangle>> all = List.copyOf(boxes.entrySet());
        for (int i = 0; i < all.size(); i++) {
            for (int k = i + 1; k < all.size(); k++) {
                Rectangle one = all.get(i).getValue();
                Rectangle other = all.get(k).getValue();
                boolean apart = one.right() <= other.x()
                        || other.right() <= one.x()
                        || one.bottom() <= other.y()
                        || other.bottom() <= one.y();
                if (!apart) {
                    findings.add(
                            "'" + all.get(i).getKey() + "' and '" + all.get(k).getKey() + "' overlap");
                }
            }
        }
    }

    private void edges() {
        List<String> drawn = new ArrayList<>();
        elements(document, "g").filter(group -> group.hasAttribute("data-from")).forEach(group -> {
            String from = group.getAttribute("data-from");
            String to = group.getAttribute("data-to");
            drawn.add(from + " -> " + to);
            edge(from, to, points(group));
        });
        List<String> wanted = picture.edges().stream()
                .map(edge -> edge.from() + " -> " + edge.to())
                .toList();
        if (!drawn.equals(wanted)) {
            findings.add("the edges drawn are not those of the graph");
        }
    }

    private void edge(String from, String to, List<Point> points) {
        Rectangle source = boxes.get(from);
        Rectangle target = boxes.get(to);
        if (source == null
                || Math.abs(source.right() - points.getFirst().x()) > TOUCHES
                || !beside(source, points.getFirst())) {
            findings.add("the arrow " + from + " -> " + to + " does not begin at the right side of its box");
        }
        if (target == null
                || Math.abs(target.x() - points.getLast().x()) > TOUCHES
                || !beside(target, points.getLast())) {
            findings.add("the arrow " + from + " -> " + to + " does not end at the left side of its box");
        }
        for (int i = 1; i < points.size(); i++) {
            Point one = points.get(i - 1);
            Point other = points.get(i);
            if (Math.abs(one.x() - other.x()) > 0.2 && Math.abs(one.y() - other.y()) > 0.2) {
                findings.add("the arrow " + from + " -> " + to + " is slanted");
            }
            boxes.forEach((id, box) -> {
                if (crosses(box, one, other)) {
                    findings.add("the arrow " + from + " -> " + to + " crosses '" + id + "'");
                }
            });
        }
    }

    private static boolean beside(Rectangle box, Point point) {
        return point.y() >= box.y() && point.y() <= box.bottom();
    }

    private static boolean crosses(Rectangle box, Point one, Point other) {
        return Math.max(one.x(), other.x()) > box.x() + TOUCHES
                && Math.min(one.x(), other.x()) < box.right() - TOUCHES
                && Math.max(one.y(), other.y()) > box.y() + TOUCHES
                && Math.min(one.y(), other.y()) < box.bottom() - TOUCHES;
    }

    /** The corners before they were rounded, and the arrow's tip. */
    private static List<Point> points(Element group) {
        Element line = (Element) group.getElementsByTagName("path").item(0);
        List<Point> points = new ArrayList<>();
        Matcher step = PATH_STEP.matcher(line.getAttribute("d"));
        while (step.find()) {
            if (!step.group(1).equals("L")) {
                points.add(new Point(Double.parseDouble(step.group(2)), Double.parseDouble(step.group(3))));
            }
        }
        Element head = (Element) group.getElementsByTagName("polygon").item(0);
        List<String> tip = List.of(head.getAttribute("points").split("[ ,]", -1));
        points.add(new Point(Double.parseDouble(tip.get(0)), Double.parseDouble(tip.get(1))));
        return points;
    }

    private void bounds() {
        Element root = document.getDocumentElement();
        Rectangle page = new Rectangle(0, 0, number(root, "width"), number(root, "height"));
        if (!root.getAttribute("viewBox")
                .equals("0 0 " + root.getAttribute("width") + " " + root.getAttribute("height"))) {
            findings.add("the view box is not the page");
        }
        boxes.forEach((id, box) -> {
            if (box.x() < 0 || box.y() < 0 || box.right() > page.width() || box.bottom() > page.height()) {
                findings.add("'" + id + "' is outside the page");
            }
        });
    }
}
