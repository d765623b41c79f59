package vorlauf.simulate;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import vorlauf.cli.Subcommand;
import vorlauf.cli.Terminal;
import vorlauf.compile.GraphException;
import vorlauf.drawing.Charts;
import vorlauf.engine.RenderException;

/** {@code vorlauf simulate}: which deadlines a scenario misses, in virtual time. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Simulates the deadlines of scenarios in virtual time and counts underruns.")
public final class SimulateCommand implements Subcommand {
    private static final int DONE = 0;
    private static final int FINDINGS = 1;
    private static final int USAGE = 2;
    private static final int FAILED = 3;
    private static final int WIDTH = 1_200;
    private static final int HEIGHT = 620;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "A JSON file with one scenario or an array of them; with --profile also a patch.")
    private @Nullable Path file;

    @Option(names = "--json", description = "Print JSON and nothing else: an array where the file holds one.")
    private boolean json;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            completionCandidates = ProfileNames.class,
            description = "Play FILE on a platform: ${COMPLETION-CANDIDATES}.")
    private @Nullable String profile;

    @Mixin
    private final RenderSizeOption renderSize = new RenderSizeOption();

    @Option(
            names = "--capsules",
            paramLabel = "FOLDER",
            description = "Save each scenario that has underruns or breaks a contract as a capsule there.")
    private @Nullable Path capsules;

    @Option(
            names = "--replay",
            paramLabel = "CAPSULE",
            description = "Run a capsule again; exit code 1 where it does not come to the same, bit for bit.")
    private @Nullable Path replay;

    @Option(
            names = "--png",
            paramLabel = "FILE",
            description = "Picture of lead, blocks, stalls and misses around the first underrun; one scenario only.")
    private @Nullable Path timelinePicture;

    @Option(names = "--svg", paramLabel = "FILE", description = "The same picture as SVG.")
    private @Nullable Path timelineSvg;

    @Option(
            names = "--fill-png",
            paramLabel = "FILE",
            description = "Picture of how full the ring was at the deadlines; one scenario only.")
    private @Nullable Path fillPicture;

    @Option(names = "--fill-svg", paramLabel = "FILE", description = "The same picture as SVG.")
    private @Nullable Path fillSvg;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "Write each deadline and block as a line of text; one scenario only.")
    private @Nullable Path trace;

    private final PrintStream out;
    private final PrintStream errors;

    /** Made by the service loader. */
    public SimulateCommand() {
        this(System.out, System.err);
    }

    SimulateCommand(PrintStream out, PrintStream errors) {
        this.out = out;
        this.errors = errors;
    }

    @Override
    public Integer call() throws GraphException, RenderException {
        Path capsule = replay;
        Path source = capsule == null ? file : capsule;
        if (source == null || (file != null && capsule != null)) {
            errors.println(
                    "simulate: give a scenario, or --replay and a capsule (simulate --help tells what there is)");
            return USAGE;
        }
        try {
            return capsule == null ? simulate(source) : replay(Capsule.read(source));
        } catch (Scenario.InvalidException invalid) {
            errors.println(source + ": " + invalid.getMessage());
            return USAGE;
        } catch (UnwritableException unwritable) {
            errors.println(unwritable.getMessage());
            return FAILED;
        } catch (IOException unreadable) {
            errors.println(source + ": there is no readable text file of this name");
            return USAGE;
        }
    }

    /** A file that cannot be written: one line. */
    private static final class UnwritableException extends IOException {
        private static final long serialVersionUID = 1L;

        UnwritableException(Path file, Exception cause) {
            super(file + ": cannot be written (" + cause.getClass().getSimpleName() + ")", cause);
        }
    }

    private int replay(Capsule capsule) throws GraphException, RenderException {
        Capsule.Replay again = capsule.replay();
        if (json) {
            Map<String, Object> fields = SimulationReport.fields(again.outcome());
            fields.put("identical", again.difference().isEmpty());
            print(fields);
        } else {
            SimulationReport.print(List.of(capsule.experiment()), List.of(again.outcome()), out);
            out.println(again.difference().isEmpty() ? "identical to the capsule, bit for bit" : "not identical");
        }
        again.difference().ifPresent(errors::println);
        return again.difference().isEmpty() ? DONE : FINDINGS;
    }

    private int simulate(Path source) throws Scenario.InvalidException, IOException, GraphException, RenderException {
        ScenarioReader.Scenarios scenarios = scenarios(source);
        List<Experiment> experiments = scenarios.list();
        boolean pictures = timelinePicture != null || timelineSvg != null || fillPicture != null || fillSvg != null;
        if (experiments.size() > 1 && (pictures || trace != null)) {
            throw new Scenario.InvalidException(
                    "holds " + experiments.size() + " scenarios; a picture or a trace is of one");
        }
        List<Experiment.Outcome> outcomes = new ArrayList<>();
        for (Experiment experiment : experiments) {
            TimelineRecorder timeline = new TimelineRecorder(experiment.scenario());
            FillCounts fill = new FillCounts(experiment.scenario());
            LongConsumer progress = progress(experiment, outcomes.size() + 1, experiments.size());
            SimulationObserver observer = pictures ? both(timeline, fill) : EngineSimulation.NOBODY;
            Experiment.Outcome outcome =
                    trace == null ? experiment.run(progress, observer) : traced(trace, experiment, progress, observer);
            outcomes.add(outcome);
            if (pictures) {
                draw(source, timeline, fill);
            }
            if (capsules != null && outcome.failed()) {
                save(capsules, source, outcomes.size(), Capsule.of(experiment, outcome));
            }
        }
        if (json) {
            List<Map<String, Object>> list =
                    outcomes.stream().map(SimulationReport::fields).toList();
            print(scenarios.isArray() ? list : list.getFirst());
        } else {
            SimulationReport.print(experiments, outcomes, out);
        }
        boolean broken = outcomes.stream()
                .anyMatch(outcome -> outcome instanceof Experiment.OnPlatform platform && platform.failed());
        return broken ? FINDINGS : DONE;
    }

    private static Experiment.Outcome traced(
            Path file, Experiment experiment, LongConsumer progress, SimulationObserver observer)
            throws UnwritableException, GraphException, RenderException {
        try (TraceFile lines = new TraceFile(file)) {
            return experiment.run(progress, both(lines, observer));
        } catch (UncheckedIOException | IOException e) {
            throw new UnwritableException(file, e);
        }
    }

    private ScenarioReader.Scenarios scenarios(Path source) throws Scenario.InvalidException, IOException {
        Optional<Profile> named = renderSize.on(Optional.ofNullable(profile).map(ProfileNames::platform));
        if (named.isEmpty()) {
            return ScenarioReader.read(source);
        }
        Profile setUp = named.get();
        if (source.toString().endsWith(".java")) {
            PatchText patch = new PatchText(String.valueOf(source.getFileName()), Files.readString(source));
            Experiment experiment = new Experiment(setUp.scenario(), Optional.of(setUp), Optional.of(patch), List.of());
            return new ScenarioReader.Scenarios(List.of(experiment), false);
        }
        return ScenarioReader.read(source, setUp);
    }

    private void print(Object value) {
        out.println(JsonMapper.builder().build().writeValueAsString(value));
    }

    private static SimulationObserver both(SimulationObserver one, SimulationObserver other) {
        return new SimulationObserver() {
            @Override
            public void deadline(long atNanos, int requestedFrames, int foundFrames, long fillFrames) {
                one.deadline(atNanos, requestedFrames, foundFrames, fillFrames);
                other.deadline(atNanos, requestedFrames, foundFrames, fillFrames);
            }

            @Override
            public void block(long startNanos, long doneNanos, boolean kept) {
                one.block(startNanos, doneNanos, kept);
                other.block(startNanos, doneNanos, kept);
            }
        };
    }

    private void draw(Path source, TimelineRecorder timeline, FillCounts fill) throws UnwritableException {
        String name = String.valueOf(source.getFileName());
        String title = timeline.hasUnderrun() ? name + ", time from the first underrun" : name;
        if (timelineSvg != null) {
            String svg = Charts.timelineSvg(title, timeline.timeline(), WIDTH, HEIGHT);
            write(timelineSvg, svg.getBytes(StandardCharsets.UTF_8));
        }
        if (timelinePicture != null) {
            write(timelinePicture, Charts.timeline(title, timeline.timeline(), WIDTH, HEIGHT));
        }
        if (fillPicture != null) {
            write(fillPicture, Charts.fillDistribution(name + ": ring fill", fill.forPicture(), WIDTH, HEIGHT));
        }
        if (fillSvg != null) {
            String svg = Charts.fillDistributionSvg(name + ": ring fill", fill.forPicture(), WIDTH, HEIGHT);
            write(fillSvg, svg.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void write(Path picture, byte[] bytes) throws UnwritableException {
        try {
            Files.write(picture, bytes);
        } catch (IOException e) {
            throw new UnwritableException(picture, e);
        }
    }

    private void save(Path folder, Path source, int number, Capsule capsule) throws UnwritableException {
        String name = String.valueOf(source.getFileName()).replaceAll("\\.[^.]*$", "");
        Path target =
                folder.resolve(name + "-" + number + "-" + SimulationReport.hash(capsule.timing()) + ".capsule.json");
        try {
            Files.createDirectories(folder);
            capsule.save(target);
        } catch (IOException e) {
            throw new UnwritableException(target, e);
        }
        errors.println("saved " + target);
    }

    /** A line that says how far it is, on a terminal. */
    private LongConsumer progress(Experiment experiment, int number, int count) {
        boolean terminal = Terminal.isStandardError();
        Scenario scenario = experiment.scenario();
        double all = experiment.profile().isPresent()
                ? 1e9 * scenario.deadlines() * scenario.periodFrames() / scenario.sampleRateHertz()
                : scenario.deadlines();
        return new LongConsumer() {
            private int shown = -1;

            @Override
            public void accept(long done) {
                int percent = (int) Math.min(100, 100 * done / all);
                if (terminal && percent != shown) {
                    shown = percent;
                    errors.printf(
                            Locale.ROOT,
                            "\rscenario %d of %d: %3d %%%s",
                            number,
                            count,
                            percent,
                            percent >= 99 ? "\r\033[K" : "");
                }
            }
        };
    }
}
