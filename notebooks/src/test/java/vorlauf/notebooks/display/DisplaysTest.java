package vorlauf.notebooks.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static vorlauf.graph.Signals.constant;
import static vorlauf.graph.Signals.control;
import static vorlauf.graph.Signals.custom;
import static vorlauf.graph.Signals.mix;
import static vorlauf.graph.Signals.saw;
import static vorlauf.graph.Signals.sine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import vorlauf.compile.GraphException;
import vorlauf.drawing.Charts;
import vorlauf.engine.Engine;
import vorlauf.engine.EngineSettings;
import vorlauf.graph.Processor;
import vorlauf.graph.Signal;
import vorlauf.notebooks.Clip;
import vorlauf.notebooks.Responses;
import vorlauf.notebooks.Simulation;
import vorlauf.notebooks.Vorlauf;
import vorlauf.notebooks.WebPage;
import vorlauf.simulate.Scenario;

class DisplaysTest {
    private static final String SCENARIO = """
            {"periodFrames": 128, "ringPeriods": 2, "renderCost": {"kind": "constant", "nanos": 500000},
             "stalls": [{"kind": "once", "atNanos": 100000000, "lengthNanos": %d}], "deadlines": 400}""";

    @BeforeAll
    static void drawWithoutADisplay() {
        Charts.runHeadless();
    }

    @Test
    void aSignalShowsItsGraphAndSounds() {
        Map<String, String> shown = Display.render(saw(110).lowpass(900, 2).gain(0.3));

        assertThat(shown.get("text/plain")).isEqualTo("signal: 3 nodes, 1 channel");
        String html = String.valueOf(shown.get("text/html"));
        assertThat(Pictures.svg(html)).startsWith("<svg").contains("lowpass", "saw", "DisplaysTest.java:");
        byte[] wave = Pictures.of(html, "audio/wav").getFirst();
        assertThat(wave.length).isBetween(2 * 72_000, 2 * 72_000 + 200);
        assertThat(IntStream.range(100, wave.length).filter(i -> wave[i] != 0).count())
                .isGreaterThan(100_000);
    }

    @Test
    void aLookAtASignalSubscribesToNoPublisher() {
        AtomicInteger subscriptions = new AtomicInteger();
        Flux<Double> hertz = Flux.just(900.0).doOnSubscribe(any -> subscriptions.incrementAndGet());

        String html = html(sine(control("pitch", 440, hertz)).gain(0.1));

        assertThat(subscriptions).hasValue(0);
        assertThat(html).contains("controls at their initial values (pitch)");
    }

    @Test
    void aGraphWithProblemsListsThemWithTheirPlacesAndNoStackTrace() {
        Map<String, String> shown = Display.render(saw(110).channel(3).plus(sine(1).delaySamples(-1)));

        assertThat(shown.get("text/html"))
                .contains("2 problems", "there is no channel 3", "must not be negative", "DisplaysTest.java:")
                .doesNotContain("\tat ", "audio", "Exception");
        assertThat(String.valueOf(shown.get("text/plain")).lines()).hasSize(3);
    }

    @Test
    void aSignalThatIsTooLoudSaysSo() {
        assertThat(html(sine(440).gain(4))).contains("louder than full scale", "gain(0.25)");
        assertThat(html(sine(440).gain(0.9))).doesNotContain("louder");
    }

    @Test
    void userCodeThatMayNotRunInRealTimeIsShown() {
        assertThat(html(custom("greedy", 1, Greedy::new, sine(440)))).contains("may not run in real time", "float[]");
        assertThat(html(custom("half", 1, Half::new, sine(440)))).doesNotContain("real time");
    }

    @Test
    void aClipShowsPlayerWaveformSpectrogramAndHash() throws Exception {
        Clip clip = Vorlauf.render(sine(440).gain(0.5), 0.5);

        String html = html(clip);

        assertThat(Pictures.of(html, "audio/wav")).hasSize(1);
        List<byte[]> pictures = Pictures.of(html, "image/png");
        assertThat(pictures).hasSize(2).allSatisfy(png -> {
            assertThat(Pictures.decoded(png).getWidth()).isEqualTo(900);
            assertThat(Pictures.colours(png)).isGreaterThan(20);
        });
        assertThat(html).contains(clip.sha256(), "0.50 s");
        assertThat(clip.peak()).isCloseTo(0.5, within(1e-3));
        assertThat(Vorlauf.render(sine(441).gain(0.5), 0.5).sha256()).isNotEqualTo(clip.sha256());
    }

    @Test
    void aFilterShowsLevelAndPhaseOfWhatItDoes() throws Exception {
        Responses responses = Vorlauf.response(in -> in.onePole(1_000), Signal::tanh);

        String html = html(responses);

        assertThat(Pictures.colours(Pictures.of(html, "image/png").getFirst())).isGreaterThan(20);
        assertThat(responses.responses().getFirst().name()).isEqualTo("onePole(1000)");
        assertThat(responses.notLinear()).hasSize(1).allMatch(name -> name.startsWith("tanh"));
        assertThat(html).contains("not linear");
    }

