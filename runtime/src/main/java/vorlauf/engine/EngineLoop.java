package vorlauf.engine;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import vorlauf.compile.CompiledGraph;
import vorlauf.compile.GraphException;
import vorlauf.compile.Problem;
import vorlauf.control.LiveControl;
import vorlauf.control.LiveWorkers;
import vorlauf.graph.Signal;
import vorlauf.plan.InputBlock;
import vorlauf.render.Clock;
import vorlauf.render.FrameTap;

/**
 * The control thread of a live engine: starts the stream, then does every few milliseconds what is not real time, then stops
 * the stream.
 *
 * <p>Threads: {@link #run} is the control thread; the other methods any. What both touch is guarded by {@link #state}, which
 * neither real-time thread ever takes.
 */
final class EngineLoop implements Runnable {
    private static final long TICK_NANOS = 4_000_000;

    /** Where nobody hears it, the engine's time goes on with as little work as it can; whoever has news still wakes this thread. */
    private static final long LOST_TICK_NANOS = 20_000_000;

    private static final long FIRST_GRAPH_NANOS = 10_000_000_000L;
    private static final long STARVATION_REPORT_NANOS = 1_000_000_000L;

    private final Backend backend;
    private final EngineSettings settings;
    private final Clock clock;
    private final LiveWitness witness;
    private final CompletableFuture<EngineEvent.Ready> ready;
    private final EventHub hub = new EventHub();
    private final LiveWorkers workers;
    private final LiveFiles files;
    private final LiveInput input;
    private final InputBlock inputBlock;
    private final Session session;
    private final Desk desk = new LoopDesk();
    private final CollectorFigures collectorsBefore = CollectorFigures.now();
    private final ReentrantLock state = new ReentrantLock();
    private @Nullable Thread controlThread;
    private @Nullable PauseLog pauses;
    private volatile @Nullable LiveStream stream;
    private @Nullable EngineReport lastReport;
    private boolean pausesReported;
    private long starvedReported;
    private long starvedReportedAtNanos = Long.MIN_VALUE;
    private volatile boolean stopRequested;
    private volatile boolean deviceLost;

    EngineLoop(
            Publisher<? extends Signal> graphs,
            Backend backend,
            EngineSettings settings,
            Clock clock,
            LiveWitness witness,
            CompletableFuture<EngineEvent.Ready> ready) {
        this.backend = backend;
        this.settings = settings;
        this.clock = clock;
        this.witness = witness;
        this.ready = ready;
        this.workers = new LiveWorkers(clock::nanoTime);
        this.inputBlock = new InputBlock(settings.blockFrames());
        this.input = new LiveInput(inputBlock, settings, clock, hub::post);
        this.files = new LiveFiles(hub::post, inputBlock);
        this.session = new Session(
                settings.compileSettings(), settings.realTimeCheck(), files, workers, graphs, hub::emit, this::wake);
    }

    void runsOn(Thread thread) {
        controlThread = thread;
    }

    private void wake() {
        Thread thread = controlThread;
        if (thread != null) {
            clock.wake(thread);
        }
    }

    EventHub hub() {
        return hub;
    }

    Desk desk() {
        return desk;
    }

    void requestStop() {
        stopRequested = true;
        wake();
    }

    @Override
    public void run() {
        try {
            begin();
        } catch (GraphException | BackendException | RuntimeException | Error e) {
            abort();
            ready.completeExceptionally(e);
            return;
        }
        try {
            while (!stopRequested) {
                tick();
                clock.parkUntil(clock.nanoTime() + (deviceLost ? LOST_TICK_NANOS : TICK_NANOS));
            }
        } catch (RuntimeException | Error e) {
            // A bug on this thread: say so, and end the stream in order instead of leaving it without its control side.
            hub.emit(new EngineEvent.Notice("the control thread has failed: " + Session.oneLine(e)));
        } finally {
            end();
        }
    }

    private void begin() throws GraphException, BackendException {
        if (settings.explainUnderruns()) {
            PauseLog log = PauseLog.acquire(clock);
            log.tell(witness);
            pauses = log;
            if (settings.explaining() == Explaining.LATE_BLOCKS) {
                log.watchThreads();
            }
        }
        session.subscribe();
        Signal graph = awaitFirstGraph();
        CompiledGraph first = session.compileFirst(graph);
        LiveStream opened = LiveStream.open(
                session, backend, settings, first.change().settled().channels(), clock, hub, pauses, new Listener());
        opened.telemetry().watch(witness);
        opened.renderer().input(inputBlock);
        state.lock();
        try {
            stream = opened;
        } finally {
            state.unlock();
        }
        WarmUp.run(graph, settings.compileSettings(), files, settings.warmUpSeconds(), clock);
        session.connect(opened.renderer(), first, clock.nanoTime());
        opened.device().show(desk);
        input.open(opened.device(), opened.consumer());
        opened.start();
        hub.emit(opened.ready());
        ready.complete(opened.ready());
    }

    private Signal awaitFirstGraph() throws GraphException, BackendException {
        long latestNanos = clock.nanoTime() + FIRST_GRAPH_NANOS;
        while (true) {
            Signal graph = session.takeFirst();
            if (graph != null) {
                return graph;
            }
            if (session.graphsHaveEnded()) {
                Throwable error = session.graphError();
                throw noGraph(error == null ? "completed without a graph" : "failed: " + Session.oneLine(error));
            }
            if (clock.nanoTime() >= latestNanos) {
                throw noGraph("has not emitted a graph for ten seconds; startWith(...) gives a first one");
            }
            if (stopRequested) {
                throw new BackendException("stopped before the first graph came");
            }
            clock.parkUntil(clock.nanoTime() + TICK_NANOS);
        }
    }

