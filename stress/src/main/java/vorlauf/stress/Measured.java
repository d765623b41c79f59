package vorlauf.stress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
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
 * @param best the best iteration of all forks: what the machine does when nothing else takes its cores
 * @param median the iteration in the middle
 * @param percentile99 the iteration that 99 of 100 are no worse than
 * @param unit the score's unit as JMH names it
 * @param moreIsBetter it is a throughput
 */
record Measured(
        String group,
        String subject,
        double score,
        double error,
        double best,
        double median,
        double percentile99,
        String unit,
        boolean moreIsBetter) {
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
            boolean moreIsBetter = result.get("mode").asString().equals("thrpt");
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
                    rank(metric.get("rawData"), moreIsBetter, 0),
                    rank(metric.get("rawData"), moreIsBetter, 0.5),
                    rank(metric.get("rawData"), moreIsBetter, 0.99),
                    metric.get("scoreUnit").asString(),
                    moreIsBetter));
        }
        return all;
    }

    /** JMH writes what is no number as a string. */
    private static double number(JsonNode node) {
        return node.isNumber() ? node.asDouble() : Double.NaN;
    }

    /** The iteration that this share of all others is better than; of the raw data of all forks. */
    private static double rank(JsonNode forks, boolean moreIsBetter, double share) {
        List<Double> all = new ArrayList<>();
        for (JsonNode fork : forks) {
            for (JsonNode iteration : fork) {
                all.add(iteration.asDouble());
            }
        }
        all.sort(moreIsBetter ? Comparator.reverseOrder() : Comparator.naturalOrder());
        return all.isEmpty() ? Double.NaN : all.get((int) Math.ceil(share * (all.size() - 1)));
    }

    /** The best iteration as a multiple of the best of all rivals; 1 is the best, and less than 1 is worse. */
    double timesTheBest(List<Measured> rivals) {
        double leader = best;
        for (Measured rival : rivals) {
            leader = moreIsBetter ? Math.max(leader, rival.best) : Math.min(leader, rival.best);
        }
        return moreIsBetter ? best / leader : leader / best;
    }
}
