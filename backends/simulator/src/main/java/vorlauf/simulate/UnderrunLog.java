package vorlauf.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import vorlauf.engine.EngineEvent;
import vorlauf.engine.SlowNode;
import vorlauf.engine.UnderrunCause;

/**
 * The underruns of a simulation with the fault that was injected before them; where none was, with what the engine's own
 * records say.
 *
 * <p>A stall is the cause if it covers the deadline of a consumer that it stops, or at least a third of the lead before it.
 *
 * <p>Threads: one.
 */
final class UnderrunLog {
    private static final int MOST = 1_000;

    private final RecentCounts fills = new RecentCounts();
    private final List<EngineEvent.Underrun> list = new ArrayList<>();
    private final InjectedFaults faults;
    private final long leadNanos;
    private final long windowNanos;
    private long positionFrames;
    private int unexplained;
    private Function<SlowNode, SlowNode.Basis> basis = node -> SlowNode.Basis.ESTIMATED;

    UnderrunLog(Scenario scenario) {
        double nanosPerFrame = 1e9 / scenario.sampleRateHertz();
        leadNanos = (long) (scenario.leadFrames() * nanosPerFrame);
        windowNanos = leadNanos + (long) (scenario.blockFrames() * nanosPerFrame);
        faults = new InjectedFaults(scenario, windowNanos);
    }

    /** Says how the time of a slow node is known. */
    void basis(Function<SlowNode, SlowNode.Basis> of) {
        basis = of;
    }

    /** Notes a deadline, which may be an underrun. */
    void deadline(long atNanos, int requestedFrames, int foundFrames, long fillFrames, long revision) {
        fills.add((int) fillFrames);
        if (foundFrames < requestedFrames && list.size() < MOST) {
            UnderrunCause injected = faults.before(atNanos, windowNanos, leadNanos / 3);
            list.add(new EngineEvent.Underrun(
                    positionFrames,
                    atNanos,
                    requestedFrames,
                    foundFrames,
                    fills.list(),
                    revision,
                    injected == null ? new UnderrunCause.Unknown() : injected,
                    Optional.empty()));
        }
        positionFrames += requestedFrames;
    }

    /** Takes what the engine found out about the next underrun that it saw itself. */
    void explained(EngineEvent.Underrun underrun) {
        while (unexplained < list.size() && list.get(unexplained).atNanos() < underrun.atNanos()) {
            unexplained++;
        }
        if (unexplained < list.size() && list.get(unexplained).atNanos() == underrun.atNanos()) {
            EngineEvent.Underrun ours = list.get(unexplained);
            list.set(
                    unexplained,
                    new EngineEvent.Underrun(
                            ours.positionFrames(),
                            ours.atNanos(),
                            ours.requestedFrames(),
                            ours.foundFrames(),
                            ours.fillHistoryFrames(),
                            ours.revision(),
                            ours.cause() instanceof UnderrunCause.Unknown ? underrun.cause() : ours.cause(),
                            underrun.slowest().map(node -> node.known(basis.apply(node)))));
            unexplained++;
        }
    }

    List<EngineEvent.Underrun> list() {
        return List.copyOf(list);
    }
}
