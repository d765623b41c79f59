package vorlauf.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import vorlauf.compile.CompileSettings;
import vorlauf.compile.CompiledGraph;
import vorlauf.compile.GraphException;
import vorlauf.control.VirtualClock;
import vorlauf.files.AudioFileException;
import vorlauf.files.FileStream;
import vorlauf.graph.Signal;
import vorlauf.plan.InputBlock;
import vorlauf.render.BlockRenderer;
import vorlauf.render.SystemClock;

/**
 * One offline render: one thread that is clock, control and producer in turn.
 *
 * <p>At the start of block {@code n} audio time is {@code floor(n * blockFrames * 1e9 / rate)}; what is due by then happens
 * before the block. Blocks between which nothing is due are rendered in one go, so that the producer's work can be measured
 * alone.
 *
 * <p>Threads: {@link #run} the render's; {@link #abandon} any.
 */
final class OfflineRun {
    /** Owner of the work of {@code patch()} itself, which may take as long as it likes. */
    static final String PATCH = "patch()";

    private static final long MOST_UNMEASURED_BLOCKS = 1_000;
    private static final int MOST_SAMPLES_IN_ONE_GO = 1 << 18;
    private static final double MOST_SECONDS_IN_ONE_GO = 0.25;

    private final Supplier<? extends Publisher<? extends Signal>> patch;
    private final OfflineSettings settings;
    private final BlockSink sink;
    private final RenderWitness witness;
    private final VirtualClock clock;
    private final InputBlock input;
    private final PrefetchedFiles files;
    private final CompileSettings compileSettings;
    private volatile boolean abandoned;
    private long frame;
    private long measuredBlocks;
    private long witnessedRevision;
    private boolean inputTold;
    private @Nullable FileStream inputFile;

    OfflineRun(
            Supplier<? extends Publisher<? extends Signal>> patch,
            OfflineSettings settings,
            BlockSink sink,
            RenderWitness witness,
            VirtualClock clock) {
        this.patch = patch;
        this.settings = settings;
        this.sink = sink;
        this.witness = witness;
        this.clock = clock;
        this.compileSettings = settings.compileSettings();
        this.input = new InputBlock(settings.blockFrames());
        this.files = new PrefetchedFiles(this::tell, input);
    }

    /** Ends the render before its next block. */
    void abandon() {
        abandoned = true;
    }

    OfflineResult run() throws GraphException, RenderException, IOException {
        if (!clock.isRouted()) {
            throw new RenderException("Reactor's schedulers were replaced after vorlauf installed audio time;"
                    + " do not call Schedulers.setFactory, resetFactory or VirtualTimeScheduler beside a render");
        }
        Publisher<? extends Signal> publisher = callPatch();
        Session session =
                new Session(compileSettings, settings.realTimeCheck(), files, clock, publisher, this::tell, () -> {});
        try {
            session.subscribe();
            long silentFrames = awaitFirstGraph(session);
            return render(session, silentFrames);
        } finally {
            session.cancel();
            session.ledger().closeAll();
            if (inputFile != null) {
                inputFile.close();
            }
            clock.close();
        }
    }

    private void tell(EngineEvent event) {
        if (!abandoned) {
            settings.events().accept(event);
        }
    }

