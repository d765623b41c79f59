package vorlauf.engine;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import vorlauf.compile.GraphException;
import vorlauf.graph.Signal;
import vorlauf.render.Clock;
import vorlauf.render.FrameTap;
import vorlauf.render.SystemClock;

/**
 * A stream that plays: a publisher of graphs on one side, a device on the other, and three threads between them.
 *
 * <p>{@link #start} returns when the device plays the first graph. From then on nothing that a publisher, a file or the
 * device does ends the sound; it is told as an {@link EngineEvent} and counted in the {@link #report}. {@link #stop} fades
 * out, plays what was rendered, and returns when every thread has ended.
 *
 * <p>Engines are independent of each other; several may play in one JVM.
 *
 * <p>Threads: all methods may be called from any thread.
 */
public final class Engine implements AutoCloseable {
    private static final long STOP_MILLIS = 20_000;
    private static final CopyOnWriteArrayList<Engine> RUNNING = new CopyOnWriteArrayList<>();

    private final EngineSettings settings;
    private final EngineLoop loop;
    private final Thread controlThread;
    private final CompletableFuture<EngineEvent.Ready> ready = new CompletableFuture<>();

    private Engine(
            Publisher<? extends Signal> graphs,
            Backend backend,
            EngineSettings settings,
            Clock clock,
            LiveWitness witness) {
        this.settings = settings;
        this.loop = new EngineLoop(graphs, backend, settings, clock, witness, ready);
        this.controlThread = new Thread(this::runLoop, "vorlauf-control");
        controlThread.setDaemon(true);
    }

    /**
     * Plays the graphs of a publisher, the newest one at any time.
     *
     * <p>Errors: {@link GraphException} where the first graph has problems, does not come within ten seconds or never;
     * {@link BackendException} where the device or the recording cannot be opened. No thread and no device stays behind.
     */
    public static Engine start(Publisher<? extends Signal> graphs, Backend backend, EngineSettings settings)
            throws GraphException, BackendException {
        return start(graphs, backend, settings, LiveWitness.NONE);
    }

    /** Plays one graph. Errors: as above. */
    public static Engine start(Signal graph, Backend backend, EngineSettings settings)
            throws GraphException, BackendException {
        return start(Mono.just(graph), backend, settings, LiveWitness.NONE);
    }

    /** Plays the graphs of a publisher while a witness watches its threads. Errors: as above. */
    public static Engine start(
            Publisher<? extends Signal> graphs, Backend backend, EngineSettings settings, LiveWitness witness)
            throws GraphException, BackendException {
        return start(graphs, backend, settings, SystemClock.INSTANCE, witness);
    }

    static Engine start(Publisher<? extends Signal> graphs, Backend backend, EngineSettings settings, Clock clock)
            throws GraphException, BackendException {
        return start(graphs, backend, settings, clock, LiveWitness.NONE);
    }

    private static Engine start(
            Publisher<? extends Signal> graphs,
            Backend backend,
            EngineSettings settings,
            Clock clock,
            LiveWitness witness)
            throws GraphException, BackendException {
        Engine engine = new Engine(graphs, backend, settings, clock, witness);
        engine.loop.runsOn(engine.controlThread);
        RUNNING.add(engine);
        engine.controlThread.start();
        try {
            engine.ready.get();
            return engine;
        } catch (InterruptedException e) {
            engine.stop();
            Thread.currentThread().interrupt();
            throw new BackendException("interrupted while the engine was starting", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case GraphException graph -> throw graph;
                case BackendException device -> throw device;
                case RuntimeException bug -> throw bug;
                case null, default -> throw new IllegalStateException("the engine could not start", e.getCause());
            }
        }
    }

    private void runLoop() {
        try {
            loop.run();
        } finally {
            RUNNING.remove(this);
        }
    }

    /** The engines of this JVM that start or play, oldest first: for whoever ends a session in which some were left playing. */
    public static List<Engine> running() {
        return List.copyOf(RUNNING);
    }

    /** What happens, what has happened since the start first (the last 1,024 events); completes when the engine stops. */
    public Flux<EngineEvent> events() {
        return loop.hub().events();
    }

    /** Readings of the graph's meters from now on, about 50 a second each; completes when the engine stops. */
    public Flux<MeterReading> meters() {
        return loop.hub().meters();
    }

    /** The state in figures. */
    public EngineReport report() {
        return loop.report();
    }

    /** Frames that the device has taken. */
    public long position() {
        return loop.position();
    }

    /** How full the ring was, for pictures. */
    public RingFill fillHistory() {
        return loop.fillHistory();
    }

    /** What was agreed with the device. */
    public StreamFormat format() {
        return ready.join().format();
    }

    /** Channels of the stream, those of the first graph. */
    public int channels() {
        return ready.join().channels();
    }

    /** How the engine plays. */
    public EngineSettings settings() {
        return settings;
    }

    /** Lets somebody look at the frames that the device takes; null ends it. */
    public void tap(@Nullable FrameTap tap) {
        loop.tap(tap);
    }

    /** Whether the device still plays. */
    public boolean isRunning() {
        return controlThread.isAlive();
    }

    /**
     * Fades out, plays what was rendered, closes device, recording and files, and waits for the end of all threads: at most
     * some seconds. Idempotent.
     *
     * @return the final figures
     */
    public EngineReport stop() {
        loop.requestStop();
        boolean interrupted = false;
        if (!Thread.currentThread().equals(controlThread)) {
            try {
                controlThread.join(STOP_MILLIS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return loop.report();
    }

    @Override
    public void close() {
        stop();
    }
}
