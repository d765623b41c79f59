package vorlauf.simulate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vorlauf.engine.EngineEvent;
import vorlauf.engine.SlowNode;
import vorlauf.engine.UnderrunCause;

/**
 * Keeps the records of a platform's underruns: where the engine's ring had too few frames for a call, and where the device's
 * buffer was dry.
 *
 * <p>In the ring the cause is an injected stall that covers a third of the lead, else what the engine's own records say; where
 * those know of nothing but the call itself, that the platform had stopped the client before it. In the buffer it is what keeps
 * the client from coming.
 *
 * <p>Threads: one.
 */
final class PlatformUnderruns {
    private static final int MOST = 1_000;

    private final Scenario scenario;
    private final InjectedFaults faults;
    private final List<PlatformUnderrun> list = new ArrayList<>();
    private final RecentCounts ringFrames = new RecentCounts();
    private final RecentCounts bufferFrames = new RecentCounts();
    private Function<SlowNode, SlowNode.Basis> basis = node -> SlowNode.Basis.ESTIMATED;
    private Ring ring;
    private long calledFrames;
    private long playedFrames;
    private long stoppedFromNanos = -1;
    private long stoppedToNanos = -1;

    PlatformUnderruns(Scenario scenario) {
        this.scenario = scenario;
        // Twice: another route may have a lower rate, and with it a lead that lasts longer.
        faults = new InjectedFaults(scenario, 2 * windowNanos(scenario.sampleRateHertz()));
        ring = new Ring(scenario.sampleRateHertz());
    }

    private long windowNanos(int rateHertz) {
        return leadNanos(rateHertz) + (long) (scenario.blockFrames() * (1e9 / rateHertz));
    }

    private long leadNanos(int rateHertz) {
        return (long) (scenario.leadFrames() * (1e9 / rateHertz));
    }

    /** Says how the time of a slow node is known. */
    void basis(Function<SlowNode, SlowNode.Basis> of) {
        basis = of;
    }

    /** The ring of the engine that plays now. */
    Ring ring() {
        return ring;
    }

    /** Says that another engine plays from now on, at another rate and with an empty ring. */
    Ring replace(int sampleRateHertz) {
        ring = new Ring(sampleRateHertz);
        ringFrames.clear();
        return ring;
    }

    /** Says that the platform stops the client's thread. */
    void clientStops(long fromNanos, long toNanos) {
        stoppedFromNanos = fromNanos;
        stoppedToNanos = toNanos;
    }

    /** Says that the device played what it had outside of its deadlines, or, without a buffer, what a call gave it. */
    void played(int frames) {
        playedFrames += frames;
    }

    /**
     * Notes a deadline of the device, at which its buffer may have been dry.
     *
     * @param playedNow frames that were there
     * @param heldFrames frames in the buffer before
     * @param lateNanos how late the client will come for the deadline that called it last
     * @param revision edits of the graph in force
     */
    void deadline(long atNanos, int requestedFrames, int playedNow, int heldFrames, long lateNanos, long revision) {
        bufferFrames.add(heldFrames);
        if (playedNow < requestedFrames && list.size() < MOST) {
            list.add(new PlatformUnderrun(
                    PlatformUnderrun.Where.BUFFER,
                    new EngineEvent.Underrun(
                            playedFrames,
                            atNanos,
                            requestedFrames,
                            playedNow,
                            ringFrames.list(),
                            revision,
                            lateClient(atNanos, lateNanos),
                            Optional.empty()),
                    bufferFrames.list()));
        }
        playedFrames += requestedFrames;
    }

    private UnderrunCause lateClient(long atNanos, long lateNanos) {
        if (atNanos <= stoppedToNanos) {
            return stopped();
        }
        UnderrunCause stall = faults.holding(atNanos);
        if (stall != null) {
            return stall;
        }
        return lateNanos > 0
                ? new UnderrunCause.Injected("consumerJitter held the client up", lateNanos / 1e6)
                : new UnderrunCause.Unknown();
    }

    private UnderrunCause stopped() {
        return new UnderrunCause.Injected("the platform stopped the client", (stoppedToNanos - stoppedFromNanos) / 1e6);
    }

