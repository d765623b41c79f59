package vorlauf.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Latencies by their histogram, and stalls one after the other. */
final class StallModelsTest {
    private static final int DRAWS = 1_000_000;

    @TempDir
    private Path folder = Path.of("");

    private Scenario read(String cost, String stalls) throws IOException, Scenario.InvalidException {
        Path file = Files.writeString(
                folder.resolve("scenario.json"),
                "{\"periodFrames\": 48, \"ringPeriods\": 4, \"renderCost\": " + cost + ", \"stalls\": [" + stalls
                        + "], \"deadlines\": 400}");
        return ScenarioReader.read(file).list().getFirst().scenario();
    }

    private Scenario histogram(String lines) throws IOException, Scenario.InvalidException {
        Files.writeString(folder.resolve("latency.hist"), lines);
        return read("{\"kind\": \"histogram\", \"file\": \"latency.hist\"}", "");
    }

    /** How far the counts of drawn times are from what the histogram says: chi-square over its four bins. */
    private static double chiSquare(Length drawn, double[] expected) {
        long[] counts = new long[expected.length];
        Length.Sampler sampler = drawn.sampler(new RandomStream(3, "histogram"));
        for (int i = 0; i < DRAWS; i++) {
            counts[(int) (sampler.nextNanos() / 1_000)]++;
        }
        double sum = 0;
        for (int bin = 0; bin < expected.length; bin++) {
            double difference = counts[bin] - expected[bin] * DRAWS;
            sum += expected[bin] == 0 ? counts[bin] * 1e9 : difference * difference / (expected[bin] * DRAWS);
        }
        return sum;
    }

    @Test
    void binsAreDrawnByTheirCountsAndNoneThatIsEmpty() throws IOException, Scenario.InvalidException {
        // Two threads, as cyclictest -S prints them; bin 2 is empty.
        Length.Histogram length = (Length.Histogram) histogram(
                        "# Histogram\n000000 000001\t000002\n000001 000004\t000001\n000002 000000\t000000\n3 1 1 # last")
                .renderCost();
        double[] right = {0.3, 0.5, 0, 0.2};
        assertThat(chiSquare(length, right)).isLessThan(13.8); // 2 degrees of freedom, one in a thousand
        // The broken twin takes the counts for their sums: its bins are one too far.
        Length twin = new Length.Histogram(length.fromNanos(), 1_000, List.of(1L, 3L, 8L, 10L));
        assertThat(chiSquare(twin, right)).isGreaterThan(1_000);
    }

    @Test
    void timesAreSpreadEvenlyWithinABin() throws IOException, Scenario.InvalidException {
        Length.Sampler sampler = histogram("5 7").renderCost().sampler(new RandomStream(4, "bin"));
        double sum = 0;
        for (int i = 0; i < DRAWS; i++) {
            long nanos = sampler.nextNanos();
            assertThat(nanos).isBetween(5_000L, 5_999L);
            sum += nanos;
        }
        assertThat(sum / DRAWS).isBetween(5_498.0, 5_501.0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5 1\\n4 1         | the bin 4 is beyond a day, or not after the one before it",
                "99999999999 1     | the bin 99999999999 is beyond a day",
                "5 0\\n6 0         | all its counts are 0",
                "5                 | line 1: needs 2 whole numbers",
                "5 x               | line 1: needs 2 whole numbers",
                "1 9007199254740992 9 | add up to more than 9007199254740992"
            })
    void aBadHistogramIsOneLine(String lines, String line) {
        assertThatThrownBy(() -> histogram(lines.replace("\\n", "\n")))
                .isInstanceOf(Scenario.InvalidException.class)
                .hasMessageContaining(line)
                .hasMessageStartingWith("renderCost.file");
    }

    /** What a capsule holds is read again without the file, and is the same. */
    @Test
    void countsAndGapsAreWrittenAsTheyAreRead() throws IOException, Scenario.InvalidException {
        Files.writeString(folder.resolve("latency.hist"), "1 4 1\n2 0 0\n7 3 2");
        String histogram = "{\"kind\": \"histogram\", \"file\": \"latency.hist\", \"binNanos\": 500}";
        Scenario scenario = read(
                histogram,
                "{\"kind\": \"renewal\", \"gap\": " + histogram
                        + ", \"length\": {\"kind\": \"uniform\", \"nanos\": 9}, \"stops\": \"jvm\"}");
        assertThat(scenario.renderCost())
                .isEqualTo(new Length.Histogram(List.of(500L, 1_000L, 3_500L), 500, List.of(5L, 5L, 10L)));
        String written =
                JsonMapper.builder().build().writeValueAsString(ScenarioWriter.fields(Experiment.of(scenario)));
        Files.delete(folder.resolve("latency.hist"));
        Path again = Files.writeString(folder.resolve("again.json"), written);
        assertThat(ScenarioReader.read(again).list().getFirst().scenario()).isEqualTo(scenario);
        // The broken twin counts a bin more often than it was seen.
        Path twin = Files.writeString(folder.resolve("twin.json"), written.replace("[1,5,", "[1,6,"));
        assertThat(ScenarioReader.read(twin).list().getFirst().scenario()).isNotEqualTo(scenario);
    }

    @Test
    void oneFollowsTheOtherAfterItsGap() throws IOException, Scenario.InvalidException {
        Scenario scenario = read("{\"kind\": \"constant\", \"nanos\": 1}", """
                {"kind": "renewal", "gap": {"kind": "constant", "nanos": 700},
                 "length": {"kind": "constant", "nanos": 30}, "stops": "jvm"}""");
        Stalls stalls = scenario.stalls().getFirst();
        assertThat(stalls.stopsConsumer()).isTrue();
        Stalls.Source source = stalls.source(new RandomStream(1, "renewal"));
        assertThat(List.of(source.next(), source.next(), source.next()))
                .containsExactly(
                        new Stalls.Interval(700, 730),
                        new Stalls.Interval(1_430, 1_460),
                        new Stalls.Interval(2_160, 2_190));
    }

    @Test
    void stallsWithoutAGapStillLeaveANanosecond() {
        Stalls stalls = new Stalls(new Stalls.Renewal(new Length.Constant(0), new Length.Constant(5)), false);
        Stalls.Source source = stalls.source(new RandomStream(1, "renewal"));
        assertThat(List.of(source.next(), source.next()))
                .containsExactly(new Stalls.Interval(1, 6), new Stalls.Interval(7, 12));
    }
}
