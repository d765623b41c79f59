package vorlauf.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import vorlauf.compile.AudioFiles;
import vorlauf.compile.CompileSettings;
import vorlauf.compile.CompiledGraph;
import vorlauf.compile.GraphCompiler;
import vorlauf.compile.GraphException;
import vorlauf.compile.Problem;
import vorlauf.control.ControlListener;
import vorlauf.control.ControlMail;
import vorlauf.control.ControlSubscriptions;
import vorlauf.control.GraphSubscription;
import vorlauf.control.PublisherWorkers;
import vorlauf.graph.Processor;
import vorlauf.graph.Signal;
import vorlauf.plan.AutomaticKernels;
import vorlauf.plan.GroupKernels;
import vorlauf.plan.RenderPlan;
import vorlauf.realtime.RealTimeCheck;
import vorlauf.render.BlockRenderer;

/**
 * The control side of one stream, live or offline: follows the publisher of graphs, compiles the newest graph, hands it over
 * and follows its controls.
 *
 * <p>A graph is compiled only when the producer's queue has room for the change: every compiled change reaches the producer,
 * which its successors rely on, and what a flood of graphs loses are declarations that hold nothing. The newest graph always
 * waits, the ones that it replaced are counted and reported.
 *
 * <p>Threads: control thread.
 */
final class Session {
    /** Less than this is no vector in each frame, but something that the JVM made once. */
    private static final long LEAST_BYTES_OF_VECTORS = 4_096;

    private static final long REPORT_NANOS = 1_000_000_000L;

    private final GraphCompiler compiler;
    private final GroupKernels kernels;
    private final KernelTrials trials;
    private final PublisherWorkers workers;
    private final Consumer<EngineEvent> events;
    private final GraphSubscription<Signal> graphs;
    private final ControlMail mail = new ControlMail();
    private final ControlSubscriptions controls;
    private final PlanLedger ledger;
    private final Map<Long, CompiledGraph.Statistics> statisticsByRevision = new HashMap<>();
    private @Nullable BlockRenderer renderer;
    private @Nullable CompiledGraph newest;
    private boolean graphEndReported;
    private long replacedReported;
    private long replacedReportedAtNanos;
    private long rejectedGraphs;

    Session(
            CompileSettings settings,
            RealTimeCheck check,
            AudioFiles files,
            PublisherWorkers workers,
            Publisher<? extends Signal> publisher,
            Consumer<EngineEvent> events,
            Runnable wakeControl) {
        this.kernels = settings.kernels();
        this.trials = new KernelTrials(settings, files);
        this.compiler = new GraphCompiler(settings, files, check.forCompiler());
        this.workers = workers;
        this.events = events;
        this.graphs = new GraphSubscription<>(publisher, wakeControl);
        this.controls = new ControlSubscriptions(mail, workers, new ControlEvents(events));
        this.ledger = new PlanLedger(line -> events.accept(new EngineEvent.Notice(line)));
    }

    GroupKernels kernels() {
        return kernels;
    }

    ControlMail mail() {
        return mail;
    }

    PlanLedger ledger() {
        return ledger;
    }

    ControlSubscriptions controls() {
        return controls;
    }

    long replacedGraphs() {
        return graphs.replacedGraphs();
    }

    long rejectedGraphs() {
        return rejectedGraphs;
    }

    /** The graph that was compiled last, or null before the first. */
    @Nullable
    CompiledGraph newest() {
        return newest;
    }

    /** Follows the publisher of graphs. */
    void subscribe() {
        graphs.start(workers);
    }

    /** Takes the first graph, or null where none has come yet. */
    @Nullable
    Signal takeFirst() {
        return graphs.take();
    }

    /** Whether no graph can come any more. */
    boolean graphsHaveEnded() {
        return graphs.hasEnded() && !graphs.isWaiting();
    }

    /** Why the publisher of graphs failed, or null. */
    @Nullable
    Throwable graphError() {
        return graphs.error();
    }

    /** Compiles the first graph, whose channels are those of the stream. */
    CompiledGraph compileFirst(Signal graph) throws GraphException {
        CompiledGraph compiled = compiler.compile(graph);
        enter(compiled);
        return compiled;
    }

    /** Hands the first graph over to a renderer and follows its controls. */
    void connect(BlockRenderer blockRenderer, CompiledGraph first, long nowNanos) {
        renderer = blockRenderer;
        handOver(blockRenderer, first, nowNanos);
    }

    /** Does what there is to do: collects retired plans, hands the newest graph over, reports. */
    void tend(long nowNanos) {
        BlockRenderer current = renderer;
        if (current != null && graphs.isWaiting() && current.hasRoomForChange()) {
            Signal graph = graphs.take();
            if (graph != null) {
                compile(current, graph, nowNanos);
            }
        }
        reportGraphs(nowNanos);
        controls.report(nowNanos);
    }

