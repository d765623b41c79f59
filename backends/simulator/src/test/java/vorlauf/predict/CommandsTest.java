package vorlauf.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vorlauf.cli.CommandException;
import vorlauf.simulate.SimulateCommand;

/** {@code measure} and {@code advise} with the real engine; nothing is said about how long anything takes. */
@Timeout(300)
final class CommandsTest {
    @TempDir
    private Path folder = Path.of("");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final List<String> refused = new ArrayList<>();

    private int run(Object command, String... arguments) {
        return new CommandLine(command)
                .setExecutionExceptionHandler((thrown, _, _) -> {
                    refused.add(String.valueOf(thrown.getMessage()));
                    return thrown instanceof CommandException ? 2 : 3;
                })
                .execute(arguments);
    }

    private int advise(String... arguments) {
        return run(new AdviseCommand(out, Prediction.Effort.QUICK), arguments);
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private Path patch() throws IOException {
        return Files.writeString(
                folder.resolve("Tone.java"),
                "import static vorlauf.graph.Signals.*;\nvorlauf.graph.Signal patch() { return sine(440).gain(0.1); }\n");
    }

    @Test
    void whatIsMeasuredCanBeSimulated() {
        Path scenario = folder.resolve("traces").resolve("here.json");
        assertThat(run(new MeasureCommand(out), "--seconds", "1", "--json", "--out", scenario.toString()))
                .isZero();
        JsonNode measured = JsonMapper.builder().build().readTree(printed());
        assertThat(measured.get("cost").get("count").asLong()).isGreaterThan(100);
        assertThat(measured.get("allocatedBytes").asLong()).isLessThanOrEqualTo(1_000);
        assertThat(measured.get("scheduling").asString()).startsWith("the producer runs ");
        assertThat(measured.get("sleeps").has("sleep, ordinary")).isTrue();
        assertThat(measured.get("files")).hasSizeGreaterThanOrEqualTo(4);
        for (JsonNode file : measured.get("files")) {
            assertThat(Path.of(file.asString())).isNotEmptyFile();
        }
        assertThat(new CommandLine(new SimulateCommand()).execute("--json", scenario.toString()))
                .isZero();
    }

    @Test
    void advisesARingAndDrawsIt() throws IOException {
        Path picture = folder.resolve("rings.png");
        // Whether a ring is certain enough depends on the machine: both answers are right.
        assertThat(advise(
                        patch().toString(),
                        "--profile",
                        "wasapi",
                        "--target",
                        "0.2",
                        "--seconds",
                        "2",
                        "--verify",
                        "--verify-rings",
                        "3",
                        "--plot",
                        picture.toString(),
                        "--json"))
                .isIn(0, 1);
        JsonNode advice = JsonMapper.builder().build().readTree(printed());
        assertThat(advice.get("periodFrames").asInt()).isEqualTo(480);
        assertThat(advice.get("rows")).hasSizeGreaterThanOrEqualTo(3);
        for (JsonNode row : advice.get("rows")) {
            assertThat(row.get("lower").asDouble())
                    .isLessThanOrEqualTo(row.get("upper").asDouble());
            assertThat(row.get("leadFrames").asLong())
                    .isEqualTo(480L * row.get("ringBlocks").asLong());
        }
        assertThat(advice.get("verified")).hasSize(1);
        assertThat(advice.get("verified").get(0).get("deadlines").asLong()).isGreaterThan(100);
        assertThat(Files.readAllBytes(picture)).startsWith(0x89, 'P', 'N', 'G');
    }

    @ParameterizedTest
    @CsvSource({"64, 64, 512", "hardware, 512, 512", "600, 600, 600", "1024, 1024, 1024"})
    void whatAPageAsksForIsWhatIsAdvisedFor(String hint, int quantumFrames, int periodFrames) throws IOException {
        assertThat(advise(
                        patch().toString(),
                        "--profile",
                        "audio-worklet",
                        "--render-size-hint",
                        hint,
                        "--target",
                        "0.5",
                        "--seconds",
                        "3",
                        "--json"))
                .isIn(0, 1);
        JsonNode advice = JsonMapper.builder().build().readTree(printed());
        assertThat(advice.get("renderQuantumFrames").asInt()).isEqualTo(quantumFrames);
        assertThat(advice.get("periodFrames").asInt()).isEqualTo(periodFrames);
        for (JsonNode row : advice.get("rows")) {
            assertThat(row.get("leadFrames").asLong())
                    .isEqualTo((long) periodFrames * row.get("ringBlocks").asLong());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--target 0          | --target 0.0 is not possible: 1e-12 to 1",
                "--target 1          | --target 1.0 is not possible: 1e-12 to 1",
                "--profile phone     | --profile is \"phone\", must be one of null-device, audio-worklet, au-render-callback",
                "--render-size-hint 128 | --render-size-hint stands without --profile audio-worklet",
                "--profile alsa --render-size-hint 128 | --render-size-hint stands beside --profile alsa; audio-worklet has it",
                "--profile audio-worklet --render-size-hint big | --render-size-hint is big, must be default, hardware or a whole",
                "--profile audio-worklet --render-size-hint 0 | --render-size-hint is 0, must be default, hardware or a whole",
                "--profile audio-worklet --render-size-hint 8193 | --render-size-hint 8193 is not possible here: advise plays",
                "--backend phone     | --backend is \"phone\", must be one of ",
                "--seconds -1        | --seconds -1 is not possible",
                "--garbage -1        | --garbage -1.0 is not possible: 0 to 10,000",
                "--verify-rings 0    | --verify-rings 0 is not possible: 1 to 4,096 blocks"
            })
    void aMistakeIsOneLine(String arguments, String line) throws IOException {
        List<String> words = new ArrayList<>(List.of(arguments.split(" ", -1)));
        words.add(patch().toString());
        assertThat(advise(words.toArray(String[]::new))).isEqualTo(2);
        assertThat(refused).hasSize(1);
        assertThat(refused.getFirst()).startsWith(line).doesNotContain("\n");
    }

    @Test
    void aPatchThatIsNotThereIsOneLine() {
        assertThat(advise(folder.resolve("None.java").toString())).isNotZero();
        assertThat(refused.getFirst()).contains("there is no such file").doesNotContain("\n");
    }
}
