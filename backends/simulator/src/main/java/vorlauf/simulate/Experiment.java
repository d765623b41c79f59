package vorlauf.simulate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vorlauf.compile.GraphException;
import vorlauf.engine.RenderException;
import vorlauf.engine.VirtualEngine;
import vorlauf.graph.Signal;
import vorlauf.graph.Signals;

/**
 * A scenario with all that it needs: a function from here to what it comes to, the same on every machine.
 *
 * @param scenario times and sizes
 * @param profile the platform that takes the frames; none where periods are taken one after another
 * @param patch what the engine plays; a tone where a profile or edits need an engine and no patch is given
 * @param edits what happens to the graph
 * @param nodeCosts what single nodes of the graph cost
 */
public record Experiment(
        Scenario scenario,
        Optional<Profile> profile,
        Optional<PatchText> patch,
        List<Edit> edits,
        List<NodeCost> nodeCosts) {
    private static final double TONE_HERTZ = 440;
    private static final double TONE_GAIN = 0.2;

    public Experiment {
        edits = List.copyOf(edits);
        nodeCosts = List.copyOf(nodeCosts);
    }

    /** An experiment whose blocks cost what the scenario says. */
    public Experiment(Scenario scenario, Optional<Profile> profile, Optional<PatchText> patch, List<Edit> edits) {
        this(scenario, profile, patch, edits, List.of());
    }

    /** A scenario of times alone. */
    public static Experiment of(Scenario scenario) {
        return new Experiment(scenario, Optional.empty(), Optional.empty(), List.of());
    }

    /**
     * The scenarios of a JSON file, one or an array of them.
     *
     * <p>Errors: {@link Scenario.InvalidException} whose line names the field, {@link IOException} where there is no such file.
     */
    public static List<Experiment> read(Path file) throws Scenario.InvalidException, IOException {
        return ScenarioReader.read(file).list();
    }

    /**
     * What a JSON file holds, not looked at yet.
     *
     * <p>Errors: {@link Scenario.InvalidException} whose line names the place, {@link IOException} where there is no such file.
     */
    public static JsonNode json(Path file) throws Scenario.InvalidException, IOException {
        return ScenarioReader.json(file);
    }

    /**
     * The scenario that a JSON object is.
     *
     * <p>Errors: {@link Scenario.InvalidException} whose line names the field.
     *
     * @param folder where files lie whose names are relative
     */
    public static Experiment read(JsonNode scenario, Path folder) throws Scenario.InvalidException {
        return ScenarioReader.read(new Fields("", scenario), folder.resolve("scenario"));
    }

    /** The JSON that {@link #read(JsonNode, Path)} makes the same of, with all that lay in files. */
    public String text() {
        return JsonMapper.builder().build().writeValueAsString(ScenarioWriter.fields(this));
    }

    /** The same with another seed. */
    public Experiment withSeed(long seed) {
        return new Experiment(scenario.withSeed(seed), profile, patch, edits, nodeCosts);
    }

    /** The same with another number of deadlines. */
    public Experiment withDeadlines(long deadlines) {
        return new Experiment(scenario.withDeadlines(deadlines), profile, patch, edits, nodeCosts);
    }

    /**
     * The scenario of a JSON text; files that it names are looked for from the current folder on.
     *
     * <p>Errors: {@link Scenario.InvalidException} whose line names the field.
     */
    public static Experiment parse(String json) throws Scenario.InvalidException {
        return ScenarioReader.read(new Fields("", ScenarioReader.json(json)), Path.of("scenario.json"));
    }

    /** Whether the engine itself plays, so that frames are rendered. */
    public boolean playsTheEngine() {
        return profile.isPresent() || patch.isPresent() || !edits.isEmpty() || !nodeCosts.isEmpty();
    }

    /** What it comes to. */
    public sealed interface Outcome {
        /** Deadlines and underruns. */
        SimulationResult timing();

        /** The hash of all frames that were heard; nothing where none were rendered. */
        Optional<String> sha256();

        /** Whether frames were missing or a contract was broken. */
        boolean failed();
    }

    /** Of times alone. */
    public record Timed(SimulationResult timing) implements Outcome {
        @Override
        public Optional<String> sha256() {
            return Optional.empty();
        }

        @Override
        public boolean failed() {
            return timing.underrunEvents() > 0;
        }
    }

    /** Of the engine beside a device that takes periods. */
    public record Played(EngineResult result) implements Outcome {
        @Override
        public SimulationResult timing() {
            return result.timing();
        }

        @Override
        public Optional<String> sha256() {
            return Optional.of(result.sha256());
        }

        @Override
        public boolean failed() {
            return timing().underrunEvents() > 0;
        }
    }

    /** Of the engine on a platform. Underruns belong to its incidents; what fails is a contract. */
    public record OnPlatform(PlatformReport report) implements Outcome {
        @Override
        public SimulationResult timing() {
            return report.timing();
        }

        @Override
        public Optional<String> sha256() {
            return Optional.of(report.sha256());
        }

        @Override
        public boolean failed() {
            return !report.violations().isEmpty();
        }
    }

    /** Runs it, and tells nobody. Errors: as below. */
    public Outcome run() throws GraphException, RenderException {
        return run(done -> {}, EngineSimulation.NOBODY);
    }

    /**
     * Runs it.
     *
     * <p>Errors: {@link vorlauf.cli.PatchException} where a patch cannot be compiled or throws, {@link GraphException} where the
     * first graph has problems, {@link RenderException} where there is none.
     *
     * @param progress is told how many deadlines are done, or on a platform the nanoseconds, from time to time
     * @param observer is told of deadlines and blocks
     */
    public Outcome run(LongConsumer progress, SimulationObserver observer) throws GraphException, RenderException {
        if (!playsTheEngine()) {
            return new Timed(TimingSimulation.run(scenario, progress, observer));
        }
        return play(graphs(), progress, observer);
    }

    /** The same with the engine, whatever the scenario says, and with graphs of the caller's. Errors: as above. */
    public Outcome play(
            Supplier<? extends Publisher<? extends Signal>> graphs, LongConsumer progress, SimulationObserver observer)
            throws GraphException, RenderException {
        return profile.isPresent()
                ? new OnPlatform(
                        PlatformSimulation.run(profile.get(), scenario, graphs, edits, nodeCosts, progress, observer))
                : new Played(EngineSimulation.run(scenario, graphs, edits, nodeCosts, progress, observer));
    }

    private Supplier<? extends Publisher<? extends Signal>> graphs() {
        return patch.isPresent()
                ? patch.get().load()
                : VirtualEngine.playing(Signals.sine(TONE_HERTZ).gain(TONE_GAIN));
    }
}