    @Test
    void aPlanShowsItsLanes() throws Exception {
        List<Signal> voices = IntStream.range(0, 20)
                .mapToObj(i -> saw(100 + i).lowpass(500 + i, 2).gain(0.02))
                .toList();

        String many = Pictures.svg(html(Vorlauf.plan(mix(voices))));
        String one = Pictures.svg(html(Vorlauf.plan(voices.getFirst())));

        assertThat(squares(many)).isGreaterThan(2 * 20).isGreaterThan(squares(one));
        assertThat(many).contains("lanes of");
        assertThat(one).doesNotContain("lanes of");
    }

    private static int squares(String svg) {
        return svg.split("<rect", -1).length - 1;
    }

    @Test
    void aSimulationShowsTimelineAndFillAndWhetherDeadlinesWereMissed() throws Exception {
        Simulation late = Vorlauf.simulate(SCENARIO.formatted(20_000_000));
        Simulation calm = Vorlauf.simulate(SCENARIO.formatted(1_000));

        assertThat(late.underruns()).isPositive();
        assertThat(calm.underruns()).isZero();
        assertThat(Pictures.of(html(late), "image/png"))
                .hasSize(2)
                .allSatisfy(png -> assertThat(Pictures.colours(png)).isGreaterThan(10));
        assertThat(html(late)).contains("time from the first underrun").doesNotContain("the beginning");
        assertThat(html(calm)).contains("the beginning");
    }

    @Test
    void aSimulationWithAGraphPlaysIt() throws Exception {
        Simulation played =
                Vorlauf.simulate(SCENARIO.formatted(20_000_000), sine(440).gain(0.1));

        assertThat(html(played)).contains("sha256 of all that was heard", "underrun at frame");
    }

    @Test
    void aPlatformTellsItsUnderruns() throws Exception {
        Simulation played = Vorlauf.simulate("{\"profile\": \"alsa\", \"deadlines\": 400}");

        assertThat(html(played))
                .contains(
                        "10 of 10 contracts hold", "dry buffer: underrun at frame", "the platform stopped the client");
    }

    @Test
    void aScenarioThatIsWrongNamesItsField() {
        assertThatThrownBy(() -> Vorlauf.simulate(SCENARIO.formatted(1).replace("ringPeriods", "rings")))
                .isInstanceOf(Scenario.InvalidException.class)
                .hasMessageContaining("rings");
    }

    @Test
    void aCertificateTellsCleanNodesFromOthers() {
        assertThat(html(Vorlauf.certificate(Half.class))).contains("Half: nothing to object to");
        assertThat(html(Vorlauf.certificate(Greedy.class)))
                .contains("must not run", "allocation", "DisplaysTest.java:");
    }

    @Test
    void anEngineShowsLeadUnderrunsAndMetersThatMove() throws Exception {
        try (Recording screen = new Recording();
                Engine engine = Vorlauf.play(
                        Mono.just(sine(440).gain(0.5).meter("out")), "simulator", EngineSettings.defaults())) {
            Vorlauf.watch(engine);
            screen.awaitUpdate("out ");
            engine.stop();
            screen.awaitUpdate("ring fill over time");

            assertThat(screen.shown()).anyMatch(html -> html.contains("playing") && html.contains("<progress"));
            assertThat(screen.shown().getLast()).contains("lowest lead", "allocated by the producer");
        }
    }

    @Test
    void anExportedPageStandsInAFrameOfItsOwn() throws Exception {
        Signal graph = sine(440).gain(0.2);
        WebPage page = Vorlauf.export("A <tone>", graph, 0.5);

        assertThat(page.sha256()).isEqualTo(Vorlauf.render(graph, 0.5).sha256());
        assertThat(html(page)).startsWith("<iframe sandbox=\"allow-scripts\"").contains(page.sha256());
    }

    @Test
    void aPageCannotExportUserCode() {
        assertThatThrownBy(() -> Vorlauf.export("x", custom("half", 1, Half::new, constant(1)), 0.1))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("cannot be exported");
    }

    @Test
    void aTableKeepsItsColumnsAndEscapesWords() {
        assertThat(html(Vorlauf.table("a", "b").row("<x>", 1_234_567L))).contains("&lt;x&gt;", "1,234,567");
        assertThatThrownBy(() -> Vorlauf.table("a", "b").row(1)).hasMessageContaining("2 columns");
    }

    private static String html(Object value) {
        return String.valueOf(Display.render(value).get("text/html"));
    }

    /** A node without fault. */
    public static final class Half implements Processor {
        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            for (int i = 0; i < frameCount; i++) {
                outputs[0][i] = inputs[0][i] / 2;
            }
        }
    }

    /** A node that allocates. */
    public static final class Greedy implements Processor {
        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            float[] copy = new float[frameCount];
            System.arraycopy(inputs[0], 0, copy, 0, frameCount);
            System.arraycopy(copy, 0, outputs[0], 0, frameCount);
        }
    }
}
