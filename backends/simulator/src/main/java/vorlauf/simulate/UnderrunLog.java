package vorlauf.simulate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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
    private static final int FILL_HISTORY = 16;

    private final ArrayDeque<Integer> fills = new ArrayDeque<>();
    private final List<EngineEvent.Underrun> list = new ArrayList<>();
    private final List<Faults> faults = new ArrayList<>();
    private final long leadNanos;
    private final long windowNanos;
    private long positionFrames;
    private int unexplained;
    private Function<SlowNode, SlowNode.Basis> basis = node -> SlowNode.Basis.ESTIMATED;

    UnderrunLog(Scenario scenario) {
        double nanosPerFrame = 1e9 / scenario.sampleRateHertz();
        leadNanos = (long) (scenario.leadFrames() * nanosPerFrame);
        windowNanos = leadNanos + (long) (scenario.blockFrames() * nanosPerFrame);
        for (int i = 0; i < scenario.stalls().size(); i++) {
            faults.add(new Faults(i, scenario.stalls().get(i), scenario.seed(), windowNanos));
        }
    }

    /** Says how the time of a slow node is known. */
    void basis(Function<SlowNode, SlowNode.Basis> of) {
        basis = of;
    }

    /** Notes a deadline, which may be an underrun. */
    void deadline(long atNanos, int requestedFrames, int foundFrames, long fillFrames, long revision) {
        if (fills.size() == FILL_HISTORY) {
            fills.removeFirst();
        }
        fills.addLast((int) fillFrames);
        if (foundFrames < requestedFrames && list.size() < MOST) {
            UnderrunCause injected = injected(atNanos);
            list.add(new EngineEvent.Underrun(
                    positionFrames,
                    atNanos,
                    requestedFrames,
                    foundFrames,
                    List.copyOf(fills),
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

    private @Nullable UnderrunCause injected(long atNanos) {
        UnderrunCause.Injected longest = null;
        for (Faults one : faults) {
            UnderrunCause.Injected found = one.before(atNanos, leadNanos / 3);
            if (found != null && (longest == null || found.milliseconds() > longest.milliseconds())) {
                longest = found;
            }
        }
        return longest;
    }

    /** The stalls of one entry of a scenario, looked through forwards. */
    private static final class Faults {
        private final Stalls stalls;
        private final String name;
        private final Stalls.Source source;
        private final long windowNanos;
        private final ArrayDeque<Stalls.Interval> recent = new ArrayDeque<>();
        private Stalls.Interval next;

        Faults(int index, Stalls stalls, long seed, long windowNanos) {
            this.stalls = stalls;
            this.windowNanos = windowNanos;
            source = stalls.source(new RandomStream(seed, "stalls" + index));
            next = source.next();
            name = String.format(
                    Locale.ROOT,
                    "stalls[%d] stopped the %s",
                    index,
                    stalls.stopsConsumer() ? "producer and the consumer" : "producer");
        }

        UnderrunCause.@Nullable Injected before(long atNanos, long leastNanos) {
            long fromNanos = atNanos - windowNanos;
            while (next.fromNanos() < atNanos) {
                if (next.toNanos() > fromNanos) {
                    recent.addLast(next);
                }
                next = source.next();
            }
            while (!recent.isEmpty() && recent.getFirst().toNanos() <= fromNanos) {
                recent.removeFirst();
            }
            long sumNanos = 0;
            long longestNanos = 0;
            boolean covers = false;
            for (Iterator<Stalls.Interval> all = recent.iterator(); all.hasNext(); ) {
                Stalls.Interval one = all.next();
                sumNanos += Math.max(0, Math.min(one.toNanos(), atNanos) - Math.max(one.fromNanos(), fromNanos));
                longestNanos = Math.max(longestNanos, one.toNanos() - one.fromNanos());
                covers |= stalls.stopsConsumer() && one.toNanos() > atNanos;
            }
            return covers || (longestNanos > 0 && sumNanos >= leastNanos)
                    ? new UnderrunCause.Injected(name, longestNanos / 1e6)
                    : null;
        }
    }
}
