package vorlauf.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Blob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;
import vorlauf.cli.CommandException;

/**
 * The rows of a sweep, of a finished one or of one that is on its way: the table {@code results} for queries.
 *
 * <p>A row is a run. Its columns are {@code cell} (number of the scenario), the scenario's keys, {@code seed}, what
 * {@code simulate} says ({@code deadlines}, {@code underrunEvents}, {@code underrunFrames}, {@code traceHash},
 * {@code minimumFillFrames}) and {@code latencyMillis}, the time that the ring holds.
 *
 * <p>Threads: any, one call after another. Errors: a {@link CommandException} with one line.
 */
public final class Results {
    private static final Set<String> CHOICES = Set.of(
            "sampleRate", "periodFrames", "ringPeriods", "ringFrames", "blockFrames", "policy", "sleep", "tuning");

    /** As many rows as an answer may have: those of the summary of the largest grid. */
    private static final int MOST_ROWS = SweepPlan.MOST_CELLS;

    private final Path folder;
    private final Manifest manifest;

    private Results(Path folder, Manifest manifest) {
        this.folder = folder;
        this.manifest = manifest;
    }

    /** The results in a folder. Errors: where no sweep was begun there. */
    public static Results in(Path folder) {
        Manifest manifest = Manifest.read(folder)
                .orElseThrow(() -> CommandException.usage(folder + ": there are no results of a sweep"));
        return new Results(folder, manifest);
    }

    /** The columns that make the grid, in the order of the file. */
    public List<String> axes() {
        return manifest.axes();
    }

    /** How many scenarios the grid has. */
    public int cells() {
        return manifest.cells();
    }

    /**
     * Runs a query of DuckDB's SQL over the table {@code results}; what is none, as {@code COPY}, comes to a count of rows.
     *
     * <p>Errors: where it is wrong, with DuckDB's first line, and where it comes to more rows than memory should hold.
     */
    public ResultTable query(String sql) {
        try (DuckDBConnection connection = PartFile.connect();
                Statement view = connection.createStatement()) {
            view.execute("CREATE VIEW results AS SELECT * FROM read_parquet(" + parts() + ")");
            // only a prepared statement says what is wrong with it
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                if (!statement.execute()) {
                    return new ResultTable(List.of("rows"), List.of(List.of(statement.getLargeUpdateCount())));
                }
                try (ResultSet result = statement.getResultSet()) {
                    return table(result);
                }
            }
        } catch (SQLException wrong) {
            throw CommandException.usage("the query failed: "
                    + String.valueOf(wrong.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private String parts() {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> parts = files.filter(file -> Slice.isFileName(String.valueOf(file.getFileName())))
                    .sorted()
                    .toList();
            if (parts.isEmpty()) {
                throw CommandException.usage(folder + ": the sweep has no results yet");
            }
            return parts.stream().map(PartFile::pattern).collect(Collectors.joining(", ", "[", "]"));
        } catch (IOException e) {
            throw CommandException.failed(folder + ": cannot be read");
        }
    }

    private static ResultTable table(ResultSet result) throws SQLException {
        List<String> columns = names(result.getMetaData());
        List<List<@Nullable Object>> rows = new ArrayList<>();
        while (result.next()) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                row.add(value(result.getObject(i)));
            }
            if (rows.size() == MOST_ROWS) {
                throw CommandException.usage(String.format(
                        Locale.ROOT,
                        "the query comes to more than %,d rows; let it end with LIMIT, or write a file:"
                                + " COPY (SELECT ...) TO 'rows.csv'",
                        MOST_ROWS));
            }
            rows.add(row);
        }
        return new ResultTable(columns, rows);
    }

