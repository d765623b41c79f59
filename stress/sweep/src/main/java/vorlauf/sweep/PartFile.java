package vorlauf.sweep;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;
import vorlauf.cli.CommandException;

/**
 * Writes and reads parts of results, as Parquet by DuckDB.
 *
 * <p>Threads: any, one after another.
 */
final class PartFile implements AutoCloseable {
    private final DuckDBConnection connection;
    private final SweepPlan plan;
    private final String select;

    PartFile(SweepPlan plan) throws SQLException {
        this.plan = plan;
        connection = connect();
        try (Statement statement = connection.createStatement()) {
            // a part is small: one thread writes it fastest, and the cores belong to the simulator
            statement.execute("SET threads = 1");
            String keys = plan.columns().types().entrySet().stream()
                    .map(column -> name(column.getKey()) + " " + column.getValue() + ", ")
                    .collect(Collectors.joining());
            statement.execute("CREATE TABLE cells (cell INTEGER, " + keys + "latencyMillis DOUBLE)");
            statement.execute("CREATE TABLE runs (cell INTEGER, seed BIGINT, deadlines BIGINT, underrunEvents BIGINT,"
                    + " underrunFrames BIGINT, traceHash VARCHAR, minimumFillFrames BIGINT)");
        }
        String keys = plan.columns().types().keySet().stream()
                .map(key -> name(key) + ", ")
                .collect(Collectors.joining());
        select = "SELECT cell, " + keys + "seed, deadlines, underrunEvents, underrunFrames, traceHash,"
                + " minimumFillFrames, latencyMillis FROM runs JOIN cells USING (cell) ORDER BY cell, seed";
    }

    /** A database in memory of its own. */
    static DuckDBConnection connect() throws SQLException {
        try {
            Properties settings = new Properties();
            // else all rows of an answer are fetched before the first one is seen
            settings.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
            Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings);
            NativeLibrary.forgetFile();
            return connection.unwrap(DuckDBConnection.class);
        } catch (LinkageError unloaded) {
            throw CommandException.failed("DuckDB does not start: its native code, 60 MB, cannot be unpacked into "
                    + System.getProperty("java.io.tmpdir") + " and loaded from there (" + reason(unloaded)
                    + "); -Djava.io.tmpdir=FOLDER names another folder");
        }
    }

    private static String reason(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }

    /** Writes a file that is there completely when this returns, and may be there in part when it fails. */
    synchronized void write(Path file, Slice slice, List<RunRow> rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM cells");
            statement.execute("DELETE FROM runs");
            appendCells(slice);
            appendRuns(rows);
            statement.execute(
                    "COPY (" + select + ") TO " + text(file.toAbsolutePath().toString()) + " (FORMAT parquet)");
        }
    }

    private void appendCells(Slice slice) throws SQLException {
        try (DuckDBAppender appender = connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "cells")) {
            for (Slice.Stretch stretch : slice.stretches()) {
                appender.beginRow();
                appender.append(stretch.cell());
                for (Object value : plan.columns().values(plan.grid().cell(stretch.cell()))) {
                    append(appender, value);
                }
                appender.append(plan.latencyMillis(stretch.cell()));
                appender.endRow();
            }
        }
    }

    private static void append(DuckDBAppender appender, @Nullable Object value) throws SQLException {
        switch (value) {
            case Long whole -> appender.append(whole.longValue());
            case Double number -> appender.append(number.doubleValue());
            case Boolean truth -> appender.append(truth.booleanValue());
            case String text -> appender.append(text);
            case null, default -> appender.appendNull();
        }
    }

    private void appendRuns(List<RunRow> rows) throws SQLException {
        try (DuckDBAppender appender = connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "runs")) {
            for (RunRow row : rows) {
                appender.beginRow();
                appender.append(row.cell());
                appender.append(row.seed());
                appender.append(row.deadlines());
                appender.append(row.underrunEvents());
                appender.append(row.underrunFrames());
                appender.append(String.format(Locale.ROOT, "%016x", row.traceHash()));
                appender.append(row.minimumFillFrames());
                appender.endRow();
            }
        }
    }

    /**
     * Whether a file holds the runs of a slice. Slices of a round are consecutive runs, so these sums differ wherever they do.
     */
    synchronized boolean holds(Path file, Slice slice) {
        long cells = 0;
        long repetitions = 0;
        for (Slice.Stretch stretch : slice.stretches()) {
            cells += (long) stretch.cell() * stretch.count();
            repetitions += (2L * stretch.first() + stretch.count() - 1) * stretch.count() / 2;
        }
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*), sum(cell)::BIGINT, sum(seed - ("
                        + plan.seed(0) + "))::BIGINT FROM read_parquet(" + pattern(file) + ")")) {
            return result.next()
                    && result.getLong(1) == slice.runs()
                    && result.getLong(2) == cells
                    && result.getLong(3) == repetitions;
        } catch (SQLException broken) {
            return false;
        }
    }

    /** What is done with the numbers of a run. */
    interface Counts {
        void add(int cell, long missed, long deadlines);
    }

    /** Tells of each run of some parts, in the order of scenarios and seeds. */
    synchronized void read(List<Path> files, Counts counts) throws SQLException {
        String list = files.stream().map(PartFile::pattern).collect(Collectors.joining(", ", "[", "]"));
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT cell, underrunEvents, deadlines FROM read_parquet(" + list + ") ORDER BY cell, seed")) {
            while (result.next()) {
                counts.add(result.getInt(1), result.getLong(2), result.getLong(3));
            }
        }
    }

    /** A name in a statement. */
    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A text in a statement. */
    static String text(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** A file in a statement that takes patterns; its whole path, since DuckDB puts the home folder for a tilde. */
    static String pattern(Path file) {
        return text(file.toAbsolutePath().toString().replaceAll("([\\[*?])", "[$1]"));
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // a database in memory has nothing to lose
        }
    }
}
