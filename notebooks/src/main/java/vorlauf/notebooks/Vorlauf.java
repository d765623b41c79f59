package vorlauf.notebooks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.WeakHashMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import vorlauf.compile.Explanation;
import vorlauf.compile.GraphException;
import vorlauf.engine.Backend;
import vorlauf.engine.BackendException;
import vorlauf.engine.Engine;
import vorlauf.engine.EngineReport;
import vorlauf.engine.EngineSettings;
import vorlauf.engine.OfflineSettings;
import vorlauf.engine.RenderException;
import vorlauf.graph.Processor;
import vorlauf.graph.Signal;
import vorlauf.notebooks.display.EnginePanel;
import vorlauf.render.Clock;
import vorlauf.render.SystemClock;
import vorlauf.simulate.Experiment;
import vorlauf.simulate.Scenario;

/**
 * The verbs of a notebook: render, plan, respond, play, simulate, forecast, certify, export. Each gives a value, and a value at
 * the end of a cell shows what it is.
 *
 * <p>Everything runs at 48 kHz in blocks of 128 frames unless settings are given; who needs more uses the engine, the renderer
 * and the simulator themselves, which are on the class path.
 *
 * <p>Threads: any. Errors: a graph with problems is a {@link GraphException}, which lists all of them with their places.
 */
public final class Vorlauf {
    /** Frames a second where nothing else is said. */
    public static final int SAMPLE_RATE_HERTZ = 48_000;

    /** Frames of a block where nothing else is said. */
    public static final int BLOCK_FRAMES = 128;

    private static final String SOUND_CARD = "java-sound";
    private static final String NULL_DEVICE = "simulator";
    private static final String PAGE = "browser";

    /** How the engines of {@link #play} are played again; forgotten with them. */
    private static final Map<Engine, Callable<Engine>> PLAYED = Collections.synchronizedMap(new WeakHashMap<>());

    private static final long LOOK_NANOS = 10_000_000;
    private static final double GRACE_SECONDS = 5;

    private Vorlauf() {}

    // ---- sound ------------------------------------------------------------------------------------------------------

    /** Renders a graph; its publishers live in audio time. */
    public static Clip render(Signal graph, double seconds)
            throws GraphException, RenderException, IOException, InterruptedException {
        return render(() -> Mono.just(graph), seconds);
    }

    /** Renders a graph that changes; the publisher is made with audio time as its clock. */
    public static Clip render(Supplier<? extends Publisher<? extends Signal>> graphs, double seconds)
            throws GraphException, RenderException, IOException, InterruptedException {
        return Clip.of(graphs, offline(seconds));
    }

    /** What the compiler makes of a graph: its nodes, the steps of the plan and their lanes, cycles, latency. */
    public static Explanation plan(Signal graph) throws GraphException, IOException {
        return Preview.compiled(graph).explanation();
    }

    /** Level and phase of filters over frequency, {@code response(in -> in.lowpass(900, 4))}. */
    @SafeVarargs
    public static Responses response(UnaryOperator<Signal>... filters)
            throws GraphException, RenderException, IOException, InterruptedException {
        List<UnaryOperator<Signal>> all = new ArrayList<>();
        for (UnaryOperator<Signal> filter : filters) {
            all.add(filter);
        }
        return Responses.of(all, SAMPLE_RATE_HERTZ);
    }

    // ---- live -------------------------------------------------------------------------------------------------------

    /** Plays a graph on the sound card, or on the null device where there is none. */
    public static Engine play(Signal graph) throws GraphException, BackendException {
        return play(Mono.just(graph));
    }

    /** Plays the graphs of a publisher, the newest one at any time. */
    public static Engine play(Publisher<? extends Signal> graphs) throws GraphException, BackendException {
        Backend card = backend(SOUND_CARD);
        return play(graphs, card.devices().isEmpty() ? NULL_DEVICE : SOUND_CARD, EngineSettings.defaults());
    }

    /** Plays the graphs of a publisher on a backend. */
    public static Engine play(Publisher<? extends Signal> graphs, String backend, EngineSettings settings)
            throws GraphException, BackendException {
        EngineSettings played = backend.equals(PAGE) ? framed(settings) : settings;
        Engine engine = Engine.start(graphs, backend(backend), played);
        PLAYED.put(engine, () -> play(graphs, backend, settings));
        return engine;
    }

