package vorlauf.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import vorlauf.graph.Signals;

/** The engine in virtual time: the fast path's traces, no frame lost, edits and controls at their blocks. */
final class EngineSimulationTest {
    private static final int SCENARIOS = 3_000;

    private static EngineResult engine(Scenario scenario) throws Exception {
        return EngineSimulation.run(
                scenario, () -> Flux.just(Signals.sine(440)), List.of(), done -> {}, EngineSimulation.NOBODY);
    }

    @Test
    void theFastPathHasTheTracesOfTheEngine() throws Exception {
        int underruns = 0;
        for (long seed = 0; seed < SCENARIOS; seed++) {
            Scenario scenario = RandomScenarios.scenario(seed);
            EngineResult full = engine(scenario);
            assertThat(full.timing())
                    .as("seed %d: %s", seed, scenario)
                    .isEqualTo(TimingSimulation.run(scenario, done -> {}));
            assertThat(full.playedFrames() + full.droppedFrames() + full.waitingFrames())
                    .as("seed %d: frames", seed)
                    .isEqualTo(full.writtenFrames());
            underruns += full.timing().underrunEvents() > 0 ? 1 : 0;
        }
        assertThat(underruns).isBetween(SCENARIOS / 5, SCENARIOS * 4 / 5); // with and without
    }
}
