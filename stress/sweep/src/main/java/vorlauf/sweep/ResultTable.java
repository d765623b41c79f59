package vorlauf.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vorlauf.drawing.Tabular;

/**
 * Rows that a query came to.
 *
 * <p>Threads: any.
 *
 * @param columns their names
 * @param rows values in the order of the columns: numbers, texts, truths and nulls, lists of them and maps by texts
 */
public record ResultTable(List<String> columns, List<List<@Nullable Object>> rows) implements Tabular {
    private static final int MOST_LINES = 200;

    public ResultTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** A column's values. Errors: {@link IllegalArgumentException} where there is none of this name. */
    public List<@Nullable Object> column(String name) {
        int index = columns.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("no column is called " + name + "; there are " + columns);
        }
        List<@Nullable Object> values = new ArrayList<>();
        rows.forEach(row -> values.add(row.get(index)));
        return values;
    }

    @Override
    public List<String> heading() {
        return columns;
    }

    /** The first 200 rows as words. */
    @Override
    public List<List<String>> cells() {
        return rows.stream()
                .limit(MOST_LINES)
                .map(row -> row.stream().map(ResultTable::word).toList())
                .toList();
    }

    /** A row as an object, as {@code --json} prints it. */
    List<Map<String, @Nullable Object>> objects() {
        List<Map<String, @Nullable Object>> objects = new ArrayList<>();
        for (List<@Nullable Object> row : rows) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                object.put(columns.get(i), row.get(i));
            }
            objects.add(object);
        }
        return objects;
    }

    /** Aligned columns, numbers to the right; the first 200 rows. */
    @Override
    public String toString() {
        List<String[]> lines = new ArrayList<>();
        lines.add(columns.toArray(new String[0]));
        for (List<@Nullable Object> row : rows.subList(0, Math.min(MOST_LINES, rows.size()))) {
            lines.add(row.stream().map(ResultTable::word).toArray(String[]::new));
        }
        int[] widths = new int[columns.size()];
        for (String[] line : lines) {
            Arrays.setAll(widths, i -> Math.max(widths[i], line[i].length()));
        }
        boolean[] numbers = new boolean[columns.size()];
        for (List<@Nullable Object> row : rows) {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] |= row.get(i) instanceof Number;
            }
        }
        StringBuilder text = new StringBuilder();
        for (String[] line : lines) {
            StringBuilder joined = new StringBuilder();
            for (int i = 0; i < line.length; i++) {
                boolean number = numbers[i];
                int blanks = widths[i] - line[i].length();
                joined.append(i == 0 ? "" : "  ")
                        .repeat(' ', number ? blanks : 0)
                        .append(line[i])
                        .repeat(' ', number ? 0 : blanks);
            }
            text.append(joined.toString().stripTrailing()).append(System.lineSeparator());
        }
        if (rows.size() > MOST_LINES) {
            text.append("... and ")
                    .append(rows.size() - MOST_LINES)
                    .append(" rows more")
                    .append(System.lineSeparator());
        }
        return text.toString();
    }

    static String word(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Double number -> number(number);
            case Float number -> number((double) number);
            // a row is a line
            default -> String.valueOf(value).replaceAll("\\R", " ");
        };
    }

    private static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        double size = Math.abs(value);
        return size < 1e-3 || size >= 1e9
                ? String.format(Locale.ROOT, "%.3e", value)
                : String.format(Locale.ROOT, size < 10 ? "%.5f" : "%.3f", value).replaceFirst("\\.?0+$", "");
    }
}
