package vorlauf.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MeasuredTest {
    private static final String RESULTS = """
            [{"benchmark": "p.RingBenchmark.throughput", "mode": "thrpt", "params": {"ring": "vorlauf"},
              "primaryMetric": {"score": 30.0, "scoreError": 1.0, "scoreUnit": "ops/us", "rawData": [[30.0]]},
              "secondaryMetrics": {
                "read": {"score": 10.0, "scoreError": "NaN", "scoreUnit": "ops/us", "rawData": [[9.0, 10.0], [11.0]]},
                "write": {"score": 20.0, "scoreError": 1.0, "scoreUnit": "ops/us", "rawData": [[20.0]]}}},
             {"benchmark": "p.ObjectPerNodeBaseline.renderBlock", "mode": "avgt", "params": {"workload": "W1"},
              "primaryMetric": {"score": 3.5, "scoreError": 0.5, "scoreUnit": "ns/op",
                "rawData": [[3.0, 4.0], [3.5]]}, "secondaryMetrics": {}}]
            """;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void takesTheDecidingThreadOfAGroupAndTheWholeElsewhere() throws Exception {
        List<Measured> all = Measured.read(Files.writeString(folder.resolve("results.json"), RESULTS));

        assertThat(all).hasSize(2);
        assertThat(all.getFirst().score()).isEqualTo(10.0);
        assertThat(all.getFirst().best()).isEqualTo(11.0);
        assertThat(all.getFirst().error()).isNaN();
        assertThat(all.getFirst().moreIsBetter()).isTrue();
        assertThat(all.getLast())
                .isEqualTo(new Measured(
                        "ObjectPerNodeBaseline.renderBlock", "W1", 3.5, 0.5, 3.0, 3.5, 4.0, "ns/op", false));
    }

    @Test
    void theBestOfAGroupIsOneAndTheOthersAreLess() {
        Measured fast = new Measured("b", "fast", 1, 1, 40, 40, 40, "ops/us", true);
        Measured slow = new Measured("b", "slow", 1, 1, 10, 10, 10, "ops/us", true);
        assertThat(fast.timesTheBest(List.of(fast, slow))).isEqualTo(1);
        assertThat(slow.timesTheBest(List.of(fast, slow))).isEqualTo(0.25);

        Measured soon = new Measured("b", "soon", 1, 1, 100, 100, 100, "ns/op", false);
        Measured late = new Measured("b", "late", 1, 1, 200, 200, 200, "ns/op", false);
        assertThat(soon.timesTheBest(List.of(soon, late))).isEqualTo(1);
        assertThat(late.timesTheBest(List.of(soon, late))).isEqualTo(0.5);
    }

    @Test
    void printsALineForEachFigure() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Measured fast = new Measured("Bench.marks", "fast", 1, 1, 4000, 4000, 4000, "ops/us", true);
        Measured slow = new Measured("Bench.marks", "slow", 1, 1, 1000, 1000, 1000, "ops/us", true);

        JmhSuite.RING.print(List.of(fast, slow), new PrintStream(bytes, true, StandardCharsets.UTF_8));

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .hasSize(4)
                .element(2)
                .asString()
                .matches("Bench\\.marks +slow +1\\.00 +1\\.00 +1,000\\.00 +1,000\\.00 +ops/us +0\\.25");
    }

    @Test
    void workloadsAreComparedWithTheirLikeAndRingsWithEachOther() {
        Measured objects =
                new Measured("ObjectPerNodeBaseline.renderBlock", "W1", 200, 1, 190, 190, 190, "ns/op", false);
        Measured plan = new Measured("WorkloadBenchmark.renderBlock", "vector W1", 50, 1, 40, 40, 40, "ns/op", false);

        assertThat(JmhSuite.PLANS.rivalry(plan)).isEqualTo(JmhSuite.PLANS.rivalry(objects));
        assertThat(JmhSuite.RING.rivalry(plan)).isNotEqualTo(JmhSuite.RING.rivalry(objects));
    }

    @Test
    void theOrderOfAllIterationsGivesMiddleAndTail() throws Exception {
        String iterations = java.util.stream.IntStream.rangeClosed(1, 101)
                .mapToObj(String::valueOf)
                .collect(java.util.stream.Collectors.joining(","));
        String results = """
                [{"benchmark": "p.CompileBenchmark.first", "mode": "ss", "params": {"nodes": "100"},
                  "primaryMetric": {"score": 51.0, "scoreError": 1.0, "scoreUnit": "ms/op", "rawData": [[%s]]},
                  "secondaryMetrics": {}}]
                """.formatted(iterations);
        Measured first = Measured.read(Files.writeString(folder.resolve("first.json"), results))
                .getFirst();
        assertThat(first.best()).isEqualTo(1);
        assertThat(first.median()).isEqualTo(51);
        assertThat(first.percentile99()).isEqualTo(100);
    }
}
