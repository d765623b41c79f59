package vorlauf.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import vorlauf.engine.EngineEvent;
import vorlauf.engine.OfflineRenderer;
import vorlauf.engine.OfflineSettings;
import vorlauf.engine.UnderrunCause;
import vorlauf.engine.VirtualEngine;
import vorlauf.files.Sha256;
import vorlauf.graph.Signal;
import vorlauf.graph.Signals;
import vorlauf.ring.FrameRing;

/** The engine in virtual time: the fast path's traces, no frame lost, edits and controls at their blocks. */
final class EngineSimulationTest {
    private static final int SCENARIOS = 2_000;
    private static final int RATE = 48_000;

    private static EngineResult engine(Scenario scenario, Supplier<Publisher<Signal>> patch, Edit... edits)
            throws Exception {
        return EngineSimulation.run(scenario, patch, List.of(edits), done -> {}, EngineSimulation.NOBODY);
    }

    private static final PatchText SLIDING = new PatchText("Sliding.java", """
            import static vorlauf.graph.Signals.*;
            import java.time.Duration;
            import reactor.core.publisher.Flux;
            import vorlauf.graph.Signal;

            Flux<Signal> patch() {
                Flux<Double> hertz = Flux.interval(Duration.ofMillis(7)).map(i -> 200.0 + 10 * i);
                return Flux.interval(Duration.ZERO, Duration.ofMillis(50))
                        .map(i -> sine(control("hertz", 200, hertz)).gain(i % 2 == 0 ? 0.2 : 0.3).key("tone"));
            }
            """);

    /** A scenario with a patch whose publishers live in its time. */
    static Experiment sliding(Scenario scenario) {
        return new Experiment(scenario, Optional.empty(), Optional.of(SLIDING), List.of());
    }

    private static Scenario calm(int blockFrames, int deadlines) {
        return new Scenario(
                RATE,
                blockFrames,
                4L * blockFrames,
                blockFrames,
                Scenario.Policy.SLIP,
                new Length.Constant(500_000),
                new Length.Constant(0),
                new Length.Constant(0),
                0,
                List.of(),
                deadlines,
                1);
    }

    @Test
    void theFastPathHasTheTracesOfTheEngine() throws Exception {
        int underruns = 0;
        for (long seed = 0; seed < SCENARIOS; seed++) {
            Scenario scenario = RandomScenarios.scenario(seed);
            Heard played = new Heard();
            Heard fast = new Heard();
            EngineResult full =
                    EngineSimulation.run(scenario, () -> Flux.just(Signals.sine(440)), List.of(), done -> {}, played);
            SimulationResult timed = TimingSimulation.run(scenario, done -> {}, fast);
            assertThat(full.timing()).as("seed %d: %s", seed, scenario).isEqualTo(timed);
            assertThat(played.hash).as("seed %d: deadlines and blocks", seed).isEqualTo(fast.hash);
            assertThat(played.blocks).as("seed %d: blocks", seed).isEqualTo(fast.blocks);
            assertThat(full.playedFrames() + full.droppedFrames() + full.waitingFrames())
                    .as("seed %d: frames", seed)
                    .isEqualTo(full.writtenFrames());
            underruns += full.timing().underrunEvents() > 0 ? 1 : 0;
        }
        assertThat(underruns).isBetween(SCENARIOS / 5, SCENARIOS * 4 / 5); // with and without
    }

    /** All that a simulation tells, in order. */
    private static final class Heard implements SimulationObserver {
        private long hash = TraceHash.START;
        private long blocks = TraceHash.START;

        @Override
        public void deadline(long atNanos, int requestedFrames, int foundFrames, long fillFrames) {
            hash = TraceHash.next(TraceHash.next(hash, atNanos, requestedFrames), foundFrames, fillFrames) ^ blocks;
        }

        @Override
        public void block(long startNanos, long doneNanos, boolean kept) {
            blocks = TraceHash.next(TraceHash.next(blocks, startNanos, doneNanos), kept ? 1 : 0, 0);
        }
    }

    @Test
    void aBrokenRingLosesFramesAndIsCaught() throws Exception {
        VirtualEngine.Settings settings = new VirtualEngine.Settings(RATE, 128, 512, 0.01, event -> {});
        try (VirtualEngine engine =
                VirtualEngine.open(VirtualEngine.playing(Signals.sine(440)), settings, ring -> new LosesABlock(ring))) {
            engine.fill(0);
            float[] taken = new float[4 * 128];
            engine.consumer().pull(taken, 0, 4 * 128);
            assertThat(engine.consumer().playedFrames() + engine.waitingFrames())
                    .isNotEqualTo(engine.renderedFrames());
        }
    }

    /** Says that it took the second block, and has not. */
    private static final class LosesABlock implements FrameRing {
        private final FrameRing ring;
        private int writes;

        LosesABlock(FrameRing ring) {
            this.ring = ring;
        }

        @Override
        public int channels() {
            return ring.channels();
        }

        @Override
        public int capacityFrames() {
            return ring.capacityFrames();
        }

        @Override
        public boolean write(float[] source, int offsetFrames, int frameCount) {
            return ++writes == 2 || ring.write(source, offsetFrames, frameCount);
        }