    /** The names of columns, none twice: {@code --json} would lose one. */
    private static List<String> names(ResultSetMetaData head) throws SQLException {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= head.getColumnCount(); i++) {
            String name = head.getColumnName(i);
            for (int number = 1; names.contains(name); number++) {
                name = head.getColumnName(i) + "_" + number;
            }
            names.add(name);
        }
        return names;
    }

    private static @Nullable Object value(@Nullable Object found) throws SQLException {
        return switch (found) {
            case null -> null;
            case Number number -> number;
            case Boolean truth -> truth;
            case Array list -> value(Arrays.asList((Object[]) list.getArray()));
            case DuckDBStruct struct -> value(struct.getMap());
            case Blob bytes -> HexFormat.of().formatHex(bytes.getBytes(1, (int) bytes.length()));
            case List<?> list -> {
                List<@Nullable Object> values = new ArrayList<>();
                for (Object element : list) {
                    values.add(value(element));
                }
                yield values;
            }
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> values = new LinkedHashMap<>();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    values.put(String.valueOf(entry.getKey()), value(entry.getValue()));
                }
                yield values;
            }
            default -> found.toString();
        };
    }

    /** A row a scenario: its place in the grid, runs, the share of missed deadlines with its 95 % interval, latency. */
    public ResultTable summary() {
        List<String> keys = new ArrayList<>(List.of("cell"));
        keys.addAll(axes());
        return summary(keys);
    }

    /** A row for each combination of values of some columns, with what all its runs come to. */
    private ResultTable summary(List<String> keys) {
        String names = keys.stream().map(key -> PartFile.name(key) + ", ").collect(Collectors.joining());
        ResultTable sums = query("SELECT " + names + "count(*), sum(underrunEvents)::DOUBLE, sum(deadlines)::DOUBLE,"
                + " sum(underrunEvents::DOUBLE * underrunEvents), sum(underrunEvents::DOUBLE * deadlines),"
                + " sum(deadlines::DOUBLE * deadlines), latencyMillis, min(minimumFillFrames)"
                + " FROM results GROUP BY " + names + "latencyMillis ORDER BY ALL");
        List<String> columns = new ArrayList<>(keys);
        columns.addAll(List.of("runs", "probability", "lower", "upper", "latencyMillis", "minimumFillFrames"));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        int at = keys.size();
        for (List<@Nullable Object> sum : sums.rows()) {
            MissShare share = MissShare.of(
                    (long) number(sum, at),
                    number(sum, at + 1),
                    number(sum, at + 2),
                    number(sum, at + 3),
                    number(sum, at + 4),
                    number(sum, at + 5));
            List<@Nullable Object> row = new ArrayList<>(sum.subList(0, at));
            row.addAll(List.of(share.runs(), share.share(), share.lower(), share.upper()));
            row.addAll(sum.subList(at + 6, sum.size()));
            rows.add(row);
        }
        return new ResultTable(columns, rows);
    }

    /**
     * A row for each combination of what an engineer may choose (ring, blocks, periods, policy), over all that may happen to it:
     * the other axes, each of their values as often as it was run. Where nothing of the grid is a choice, each scenario is one.
     */
    public ResultTable choices() {
        List<String> choices = axes().stream()
                .filter(axis -> CHOICES.contains(axis.replaceFirst("_.*", "")))
                .toList();
        return choices.isEmpty() ? summary() : summary(choices);
    }

    private static double number(List<@Nullable Object> row, int index) {
        return row.get(index) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** The rows of {@link #choices} that no other one beats in both latency and probability, the least latency first. */
    public ResultTable pareto() {
        ResultTable choices = choices();
        int latency = choices.columns().indexOf("latencyMillis");
        int probability = choices.columns().indexOf("probability");
        List<List<@Nullable Object>> sorted = new ArrayList<>(choices.rows());
        sorted.sort((List<@Nullable Object> one, List<@Nullable Object> other) -> {
            int byLatency = Double.compare(number(one, latency), number(other, latency));
            return byLatency != 0 ? byLatency : Double.compare(number(one, probability), number(other, probability));
        });
        List<List<@Nullable Object>> front = new ArrayList<>();
        double least = Double.POSITIVE_INFINITY;
        for (List<@Nullable Object> row : sorted) {
            if (number(row, probability) < least) {
                least = number(row, probability);
                front.add(row);
            }
        }
        return new ResultTable(choices.columns(), front);
    }

    /** A PNG: the share of missed deadlines for each pair of values of two axes, over all scenarios with them. */
    public byte[] probabilityMap(String across, String up) {
        return new Pictures(this).probability(across, up);
    }

    /**
     * A PNG: for each pair of values of two axes, the least latency of a scenario that misses no more than a target of its
     * deadlines, with 95 % certainty.
     */
    public byte[] latencyMap(String across, String up, double target) {
        return new Pictures(this).latency(across, up, target);
    }

    /** A PNG: the probability that a run has more underruns than so many, a curve for each value of an axis. */
    public byte[] exceedance(String axis) {
        return new Pictures(this).exceedance(axis);
    }

    /** A PNG: all choices by latency and probability, and the front that {@link #pareto} gives. */
    public byte[] paretoFront() {
        return new Pictures(this).pareto();
    }
}
