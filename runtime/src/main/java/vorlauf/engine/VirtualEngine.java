package vorlauf.engine;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import vorlauf.compile.CompileSettings;
import vorlauf.compile.CompiledGraph;
import vorlauf.compile.GraphException;
import vorlauf.control.ControlPort;
import vorlauf.control.RoutedSchedulers;
import vorlauf.control.VirtualClock;
import vorlauf.graph.Signal;
import vorlauf.plan.InputBlock;
import vorlauf.plan.RenderPlan;
import vorlauf.realtime.RealTimeCheck;
import vorlauf.render.BlockRenderer;
import vorlauf.render.Producer;
import vorlauf.render.RingConsumer;
import vorlauf.ring.FrameRing;
import vorlauf.ring.SpscFrameRing;

/**
 * The engine of a live stream without its threads and its clock: the same session, mail, producer, ring and consumer, called at
 * the instants that a simulator chooses.
 *
 * <p>Time is integer nanoseconds since the device started. Publishers live in it too: what they have scheduled up to the start
 * of a block happens before that block, and so does what the control thread does with it.
 *
 * <p>A block costs no time unless the caller says so: {@link #step} takes a {@link BlockTime}, which says when a block that
 * begins is done and when each part of it was, and the producer writes to the ring when that has returned. Meanwhile it may pull
 * at instants in between, as a device would.
 *
 * <p>Threads: one, for everything.
 */
public final class VirtualEngine implements AutoCloseable {
    private static final long TICK_NANOS = 4_000_000;
    private static final long FIRST_GRAPH_NANOS = 10_000_000_000L;

    private final Settings settings;
    private final VirtualClock publishers;
    private final PrefetchedFiles files;
    private final Session session;
    private final Telemetry telemetry;
    private final UnderrunExplainer explainer;
    private final FrameRing ring;
    private final StepClock clock = new StepClock();
    private final BlockRenderer renderer;
    private final RingConsumer consumer;
    private final Producer producer;
    private @Nullable FluxSink<Publisher<? extends Signal>> edits;
    private long originNanos;
    private long tickNanos;
    private long workSerial = -1;
    private @Nullable BlockWork work;

    /** Lets the time of blocks pass. */
    public interface BlockTime {
        /**
         * A block begins.
         *
         * @param work what it consists of; null where silence is rendered
         * @param partDoneNanos takes when each part is done, in their order; longer than there are parts
         * @return when the block is done, not before its last part is
         */
        long done(long startNanos, @Nullable BlockWork work, long[] partDoneNanos);
    }

    /**
     * How a virtual engine plays.
     *
     * @param sampleRateHertz frames a second
     * @param blockFrames frames that are rendered at once
     * @param leadFrames how many frames the producer may be ahead, at least a block
     * @param fadeSeconds how long what appears and what goes is faded
     * @param events told what happens
     */
    public record Settings(
            double sampleRateHertz,
            int blockFrames,
            int leadFrames,
            double fadeSeconds,
            Consumer<? super EngineEvent> events) {}

    private VirtualEngine(
            Supplier<? extends Publisher<? extends Signal>> patch,
            Settings settings,
            UnaryOperator<FrameRing> aroundRing)
            throws GraphException, RenderException {
        this.settings = settings;
        publishers =
                new VirtualClock(error -> tell(new EngineEvent.Notice("a task failed: " + Session.oneLine(error))));
        files = new PrefetchedFiles(this::tell, new InputBlock(settings.blockFrames()));
        Publisher<? extends Signal> first = call(OfflineRun.PATCH, patch::get);
        Flux<Signal> graphs = Flux.<Publisher<? extends Signal>>create(sink -> {
                    edits = sink;
                    sink.next(first);
                })
                .switchMap(graph -> graph);
        session = new Session(
                CompileSettings.of(settings.sampleRateHertz(), settings.blockFrames())
                        .withFadeSeconds(settings.fadeSeconds()),
                RealTimeCheck.OFF,
                files,
                publishers,
                graphs,
                this::tell,
                () -> {});
        session.subscribe();
        CompiledGraph compiled = session.compileFirst(awaitFirstGraph());
        int channels = compiled.change().settled().channels();
        explainer = new UnderrunExplainer(
                null,
                new SchedulerLog(),
                this::nameOf,
                false,
                settings.leadFrames(),
                settings.blockFrames(),
                settings.sampleRateHertz(),
                this::tell);
        telemetry = new Telemetry(session, settings.leadFrames(), this::tell, reading -> {}, explainer);
        ring = aroundRing.apply(new SpscFrameRing(settings.leadFrames(), channels));
        renderer = new BlockRenderer(
                session.mail(),
                settings.blockFrames(),
                channels,
                settings.sampleRateHertz(),
                telemetry.producerRecords());
        consumer = new RingConsumer(ring, clock, telemetry.pullRecords());
        producer = new Producer(
                renderer,
                ring,
                null,
                consumer,
                settings.leadFrames(),
                settings.sampleRateHertz(),
                settings.fadeSeconds(),
                clock,
                telemetry.producerRecords());
        producer.watchAllBlocks(true);
        session.connect(renderer, compiled, 0);
    }

    /**
     * An engine before its first block.
     *
     * <p>Errors: {@link GraphException} where the first graph has problems, {@link RenderException} where none comes within ten
     * seconds of its publishers' time; what {@code patch} throws is thrown on.
     *
     * @param patch makes the publisher of graphs; called with the virtual clock installed
     * @param aroundRing what stands between producer, consumer and ring, the ring itself where nothing does
     */
    public static VirtualEngine open(
            Supplier<? extends Publisher<? extends Signal>> patch,
            Settings settings,
            UnaryOperator<FrameRing> aroundRing)
            throws GraphException, RenderException {
        RoutedSchedulers.install();
        return new VirtualEngine(patch, settings, aroundRing);
    }