    private static GraphException noGraph(String what) {
        return new GraphException(List.of(new Problem("", "the publisher of graphs " + what)));
    }

    private void abort() {
        session.cancel();
        input.close();
        LiveStream opened = stream;
        if (opened != null) {
            opened.discard();
        }
        closeRest();
    }

    private void tick() {
        state.lock();
        try {
            LiveStream current = stream;
            if (current != null) {
                long nowNanos = clock.nanoTime();
                session.ledger().collect(current.renderer());
                current.telemetry().drain(nowNanos);
                session.ledger().strikeOff();
                session.tend(nowNanos);
                if (!stopRequested) {
                    input.openLate(current.device(), current.consumer());
                }
                input.tend(nowNanos);
                current.measure();
                session.allocated(current.allocatedBytes());
                hub.pump();
                report(nowNanos);
            }
        } finally {
            state.unlock();
        }
    }

    private void report(long nowNanos) {
        PauseLog log = pauses;
        String failure = log == null ? null : log.failure();
        if (failure != null && !pausesReported) {
            pausesReported = true;
            hub.emit(new EngineEvent.Notice(failure));
        }
        long starved = session.ledger().starvedFrames();
        if (starved > starvedReported
                && (starvedReportedAtNanos == Long.MIN_VALUE
                        || nowNanos - starvedReportedAtNanos >= STARVATION_REPORT_NANOS)) {
            starvedReported = starved;
            starvedReportedAtNanos = nowNanos;
            hub.emit(new EngineEvent.FileStarved(starved));
        }
    }

    private void end() {
        LiveStream current = stream;
        try {
            session.cancel();
            input.close();
            if (current != null) {
                current.stop(deviceLost, this::tick);
                tick();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closeRest();
        }
    }

    private void closeRest() {
        files.close();
        workers.close();
        PauseLog log = pauses;
        if (log != null) {
            PauseLog.release();
            log.forget(witness);
        }
        state.lock();
        try {
            LiveStream current = stream;
            if (current != null) {
                current.explainer().tellAll();
                lastReport = makeReport(current);
                hub.emit(new EngineEvent.Stopped(
                        current.consumer().positionFrames(), current.consumer().underrunEvents()));
            }
            session.ledger().closeAll();
            hub.complete();
        } finally {
            state.unlock();
        }
    }

    EngineReport report() {
        state.lock();
        try {
            EngineReport last = lastReport;
            if (last != null) {
                return last;
            }
            LiveStream current = stream;
            if (current == null) {
                throw new IllegalStateException("the engine has not started");
            }
            return makeReport(current);
        } finally {
            state.unlock();
        }
    }

    private EngineReport makeReport(LiveStream current) {
        Telemetry telemetry = current.telemetry();
        CollectorFigures collectors = CollectorFigures.now();
        long position = current.consumer().positionFrames();
        Recorder recorder = current.recorder();
        return new EngineReport(
                position,
                position / settings.sampleRateHertz(),
                current.consumer().underrunEvents(),
                current.consumer().underrunFrames(),
                Math.min(
                        current.producer().leadLimitFrames(), current.consumer().lowestFillFrames()),
                current.producer().leadLimitFrames(),
                telemetry.fill(),
                telemetry.render(),
                telemetry.lateness(),
                telemetry.swaps(),
                current.renderer().swapsDeferred(),
                session.replacedGraphs(),
                session.rejectedGraphs(),
                session.controls().conflatedValues(),
                session.controls().refusedValues(),
                telemetry.mutedBlocks(),
                session.ledger().starvedFrames(),
                current.allocatedBytes(),
                current.measuredBlocks(),
                telemetry.lostRecords(),
                current.scheduling(),
                collectors.names(),
                collectors.collections() - collectorsBefore.collections(),
                collectors.millis() - collectorsBefore.millis(),
                session.kernels().name(),
                current.device().format(),
                recorder == null
                        ? Optional.empty()
                        : Optional.of(recorder.state(current.producer()::recorderLostFrames)),
                input.report());
    }

    long position() {
        LiveStream current = stream;
        return current == null ? 0 : current.consumer().positionFrames();
    }

    RingFill fillHistory() {
        state.lock();
        try {
            LiveStream current = stream;
            return current == null
                    ? new RingFill(new long[0], new int[0])
                    : current.telemetry().fillHistory().since(current.startedNanos());
        } finally {
            state.unlock();
        }
    }

    void tap(@Nullable FrameTap tap) {
        LiveStream current = stream;
        if (current != null) {
            current.consumer().tap(tap);
        }
    }

    /** What others may see and move. */
    private final class LoopDesk implements Desk {
        @Override
        public List<LiveControl> controls() {
            return session.controls().inUse();
        }

        @Override
        public Flux<MeterReading> meters() {
            return hub.meters();
        }
    }

    /** What the device says, from whichever thread. */
    private final class Listener implements StreamListener {
        @Override
        public void deviceLost(String reason) {
            deviceLost = true;
            hub.post(new EngineEvent.DeviceLost(reason));
        }

        @Override
        public void deviceBack(String device) {
            deviceLost = false;
            hub.post(new EngineEvent.DeviceBack(device));
        }

        @Override
        public void notice(String message) {
            hub.post(new EngineEvent.Notice(message));
        }
    }
}
