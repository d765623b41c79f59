package vorlauf.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vorlauf.compile.GraphException;
import vorlauf.engine.EngineEvent;
import vorlauf.engine.RenderException;
import vorlauf.engine.VirtualEngine;
import vorlauf.files.Sha256;
import vorlauf.simulate.PlatformEvent.Kind;

/**
 * What a platform finds on this side: the engine that plays, which may be another one after a change of rate, and the books of
 * all frames.
 *
 * <p>Threads: one.
 */
final class PlatformHost implements AutoCloseable {
    private static final int MOST_EVENTS = 1_000;

    private final Scenario scenario;
    private final Opener opener;
    private final SimulationObserver observer;
    private final Sha256 heard = new Sha256();
    private final List<PlatformEvent> events = new ArrayList<>();
    private final List<VirtualEngine> engines = new ArrayList<>();
    private final List<EngineEvent> told = new ArrayList<>();
    private final PlatformUnderruns underruns;
    private VirtualEngine engine;
    private @Nullable EngineWorld world;
    private float[] call = new float[0];
    private long hash = TraceHash.START;
    private long silentFrames;
    private long playedFrames;
    private long dryFrames;
    private long lostFrames;
    private long deadlines;
    private long shortDeadlines;
    private long lowestFillFrames;

    /** Makes an engine at a rate. */
    interface Opener {
        VirtualEngine open(int sampleRateHertz, Consumer<EngineEvent> events) throws GraphException, RenderException;
    }

    /** A graph that cannot be played at the rate that a platform changed to. */
    static final class UnplayableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnplayableException(Exception cause) {
            super(cause);
        }
    }

    PlatformHost(Scenario scenario, Opener opener, SimulationObserver observer) throws GraphException, RenderException {
        this.scenario = scenario;
        this.opener = opener;
        this.observer = observer;
        underruns = new PlatformUnderruns(scenario);
        engine = open(scenario.sampleRateHertz(), underruns.ring());
        lowestFillFrames = scenario.leadFrames();
    }

    private VirtualEngine open(int sampleRateHertz, PlatformUnderruns.Ring ring)
            throws GraphException, RenderException {
        VirtualEngine opened = opener.open(sampleRateHertz, event -> {
            if (event instanceof EngineEvent.Underrun underrun) {
                ring.explained(underrun);
            } else {
                tell(event);
            }
        });
        engines.add(opened);
        return opened;
    }

    /** Keeps what an engine or an edit tells beside underruns. */
    void tell(EngineEvent event) {
        if (told.size() < MOST_EVENTS) {
            told.add(event);
        }
    }

    /** The records of underruns. */
    PlatformUnderruns underruns() {
        return underruns;
    }

    /** The engine that plays now. */
    VirtualEngine engine() {
        return engine;
    }

    /** Says in which world the engine is replaced. */
    void world(EngineWorld engineWorld) {
        world = engineWorld;
    }

    /** Another engine, at another rate, begins to render now; what the one before had rendered and nobody took is discarded. */
    void replaceEngine(int sampleRateHertz, long nowNanos) {
        try {
            engine = open(sampleRateHertz, underruns.replace(sampleRateHertz));
        } catch (GraphException | RenderException e) {
            throw new UnplayableException(e);
        }
        if (world != null) {
            world.replaceEngine(engine, nowNanos);
        }
    }

    void log(long nowNanos, Kind kind, long frames, long detail) {
        events.add(new PlatformEvent(nowNanos, kind, frames, detail));
        hash = TraceHash.next(TraceHash.next(hash, nowNanos, kind.ordinal()), frames, detail);
    }

    /** Takes frames out of the ring for the platform. */
    void pull(long nowNanos, int frames) {
        if (call.length < frames * channels()) {
            call = new float[frames * channels()];
        }
        int fillFrames = engine.waitingFrames();
        lowestFillFrames = Math.min(lowestFillFrames, fillFrames);
        engine.moveTo(nowNanos);
        int found = engine.consumer().pull(call, 0, frames);
        heard.update(call, 0, frames * channels());
        silentFrames += frames - found;
        shortDeadlines += found < frames ? 1 : 0;
        underruns.ring().call(nowNanos, frames, found, fillFrames, engine.revision());
        observer.deadline(nowNanos, frames, found, fillFrames);
        log(nowNanos, Kind.CALLED, frames, found);
    }

    /** What a broken client does: frames that nobody will hear and no book holds. */
    void pullAndForget(int frames) {
        engine.consumer().pullAvailable(new float[frames * channels()], 0, frames);
    }

    /**
     * Says what the device played at a deadline.
     *
     * @param heldFrames frames in its buffer before
     * @param lateNanos how late the client will come for the deadline that called it last
     */
    void played(long nowNanos, int wanted, int dry, int heldFrames, long lateNanos) {
        underruns.deadline(nowNanos, wanted, wanted - dry, heldFrames, lateNanos, engine.revision());
        count(nowNanos, wanted, dry);
    }

    /** Says that a platform without a buffer played what a call gave it. */
    void playedAtOnce(long nowNanos, int frames) {
        underruns.played(frames);
        count(nowNanos, frames, 0);
    }

    private void count(long nowNanos, int wanted, int dry) {
        deadlines++;
        shortDeadlines += dry > 0 ? 1 : 0;
        playedFrames += wanted - dry;
        dryFrames += dry;
        log(nowNanos, Kind.PLAYED, wanted, dry);
    }

    /** Says that the device played out what it had. */
    void playedOut(long nowNanos, int frames) {
        underruns.played(frames);
        playedFrames += frames;
        log(nowNanos, Kind.PLAYED, frames, 0);
    }

    /** Says that the device is closed with frames in its buffer. */
    void lost(long nowNanos, int frames) {
        lostFrames += frames;
        log(nowNanos, Kind.CLOSED, frames, 0);
    }

    private int channels() {
        return engine.consumer().channels();
    }

    /** All frames, when the run is over. Only the first engine's ring was filled up with silence. */
    PlatformReport.Accounts accounts(int bufferedFrames) {
        long written = scenario.leadFrames() % scenario.blockFrames();
        long taken = 0;
        long left = 0;
        for (VirtualEngine one : engines) {
            written += one.renderedFrames();
            taken += one.consumer().playedFrames();
            left += one.waitingFrames();
        }
        long waiting = engine.waitingFrames();
        return new PlatformReport.Accounts(
                written, left - waiting, waiting, taken, silentFrames, playedFrames, lostFrames, bufferedFrames);
    }

    /** The figures of a scenario: a deadline is one of the device, short where it was dry or a call found too little. */
    SimulationResult timing() {
        return new SimulationResult(deadlines, shortDeadlines, silentFrames + dryFrames, hash, lowestFillFrames);
    }

    List<PlatformEvent> events() {
        return List.copyOf(events);
    }

    /** What was told beside underruns; each engine tells what it has kept. */
    List<EngineEvent> told() {
        engines.forEach(VirtualEngine::tellAll);
        return List.copyOf(told);
    }

    int engines() {
        return engines.size();
    }

    /** Closes all engines. */
    @Override
    public void close() {
        engines.forEach(VirtualEngine::close);
    }

    String sha256() {
        return heard.finish();
    }
}
