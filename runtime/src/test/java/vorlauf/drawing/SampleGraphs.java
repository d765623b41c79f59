package vorlauf.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import vorlauf.drawing.GraphPicture.Edge;
import vorlauf.drawing.GraphPicture.Group;
import vorlauf.drawing.GraphPicture.Kind;
import vorlauf.drawing.GraphPicture.Node;

/** Graphs of the shapes that patches have. */
final class SampleGraphs {
    private static final List<Kind> KINDS = List.of(Kind.SOURCE, Kind.FILTER, Kind.DELAY, Kind.METER, Kind.CUSTOM);

    private SampleGraphs() {}

    static GraphPicture tone() {
        return new GraphPicture(
                "Tone",
                List.of(
                        node("sine", Kind.SOURCE, "440 Hz"),
                        node("gain", Kind.ARITHMETIC, "0.2"),
                        node("out", Kind.OUTPUT, "1 channel")),
                List.of(new Edge("sine", "gain"), new Edge("gain", "out")));
    }

    static GraphPicture filterBank(int bands) {
        List<Node> nodes = new ArrayList<>(List.of(node("file", Kind.SOURCE), node("cutoff", Kind.CONTROL)));
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < bands; i++) {
            nodes.add(node("band" + i, Kind.FILTER, (i + 1) + "00 Hz", "q 2"));
            edges.add(new Edge("file", "band" + i));
            edges.add(new Edge("cutoff", "band" + i, "hertz", false));
        }
        nodes.add(node("mix", Kind.ROUTING));
        nodes.add(node("out", Kind.OUTPUT));
        for (int i = 0; i < bands; i++) {
            edges.add(new Edge("band" + i, "mix"));
        }
        edges.add(new Edge("mix", "out"));
        return new GraphPicture("Filter bank", nodes, edges);
    }

    static GraphPicture echo() {
        return new GraphPicture(
                "Echo",
                List.of(
                        node("file", Kind.SOURCE),
                        node("plus", Kind.ARITHMETIC),
                        node("delay", Kind.DELAY, "350 ms"),
                        node("gain", Kind.ARITHMETIC, "0.45"),
                        node("out", Kind.OUTPUT)),
                List.of(
                        new Edge("file", "plus"),
                        new Edge("gain", "plus", "", true),
                        new Edge("plus", "delay"),
                        new Edge("delay", "gain"),
                        new Edge("delay", "delay", "1 sample", true),
                        new Edge("plus", "out")));
    }

    static GraphPicture voices(int voices) {
        List<Node> nodes = new ArrayList<>();
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < voices; i++) {
            nodes.add(node("saw" + i, Kind.SOURCE, i + " Hz"));
            nodes.add(node("lowpass" + i, Kind.FILTER));
            nodes.add(node("gain" + i, Kind.ARITHMETIC));
            nodes.add(node("pan" + i, Kind.ROUTING));
            edges.add(new Edge("saw" + i, "lowpass" + i));
            edges.add(new Edge("lowpass" + i, "gain" + i));
            edges.add(new Edge("gain" + i, "pan" + i));
        }
        nodes.add(node("mix", Kind.ROUTING));
        nodes.add(node("out", Kind.OUTPUT));
        for (int i = 0; i < voices; i++) {
            edges.add(new Edge("pan" + i, "mix"));
        }
        edges.add(new Edge("mix", "out"));
        return new GraphPicture("Voices", nodes, edges);
    }

    static GraphPicture chain(int length) {
        List<Node> nodes = new ArrayList<>();
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            nodes.add(node("n" + i, Kind.FILTER));
            if (i > 0) {
                edges.add(new Edge("n" + (i - 1), "n" + i));
            }
        }
        return new GraphPicture("Chain", nodes, edges);
    }

    /** Each node takes from up to {@code inputs} of those shortly before it. */
    static GraphPicture tangle(int size, int inputs, long seed) {
        Random random = new Random(seed);
        List<Node> nodes = new ArrayList<>();
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            nodes.add(node("n" + i, KINDS.get(random.nextInt(KINDS.size()))));
            for (int k = 0; k < inputs && i > 0; k++) {
                String from = "n" + random.nextInt(Math.max(0, i - 50), i);
                edges.add(new Edge(from, "n" + i, k == 0 ? "" : "input " + k, false));
            }
            if (i % 17 == 16) {
                edges.add(new Edge("n" + i, "n" + (i - random.nextInt(16)), "", true));
            }
        }
        return new GraphPicture("Tangle " + seed, nodes, edges);
    }

    static GraphPicture grouped() {
        List<Node> nodes = new ArrayList<>(List.of(node("cutoff", Kind.CONTROL), node("mix", Kind.ROUTING)));
        List<Edge> edges = new ArrayList<>();
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            nodes.add(node("saw" + i, Kind.SOURCE));
            nodes.add(node("lowpass" + i, Kind.FILTER));
            nodes.add(node("delay" + i, Kind.DELAY));
            edges.add(new Edge("saw" + i, "lowpass" + i));
            edges.add(new Edge("cutoff", "lowpass" + i, "hertz", false));
            edges.add(new Edge("lowpass" + i, "delay" + i));
            edges.add(new Edge("delay" + i, "lowpass" + i, "", true));
            edges.add(new Edge("lowpass" + i, "mix"));
            groups.add(new Group("group" + i, "16 lanes", List.of("saw" + i, "lowpass" + i, "delay" + i)));
        }
        return new GraphPicture("Groups", nodes, edges, groups);
    }

    static Node node(String id, Kind kind, String... lines) {
        return new Node(id, id, List.of(lines), kind);
    }
}
