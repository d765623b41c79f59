package vorlauf.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import vorlauf.drawing.GraphPicture.Edge;
import vorlauf.drawing.GraphPicture.Group;
import vorlauf.drawing.GraphPicture.Kind;
import vorlauf.drawing.GraphPicture.Node;
import vorlauf.drawing.Layout.Box;
import vorlauf.drawing.Layout.Point;
import vorlauf.drawing.Layout.Rectangle;
import vorlauf.drawing.Layout.Route;

class GraphPictureTest {
    static Stream<GraphPicture> pictures() {
        return Stream.of(
                new GraphPicture("Nothing", List.of(), List.of()),
                new GraphPicture("One", List.of(SampleGraphs.node("only", Kind.OUTPUT)), List.of()),
                SampleGraphs.tone(),
                SampleGraphs.filterBank(8),
                SampleGraphs.echo(),
                SampleGraphs.voices(64),
                SampleGraphs.chain(64),
                SampleGraphs.grouped(),
                SampleGraphs.tangle(60, 2, 1),
                SampleGraphs.tangle(180, 1, 2));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void drawsEveryNodeOnceApartAndJoinedByItsEdges(GraphPicture picture) {
        assertThat(SvgFindings.of(picture, picture.svg())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void givesEqualBytesForEqualInputInEveryLocale(GraphPicture picture) {
        String first = picture.svg();
        Locale usual = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(picture.svg()).isEqualTo(first);
        } finally {
            Locale.setDefault(usual);
        }
    }

    @Test
    void aLayoutWithOverlappingBoxesIsCaughtByTheSameCheck() {
        GraphPicture picture = SampleGraphs.tone();
        Layout sound = LayeredLayout.of(picture);
        Rectangle first = sound.boxes().getFirst().place();
        List<Box> overlapping = new ArrayList<>(sound.boxes());
        overlapping.set(
                1,
                new Box(
                        picture.nodes().get(1),
                        new Rectangle(first.x() + 10, first.y() + 10, first.width(), first.height())));
        Layout broken = new Layout(sound.width(), sound.height(), overlapping, sound.routes(), sound.frames());

        assertThat(SvgFindings.of(picture, new SvgGraph(picture, broken, 3, 2).document()))
                .contains("'sine' and 'gain' overlap")
                .anyMatch(finding -> finding.contains("does not end at the left side"));
    }

    @Test
    void anArrowThroughAForeignBoxIsCaughtByTheSameCheck() {
        GraphPicture picture = new GraphPicture(
                "Skip", SampleGraphs.tone().nodes(), List.of(new Edge("sine", "gain"), new Edge("sine", "out")));
        Layout tone = LayeredLayout.of(SampleGraphs.tone());
        Point start = tone.routes().getFirst().points().getFirst();
        Point end = tone.routes().getLast().points().getLast();
        Route straight = new Route(picture.edges().get(1), List.of(start, end), List.of(), new Rectangle(0, 0, 0, 0));
        Layout broken = new Layout(
                tone.width(), tone.height(), tone.boxes(), List.of(tone.routes().getFirst(), straight), List.of());

        assertThat(SvgFindings.of(picture, new SvgGraph(picture, broken, 3, 2).document()))
                .contains("the arrow sine -> out crosses 'gain'");
    }

    @Test
    void entriesOfABoxAreOrderedAsItsEdgesAre() {
        GraphPicture picture = new GraphPicture(
                "Order",
                List.of(
                        SampleGraphs.node("q", Kind.CONTROL),
                        SampleGraphs.node("hertz", Kind.CONTROL),
                        SampleGraphs.node("signal", Kind.SOURCE),
                        SampleGraphs.node("filter", Kind.FILTER)),
                List.of(new Edge("signal", "filter"), new Edge("hertz", "filter"), new Edge("q", "filter")));

        assertThat(LayeredLayout.of(picture).routes())
                .extracting(route -> route.points().getLast().y())
                .isSorted();
    }

    @Test
    void everythingButTheClosingEdgeOfACycleRunsFromLeftToRight() {
        for (Route route : LayeredLayout.of(SampleGraphs.echo()).routes()) {
            boolean forward =
                    route.points().getFirst().x() < route.points().getLast().x();
            assertThat(forward).as("%s", route.edge()).isNotEqualTo(route.edge().closesCycle());
        }
    }

    @Test
    void aClosingEdgeIsDashedLabelledAndExplained() {
        String svg = SampleGraphs.echo().svg();

        assertThat(svg).contains("stroke-dasharray=\"7 4\"");
        assertThat(SvgFindings.texts(SvgFindings.parsed(svg)))
                .contains("feedback", "feedback 1 sample", "closes a feedback cycle");
        assertThat(SampleGraphs.tone().svg()).doesNotContain("stroke-dasharray", "feedback");
    }

    @Test
    void framesHoldTheirNodesAndNoOthers() {
        Layout layout = LayeredLayout.of(SampleGraphs.grouped());

        assertThat(layout.frames()).hasSize(3).allSatisfy(frame -> {
            for (Box box : layout.boxes()) {
                Rectangle place = box.place();
                boolean inside = place.x() > frame.place().x()
                        && place.right() < frame.place().right()
                        && place.y() > frame.place().y()
                        && place.bottom() < frame.place().bottom();
                assertThat(inside)
                        .isEqualTo(frame.group().nodeIds().contains(box.node().id()));
            }
        });
    }

    @Test
    void anyWordsSurviveAsText() {
        String hostile = "</text><script>&\"'\u0000\u0007\ud800 \ud83c\udfb5";
        GraphPicture picture = new GraphPicture(
                hostile,
                List.of(
                        new Node(hostile, "a<b", List.of("x & \"y\""), Kind.CUSTOM),
                        SampleGraphs.node("b", Kind.OUTPUT)),
                List.of(new Edge(hostile, "b", "<in>", false)));

        Document document = SvgFindings.parsed(picture.svg());

        assertThat(document.getElementsByTagName("script").getLength()).isZero();
        assertThat(SvgFindings.texts(document))
                .contains("</text><script>&\"'\ufffd\ufffd\ufffd \ud83c\udfb5", "a<b", "x & \"y\"", "<in>");
    }

    @Test
    void aLongRowIsCutIntoLines() {
        GraphPicture picture = SampleGraphs.chain(64);
        Layout layout = LayeredLayout.of(picture);

        assertThat(layout.width()).isLessThan(4 * layout.height());
        assertThat(SvgFindings.of(picture, picture.svg())).isEmpty();
    }

    @Test
    void showsWholeChainsUpToTheLimitAndSaysHowManyMoreThereAre() {
        GraphPicture whole = SampleGraphs.voices(500);
        GraphPicture shown = NodeSelection.limit(whole, 35);

        assertThat(shown.nodes()).hasSize(35);
        assertThat(shown.nodes())
                .extracting(Node::id)
                .contains("out", "mix", "saw0", "lowpass0", "gain0", "pan0", "saw7")
                .doesNotContain("saw8", "pan499");
        assertThat(shown.nodes().getLast().title()).isEqualTo("and 1,968 more");
        assertThat(shown.nodes().getLast().lines()).contains("492 \u00d7 source", "492 \u00d7 filter");
        assertThat(shown.edges()).contains(new Edge("more", "mix", "\u00d7492", false));
        assertThat(SvgFindings.of(shown, whole.svg(35))).isEmpty();
        assertThat(SvgFindings.texts(SvgFindings.parsed(whole.svg(35)))).contains("2,002 nodes, 2,001 edges");
    }

    @Test
    void aGraphWithinTheLimitIsShownWhole() {
        GraphPicture whole = SampleGraphs.voices(64);

        assertThat(NodeSelection.limit(whole, whole.nodes().size())).isSameAs(whole);
        assertThat(NodeSelection.limit(whole, whole.nodes().size() - 1).nodes())
                .hasSize(whole.nodes().size() - 1);
    }

    @Test
    void theBoxForTheRestNeverTakesANodesId() {
        GraphPicture chain = SampleGraphs.chain(5);
        List<Node> nodes = new ArrayList<>(chain.nodes());
        nodes.add(SampleGraphs.node("more", Kind.SOURCE));

        assertThat(NodeSelection.limit(new GraphPicture("Names", nodes, chain.edges()), 3)
                        .nodes())
                .extracting(Node::id)
                .doesNotHaveDuplicates()
                .contains("more_");
    }

    @Test
    void cyclesThatNobodyMarkedAreStillDrawn() {
        GraphPicture picture = new GraphPicture(
                "Ring",
                List.of(
                        SampleGraphs.node("a", Kind.DELAY),
                        SampleGraphs.node("b", Kind.DELAY),
                        SampleGraphs.node("c", Kind.DELAY)),
                List.of(new Edge("a", "b"), new Edge("b", "c"), new Edge("c", "a")));

        assertThat(SvgFindings.of(picture, picture.svg())).isEmpty();
        assertThat(NodeSelection.limit(picture, 2).nodes()).hasSize(2);
    }

    @Test
    void twoThousandNodesAndAHundredThousandFitTheStack() {
        GraphPicture long2000 = SampleGraphs.chain(2_000);
        assertThat(SvgFindings.of(long2000, long2000.svg(GraphPicture.LARGEST_NODE_LIMIT)))
                .isEmpty();

        GraphPicture huge = SampleGraphs.chain(100_000);
        assertThatCode(huge::svg).doesNotThrowAnyException();
        assertThat(NodeSelection.limit(huge, 400).nodes()).hasSize(400);
    }

    @Test
    void aThicketKeepsFewerBoxesSoThatItsLayoutEnds() {
        GraphPicture thicket = SampleGraphs.tangle(400, 40, 3);
        GraphPicture shown = NodeSelection.limit(thicket, 400);

        assertThat(shown.nodes().size()).isBetween(10, 60);
        assertThat(shown.edges().size()).isLessThan(600);
        assertThat(SvgFindings.of(shown, thicket.svg())).isEmpty();
    }

    @Test
    void refusesWhatCannotBeDrawnAndSaysWhy() {
        Node a = SampleGraphs.node("a", Kind.SOURCE);
        assertThatThrownBy(() -> new GraphPicture("x", List.of(a, a), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two nodes have the id 'a'; each needs its own");
        assertThatThrownBy(() -> new GraphPicture("x", List.of(a), List.of(new Edge("a", "b"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the edge from 'a' to 'b' names 'b', which is no node's id");
        assertThatThrownBy(() -> new GraphPicture(
                        "x",
                        List.of(a),
                        List.of(),
                        List.of(new Group("g", "", List.of("a")), new Group("h", "", List.of("a")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("node 'a' is in the groups 'g' and 'h'; one at most");
        assertThatThrownBy(() -> SampleGraphs.tone().svg(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the node limit is 1; it must be 2 to 2000");
    }
}
