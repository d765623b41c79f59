package vorlauf.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import vorlauf.cli.Main;
import vorlauf.compile.GraphException;
import vorlauf.engine.RenderException;

/**
 * An experiment that was run, with what it came to, as one file: scenario, seed, patch, edits, measured times and all; it
 * replays bit for bit from the command line ({@code simulate --replay}), from a test and from a notebook.
 *
 * <p>Sound files that a patch reads are not in it.
 *
 * <p>Threads: any.
 *
 * @param madeBy program and JVM, {@code vorlauf 1.0 on Java 25+36}
 * @param experiment what was run
 * @param timing deadlines, underruns and the hash of the trace
 * @param sha256 of what was heard, where the engine played
 */
public record Capsule(String madeBy, Experiment experiment, SimulationResult timing, Optional<String> sha256) {
    private static final int FORMAT = 1;

    /** A capsule of what an experiment came to here and now. */
    public static Capsule of(Experiment experiment, Experiment.Outcome outcome) {
        return new Capsule(Main.version(), experiment, outcome.timing(), outcome.sha256());
    }

    /** A capsule that was run again, and the first difference, or nothing where all is the same bit for bit. */
    public record Replay(Experiment.Outcome outcome, Optional<String> difference) {}

    /** Runs the experiment again and compares. Errors: as {@link Experiment#run}. */
    public Replay replay() throws GraphException, RenderException {
        Experiment.Outcome again = experiment.run();
        return new Replay(again, difference(again));
    }

    private Optional<String> difference(Experiment.Outcome again) {
        String what;
        if (!again.timing().equals(timing)) {
            what = "the capsule has " + words(timing) + ", this run " + words(again.timing());
        } else if (!again.sha256().equals(sha256)) {
            what = "the trace is the same, what was heard is not: " + sha256.orElse("nothing") + " in the capsule, "
                    + again.sha256().orElse("nothing") + " in this run";
        } else {
            return Optional.empty();
        }
        return Optional.of(what + " (made by " + madeBy + ", this is " + Main.version() + ")");
    }

    private static String words(SimulationResult result) {
        return String.format(
                Locale.ROOT,
                "trace %016x with %,d underruns in %,d deadlines",
                result.traceHash(),
                result.underrunEvents(),
                result.deadlines());
    }

    /** Writes the file, over one that is there. */
    public void save(Path file) throws IOException {
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("deadlines", timing.deadlines());
        expected.put("underrunEvents", timing.underrunEvents());
        expected.put("underrunFrames", timing.underrunFrames());
        expected.put("traceHash", String.format(Locale.ROOT, "%016x", timing.traceHash()));
        expected.put("minimumFillFrames", timing.minimumFillFrames());
        sha256.ifPresent(hash -> expected.put("sha256", hash));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("capsule", FORMAT);
        fields.put("madeBy", madeBy);
        fields.put("expected", expected);
        fields.put("scenario", ScenarioWriter.fields(experiment));
        String text = JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(fields);
        Files.writeString(file, text + "\n");
    }

    /**
     * Reads a file.
     *
     * <p>Errors: {@link Scenario.InvalidException} whose line names the field, {@link IOException} where there is no such file.
     */
    public static Capsule read(Path file) throws Scenario.InvalidException, IOException {
        Fields fields = new Fields("", ScenarioReader.json(file));
        fields.allow(Set.of("capsule", "madeBy", "expected", "scenario"));
        fields.whole("capsule", FORMAT, FORMAT);
        Fields expected = fields.required("expected");
        expected.allow(
                Set.of("deadlines", "underrunEvents", "underrunFrames", "traceHash", "minimumFillFrames", "sha256"));
        String hash = expected.word("traceHash", null, Set.of());
        long traceHash;
        try {
            traceHash = Long.parseUnsignedLong(hash, 16);
        } catch (NumberFormatException e) {
            throw expected.wrong("traceHash", "is \"" + hash + "\", must be 16 hexadecimal digits");
        }
        return new Capsule(
                fields.word("madeBy", null, Set.of()),
                ScenarioReader.read(fields.required("scenario"), file),
                new SimulationResult(
                        expected.whole("deadlines", 0, Long.MAX_VALUE),
                        expected.whole("underrunEvents", 0, Long.MAX_VALUE),
                        expected.whole("underrunFrames", 0, Long.MAX_VALUE),
                        traceHash,
                        expected.whole("minimumFillFrames", 0, Long.MAX_VALUE)),
                expected.has("sha256") ? Optional.of(expected.word("sha256", null, Set.of())) : Optional.empty());
    }
}
