package vorlauf.stress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One figure of a JMH run.
 *
 * @param group the benchmark, without its package
 * @param subject its parameters' values
 * @param score the mean
 * @param error half of the 99.9 % interval; NaN where there are too few samples
 * @param unit the score's unit as JMH names it
 * @param moreIsBetter it is a throughput
 */
record Measured(String group, String subject, double score, double error, String unit, boolean moreIsBetter) {
    /** In a group of threads that do different things, the thread whose figure is meant. */
    private static final Set<String> DECIDING = Set.of("read", "ping");

    /** All figures of JMH's JSON file. */
    static List<Measured> read(Path file) throws IOException {
        List<Measured> all = new ArrayList<>();
        for (JsonNode result : JsonMapper.builder().build().readTree(Files.readAllBytes(file))) {
            String name = result.get("benchmark").asString();
            String[] parts = name.split("\\.", -1);
            List<String> values = new ArrayList<>();
            for (JsonNode value : result.path("params")) {
                values.add(value.asString());
            }
            JsonNode metric = result.get("primaryMetric");
            for (String deciding : DECIDING) {
                metric = result.path("secondaryMetrics").has(deciding)
                        ? result.get("secondaryMetrics").get(deciding)
                        : metric;
            }
            all.add(new Measured(
                    parts[parts.length - 2] + "." + parts[parts.length - 1],
                    String.join(" ", values),
                    number(metric.get("score")),
                    number(metric.get("scoreError")),
                    metric.get("scoreUnit").asString(),
                    result.get("mode").asString().equals("thrpt")));
        }
        return all;
    }

    /** JMH writes what is no number as a string. */
    private static double number(JsonNode node) {
        return node.isNumber() ? node.asDouble() : Double.NaN;
    }

    /** This figure as a multiple of the best one; 1 is the best, and less than 1 is worse. */
    double timesTheBest(List<Measured> rivals) {
        double best = score;
        for (Measured rival : rivals) {
            best = moreIsBetter ? Math.max(best, rival.score) : Math.min(best, rival.score);
        }
        return moreIsBetter ? score / best : best / score;
    }
}