    /** Whether a graph waits for room in the producer's queue. */
    boolean isGraphWaiting() {
        return graphs.isWaiting();
    }

    /** Figures of the graph with a revision, once, when it comes into force. */
    CompiledGraph.@Nullable Statistics takeStatistics(long revision) {
        return statisticsByRevision.remove(revision);
    }

    private void compile(BlockRenderer current, Signal graph, long nowNanos) {
        CompiledGraph compiled;
        try {
            compiled = compiler.begin(graph);
        } catch (GraphException e) {
            reject(e.problems());
            return;
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            reject(failed(e));
            return;
        }
        enter(compiled);
        handOver(current, compiled, nowNanos);
        settle(graph);
    }

    /** Compiles the settled plan: live while the fades of the transition run, offline before they begin. */
    private void settle(Signal graph) {
        CompiledGraph complete;
        try {
            complete = compiler.finish();
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            reject(failed(e)); // the transition renders the same; the next graph tries again
            return;
        }
        ledger.enter(complete.change());
        newest = complete;
        statisticsByRevision.put(complete.change().revision(), complete.statistics());
        trials.offer(graph, complete.change().settled());
    }

    private static List<Problem> failed(Throwable bug) {
        return List.of(new Problem("", "the graph could not be compiled: " + bug));
    }

    private void enter(CompiledGraph compiled) {
        ledger.enter(compiled.change());
        newest = compiled;
        compiled.warnings().forEach(warning -> events.accept(new EngineEvent.NotRealTimeSafe(warning)));
    }

    private void reject(List<Problem> problems) {
        rejectedGraphs++;
        events.accept(new EngineEvent.GraphRejected(problems));
    }

    private void handOver(BlockRenderer current, CompiledGraph compiled, long nowNanos) {
        statisticsByRevision.put(compiled.change().revision(), compiled.statistics());
        if (!current.offer(compiled.change())) {
            throw new IllegalStateException("a change was compiled for a full queue");
        }
        controls.update(compiled.controls(), nowNanos);
    }

    private void reportGraphs(long nowNanos) {
        long replaced = graphs.replacedGraphs();
        boolean ended = graphs.hasEnded() && !graphs.isWaiting();
        if (replaced > replacedReported
                && (replacedReported == 0 || ended || nowNanos - replacedReportedAtNanos >= REPORT_NANOS)) {
            replacedReported = replaced;
            replacedReportedAtNanos = nowNanos;
            events.accept(new EngineEvent.GraphConflated(replaced));
        }
        if (ended && !graphEndReported) {
            graphEndReported = true;
            Throwable error = graphs.error();
            events.accept(
                    error == null ? new EngineEvent.GraphCompleted() : new EngineEvent.GraphFailed(oneLine(error)));
        }
    }

    /**
     * The producer has allocated so many bytes: vectors that the JIT no longer keeps in registers are garbage, block after
     * block, and plain kernels give the same bits. Nodes in user code may be what allocates; then nothing changes.
     */
    void allocated(long bytes) {
        CompiledGraph current = newest;
        RenderPlan plan = current == null ? null : current.change().settledOrNull();
        if (bytes >= LEAST_BYTES_OF_VECTORS
                && kernels instanceof AutomaticKernels automatic
                && plan != null
                && plan.resources().stream().noneMatch(Processor.class::isInstance)
                && automatic.fallBack()) {
            events.accept(new EngineEvent.Notice(
                    bytes + " bytes were allocated while vector kernels rendered; plain kernels go on"));
        }
    }

    /** Cancels all subscriptions. */
    void cancel() {
        trials.close();
        graphs.cancel();
        controls.close();
    }

    static String oneLine(Throwable error) {
        return error.toString().lines().findFirst().orElse("");
    }

    /** Control events as engine events. */
    private record ControlEvents(Consumer<EngineEvent> events) implements ControlListener {
        @Override
        public void failed(String control, Throwable error) {
            events.accept(new EngineEvent.ControlFailed(control, oneLine(error)));
        }

        @Override
        public void completed(String control) {
            events.accept(new EngineEvent.ControlCompleted(control));
        }

        @Override
        public void conflated(String control, long values) {
            events.accept(new EngineEvent.ControlConflated(control, values));
        }

        @Override
        public void refused(String control, double value, long values) {
            events.accept(new EngineEvent.ControlRefused(control, value, values));
        }

        @Override
        public void blocked(String control, double seconds) {
            events.accept(new EngineEvent.ControlBlocked(control, seconds));
        }

        @Override
        public void unconnected(String control, int maximumControls) {
            events.accept(new EngineEvent.ControlUnconnected(control, maximumControls));
        }
    }
}
