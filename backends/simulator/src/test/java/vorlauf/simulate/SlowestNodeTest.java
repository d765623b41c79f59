package vorlauf.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import vorlauf.engine.EngineEvent;
import vorlauf.engine.SlowNode;
import vorlauf.graph.Signal;
import vorlauf.graph.Signals;

/** Underruns of simulations name the slowest node of the late block, and say how its time is known. */
final class SlowestNodeTest {
    private static final int RATE = 48_000;
    private static final long BLOCK_NANOS = 2_666_666;

    /** Dear by estimate: pink noise; cheap: a gain and a sine. */
    private static Publisher<Signal> patch() {
        Signal surf = Signals.pinkNoise(1).key("surf").lowpass(900, 1).key("mellow");
        return Flux.just(Signals.sine(440).key("tone").times(0.1).plus(surf));
    }

    private static Scenario scenario(Length cost, List<Stalls> stalls) {
        return new Scenario(
                RATE,
                128,
                256,
                128,
                Scenario.Policy.SLIP,
                cost,
                new Length.Constant(0),
                new Length.Constant(0),
                0,
                stalls,
                400,
                7);
    }

    private static EngineResult run(Scenario scenario, NodeCost... costs) throws Exception {
        return EngineSimulation.run(
                scenario, SlowestNodeTest::patch, List.of(), List.of(costs), done -> {}, EngineSimulation.NOBODY);
    }

    @Test
    void theBlocksCostIsSharedOutByWhatExplainExpects() throws Exception {
        EngineResult result = run(scenario(new Length.Constant(3_000_000), List.of()));
        assertThat(result.underruns()).isNotEmpty();
        for (EngineEvent.Underrun underrun : result.underruns()) {
            SlowNode slowest = underrun.slowest().orElseThrow();
            assertThat(slowest.node()).contains("surf");
            assertThat(slowest.basis()).isEqualTo(SlowNode.Basis.ESTIMATED);
            assertThat(slowest.inLateBlock()).isTrue();
            assertThat(slowest.milliseconds()).isBetween(1.0, 3.0);
            assertThat(underrun.message()).contains("slowest node: ").endsWith(" ms (estimated)");
        }
    }

    @Test
    void aNodeThatIsGivenATimeOfItsOwnIsNamedWithIt() throws Exception {
        Scenario scenario = scenario(new Length.Constant(500_000), List.of());
        assertThat(run(scenario).underruns()).isEmpty();
        EngineResult result = run(scenario, new NodeCost("mellow", new Length.Constant(4_000_000)));
        assertThat(result.underruns()).isNotEmpty();
        SlowNode slowest = result.underruns().getFirst().slowest().orElseThrow();
        assertThat(slowest.node()).contains("mellow");
        assertThat(slowest.basis()).isEqualTo(SlowNode.Basis.INJECTED);
        assertThat(slowest.milliseconds()).isBetween(4.0, 4.5);
        assertThat(result.underruns().getFirst().cause().text()).contains("a block that took 4.50 ms");
        // The block is late by just what was given: the same as if all of it had cost so much.
        assertThat(result.timing())
                .isEqualTo(
                        run(scenario(new Length.Constant(4_500_000), List.of())).timing());
    }

    @Test
    void aSineThatIsFusedWithItsReaderIsFound() throws Exception {
        EngineResult result = run(
                scenario(new Length.Constant(500_000), List.of()),
                new NodeCost("tone", new Length.Constant(4_000_000)));
        assertThat(result.underruns()).isNotEmpty();
        assertThat(result.underruns().getFirst().slowest().orElseThrow().basis())
                .isEqualTo(SlowNode.Basis.INJECTED);
    }

    @Test
    void aStallIsSpentInThePartThatItComesIn() throws Exception {
        // The second block after the start begins at a deadline, 2.67 ms; sine first, noise last. The stall hits what
        // runs then.
        Stalls early = new Stalls(new Stalls.Once(2 * BLOCK_NANOS + 10_000, 9_000_000), false);
        EngineResult result = run(scenario(new Length.Constant(1_000_000), List.of(early)));
        EngineEvent.Underrun first = result.underruns().getFirst();
        assertThat(first.cause().text()).contains("stalls[0] stopped the producer");
        assertThat(first.slowest().orElseThrow().milliseconds()).isBetween(9.0, 10.0);
    }

    @Test
    void theTraceIsThatOfTheTimingAloneAndPartsAddUp() throws Exception {
        for (long seed = 0; seed < 20; seed++) {
            Scenario scenario = scenario(
                            new Length.Exponential(2_000_000),
                            List.of(new Stalls(new Stalls.Poisson(20_000_000, new Length.Exponential(900_000)), false)))
                    .withSeed(seed);
            assertThat(run(scenario).timing())
                    .isEqualTo(TimingSimulation.run(scenario, done -> {}, EngineSimulation.NOBODY));
            assertThat(run(scenario, new NodeCost("surf", new Length.Constant(0)))
                            .timing())
                    .isEqualTo(run(scenario).timing());
        }
    }

    @Test
    void aNodeThatNoGraphHasIsTold() throws Exception {
        EngineResult result = run(
                scenario(new Length.Constant(500_000), List.of()),
                new NodeCost("tone", new Length.Constant(1)),
                new NodeCost("drum", new Length.Constant(1)));
        assertThat(result.events().stream().filter(EngineEvent.Notice.class::isInstance))
                .extracting(EngineEvent::message)
                .containsExactly("nodeCosts[1].node is \"drum\"; no graph had such a node");
    }

    @Test
    void aScenarioKeepsItsCosts() throws Exception {
        String text = """
                {"periodFrames": 128, "ringPeriods": 2, "renderCost": {"kind": "constant", "nanos": 500000}, "deadlines": 90,
                 "patch": {"fileName": "Tone.java",
                           "source": "vorlauf.graph.Signal patch() { return vorlauf.graph.Signals.sine(440); }"},
                 "nodeCosts": [{"node": "sine", "cost": {"kind": "uniform", "nanos": 9000000}}]}""";
        Experiment experiment = Experiment.parse(text);
        assertThat(experiment.nodeCosts()).containsExactly(new NodeCost("sine", new Length.Uniform(9_000_000)));
        assertThat(Experiment.parse(experiment.text())).isEqualTo(experiment);
        Experiment.Outcome outcome = experiment.run();
        assertThat(outcome.timing().underrunEvents()).isPositive();
        assertThat(Capsule.of(experiment, outcome).replay().difference()).isEqualTo(Optional.empty());
    }
}
