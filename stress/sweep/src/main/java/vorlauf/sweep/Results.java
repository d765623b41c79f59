package vorlauf.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
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

    /** Runs a query of DuckDB's SQL over the table {@code results}. Errors: where it is none, with DuckDB's first line. */
    public ResultTable query(String sql) {
        try (DuckDBConnection connection = PartFile.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE VIEW results AS SELECT * FROM read_parquet(" + parts() + ")");
            try (ResultSet result = statement.executeQuery(sql)) {
                return table(result);
            }
        } catch (SQLException wrong) {
            throw CommandException.usage("the query failed: "
                    + String.valueOf(wrong.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private String parts() {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> parts = files.filter(file -> file.toString().endsWith(".parquet"))
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
        ResultSetMetaData head = result.getMetaData();
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= head.getColumnCount(); i++) {
            columns.add(head.getColumnName(i));
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        while (result.next()) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                Object value = result.getObject(i);
                row.add(
                        value instanceof Number || value instanceof Boolean || value == null
                                ? value
                                : value.toString());
            }
            rows.add(row);
        }
        return new ResultTable(columns, rows);
    }

    /** A row a scenario: its place in the grid, runs, the share of missed deadlines with its 95 % interval, latency. */
    public ResultTable summary() {
        String any = axes().stream()
                .map(axis -> "any_value(" + PartFile.name(axis) + "), ")
                .collect(Collectors.joining());
        ResultTable sums =
                query("SELECT cell, " + any + "count(*), sum(underrunEvents)::DOUBLE, sum(deadlines)::DOUBLE,"
                        + " sum(underrunEvents::DOUBLE * underrunEvents), sum(underrunEvents::DOUBLE * deadlines),"
                        + " sum(deadlines::DOUBLE * deadlines), any_value(latencyMillis), min(minimumFillFrames)"
                        + " FROM results GROUP BY cell ORDER BY cell");
        List<String> columns = new ArrayList<>(List.of("cell"));
        columns.addAll(axes());
        columns.addAll(List.of("runs", "probability", "lower", "upper", "latencyMillis", "minimumFillFrames"));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        int at = 1 + axes().size();
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

    private static double number(List<@Nullable Object> row, int index) {
        return row.get(index) instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
