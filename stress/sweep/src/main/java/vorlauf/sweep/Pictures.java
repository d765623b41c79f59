package vorlauf.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vorlauf.cli.CommandException;
import vorlauf.drawing.Charts;
import vorlauf.drawing.Curves;
import vorlauf.drawing.HeatMap;

/**
 * Draws results.
 *
 * @param results of a sweep
 */
record Pictures(Results results) {
    private static final int WIDTH = 1_000;
    private static final int HEIGHT = 560;
    private static final int MOST_CURVES = 8;
    private static final int LONGEST_LABEL = 40;
    static final int MOST_SETTINGS = 200;

    /** The share of missed deadlines for each pair of settings, over all scenarios with them. */
    byte[] probability(String across, String up) {
        requireAxes(across, up);
        Map<String, Double> values = new LinkedHashMap<>();
        ResultTable table = results.query("SELECT " + name(across) + ", " + name(up)
                + ", sum(underrunEvents)::DOUBLE / sum(deadlines) FROM results GROUP BY ALL");
        table.rows().forEach(row -> values.put(key(row.get(0), row.get(1)), number(row.get(2))));
        return map("Probability that a deadline is missed", across, up, values, "probability", true);
    }

    /** The least latency of a scenario with a pair of settings whose probability lies below a target, with 95 % certainty. */
    byte[] latency(String across, String up, double target) {
        requireAxes(across, up);
        ResultTable summary = results.summary();
        int x = summary.columns().indexOf(across);
        int y = summary.columns().indexOf(up);
        int upper = summary.columns().indexOf("upper");
        int latency = summary.columns().indexOf("latencyMillis");
        Map<String, Double> values = new LinkedHashMap<>();
        for (List<@Nullable Object> row : summary.rows()) {
            if (number(row.get(upper)) <= target) {
                values.merge(key(row.get(x), row.get(y)), number(row.get(latency)), Math::min);
            }
        }
        String title =
                "Least latency that misses no more than " + target + " of the deadlines (-: none that was tried)";
        return map(title, across, up, values, "latency (ms)", false);
    }

    private byte[] map(
            String title, String across, String up, Map<String, Double> values, String label, boolean logarithmic) {
        List<@Nullable Object> columns = settings(across);
        List<@Nullable Object> rows = settings(up);
        double[][] cells = new double[rows.size()][columns.size()];
        for (int row = 0; row < cells.length; row++) {
            for (int column = 0; column < columns.size(); column++) {
                cells[row][column] = values.getOrDefault(key(columns.get(column), rows.get(row)), Double.NaN);
            }
        }
        HeatMap map = new HeatMap(across, words(columns), up, words(rows), cells, label, logarithmic);
        return Charts.heatMap(title, map, WIDTH, HEIGHT);
    }

    private void requireAxes(String... names) {
        for (String axis : names) {
            requireAxis(axis, results.axes());
        }
    }

    static void requireAxis(String axis, List<String> all) {
        if (!all.contains(axis)) {
            throw CommandException.usage("no axis is called " + axis + "; there are " + String.join(", ", all));
        }
    }

    static CommandException tooMany(String axis, int values) {
        return CommandException.usage(axis + " has " + values + " values; a map shows " + MOST_SETTINGS + " at most");
    }

    /** The values of an axis, the least first. Errors: where there are too many. */
    private List<@Nullable Object> settings(String axis) {
        List<@Nullable Object> settings = results.query(
                        "SELECT DISTINCT " + name(axis) + " AS value FROM results ORDER BY value NULLS FIRST")
                .column("value");
        if (settings.size() > MOST_SETTINGS) {
            throw tooMany(axis, settings.size());
        }
        return settings;
    }

