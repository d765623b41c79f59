package vorlauf.simulate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import vorlauf.compile.GraphException;
import vorlauf.engine.EngineEvent;
import vorlauf.engine.FrameTime;
import vorlauf.engine.RenderException;
import vorlauf.engine.VirtualEngine;
import vorlauf.graph.Signal;

/**
 * The engine against the consumer of a platform: its periods, buffers, incidents and contract, in virtual time.
 *
 * <p>Threads: one.
 */
public final class PlatformSimulation {
    private static final double FADE_SECONDS = 0.010;

    private PlatformSimulation() {}

    /**
     * Plays a patch on a platform.
     *
     * <p>Errors: {@link GraphException} where the first graph has problems at the platform's rate, {@link RenderException} where
     * there is none; what a patch throws is thrown on.
     *
     * @param scenario rate, period and number of deadlines are the platform's first ones; cost, latency and stalls are added
     * @param edits in the order of their times
     * @param nodeCosts what single nodes cost
     * @param progress is told the virtual time in nanoseconds, now and then
     * @param observer is told of calls as deadlines, and of blocks
     */
    public static PlatformReport run(
            Profile profile,
            Scenario scenario,
            Supplier<? extends Publisher<? extends Signal>> patch,
            List<Edit> edits,
            List<NodeCost> nodeCosts,
            LongConsumer progress,
            SimulationObserver observer)
            throws GraphException, RenderException {
        return run(profile, scenario, patch, edits, nodeCosts, progress, observer, Flaw.NONE);
    }

    static PlatformReport run(
            Profile profile,
            Scenario scenario,
            Supplier<? extends Publisher<? extends Signal>> patch,
            List<Edit> edits,
            List<NodeCost> nodeCosts,
            LongConsumer progress,
            SimulationObserver observer,
            Flaw flaw)
            throws GraphException, RenderException {
        int leadFrames = Math.toIntExact(scenario.leadFrames());
        long totalNanos = FrameTime.nanos(scenario.deadlines() * scenario.periodFrames(), scenario.sampleRateHertz());
        EditList editList = new EditList(edits);
        try (PlatformHost host = new PlatformHost(
                scenario,
                (rate, events) -> VirtualEngine.open(
                        patch,
                        new VirtualEngine.Settings(rate, scenario.blockFrames(), leadFrames, FADE_SECONDS, events),
                        ring -> ring),
                observer)) {
            long nextNanos = host.engine().fill(leadFrames % scenario.blockFrames());
            PlatformDevice device = new PlatformDevice(
                    profile, scenario, Incident.of(profile.platform(), totalNanos), totalNanos, host, flaw);
            device.open();
            EngineWorld world = new EngineWorld(
                    scenario,
                    host.engine(),
                    nextNanos,
                    device,
                    nodeCosts,
                    (startNanos, doneNanos) -> {
                        observer.block(startNanos, doneNanos, true);
                        progress.accept(doneNanos);
                    },
                    nowNanos -> editList.apply(host.engine(), nowNanos, host::tell));
            host.world(world);
            host.underruns().basis(world.costs()::basis);
            world.run();
            world.costs().unmet().forEach(line -> host.tell(new EngineEvent.Notice(line)));
            return report(profile, host, device);
        } catch (PlatformHost.UnplayableException unplayable) {
            switch (unplayable.getCause()) {
                case GraphException graph -> throw graph;
                case RenderException render -> throw render;
                case null, default -> throw unplayable;
            }
        }
    }

    private static PlatformReport report(Profile profile, PlatformHost host, PlatformDevice device) {
        List<EngineEvent> told = host.told();
        List<PlatformEvent> events = host.events();
        PlatformReport.Accounts accounts = host.accounts(device.bufferedFrames());
        Map<String, String> violations = new LinkedHashMap<>();
        List<Contract> contracts = Contract.of(profile.platform());
        for (Contract contract : contracts) {
            Optional<String> found = contract.violation(profile, events, accounts);
            found.ifPresent(where -> violations.put(contract.name(), contract.rule() + ": " + where));
        }
        return new PlatformReport(
                profile,
                host.timing(),
                host.sha256(),
                host.engines(),
                accounts,
                Contract.longestRecoveryNanos(events),
                violations,
                contracts.size(),
                host.underruns().list(),
                told,
                events);
    }
}