        @Override
        public int read(float[] target, int offsetFrames, int frameCount) {
            return ring.read(target, offsetFrames, frameCount);
        }

        @Override
        public int readableFrames() {
            return ring.readableFrames();
        }

        @Override
        public int writableFrames() {
            return ring.writableFrames();
        }
    }

    @Test
    void theDeviceHearsTheBitsOfAnOfflineRender() throws Exception {
        Supplier<Publisher<Signal>> patch =
                () -> Flux.just(Signals.saw(110).lowpass(900, 2).gain(0.3));
        int deadlines = 400;
        Sha256 offline = new Sha256();
        OfflineRenderer.render(
                patch,
                OfflineSettings.of(RATE, 128, 128L * deadlines).withWarmUpSeconds(0),
                (interleaved, frames, channels) -> offline.update(interleaved, 0, frames * channels));
        EngineResult simulated = engine(calm(128, deadlines), patch);
        assertThat(simulated.timing().underrunEvents()).isZero();
        assertThat(simulated.sha256()).isEqualTo(offline.finish());
    }

    @Test
    void aStallIsHeardAsSilenceWhoseFramesAreCounted() throws Exception {
        Scenario calm = calm(128, 400);
        Scenario stalled = new Scenario(
                RATE,
                128,
                512,
                128,
                Scenario.Policy.SLIP,
                calm.renderCost(),
                calm.wakeUp(),
                calm.consumerDelay(),
                0,
                List.of(new Stalls(new Stalls.Once(300_000_000, 20_000_000), false)),
                400,
                1);
        EngineResult result = engine(stalled, () -> Flux.just(Signals.sine(440)));
        assertThat(result.timing().underrunEvents()).isEqualTo(4);
        assertThat(result.underruns()).hasSize(4).allSatisfy(underrun -> {
            assertThat(underrun.cause().text()).isEqualTo("stalls[0] stopped the producer, 20.00 ms");
            assertThat(underrun.fillHistoryFrames().getLast()).isZero();
            assertThat(underrun.revision()).isEqualTo(1);
            assertThat(underrun.atNanos()).isBetween(300_000_000L, 330_000_000L);
        });
        assertThat(result.underruns().getFirst().positionFrames())
                .isEqualTo(Math.round(result.underruns().getFirst().atNanos() * RATE / 1e9) - 128);
    }

    @Test
    void aSlowBlockIsNamedByTheEnginesOwnRecords() throws Exception {
        Scenario calm = calm(128, 100);
        Scenario slow = new Scenario(
                RATE,
                128,
                256,
                128,
                Scenario.Policy.SLIP,
                new Length.Trace(List.of(500_000L, 500_000L, 500_000L, 500_000L, 500_000L, 15_000_000L)),
                calm.wakeUp(),
                calm.consumerDelay(),
                0,
                List.of(),
                100,
                1);
        EngineResult result = engine(slow, () -> Flux.just(Signals.sine(440)));
        assertThat(result.underruns()).isNotEmpty();
        assertThat(result.underruns().stream().map(EngineEvent.Underrun::cause))
                .allSatisfy(cause -> assertThat(cause).isInstanceOf(UnderrunCause.SlowBlock.class));
    }

    @Test
    void anEditAndAControlComeWithTheFirstBlockAtTheirTime() throws Exception {
        Supplier<Publisher<Signal>> patch =
                () -> Flux.just(Signals.control("level", 0.5, Flux.never()).plus(0));
        long atNanos = 100_000_000;
        EngineResult untouched = engine(calm(128, 200), patch);
        EngineResult posted = engine(calm(128, 200), patch, new Edit.ControlValue(atNanos, "level", 0.25));
        EngineResult later = engine(calm(128, 200), patch, new Edit.ControlValue(atNanos + 3_000_000, "level", 0.25));
        EngineResult never = engine(calm(128, 200), patch, new Edit.ControlValue(600_000_000, "level", 0.25));
        assertThat(posted.sha256()).isNotEqualTo(untouched.sha256()).isNotEqualTo(later.sha256());
        assertThat(never.sha256()).isEqualTo(untouched.sha256());
        EngineResult unknown = engine(calm(128, 200), patch, new Edit.ControlValue(atNanos, "lewel", 0.25));
        assertThat(unknown.events())
                .extracting(EngineEvent::message)
                .anySatisfy(line -> assertThat(line).contains("no control \"lewel\" at 0.1"));
        EngineResult edited = engine(calm(128, 200), patch, new Edit.GraphFrom(atNanos, SLIDING));
        assertThat(edited.revision()).isGreaterThan(untouched.revision() + 3);
        assertThat(edited.timing()).isEqualTo(untouched.timing());
    }

    @Test
    void publishersLiveInVirtualTime() throws Exception {
        Experiment.Played first = (Experiment.Played) sliding(calm(128, 400)).run();
        Experiment.Played second = (Experiment.Played) sliding(calm(128, 400)).run();
        assertThat(second.result().sha256()).isEqualTo(first.result().sha256());
        assertThat(second.result().timing()).isEqualTo(first.result().timing());
        // 400 periods are 1.07 s: a graph each 50 ms.
        assertThat(first.result().revision()).isEqualTo(22);
    }
}