    /** The probability that a run has more underruns than so many, a curve for each value of an axis. */
    byte[] exceedance(String axis) {
        requireAxes(axis);
        ResultTable table = results.query("SELECT " + name(axis)
                + " AS setting, underrunEvents, count(*) FROM results GROUP BY ALL ORDER BY setting NULLS FIRST, 2");
        Map<String, List<List<@Nullable Object>>> groups = new LinkedHashMap<>();
        for (List<@Nullable Object> row : table.rows()) {
            groups.computeIfAbsent(ResultTable.word(row.get(0)), name -> new ArrayList<List<@Nullable Object>>())
                    .add(row);
        }
        List<Curves.Curve> curves = new ArrayList<>();
        List<String> drawn = some(List.copyOf(groups.keySet()));
        List<String> words = words(drawn);
        for (int i = 0; i < drawn.size(); i++) {
            curves.add(exceedance(axis + " " + words.get(i), groups.getOrDefault(drawn.get(i), List.of())));
        }
        return Charts.curves(
                "Underruns of a run, the probability of more than so many"
                        + (curves.size() < groups.size()
                                ? " (" + curves.size() + " of " + groups.size() + " values)"
                                : ""),
                new Curves("underruns of a run", "probability of more", true, curves),
                WIDTH,
                HEIGHT);
    }

    /** As many as eyes can follow, the first and the last among them. */
    static List<String> some(List<String> groups) {
        if (groups.size() <= MOST_CURVES) {
            return groups;
        }
        return IntStream.range(0, MOST_CURVES)
                .mapToObj(i -> groups.get(i * (groups.size() - 1) / (MOST_CURVES - 1)))
                .toList();
    }

    private static Curves.Curve exceedance(String name, List<List<@Nullable Object>> rows) {
        double all = rows.stream().mapToDouble(row -> number(row.get(2))).sum();
        double[] values = new double[rows.size() + 1];
        double[] beyond = new double[rows.size() + 1];
        beyond[0] = 1;
        double seen = 0;
        for (int i = 0; i < rows.size(); i++) {
            seen += number(rows.get(i).get(2));
            values[i + 1] = number(rows.get(i).get(1));
            beyond[i + 1] = (all - seen) / all;
        }
        return new Curves.Curve(name, Curves.Look.STEPS, values, beyond);
    }

    /** All choices by latency and probability, and the front of those that none beats in both. */
    byte[] pareto() {
        ResultTable all = results.choices();
        ResultTable front = results.pareto();
        double[] latencies = numbers(all, "latencyMillis");
        double longest = Arrays.stream(latencies).max().orElse(0);
        double[] across =
                Arrays.copyOf(numbers(front, "latencyMillis"), front.rows().size() + 1);
        double[] up = Arrays.copyOf(numbers(front, "probability"), across.length);
        // the best stays the best for those who have more time
        across[across.length - 1] = longest;
        up[up.length - 1] = up[up.length - 2];
        return Charts.curves(
                "Latency against underruns: above the line lies what another choice beats in both",
                new Curves(
                        "latency (ms)",
                        "probability that a deadline is missed",
                        true,
                        List.of(
                                new Curves.Curve("front", Curves.Look.STEPS, across, up),
                                new Curves.Curve(
                                        "choices", Curves.Look.POINTS, latencies, numbers(all, "probability")))),
                WIDTH,
                HEIGHT);
    }

    private static double[] numbers(ResultTable table, String column) {
        return table.column(column).stream().mapToDouble(Pictures::number).toArray();
    }

    private static String name(String axis) {
        return PartFile.name(axis);
    }

    private static String key(@Nullable Object across, @Nullable Object up) {
        return across + "\n" + up;
    }

    /** Values in few words: those that would look alike have their numbers before them. */
    static List<String> words(List<?> settings) {
        List<String> words = settings.stream().map(Pictures::label).toList();
        return Set.copyOf(words).size() == words.size()
                ? words
                : IntStream.range(0, words.size())
                        .mapToObj(i -> i + 1 + ": " + words.get(i))
                        .toList();
    }

    /** Objects of JSON without their signs, what is long without its end. */
    private static String label(@Nullable Object value) {
        String word = ResultTable.word(value);
        if (word.startsWith("{") || word.startsWith("[{")) {
            word = word.replace("\"kind\":", "").replaceAll("[\"{}\\[\\]]", "").replaceAll("[,:]", " ");
        }
        return word.length() <= LONGEST_LABEL ? word : word.substring(0, LONGEST_LABEL - 3) + "...";
    }

    private static double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
