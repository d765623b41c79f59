package vorlauf.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

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
                "\"seed\": 42}             | \"seed\": 42             | not JSON"
            })
    void aMistakeIsOneLineThatNamesTheField(String right, String wrong, String line) throws IOException {
        assertThat(simulate(EXAMPLE.replace(right, wrong))).isEqualTo(2);
        String said = errors.toString(StandardCharsets.UTF_8).strip();
        assertThat(said.lines()).hasSize(1);
        assertThat(said).contains("scenario.json: ").contains(line);
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
                .execute(arguments);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8).strip();
    }
}
