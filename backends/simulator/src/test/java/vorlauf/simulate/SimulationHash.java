package vorlauf.simulate;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import vorlauf.graph.Signal;
import vorlauf.graph.Signals;

/** One hash of many simulations of each kind: the same in every JVM, or something reads what it should not. */
final class SimulationHash {
    private static final int TIMED = 200;
    private static final int PLAYED = 15;

    private SimulationHash() {}

    /** Prints the hash, so that other JVMs can be asked for it. */
    public static void main(String[] arguments) throws Exception {
        System.out.println(Long.toHexString(hash(0)));
    }

    /** The hash of simulations whose seeds begin at one. */
    static long hash(long firstSeed) throws Exception {
        long hash = TraceHash.START;
        for (long seed = firstSeed; seed < firstSeed + TIMED; seed++) {
            hash = add(hash, Experiment.of(RandomScenarios.scenario(seed)).run());
        }
        for (long seed = firstSeed; seed < firstSeed + PLAYED; seed++) {
            hash = add(
                    hash,
                    new Experiment.Played(EngineSimulation.run(
                            RandomScenarios.scenario(seed).withDeadlines(60),
                            SimulationHash::sliding,
                            List.of(new Edit.ControlValue(5_000_000, "level", 0.1)),
                            done -> {},
                            EngineSimulation.NOBODY)));
        }
        for (Platform platform : Platform.values()) {
            Profile profile = Profile.of(platform);
            Scenario scenario = profile.scenario().withDeadlines(60).withSeed(firstSeed);
            hash = add(hash, new Experiment(scenario, Optional.of(profile), Optional.empty(), List.of()).run());
        }
        return hash;
    }

    /** Graphs and controls that come in virtual time. */
    private static Publisher<Signal> sliding() {
        Flux<Double> hertz = Flux.interval(Duration.ofMillis(7)).map(i -> 200.0 + 10 * i);
        return Flux.interval(Duration.ZERO, Duration.ofMillis(50))
                .map(i -> Signals.sine(Signals.control("hertz", 200, hertz))
                        .times(Signals.control("level", i % 2 == 0 ? 0.2 : 0.3, Flux.never()))
                        .key("tone"));
    }

    private static long add(long hash, Experiment.Outcome outcome) {
        return TraceHash.next(
                hash,
                outcome.timing().traceHash(),
                outcome.sha256().orElse("").hashCode() + 31 * outcome.timing().underrunEvents());
    }
}
