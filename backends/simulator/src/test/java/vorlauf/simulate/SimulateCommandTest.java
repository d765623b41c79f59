package vorlauf.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import vorlauf.cli.CommandException;
import vorlauf.drawing.Timeline;

/** The command line of the simulator: the example, arrays, and one line for each mistake. */
final class SimulateCommandTest {
    private static final String EXAMPLE = """
            {"sampleRate": 48000, "periodFrames": 48, "ringPeriods": 4, "policy": "slip",
             "renderCost": {"kind": "constant", "nanos": 600000},
             "stalls": [{"kind": "once", "atNanos": 20300000, "lengthNanos": 5000000, "stops": "producer"}],
             "deadlines": 400, "seed": 42}""";

    @TempDir
    private Path folder = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @Test
    void theExampleUnderrunsTwice() throws IOException {
        assertThat(simulate(EXAMPLE, "--json")).isZero();
        assertThat(printed())
                .isEqualTo("{\"deadlines\":400,\"underrunEvents\":2,\"underrunFrames\":96,"
                        + "\"traceHash\":\"b4276b79d6704fc5\",\"minimumFillFrames\":0}");
    }

    @Test
    void anArrayGivesAnArrayAndOneSeedOneTrace() throws IOException {
        String random = EXAMPLE.replace(
                "\"kind\": \"constant\", \"nanos\": 600000", "\"kind\": \"exponential\", \"meanNanos\": 700000");
        assertThat(simulate("[" + random + "," + random + "," + random.replace("42", "43") + "]", "--json"))
                .isZero();
        String[] hashes =
                printed().replaceAll(".*?\"traceHash\":\"([0-9a-f]+)\"", "$1 ").split("[ ,]+", -1);
        assertThat(printed()).startsWith("[{").endsWith("}]");
        assertThat(hashes[0]).isNotBlank();
        assertThat(printed().split(hashes[0].substring(0, 16), -1)).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"deadlines\": 400        | \"deadlines\": 1e12      | deadlines is 1.0E12, must be a whole number from 1 to 10,000,000,000",
                "\"deadlines\": 400        | \"deadlines\": -1        | deadlines is -1, must be a whole number from 1 to 10,000,000,000",
                "\"periodFrames\": 48      | \"periodFrames\": 0      | periodFrames is 0, must be a whole number from 1 to 16,777,216",
                "\"periodFrames\": 48,     | \"period\": 48, | period is not known here",
                "\"ringPeriods\": 4        | \"ringPeriods\": 1000000000 | ringPeriods is 1000000000, must be a whole number",
                "\"policy\": \"slip\"      | \"policy\": \"skip\"     | policy is \"skip\", must be one of abs, slip",
                "\"kind\": \"constant\"    | \"kind\": \"fixed\"      | renderCost.kind is \"fixed\", must be one of constant, exponential",
                "\"nanos\": 600000         | \"nanos\": -600000       | renderCost.nanos is -600000, must be a whole number from 0",
                "\"atNanos\": 20300000     | \"atNanos\": -1          | stalls[0].atNanos is -1, must be",
                "\"kind\": \"constant\", \"nanos\": 600000 | \"kind\": \"trace\", \"file\": \"none.txt\" | renderCost.file there is no readable file",
                "\"seed\": 42}             | \"seed\": 42             | line 4, column 30: not JSON: Unexpected end-of-input",
                "\"policy\": \"slip\"     | \"policy\": slip         | line 1, column 71: not JSON: Unrecognized token",
                "\"seed\": 42             | \"seed\": 42, \"seed\": 1 | not JSON: Duplicate"
            })
    void aMistakeIsOneLineThatNamesTheField(String right, String wrong, String line) throws IOException {
        assertThat(simulate(EXAMPLE.replace(right, wrong))).isEqualTo(2);
        String said = errors.toString(StandardCharsets.UTF_8).strip();
        assertThat(said.lines()).hasSize(1);
        assertThat(said).contains("scenario.json: ").contains(line).doesNotContain("REDACTED");
    }

    /** Limits of the reader, which have no place in the file. */
    @ParameterizedTest
    @CsvSource({"2000, 0, nesting depth", "1, 5000, Number value length"})
    void whatIsTooDeepOrTooLongIsOneLine(int depth, int digits, String line) throws IOException {
        String value = "1" + "0".repeat(digits);
        assertThat(simulate("{\"a\":".repeat(depth) + value + "}".repeat(depth)))
                .isEqualTo(2);
        assertThat(errors.toString(StandardCharsets.UTF_8).strip().lines())
                .singleElement()
                .satisfies(said ->
                        assertThat(said).contains("not JSON: ").contains(line).doesNotContain("REDACTED"));
    }

    @Test
    void stallsThatLeaveNoTimeAndDeadlinesBeyondTheClockAreRefused() throws IOException {
        String once = "{\"kind\": \"once\", \"atNanos\": 20300000, \"lengthNanos\": 5000000, \"stops\": \"producer\"}";
        String half = "{\"kind\": \"periodic\", \"everyNanos\": 10000, \"lengthNanos\": 9000, \"phaseNanos\": 0}";
        assertThat(simulate(EXAMPLE.replace(once, half + "," + half.replace(": 0}", ": 5000}"))))
                .isEqualTo(2);
        assertThat(simulate(EXAMPLE.replace("48000", "1").replace("400,", "1000000000,")))
                .isEqualTo(2);
        assertThat(errors.toString(StandardCharsets.UTF_8).lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("stalls that are periodic take 180 % of the time"),
                        line -> assertThat(line)
                                .contains("deadlines is 1000000000: the last would fall after more than 30 years"));
    }

    @Test
    void aMissingFileIsOneLine() {
        assertThat(run(folder.resolve("none.json").toString())).isEqualTo(2);
        assertThat(errors.toString(StandardCharsets.UTF_8)).contains("none.json: there is no readable");
    }

    @Test
    void aMeasuredTraceIsReplayed() throws IOException {
        Files.writeString(folder.resolve("cost.txt"), "# nanoseconds a block\n500000\n6000000\n500000\n500000\n");
        String traced = EXAMPLE.replace(
                "\"kind\": \"constant\", \"nanos\": 600000", "\"kind\": \"trace\", \"file\": \"cost.txt\"");
        assertThat(simulate(traced, "--json")).isZero();
        assertThat(printed()).contains("\"underrunEvents\":").doesNotContain("\"underrunEvents\":0,");
    }

    private static final String PATCH = """
            import static vorlauf.graph.Signals.*;
            import vorlauf.graph.Signal;
            import reactor.core.publisher.Flux;

            Signal patch() {
                return sine(control("hertz", 440, Flux.never())).gain(0.2);
            }
            """;

    private static final String PLAYED = EXAMPLE.replace(
            "\"seed\": 42",
            "\"seed\": 42, \"patch\": \"Tone.java\", \"edits\": ["
                    + "{\"atNanos\": 30000000, \"control\": \"hertz\", \"value\": 220},"
                    + "{\"atNanos\": 90000000, \"patch\": \"Tone.java\"}]");

    @Test
    void aPatchIsHeardWithTheTraceOfTheScenarioAlone() throws IOException {
        Files.writeString(folder.resolve("Tone.java"), PATCH);
        assertThat(simulate(PLAYED, "--json")).isZero();
        assertThat(printed())
                .startsWith("{\"deadlines\":400,\"underrunEvents\":2,\"underrunFrames\":96,"
                        + "\"traceHash\":\"b4276b79d6704fc5\",\"minimumFillFrames\":0,\"sha256\":\"")
                .contains("\"revision\":2")
                .contains("stalls[0] stopped the producer, 5.00 ms");
    }

    @Test
    void aTraceIsTheSameByteForByteWithAPatchAndWithout() throws IOException {
        Files.writeString(folder.resolve("Tone.java"), PATCH);
        Path alone = folder.resolve("alone.txt");
        Path played = folder.resolve("played.txt");
        assertThat(simulate(EXAMPLE, "--trace", alone.toString())).isZero();
        assertThat(simulate(PLAYED, "--trace", played.toString())).isZero();
        assertThat(played).hasSameBinaryContentAs(alone);
        assertThat(Files.readAllLines(alone))
                .contains("deadline 24000000 48 0 0", "block 20000000 25600000 kept")
                .filteredOn(line -> line.startsWith("deadline"))
                .hasSize(400);
    }

    @Test
    void aScenarioThatFailsIsKeptWithItsPatchAndReplays() throws IOException {
        Files.writeString(folder.resolve("Tone.java"), PATCH);
        Files.writeString(folder.resolve("cost.txt"), "600000\n");
        String traced = PLAYED.replace(
                "\"kind\": \"constant\", \"nanos\": 600000", "\"kind\": \"trace\", \"file\": \"cost.txt\"");
        Path capsules = folder.resolve("capsules");
        assertThat(simulate(traced, "--capsules", capsules.toString())).isZero();
        Files.delete(folder.resolve("Tone.java"));
        Files.delete(folder.resolve("cost.txt"));
        Path capsule = capsules.resolve("scenario-1-b4276b79d6704fc5.capsule.json");
        assertThat(run("--replay", capsule.toString())).isZero();
        assertThat(printed()).endsWith("identical to the capsule, bit for bit");

        String text = Files.readString(capsule);
        Path quieter = Files.writeString(folder.resolve("quieter.json"), text.replace("gain(0.2)", "gain(0.1)"));
        assertThat(run("--replay", quieter.toString())).isEqualTo(1);
        assertThat(errors.toString(StandardCharsets.UTF_8))
                .contains("the trace is the same, what was heard is not")
                .contains("made by vorlauf");
        Path longer = Files.writeString(
                folder.resolve("longer.json"), text.replace("\"lengthNanos\" : 5000000", "\"lengthNanos\" : 7000000"));
        assertThat(run("--replay", longer.toString())).isEqualTo(1);
        assertThat(errors.toString(StandardCharsets.UTF_8)).contains("2 underruns in 400 deadlines, this run trace");
    }

    @Test
    void aCapsuleOfEachKindOfScenarioIsWhatItWasMadeOf() throws Exception {
        for (long seed = 0; seed < 200; seed++) {
            Experiment experiment = Experiment.of(RandomScenarios.scenario(seed));
            Path file = folder.resolve("one.capsule.json");
            Capsule made = Capsule.of(experiment, experiment.run());
            made.save(file);
            assertThat(Capsule.read(file)).as("seed %d", seed).isEqualTo(made);
            assertThat(made.replay().difference()).isEmpty();
        }
    }

    @Test
    void aPlatformPlaysAPatchAndSaysWhetherItsContractHolds() throws IOException {
        Path patch = Files.writeString(folder.resolve("Tone.java"), PATCH);
        assertThat(run("--profile", "CoreAudio", patch.toString(), "--json")).isEqualTo(2);
        assertThat(errors.toString(StandardCharsets.UTF_8)).contains("--profile is \"CoreAudio\"");
        assertThat(run("--profile", "AURenderCallback", patch.toString(), "--json"))
                .isZero();
        assertThat(printed())
                .contains("\"profile\":\"au-render-callback\",\"engines\":2")
                .contains("\"violations\":{}");
        assertThat(simulate("{\"profile\": \"jack\", \"deadlines\": 2000, \"stalls\": [{\"kind\": \"once\","
                        + " \"atNanos\": 3500000000, \"lengthNanos\": 900000000, \"stops\": \"producer\"}]}"))
                .isEqualTo(1);
        assertThat(printed()).contains("RECOVERS_IN_TIME: ");
    }

    @Test
    void namesAreThoseOfPlatformsAndTheWordsThatAreInUse() {
        for (Platform platform : Platform.values()) {
            assertThat(ProfileNames.platform(platform.key())).isEqualTo(platform);
        }
        assertThat(ProfileNames.platform("oboe")).isEqualTo(Platform.AAUDIO);
        assertThat(ProfileNames.platform("WASAPI")).isEqualTo(Platform.WASAPI_SHARED);
        assertThat(ProfileNames.platform("AURenderCallback")).isEqualTo(Platform.AU_RENDER_CALLBACK);
        assertThatThrownBy(() -> ProfileNames.platform("phone"))
                .hasMessage("--profile is \"phone\", must be one of " + String.join(", ", Platform.names()));
    }

    @Test
    void aRenderSizeHintIsASettingOfTheAudioWorklet() throws IOException {
        Path patch = Files.writeString(folder.resolve("Tone.java"), PATCH);
        Path capsules = folder.resolve("capsules");
        assertThat(run("--profile", "audio-worklet", "--render-size-hint", "hardware", patch.toString(), "--json"))
                .isZero();
        assertThat(printed()).contains("\"profile\":\"audio-worklet\",\"renderQuantumFrames\":512,");
        out.reset();
        // An engine that is too slow after the context goes on: the capsule keeps the setting.
        assertThat(simulate(
                        "{\"profile\": \"audio-worklet\", \"renderSizeHint\": 192, \"stalls\": [{\"kind\": \"once\","
                                + " \"atNanos\": 3300000000, \"lengthNanos\": 900000000, \"stops\": \"producer\"}]}",
                        "--json",
                        "--capsules",
                        capsules.toString()))
                .isEqualTo(1);
        assertThat(printed()).contains("\"renderQuantumFrames\":192,").contains("RECOVERS_IN_TIME");
        try (Stream<Path> saved = Files.list(capsules)) {
            assertThat(run("--replay", saved.findFirst().orElseThrow().toString()))
                    .isZero();
        }
        assertThat(simulate("{\"profile\": \"jack\", \"renderSizeHint\": 128}")).isEqualTo(2);
        assertThat(simulate("{\"profile\": \"audio-worklet\", \"renderSizeHint\": 0}"))
                .isEqualTo(2);
        assertThat(simulate("{\"profile\": \"audio-worklet\", \"renderSizeHint\": 288001}"))
                .isEqualTo(2);
        assertThat(simulate(EXAMPLE.replace("\"seed\"", "\"renderSizeHint\": 128, \"seed\"")))
                .isEqualTo(2);
        assertThat(run("--profile", "audio-worklet", "--render-size-hint", "big", patch.toString()))
                .isEqualTo(2);
        assertThat(run("--profile", "alsa", "--render-size-hint", "128", patch.toString()))
                .isEqualTo(2);
        assertThat(run("--render-size-hint", "128", patch.toString())).isEqualTo(2);
        String choices = "must be default, hardware or a whole number from 1 to 288,000";
        assertThat(errors.toString(StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("saved ")))
                .satisfiesExactly(
                        line -> assertThat(line).contains("renderSizeHint stands beside profile jack"),
                        line -> assertThat(line).contains("renderSizeHint is 0, " + choices),
                        line -> assertThat(line).contains("renderSizeHint is 288001, " + choices),
                        line -> assertThat(line).contains("renderSizeHint stands without profile audio-worklet"),
                        line -> assertThat(line).isEqualTo("--render-size-hint is big, " + choices),
                        line -> assertThat(line).startsWith("--render-size-hint stands beside --profile alsa"),
                        line -> assertThat(line).startsWith("--render-size-hint stands without --profile"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"seed\": 42 | \"seed\": 42, \"patch\": \"None.java\" | patch there is no readable file",
                "\"seed\": 42 | \"seed\": 42, \"edits\": [{\"atNanos\": -5}] | edits[0].atNanos is -5, must be",
                "\"seed\": 42 | \"seed\": 42, \"edits\": [{\"atNanos\": 5}] | edits[0].control is missing",
                "\"seed\": 42 | \"seed\": 42, \"edits\": [{\"atNanos\": 5, \"control\": \"a\", \"value\": \"x\"}] | edits[0].value is \"x\", must be a number",
                "\"seed\": 42 | \"seed\": 42, \"profile\": \"alsa\" | stands beside profile, which decides it",
                "\"seed\": 42 | \"seed\": 42, \"nodeCosts\": [{\"node\": \"sine\"}] | nodeCosts stands without a patch",
                "\"seed\": 42 | \"seed\": 42, \"patch\": {\"fileName\": \"A.java\", \"source\": \"\"}, \"nodeCosts\": [{\"node\": \"sine\"}] | nodeCosts[0].cost is missing",
                "\"seed\": 42 | \"seed\": 42, \"sleep\": \"nap\" | sleep is \"nap\", must be one of room, timer",
                "\"seed\": 42 | \"seed\": 42, \"tuning\": {\"kind\": \"oboe\", \"mostPeriods\": 3} | tuning.mostPeriods is 3, must be a whole number from 4",
                "\"periodFrames\": 48 | \"periodFrames\": [48, 0] | periodFrames[1] is 0, must be",
                "\"periodFrames\": 48 | \"periodFrames\": [] | periodFrames has to hold 1 to 4096 counts",
                "\"ringPeriods\": 4 | \"ringPeriods\": 1000000, \"edits\": [{\"atNanos\": 5, \"control\": \"a\", \"value\": 1}] | ringPeriods makes a ring of 48,000,000 frames",
                "\"sampleRate\": 48000 | \"sampleRate\": 100, \"edits\": [{\"atNanos\": 5, \"control\": \"a\", \"value\": 1}] | sampleRate is 100; with a patch it must be 8,000 to 384,000",
                "\"kind\": \"constant\", \"nanos\": 600000 | \"kind\": \"trace\", \"nanos\": [5, -1] | renderCost.nanos[1] is -1, must be",
                "\"kind\": \"once\", \"atNanos\": 20300000, \"lengthNanos\": 5000000 | \"kind\": \"trace\", \"stalls\": [5] | stalls[0].stalls has to be an array of nanoseconds, beginning and length in turn"
            })
    void aMistakeInWhatTheEngineNeedsIsOneLineToo(String right, String wrong, String line) throws IOException {
        aMistakeIsOneLineThatNamesTheField(right, wrong, line);
    }

    @Test
    void picturesAreDrawnOfOneScenarioAndRefusedOfTwo() throws IOException {
        Path timeline = folder.resolve("underrun.png");
        Path fill = folder.resolve("fill.png");
        Path drawing = folder.resolve("underrun.svg");
        Path fillDrawing = folder.resolve("fill.svg");
        assertThat(simulate(
                        EXAMPLE,
                        "--png",
                        timeline.toString(),
                        "--svg",
                        drawing.toString(),
                        "--fill-png",
                        fill.toString(),
                        "--fill-svg",
                        fillDrawing.toString()))
                .isZero();
        assertThat(Files.readString(fillDrawing)).startsWith("<svg ").contains("fill=\"#c0260f\"");
        assertThat(Files.readString(drawing)).startsWith("<svg ").contains("fill=\"#c0260f\"");
        assertThat(ImageIO.read(timeline.toFile()).getWidth()).isEqualTo(1_200);
        assertThat(ImageIO.read(fill.toFile()).getHeight()).isEqualTo(620);
        for (String option : List.of("--png", "--svg", "--fill-png", "--fill-svg")) {
            assertThat(simulate("[" + EXAMPLE + "," + EXAMPLE + "]", option, timeline.toString()))
                    .isEqualTo(2);
        }
        assertThat(simulate(
                        EXAMPLE, "--png", folder.resolve("no/such/folder.png").toString()))
                .isEqualTo(3);
        assertThat(errors.toString(StandardCharsets.UTF_8).lines())
                .hasSize(5)
                .endsWith(folder.resolve("no/such/folder.png") + ": cannot be written (NoSuchFileException)")
                .filteredOn(line -> line.contains("holds 2 scenarios; a picture or a trace is of one"))
                .hasSize(4);
    }

    @Test
    void aTimelineSurroundsTheFirstUnderrun() throws Exception {
        Path file = Files.writeString(folder.resolve("scenario.json"), EXAMPLE);
        Experiment experiment = Experiment.read(file).getFirst();
        TimelineRecorder recorder = new TimelineRecorder(experiment.scenario());
        experiment.run(done -> {}, recorder);
        Timeline timeline = recorder.timeline();
        assertThat(recorder.hasUnderrun()).isTrue();
        assertThat(timeline.originNanos()).isEqualTo(24_000_000);
        assertThat(timeline.fromNanos()).isEqualTo(12_000_000);
        assertThat(timeline.toNanos()).isEqualTo(36_000_000);
        assertThat(timeline.stalls()).containsExactly(new Timeline.Stall(20_300_000, 25_300_000, false));
        assertThat(timeline.deadlines().stream()
                        .filter(deadline -> deadline.foundFrames() < 48)
                        .map(Timeline.Deadline::atNanos))
                .containsExactly(24_000_000L, 25_000_000L);
        assertThat(timeline.blocks()).contains(new Timeline.Block(20_000_000, 25_600_000, true));
    }

    private int simulate(String scenario, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("scenario.json"), scenario);
        String[] arguments = new String[options.length + 1];
        System.arraycopy(options, 0, arguments, 0, options.length);
        arguments[options.length] = file.toString();
        return run(arguments);
    }

    private int run(String... arguments) {
        return new CommandLine(new SimulateCommand(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(errors, true, StandardCharsets.UTF_8)))
                .setExecutionExceptionHandler((thrown, _, _) -> {
                    if (thrown instanceof CommandException wrong) {
                        errors.writeBytes(
                                (wrong.getMessage() + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
                        return wrong.exitCode();
                    }
                    throw thrown;
                })
                .execute(arguments);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8).strip();
    }
}