    /** A patch of one graph that never changes. */
    public static Supplier<Publisher<Signal>> playing(Signal graph) {
        return () -> Flux.just(graph);
    }

    private @Nullable String nameOf(long serial, int node) {
        RenderPlan plan = session.ledger().find(serial);
        return plan == null ? null : plan.nodeName(node);
    }

    private void tell(EngineEvent event) {
        settings.events().accept(event);
    }

    private <T> T call(String owner, Callable<T> work) {
        try {
            return publishers.call(owner, work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Signal awaitFirstGraph() throws RenderException {
        for (originNanos = 0; originNanos < FIRST_GRAPH_NANOS; originNanos += TICK_NANOS) {
            publishers.advanceTo(originNanos);
            Signal graph = session.takeFirst();
            if (graph != null) {
                return graph;
            }
            Throwable error = session.graphError();
            if (error != null) {
                throw new RenderException("the publisher of graphs failed: " + Session.oneLine(error));
            }
        }
        throw new RenderException("the publisher of graphs has not emitted a graph for ten seconds;"
                + " startWith(...) gives a first one");
    }

    // ---- control side
    // ------------------------------------------------------------------------------------------------

    /** Lets graphs come from another patch from now on. Errors: what {@code patch} throws. */
    public void replaceGraphs(Supplier<? extends Publisher<? extends Signal>> patch) {
        Publisher<? extends Signal> next = call(OfflineRun.PATCH, patch::get);
        FluxSink<Publisher<? extends Signal>> sink = Objects.requireNonNull(edits, "subscribed since the start");
        call("the graph", () -> sink.next(next));
    }

    /** Posts a value to a control as its publisher would; false where the graph has no control of that name. */
    public boolean post(String control, double value) {
        ControlPort port = session.controls().port(control);
        if (port == null) {
            return false;
        }
        port.post(value);
        return true;
    }

    /** Does what publishers and the control thread do up to an instant. {@link #step} begins with it. */
    public void control(long nowNanos) {
        publishers.advanceTo(originNanos + nowNanos);
        if (nowNanos >= tickNanos || session.isGraphWaiting()) {
            tickNanos = nowNanos + TICK_NANOS;
            session.ledger().collect(renderer);
            telemetry.drain(nowNanos);
            session.ledger().strikeOff();
            session.tend(nowNanos);
        }
        files.prefetch();
    }

    // ---- producer
    // ----------------------------------------------------------------------------------------------------

    /**
     * Fills the ring at instant 0, at no cost.
     *
     * @param silentFrames frames of silence that come first, so that blocks fill up the rest
     * @return when the producer wants to run next
     */
    public long fill(int silentFrames) {
        ring.write(new float[silentFrames * ring.channels()], 0, silentFrames);
        long nextNanos = 0;
        while (hasRoom()) {
            nextNanos = step(0, start -> start);
        }
        return nextNanos;
    }

    /** Whether another block fits. */
    public boolean hasRoom() {
        return ring.capacityFrames() - ring.writableFrames() + settings.blockFrames() <= settings.leadFrames();
    }

    /** One step of the producer, whose block takes no time but what {@code doneNanos} says, and that in no part of it. */
    public long step(long nowNanos, LongUnaryOperator doneNanos) {
        return step(nowNanos, (startNanos, _, _) -> doneNanos.applyAsLong(startNanos));
    }

    /**
     * One step of the producer.
     *
     * @param nowNanos when it begins
     * @param time lets the time of a block pass; called once where a block is rendered, else never
     * @return when the producer wants to run next, as {@link Producer#step} says
     */
    public long step(long nowNanos, BlockTime time) {
        control(nowNanos);
        clock.nowNanos = nowNanos;
        clock.doneNanos = startNanos -> {
            BlockWork parts = workInForce();
            clock.begins(startNanos, parts);
            long doneNanos = time.done(startNanos, parts, clock.partDoneNanos);
            clock.share(parts);
            return doneNanos;
        };
        long nextNanos = producer.step(nowNanos);
        clock.doneNanos = null;
        return nextNanos;
    }

    private @Nullable BlockWork workInForce() {
        long serial = renderer.planSerial();
        RenderPlan plan = session.ledger().find(serial);
        if (plan == null) {
            return null;
        }
        if (serial != workSerial) {
            workSerial = serial;
            work = BlockWork.of(plan);
        }
        return work;
    }

    /** The time of what happened last: of a block's end, or of {@link #moveTo}. */
    public long nowNanos() {
        return clock.nowNanos;
    }

    /** Frames rendered so far. */
    public long renderedFrames() {
        return renderer.positionFrames();
    }

    /** Edits of the graph that are in force. */
    public long revision() {
        return renderer.revision();
    }

    // ---- device
    // ------------------------------------------------------------------------------------------------------

    /** Says what the time is when the device pulls next. */
    public void moveTo(long nowNanos) {
        clock.nowNanos = nowNanos;
    }

    /** Where the device takes its frames, and their counts. */
    public RingConsumer consumer() {
        return consumer;
    }

    /** Frames that are rendered and not taken. */
    public int waitingFrames() {
        return ring.readableFrames();
    }

    /** Tells all that was recorded so far, also what waits for more to be known. */
    public void tellAll() {
        telemetry.drain(clock.nowNanos);
        explainer.tellAll();
    }

    /** Ends publishers and files, and tells what has not been told. */
    @Override
    public void close() {
        tellAll();
        session.cancel();
        session.ledger().closeAll();
        publishers.close();
    }
}
