package vorlauf.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import vorlauf.stress.bench.EngineSpeedProgram;

final class EngineSpeedTest {
    private static final List<String> LINES = List.of(
            "WARNING: something else",
            "sine 1000 4 2",
            "sine 1000 2 2",
            "sine 1000 5 1",
            "slow 1000 11 1",
            "slow 1000 12 1",
            "slow 1000 13 1");

    @Test
    void theClockAndTheProcessorAreToldApart() {
        List<EngineSpeed.Row> rows = EngineSpeed.read(LINES);
        assertThat(rows)
                .containsExactly(
                        new EngineSpeed.Row("sine", 250, 200, 500),
                        new EngineSpeed.Row("slow", 1000.0 / 12, 1000.0 / 13, 1000));
        assertThat(new EngineSpeed(rows).markdown()).contains("| sine | 250 | 200 | 500 |");
    }

    @Test
    void whoeverIsFastByProcessorTimeAloneIsNotFastEnough() {
        List<EngineSpeed.Row> rows = EngineSpeed.read(LINES);
        assertThat(rows).extracting(EngineSpeed.Row::fastEnough).containsExactly(true, false);
        assertThat(new EngineSpeed(rows).text().lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("by the clock"),
                        line -> assertThat(line).doesNotContain("below the 100 asked for"),
                        line -> assertThat(line).endsWith("below the 100 asked for"));
    }

    @Test
    void theProgramPlaysAllSubjects() throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(out);
            EngineSpeedProgram.main(new String[] {"1", "0"});
        } finally {
            System.setOut(before);
        }
        List<EngineSpeed.Row> rows =
                EngineSpeed.read(bytes.toString(StandardCharsets.UTF_8).lines().toList());
        assertThat(rows).extracting(EngineSpeed.Row::subject).containsExactly("sine", "sine-on-alsa", "16-voices");
        assertThat(rows).allSatisfy(row -> assertThat(row.timesByClock()).isPositive());
    }
}