    List<PlatformUnderrun> list() {
        return List.copyOf(list);
    }

    /** The ring of one engine. What its records say comes later than the underruns, in their order. */
    final class Ring {
        private final int sampleRateHertz;
        private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();

        private Ring(int sampleRateHertz) {
            this.sampleRateHertz = sampleRateHertz;
        }

        /** Notes a call of the client, which may have found too few frames. */
        void call(long atNanos, int requestedFrames, int foundFrames, int fillFrames, long revision) {
            ringFrames.add(fillFrames);
            if (foundFrames < requestedFrames && list.size() < MOST) {
                UnderrunCause stall =
                        faults.before(atNanos, windowNanos(sampleRateHertz), leadNanos(sampleRateHertz) / 3);
                UnderrunCause platform = platform(atNanos);
                waiting.addLast(new Waiting(list.size(), atNanos, stall, platform));
                list.add(new PlatformUnderrun(
                        PlatformUnderrun.Where.RING,
                        new EngineEvent.Underrun(
                                calledFrames,
                                atNanos,
                                requestedFrames,
                                foundFrames,
                                ringFrames.list(),
                                revision,
                                first(stall, platform, new UnderrunCause.Unknown()),
                                Optional.empty()),
                        bufferFrames.list()));
            }
            calledFrames += requestedFrames;
        }

        /** What the platform did just before a call: as for the engine, calls a quarter of a block apart are one. */
        private @Nullable UnderrunCause platform(long atNanos) {
            long quarterNanos = (long) (scenario.blockFrames() * (1e9 / sampleRateHertz) / 4);
            return stoppedToNanos >= 0 && atNanos >= stoppedToNanos && atNanos - stoppedToNanos <= quarterNanos
                    ? stopped()
                    : null;
        }

        /** Takes what the engine found out about one of its underruns. */
        void explained(EngineEvent.Underrun found) {
            while (!waiting.isEmpty() && waiting.getFirst().atNanos() < found.atNanos()) {
                waiting.removeFirst();
            }
            if (!waiting.isEmpty() && waiting.getFirst().atNanos() == found.atNanos()) {
                Waiting one = waiting.removeFirst();
                PlatformUnderrun known = list.get(one.index());
                EngineEvent.Underrun ours = known.underrun();
                list.set(
                        one.index(),
                        new PlatformUnderrun(
                                PlatformUnderrun.Where.RING,
                                new EngineEvent.Underrun(
                                        ours.positionFrames(),
                                        ours.atNanos(),
                                        ours.requestedFrames(),
                                        ours.foundFrames(),
                                        ours.fillHistoryFrames(),
                                        ours.revision(),
                                        cause(one, found.cause()),
                                        found.slowest().map(node -> node.known(basis.apply(node)))),
                                known.bufferHistoryFrames()));
            }
        }

        private static UnderrunCause cause(Waiting one, UnderrunCause found) {
            return switch (found) {
                case UnderrunCause.ConsumerBurst _, UnderrunCause.StartUp _, UnderrunCause.Unknown _ ->
                    first(one.stall(), one.platform(), found);
                case UnderrunCause.GarbageCollection _,
                        UnderrunCause.Safepoint _,
                        UnderrunCause.SlowBlock _,
                        UnderrunCause.LateWake _,
                        UnderrunCause.Descheduled _,
                        UnderrunCause.Blocked _,
                        UnderrunCause.Compilation _,
                        UnderrunCause.Injected _ -> first(one.stall(), null, found);
            };
        }

        private static UnderrunCause first(
                @Nullable UnderrunCause stall, @Nullable UnderrunCause platform, UnderrunCause otherwise) {
            return stall != null ? stall : platform != null ? platform : otherwise;
        }
    }

    /**
     * An underrun of a ring that its engine has not explained yet.
     *
     * @param stall what was injected before it
     * @param platform what the platform did just before it
     */
    private record Waiting(
            int index,
            long atNanos,
            @Nullable UnderrunCause stall,
            @Nullable UnderrunCause platform) {}
}
