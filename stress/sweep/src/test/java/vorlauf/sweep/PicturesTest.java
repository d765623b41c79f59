package vorlauf.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class PicturesTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    private void sweep(String... words) throws Exception {
        SweepCommand command = new SweepCommand(
                new PrintStream(output, true, StandardCharsets.UTF_8),
                new PrintStream(errors, true, StandardCharsets.UTF_8));
        new CommandLine(command).parseArgs(words);
        assertThat(command.call()).isZero();
    }

    private String run() throws Exception {
        Path out = folder.resolve("out");
        sweep(Sweeps.file(folder, Sweeps.SMALL).toString(), "--out", out.toString(), "--json");
        assertThat(output).hasToString("{\"cells\":24,\"seeds\":30,\"runs\":720,\"foundRuns\":0,\"sparedRuns\":0}\n");
        output.reset();
        return out.toString();
    }

    @Test
    void theCommandRunsAnswersAndDraws() throws Exception {
        String out = run();
        assertThat(errors.toString(StandardCharsets.UTF_8))
                .contains("24 scenarios (ringPeriods 4 x renderCost.medianNanos 3 x renderCost.sigma 2) x 30 seeds"
                        + " = 720 runs, about ");
        sweep(
                "--out",
                out,
                "--json",
                "--query",
                "SELECT ringPeriods, count(*) AS runs FROM results WHERE ringPeriods"
                        + " < 3 GROUP BY ALL ORDER BY ALL");
        assertThat(output).hasToString("[{\"ringPeriods\":1,\"runs\":180},{\"ringPeriods\":2,\"runs\":180}]\n");
        output.reset();
        Path pictures = folder.resolve("pictures");
        sweep("--out", out, "--pictures", pictures.toString(), "--axes", "renderCost_medianNanos,ringPeriods");
        assertThat(output.toString(StandardCharsets.UTF_8))
                .contains("probability")
                .hasLineCount(25);
        for (String name : List.of("probability", "latency", "exceedance", "pareto")) {
            assertThat(Files.readAllBytes(pictures.resolve(name + ".png"))).startsWith(0x89, 'P', 'N', 'G');
        }
    }

    @Test
    void optionsThatMakeNoSenseAreOneLine() throws Exception {
        String out = run();
        refused("--axes needs two names", "--out", out, "--pictures", out, "--axes", "ringPeriods");
        refused("no axis is called ring; there are ringPeriods,", "--out", out, "--pictures", out, "--axes", "ring,b");
        refused("--axes is for --pictures", "--out", out, "--axes", "a,b");
        refused("--target 2.0 is not possible", "--out", out, "--target", "2");
        refused("--workers 0 is not possible", "--out", out, "--workers", "0");
        refused("--plan is for a FILE", "--out", out, "--plan");
        refused("--master is for a FILE", "--out", out, "--master", "local");
        refused("give FILE and --out FOLDER");
        refused("--out FOLDER is missing", "file.json");
        refused("one at a time", "file.json", "--out", out, "--query", "SELECT 1");
    }

    private void refused(String line, String... words) {
        assertThatThrownBy(() -> sweep(words)).hasMessageContaining(line);
    }

    /** Hours of work must not come before the word that is wrong. */
    @Test
    void whatCannotBeDrawnIsRefusedBeforeAnythingRuns() {
        String file = Sweeps.file(folder, Sweeps.SMALL).toString();
        String out = folder.resolve("out").toString();
        String there = folder.resolve("pictures").toString();
        refused("no axis is called ring", file, "--out", out, "--pictures", there, "--axes", "ring,ringPeriods");
        refused(
                "names ringPeriods twice",
                file,
                "--out",
                out,
                "--pictures",
                there,
                "--axes",
                "ringPeriods,ringPeriods");
        refused("pictures cannot be written there", file, "--out", out, "--pictures", file);
        String one = Sweeps.SMALL.replaceAll("\\[(\\S+), [^]]*]", "$1");
        refused("two axes at least", Sweeps.file(folder, one).toString(), "--out", out, "--pictures", there);
        String many = IntStream.rangeClosed(1, 201).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        String large =
                Sweeps.file(folder, Sweeps.SMALL.replace("1, 2, 3, 4", many)).toString();
        refused("ringPeriods has 201 values; a map shows 200", large, "--out", out, "--pictures", there);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void curvesAreNoMoreThanEyesCanFollow() {
        List<String> twelve = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l");
        assertThat(Pictures.some(twelve)).containsExactly("a", "b", "d", "e", "g", "h", "j", "l");
        assertThat(Pictures.some(twelve.subList(0, 8))).isEqualTo(twelve.subList(0, 8));
    }

    @Test
    void labelsLeaveRoomForThePicture() {
        assertThat(Pictures.words(List.of(
                        2L,
                        "[441,441,442]",
                        "{\"kind\":\"constant\",\"nanos\":900000}",
                        "[{\"kind\":\"collector\",\"collector\":\"g1\",\"megabytesPerSecond\":50}]")))
                .containsExactly(
                        "2", "[441,441,442]", "constant nanos 900000", "collector collector g1 megabytesPerSe...");
        assertThat(Pictures.words(List.of("a".repeat(50), "a".repeat(60))))
                .containsExactly("1: " + "a".repeat(37) + "...", "2: " + "a".repeat(37) + "...");
    }

    @Test
    void anAxisOfObjectsOrListsIsDrawnAndSummedUp() throws Exception {
        String text = """
                {
                  "periodFrames": 48,
                  "renderCost": [{"kind": "constant", "nanos": 900000}, {"kind": "exponential", "meanNanos": 500000}],
                  "stalls": [[], [{"kind": "once", "atNanos": 5000000, "lengthNanos": 9000000, "stops": "producer"}]],
                  "ringPeriods": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
                  "deadlines": 50,
                  "seeds": 2
                }""";
        Path out = folder.resolve("out");
        Path pictures = out.resolve("pictures"); // beside the results
        sweep(Sweeps.file(folder, text).toString(), "--out", out.toString(), "--pictures", pictures.toString());
        assertThat(pictures.resolve("pareto.png")).exists();
        ResultTable summary = Results.in(out).summary();
        assertThat(summary.rows()).hasSize(40);
        assertThat(summary.column("stalls")).contains("[]").doesNotContainNull();
        assertThat(summary.column("renderCost")).contains("{\"kind\":\"constant\",\"nanos\":900000}");
    }

    /** What an average over the runs with a setting hides, the front of choices shows; both agree with sums by hand. */
    @Test
    void theFrontIsWhatNoOtherChoiceBeats() throws Exception {
        Results results = Results.in(Path.of(run()));
        ResultTable choices = results.choices();
        assertThat(choices.columns())
                .containsExactly(
                        "ringPeriods", "runs", "probability", "lower", "upper", "latencyMillis", "minimumFillFrames");
        assertThat(choices.rows()).hasSize(4);
        List<?> sums = results.query("SELECT sum(underrunEvents)::DOUBLE / sum(deadlines) AS p FROM results"
                        + " GROUP BY ringPeriods ORDER BY ringPeriods")
                .column("p");
        assertThat(choices.column("probability")).hasToString(sums.toString());
        ResultTable front = results.pareto();
        for (List<?> row : choices.rows()) {
            boolean beaten = choices.rows().stream().anyMatch(other -> beats(other, row));
            assertThat(front.rows().contains(row)).as(row.toString()).isEqualTo(!beaten);
        }
        assertThat(front.rows()).hasSizeGreaterThan(1);
    }

    private static boolean beats(List<?> one, List<?> other) {
        double latency = (double) one.get(5) - (double) other.get(5);
        double probability = (double) one.get(2) - (double) other.get(2);
        return latency <= 0 && probability <= 0 && latency + probability < 0;
    }
}