    /** Plays a graph in a web page, which stands below the cell: it is heard where the notebook is read. */
    public static Engine playInPage(Signal graph) throws GraphException, BackendException {
        return play(Mono.just(graph), PAGE, EngineSettings.defaults());
    }

    /** The page may stand in the notebook's, unless the settings say otherwise. */
    private static EngineSettings framed(EngineSettings settings) {
        Map<String, String> options = new HashMap<>(settings.options());
        options.putIfAbsent("frame", "allow");
        return settings.withOptions(options);
    }

    /**
     * Shows an engine live: its lead, underruns and meters move below the cell until it has stopped, beside buttons that stop it
     * and play the same again. An engine that plays and is a cell's value is shown so by itself.
     */
    public static Engine watch(Engine engine) {
        EnginePanel.open(engine, PLAYED.get(engine));
        return engine;
    }

    /** Waits until an engine has played for so many seconds more, then tells how it does. It goes on playing. */
    public static EngineReport listen(Engine engine, double seconds) {
        Clock clock = SystemClock.INSTANCE;
        long frames = engine.position() + (long) (seconds * engine.settings().sampleRateHertz());
        long latestNanos = clock.nanoTime() + (long) ((seconds + GRACE_SECONDS) * 1e9);
        while (engine.isRunning()
                && engine.position() < frames
                && clock.nanoTime() < latestNanos
                && !Thread.currentThread().isInterrupted()) {
            clock.parkUntil(clock.nanoTime() + LOOK_NANOS);
        }
        return engine.report();
    }

    private static Backend backend(String name) {
        List<Backend> all = ServiceLoader.load(Backend.class, Vorlauf.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        return all.stream()
                .filter(backend -> backend.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no backend '" + name + "', there are "
                        + all.stream().map(Backend::name).sorted().collect(Collectors.joining(", "))));
    }

    // ---- deadlines --------------------------------------------------------------------------------------------------

    /**
     * Runs a scenario in virtual time; its JSON is that of {@code vorlauf simulate}, see docs/deadlines.md.
     *
     * <p>Errors: {@link Scenario.InvalidException} whose line names the field.
     */
    public static Simulation simulate(String scenario)
            throws Scenario.InvalidException, GraphException, RenderException {
        return Simulation.of(Experiment.parse(scenario), null);
    }

    /** The same with the engine playing a graph. */
    public static Simulation simulate(String scenario, Signal graph)
            throws Scenario.InvalidException, GraphException, RenderException {
        return Simulation.of(Experiment.parse(scenario), () -> Mono.just(graph));
    }

    /** Plays a graph on the null device and foretells how often rings of several sizes will run empty. */
    public static Forecast forecast(Signal graph, double seconds, double garbageMegabytesPerSecond, Integer... rings)
            throws GraphException, BackendException {
        return Forecast.of(graph, seconds, garbageMegabytesPerSecond, 1e-4, List.of(rings));
    }

    /** Runs a command of {@code ./vorlauf} in a JVM of its own and gives the JSON that it prints. */
    public static CommandResult command(List<String> jvmOptions, String... arguments)
            throws IOException, InterruptedException {
        return CommandResult.of(jvmOptions, List.of(arguments));
    }

    // ---- proof ------------------------------------------------------------------------------------------------------

    /** Scans a node's code for what must not run on the producer's thread. */
    public static Certificate certificate(Class<? extends Processor> node) {
        return Certificate.of(node);
    }

    /** A graph as a page that renders it in a browser, with the same bits. */
    public static WebPage export(String title, Signal graph, double seconds)
            throws GraphException, RenderException, IOException, InterruptedException {
        return WebPage.of(title, () -> Mono.just(graph), offline(seconds));
    }

    /** An empty table of results. */
    public static Table table(String... heading) {
        return new Table(heading);
    }

    private static OfflineSettings offline(double seconds) {
        return OfflineSettings.of(SAMPLE_RATE_HERTZ, BLOCK_FRAMES, Math.round(seconds * SAMPLE_RATE_HERTZ));
    }
}
