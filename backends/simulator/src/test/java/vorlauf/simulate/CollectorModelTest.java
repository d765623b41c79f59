package vorlauf.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pauses of collectors by how much is allocated. */
final class CollectorModelTest {
    private static final int PAUSES = 200_000;

    @TempDir
    private Path folder = Path.of("");

    private Stalls read(String stall) throws IOException, Scenario.InvalidException {
        Path file = Files.writeString(
                folder.resolve("scenario.json"),
                "{\"periodFrames\": 48, \"ringPeriods\": 4, \"renderCost\": {\"kind\": \"constant\", \"nanos\": 1},"
                        + " \"stalls\": [{\"kind\": \"collector\", " + stall + "}], \"deadlines\": 4}");
        return ScenarioReader.read(file).list().getFirst().scenario().stalls().getFirst();
    }

    /** Mean gap and median length of many pauses. */
    private static double[] drawn(Stalls stalls) {
        Stalls.Source source = stalls.source(new RandomStream(1, "collector"));
        double gaps = 0;
        long end = 0;
        long[] lengths = new long[PAUSES];
        for (int i = 0; i < PAUSES; i++) {
            Stalls.Interval pause = source.next();
            gaps += pause.fromNanos() - end;
            end = pause.toNanos();
            lengths[i] = pause.toNanos() - pause.fromNanos();
        }
        java.util.Arrays.sort(lengths);
        return new double[] {gaps / PAUSES, lengths[PAUSES / 2]};
    }

    @Test
    void pausesComeByWhatIsAllocatedAndLastByTheirMedian() throws IOException, Scenario.InvalidException {
        String values = "\"megabytesPerPause\": 150, \"gapSigma\": 0.7, \"medianNanos\": 9000000, \"sigma\": 0.4,";
        double[] slow = drawn(read(values + "\"megabytesPerSecond\": 100"));
        assertThat(slow[0]).isBetween(1.48e9, 1.52e9);
        assertThat(slow[1]).isBetween(8.9e6, 9.1e6);
        // Twice as much garbage: twice as often, as long as before.
        double[] fast = drawn(read(values + "\"megabytesPerSecond\": 200"));
        assertThat(fast[0]).isBetween(0.74e9, 0.76e9);
        assertThat(fast[1]).isBetween(8.9e6, 9.1e6);
        // The broken twin takes the mean for the median: it comes too rarely.
        Stalls twin =
                new Stalls(new Stalls.Renewal(new Length.LogNormal(1.5e9, 0.7), new Length.LogNormal(9e6, 0.4)), false);
        assertThat(drawn(twin)[0]).isGreaterThan(1.8e9);
    }

    @Test
    void collectorsThatWereMeasuredAreKnownByName() throws IOException, Scenario.InvalidException {
        Map<String, CollectorModel> measured = CollectorModel.measured();
        assertThat(measured).containsKeys("g1", "parallel", "serial");
        for (Map.Entry<String, CollectorModel> one : measured.entrySet()) {
            Stalls stalls =
                    read("\"collector\": \"" + one.getKey() + "\", \"megabytesPerSecond\": 100, \"stops\": \"jvm\"");
            assertThat(stalls).isEqualTo(new Stalls(one.getValue().stalls(100), true));
            assertThat(one.getValue().medianNanos()).isPositive();
        }
        // A value beside the name is used in place of the measured one.
        assertThat(read("\"collector\": \"g1\", \"megabytesPerSecond\": 100, \"medianNanos\": 5")
                        .kind())
                .isNotEqualTo(read("\"collector\": \"g1\", \"megabytesPerSecond\": 100")
                        .kind());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"collector\": \"epsilon\", \"megabytesPerSecond\": 100 | stalls[0].collector is \"epsilon\", must be one of g1,",
                "\"collector\": \"g1\"                                  | stalls[0].megabytesPerSecond is missing",
                "\"collector\": \"g1\", \"megabytesPerSecond\": 0       | stalls[0].megabytesPerSecond is 0, must be",
                "\"megabytesPerSecond\": 100                            | stalls[0].megabytesPerPause is missing",
                "\"collector\": \"g1\", \"rate\": 100                   | stalls[0].rate is not known here"
            })
    void aMistakeIsOneLine(String stall, String line) {
        assertThatThrownBy(() -> read(stall))
                .isInstanceOf(Scenario.InvalidException.class)
                .hasMessageStartingWith(line);
    }
}