    private Publisher<? extends Signal> callPatch() {
        try {
            return clock.call(PATCH, patch::get);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private @Nullable Signal firstGraph;

    /** Lets audio time go on until the first graph comes; returns the frames of silence until then. */
    private long awaitFirstGraph(Session session) throws RenderException {
        for (long at = 0; at < settings.frames(); at += settings.blockFrames()) {
            clock.advanceTo(nanosAt(at));
            Signal graph = session.takeFirst();
            if (graph != null) {
                firstGraph = graph;
                return at;
            }
            if (session.graphsHaveEnded()) {
                Throwable error = session.graphError();
                throw new RenderException("the publisher of graphs "
                        + (error == null ? "completed without a graph" : "failed: " + Session.oneLine(error)));
            }
            if (abandoned) {
                break;
            }
        }
        throw new RenderException("the publisher of graphs emits no graph in the time that is rendered;"
                + " startWith(...) gives a first one");
    }

    private OfflineResult render(Session session, long silentFrames) throws GraphException, IOException {
        Signal graph = firstGraph;
        if (graph == null) {
            throw new IllegalStateException("no graph");
        }
        CompiledGraph first = session.compileFirst(graph);
        tellWitness(first);
        int channels = first.change().settled().channels();
        WarmUp.run(graph, compileSettings, files, settings.warmUpSeconds(), SystemClock.INSTANCE);
        Telemetry telemetry = new Telemetry(session, settings.blockFrames(), this::tell, settings.meters(), null);
        BlockRenderer renderer = new BlockRenderer(
                session.mail(),
                settings.blockFrames(),
                channels,
                settings.sampleRateHertz(),
                telemetry.producerRecords());
        renderer.startAt(silentFrames);
        openInput();
        renderer.input(input);
        session.connect(renderer, first, nanosAt(silentFrames));
        BlockLoop loop = new BlockLoop(renderer, clock.nextDue(), settings.sampleRateHertz(), blocksInOneGo(channels));
        writeSilence(loop.buffer(), channels, silentFrames);
        WorkMeter meter = new WorkMeter();
        while (frame < settings.frames() && !abandoned) {
            renderRun(session, telemetry, renderer, loop, meter);
        }
        tellInput(true);
        session.ledger().collect(renderer);
        telemetry.drain(nanosAt(frame));
        session.tend(nanosAt(frame));
        return result(session, telemetry, first, meter, channels);
    }

    private void openInput() throws AudioFileException {
        Path file = settings.input().orElse(null);
        if (file != null) {
            inputFile = files.openInput(file, settings.sampleRateHertz());
        }
    }

    /** Says once what an input and a file that do not find each other mean. */
    private void tellInput(boolean last) {
        int wanted = input.widestView();
        if (inputTold || (wanted > 0) == settings.input().isPresent() || (wanted == 0 && !last)) {
            return;
        }
        inputTold = true;
        tell(new EngineEvent.Notice(
                wanted > 0
                        ? "input(" + wanted + ") is silent: no file was given for it (render --input FILE)"
                        : "no graph has an input(...), so " + settings.input().get() + " is not heard"));
    }

    /** At most one graph is compiled between two runs of blocks. */
    private void tellWitness(@Nullable CompiledGraph newest) throws GraphException {
        if (newest != null && newest.change().revision() > witnessedRevision) {
            witnessedRevision = newest.change().revision();
            witness.compiled(newest);
        }
    }

    private void writeSilence(float[] buffer, int channels, long silentFrames) throws IOException {
        int most = buffer.length / channels;
        while (frame < silentFrames) {
            int count = (int) Math.min(most, silentFrames - frame);
            sink.accept(buffer, count, channels);
            frame += count;
        }
    }

    private int blocksInOneGo(int channels) {
        int bySize = MOST_SAMPLES_IN_ONE_GO / (settings.blockFrames() * channels);
        int byTime = (int) (MOST_SECONDS_IN_ONE_GO * settings.sampleRateHertz() / settings.blockFrames());
        return Math.max(1, Math.min(bySize, byTime));
    }

    private void renderRun(
            Session session, Telemetry telemetry, BlockRenderer renderer, BlockLoop loop, WorkMeter meter)
            throws GraphException, IOException {
        long startNanos = nanosAt(frame);
        clock.advanceTo(startNanos);
        session.tend(startNanos);
        tellWitness(session.newest());
        if (abandoned) {
            return;
        }
        tellInput(false);
        files.prefetch();
        long end = settings.frames();
        boolean oneOnly = session.isGraphWaiting();
        meter.begin();
        int blocks = loop.run(frame, end, oneOnly);
        if (frame >= unmeasuredFrames()) {
            meter.end();
            measuredBlocks += blocks;
            session.allocated(meter.allocatedBytes());
        }
        witness.rendered(frame);
        session.ledger().collect(renderer);
        telemetry.drain(startNanos);
        session.ledger().strikeOff();
        int count = (int) Math.min((long) blocks * settings.blockFrames(), end - frame);
        sink.accept(loop.buffer(), count, renderer.channels());
        frame += count;
        settings.progress().accept(frame);
    }

    /** The beginning of a render, up to a quarter of it, runs in the graph's own state for the first time: it warms up, too. */
    private long unmeasuredFrames() {
        return Math.min(MOST_UNMEASURED_BLOCKS * settings.blockFrames(), settings.frames() / 4);
    }

    /** Audio time at a frame, as in {@link BlockLoop#nanosAt}. */
    private long nanosAt(long position) {
        return BlockLoop.nanosAt(position, settings.sampleRateHertz());
    }

    private OfflineResult result(
            Session session, Telemetry telemetry, CompiledGraph first, WorkMeter meter, int channels) {
        CompiledGraph newest = session.newest();
        CompiledGraph.Statistics last = newest == null ? first.statistics() : newest.statistics();
        return new OfflineResult(
                frame,
                channels,
                (double) meter.cpuNanos() / Math.max(1, measuredBlocks * settings.blockFrames()),
                meter.allocatedBytes(),
                measuredBlocks,
                first.statistics().planNanos(),
                last.nodes(),
                last.steps(),
                last.buffers(),
                telemetry.swaps(),
                session.replacedGraphs(),
                session.rejectedGraphs(),
                session.controls().conflatedValues(),
                session.controls().refusedValues(),
                telemetry.mutedBlocks(),
                session.ledger().starvedFrames(),
                compileSettings.kernels().name());
    }
}
