package vorlauf.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import vorlauf.compile.GraphException;
import vorlauf.engine.EngineEvent;
import vorlauf.engine.RenderException;
import vorlauf.engine.VirtualEngine;
import vorlauf.graph.Signal;

/**
 * A scenario with the engine itself: graph, mail, swaps, producer, ring and consumer as they run live, in virtual time.
 *
 * <p>{@link TimingSimulation} gives the same trace without samples, some hundred times faster.
 *
 * <p>Threads: one.
 */
public final class EngineSimulation {
    private static final double FADE_SECONDS = 0.010;
    private static final int MOST_EVENTS = 1_000;

    private final Scenario scenario;
    private final UnderrunLog underruns;
    private final List<EngineEvent> events = new ArrayList<>();

    private EngineSimulation(Scenario scenario) {
        this.scenario = scenario;
        underruns = new UnderrunLog(scenario);
    }

    /** Nobody who looks at a simulation. */
    public static final SimulationObserver NOBODY = new SimulationObserver() {
        @Override
        public void deadline(long atNanos, int requestedFrames, int foundFrames, long fillFrames) {}

        @Override
        public void block(long startNanos, long doneNanos, boolean kept) {}
    };

    /**
     * What a scenario comes to with a patch.
     *
     * <p>Errors: {@link GraphException} where the first graph has problems, {@link RenderException} where there is none; what a
     * patch throws is thrown on.
     *
     * @param patch makes the publisher of graphs
     * @param edits in the order of their times
     * @param progress is told how many deadlines are done, from time to time
     */
    public static EngineResult run(
            Scenario scenario,
            Supplier<? extends Publisher<? extends Signal>> patch,
            List<Edit> edits,
            LongConsumer progress,
            SimulationObserver observer)
            throws GraphException, RenderException {
        return run(scenario, patch, edits, List.of(), progress, observer);
    }

    /** The same where single nodes cost something. Errors: as above. */
    public static EngineResult run(
            Scenario scenario,
            Supplier<? extends Publisher<? extends Signal>> patch,
            List<Edit> edits,
            List<NodeCost> nodeCosts,
            LongConsumer progress,
            SimulationObserver observer)
            throws GraphException, RenderException {
        return new EngineSimulation(scenario).run(patch, new EditList(edits), nodeCosts, progress, observer);
    }

    private EngineResult run(
            Supplier<? extends Publisher<? extends Signal>> patch,
            EditList edits,
            List<NodeCost> nodeCosts,
            LongConsumer progress,
            SimulationObserver observer)
            throws GraphException, RenderException {
        int leadFrames = Math.toIntExact(scenario.leadFrames());
        int mostFrames = Math.toIntExact(Math.max(leadFrames, scenario.tuningMostFrames()));
        AtomicReference<SimulatedRing> made = new AtomicReference<>();
        try (VirtualEngine engine = VirtualEngine.open(
                patch,
                new VirtualEngine.Settings(
                        scenario.sampleRateHertz(), scenario.blockFrames(), mostFrames, FADE_SECONDS, this::tell),
                real -> made.updateAndGet(none -> new SimulatedRing(real, scenario.policy(), leadFrames)))) {
            SimulatedRing ring = made.get();
            long nextNanos = engine.fill(leadFrames % scenario.blockFrames());
            long silentFrames = leadFrames % scenario.blockFrames();
            PeriodicDevice device = new PeriodicDevice(scenario, engine, ring, new SimulationObserver() {
                @Override
                public void deadline(long atNanos, int requestedFrames, int foundFrames, long fillFrames) {
                    underruns.deadline(atNanos, requestedFrames, foundFrames, fillFrames, engine.revision());
                    observer.deadline(atNanos, requestedFrames, foundFrames, fillFrames);
                }

                @Override
                public void block(long startNanos, long doneNanos, boolean kept) {}
            });
            Tuner tuner = new Tuner(ring, device);
            EngineWorld world = new EngineWorld(
                    scenario,
                    engine,
                    nextNanos,
                    device,
                    nodeCosts,
                    (startNanos, doneNanos) -> {
                        tuner.blockDone();
                        observer.block(startNanos, doneNanos, !ring.isTooLate(scenario.blockFrames()));
                        progress.accept(device.done());
                    },
                    nowNanos -> edits.apply(engine, nowNanos, this::tell));
            underruns.basis(world.costs()::basis);
            world.run();
            engine.control(engine.nowNanos());
            engine.tellAll();
            world.costs().unmet().forEach(line -> tell(new EngineEvent.Notice(line)));
            return new EngineResult(
                    device.result(),
                    device.sha256(),
                    ring.channels(),
                    silentFrames + engine.renderedFrames(),
                    engine.consumer().playedFrames(),
                    ring.droppedFrames(),
                    engine.waitingFrames(),
                    engine.revision(),
                    underruns.list(),
                    List.copyOf(events));
        }
    }

    private void tell(EngineEvent event) {
        if (event instanceof EngineEvent.Underrun underrun) {
            underruns.explained(underrun);
        } else if (events.size() < MOST_EVENTS) {
            events.add(event);
        }
    }

    /** One period more for new underruns, however many. Source: Oboe's LatencyTuner. */
    private final class Tuner {
        private final SimulatedRing ring;
        private final PeriodicDevice device;
        private long seenEvents;

        Tuner(SimulatedRing ring, PeriodicDevice device) {
            this.ring = ring;
            this.device = device;
        }

        void blockDone() {
            if (scenario.tuningMostFrames() > 0 && device.events() != seenEvents) {
                seenEvents = device.events();
                ring.lead(ring.leadFrames() + scenario.periodFrames());
            }
        }
    }
}
