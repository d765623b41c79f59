package vorlauf.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vorlauf.cli.CommandException;

final class SweepPlanTest {
    private static final String BASE = "{\"periodFrames\": 48, \"ringPeriods\": 4, \"deadlines\": 10,"
            + " \"renderCost\": {\"kind\": \"constant\", \"nanos\": 1}, ";

    @TempDir
    private Path folder;

    @Test
    void countsScenariosAndRuns() {
        SweepPlan plan = Sweeps.plan(folder, Sweeps.SMALL);
        assertThat(plan.cells()).isEqualTo(24);
        assertThat(plan.runs()).isEqualTo(720);
        assertThat(plan.seed(0)).isEqualTo(7);
        assertThat(plan.seed(29)).isEqualTo(36);
        assertThat(plan.latencyMillis(23)).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "wakeup": {"kind": "constant", "nanos": [1, 2]} | wakeup is not known here; there are
            "blockFrames": [48, 480] | blockFrames is 480, more than the ring holds (192 frames) (in the scenario with blockFrames 480)
            "policy": [] | policy is an empty array
            "seeds": 0 | seeds is 0, must be one whole number from 1 to
            "seeds": 2.5 | seeds is 2.5, must be one whole number
            "seeds": 1000000000000 | seeds is 1000000000000, must be one whole number from 1 to 100,000,000
            "seeds": 1e12 | seeds is 1.0E12, must be one whole number from 1 to 100,000,000
            "seeds": 100000000, "policy": ["abs", "slip"] | the grid has 2 scenarios, 200,000,000 runs; a sweep has at most
            "seeds": 1000000, "stop": {"relative": 0.1, "batch": 20} | stop.batch is 20: 1,000,000 seeds would be looked at more than 1,000 times; it has to be 1,000 at least
            "seed": [1, 2] | seed is [1,2], must be one whole number from -9,223,372,036,854,775,808 to 9,223,372,036,754,775,807; seeds counts the repetitions
            "stop": 5 | stop is 5, must be an object of halfWidth, relative and batch
            "stop": {"halfWith": 0.1} | must be an object of halfWidth, relative and batch
            "stop": {"batch": 20} | stop needs halfWidth or relative, above 0
            "stop": {"halfWidth": 2} | stop.halfWidth is 2, must be a number between 0 and 1
            "stop": {"relative": 0.1, "batch": 3} | stop.batch is 3, must be one whole number from 10
            """)
    void whatIsWrongIsOneLineThatNamesFileAndField(String more, String line) {
        Path file = Sweeps.file(folder, BASE + more + "}");
        assertThatThrownBy(() -> SweepPlan.read(file, done -> {}))
                .isInstanceOfSatisfying(CommandException.class, wrong -> {
                    assertThat(wrong.exitCode()).isEqualTo(2);
                    assertThat(wrong.getMessage())
                            .startsWith(file.toString())
                            .contains(line)
                            .doesNotContain("\n");
                });
    }

    @Test
    void aBatchIsAThousandthOfManySeeds() {
        String stop = BASE + "\"stop\": {\"relative\": 0.1}, \"seeds\": ";
        assertThat(Sweeps.plan(folder, stop + "100}").stop()).contains(new StopRule(0, 0.1, 20));
        assertThat(Sweeps.plan(folder, stop + "1000001}").stop()).contains(new StopRule(0, 0.1, 1_001));
    }

    @Test
    void aGridOfMoreScenariosThanCanBeLookedAtIsRefusedAtOnce() {
        StringBuilder values = new StringBuilder("1");
        for (int i = 2; i <= 2_000; i++) {
            values.append(", ").append(i);
        }
        String axis = ": [" + values + "]";
        String nanos = ": {\"kind\": \"constant\", \"nanos\"" + axis + "}, ";
        String axes = "\"wakeUp\"" + nanos + "\"consumerJitter\"" + nanos + "\"clockDriftPpm\"" + axis
                + ", \"blockFrames\"" + axis + "}";
        assertThatThrownBy(() -> Sweeps.plan(folder, BASE + axes))
                .hasMessageContaining("the grid has 16,000,000,000,000 scenarios")
                .hasMessageContaining("a sweep has at most 1,000,000 scenarios");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            []      | a sweep is one object
            {"a": 1 | line 1, column 8: not JSON: Unexpected end-of-input
            {"ringPeriods": 1, "ringPeriods": [2, 3]} | not JSON: Duplicate
            """)
    void whatIsNoSweepIsOneLine(String text, String line) {
        assertThatThrownBy(() -> Sweeps.plan(folder, text)).hasMessageContaining(line);
        assertThatThrownBy(() -> SweepPlan.read(folder.resolve("none"), done -> {}))
                .hasMessageContaining("there is no readable text file of this name");
    }

    @Test
    void theHashIsThatOfValuesAndOfNamedFiles() throws IOException {
        Path trace = folder.resolve("costs.txt");
        Files.writeString(trace, "1\n2\n");
        String text = BASE + "\"wakeUp\": {\"kind\": \"trace\", \"file\": [\"costs.txt\"]}}";
        String hash = Sweeps.plan(folder, text).sha256();
        assertThat(Sweeps.plan(folder, text.replace(": ", ":   ")).sha256()).isEqualTo(hash);
        assertThat(Sweeps.plan(folder, text.replace("10", "11")).sha256()).isNotEqualTo(hash);
        Files.writeString(trace, "1\n3\n");
        assertThat(Sweeps.plan(folder, text).sha256()).isNotEqualTo(hash);
    }
}
