package vorlauf.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import vorlauf.compile.Explanation;
import vorlauf.compile.Explanation.Cycle;
import vorlauf.compile.Explanation.NodeLine;
import vorlauf.drawing.GraphPicture;
import vorlauf.drawing.GraphPicture.Edge;
import vorlauf.drawing.GraphPicture.Kind;
import vorlauf.drawing.GraphPicture.Node;

/** An explanation as a picture: a box for each node, an arrow for each input, cycle-closing arrows marked. */
public final class ExplanationPicture {
    private static final String OUTPUT = "output";

    private ExplanationPicture() {}

    /** The picture of what a compiler made of a graph. */
    public static GraphPicture of(String title, Explanation explanation) {
        List<Node> nodes = new ArrayList<>();
        List<Edge> edges = new ArrayList<>();
        Set<String> closing = closingEdges(explanation);
        Set<Integer> drawn = new HashSet<>();
        explanation.nodes().forEach(line -> drawn.add(line.number()));
        for (NodeLine line : explanation.nodes()) {
            nodes.add(new Node(id(line.number()), title(line), lines(line), kind(line)));
            for (int input : line.inputs()) {
                if (drawn.contains(input)) {
                    boolean closes = closing.contains(input + ">" + line.number());
                    edges.add(new Edge(id(input), id(line.number()), "", closes));
                }
            }
            if (line.isOutput()) {
                nodes.add(new Node(
                        OUTPUT,
                        "output",
                        List.of(
                                line.channels() + (line.channels() == 1 ? " channel" : " channels"),
                                String.format(
                                        Locale.ROOT,
                                        "%.0f Hz, blocks of %d",
                                        explanation.sampleRateHertz(),
                                        explanation.blockFrames())),
                        Kind.OUTPUT));
                edges.add(new Edge(id(line.number()), OUTPUT));
            }
        }
        return new GraphPicture(title, nodes, edges);
    }

    /** A delay is read before it is written: inside its cycle, what is written into it closes the cycle. */
    private static Set<String> closingEdges(Explanation explanation) {
        Set<String> closing = new HashSet<>();
        for (Cycle cycle : explanation.cycles()) {
            Set<Integer> members = new HashSet<>(cycle.nodes());
            Set<Integer> delays = new HashSet<>(cycle.closedBy());
            for (NodeLine line : explanation.nodes()) {
                if (delays.contains(line.number())) {
                    line.inputs().stream()
                            .filter(members::contains)
                            .forEach(input -> closing.add(input + ">" + line.number()));
                }
            }
        }
        return closing;
    }

    private static String id(int number) {
        return "n" + number;
    }

    private static String title(NodeLine line) {
        return line.key().isEmpty() ? line.label() : line.label() + " '" + line.key() + "'";
    }

    private static List<String> lines(NodeLine line) {
        List<String> lines = new ArrayList<>();
        if (!line.values().isEmpty()) {
            lines.add(String.join(
                    ", ",
                    line.values().stream().map(ExplanationPicture::shortened).toList()));
        }
        lines.add(line.rate() + ", " + line.channels() + (line.channels() == 1 ? " channel" : " channels"));
        if (!line.place().isEmpty()) {
            lines.add(line.place());
        }
        return lines;
    }

    /** A value as it was written, or with six digits where it was computed. */
    private static String shortened(String value) {
        return value.length() <= 8 ? value : String.format(Locale.ROOT, "%.6g", Double.parseDouble(value));
    }

    /** Labels begin with the kind's own word. */
    private static Kind kind(NodeLine line) {
        String label = line.label();
        int space = label.indexOf(' ');
        return switch (space < 0 ? label : label.substring(0, space)) {
            case "constant" -> Kind.CONSTANT;
            case "control", "line", "exponential", "adsr" -> Kind.CONTROL;
            case "sine", "saw", "square", "triangle", "naiveSaw", "naiveSquare", "naiveTriangle", "phasor" ->
                Kind.SOURCE;
            case "whiteNoise", "pinkNoise", "file", "looped", "input" -> Kind.SOURCE;
            case "plus", "minus", "times", "mix" -> Kind.ARITHMETIC;
            case "delay" -> Kind.DELAY;
            case "pan", "balance", "channel", "channels", "feedback", "loop", "key", "fade" -> Kind.ROUTING;
            case "tanh", "clip", "shape" -> Kind.SHAPING;
            case "meter" -> Kind.METER;
            case "custom" -> Kind.CUSTOM;
            default -> Kind.FILTER;
        };
    }
}
