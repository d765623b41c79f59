package vorlauf.notebooks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import vorlauf.drawing.Tabular;

/**
 * Results in rows.
 *
 * <p>Threads: one at a time.
 */
public final class Table implements Tabular {
    private final List<String> heading;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... heading) {
        this.heading = List.of(heading);
    }

    /**
     * Adds a row; numbers get three digits and more where they are whole.
     *
     * <p>Errors: {@link IllegalArgumentException} where there are not as many cells as columns.
     */
    public Table row(Object... cells) {
        if (cells.length != heading.size()) {
            throw new IllegalArgumentException("the row has " + cells.length + " cells; the table has " + heading.size()
                    + " columns: " + String.join(", ", heading));
        }
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(words(cell));
        }
        rows.add(List.copyOf(row));
        return this;
    }

    private static String words(Object cell) {
        return switch (cell) {
            case Long whole -> String.format(Locale.ROOT, "%,d", whole);
            case Integer whole -> String.format(Locale.ROOT, "%,d", whole);
            case Double number -> number(number);
            case Float number -> number(number);
            default -> String.valueOf(cell);
        };
    }

    private static String number(double value) {
        double size = Math.abs(value);
        if (value == 0 || (size >= 0.001 && size < 100)) {
            return String.format(Locale.ROOT, "%.3g", value);
        }
        return size >= 100 && size < 1e9
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.2e", value);
    }

    @Override
    public List<String> heading() {
        return heading;
    }

    @Override
    public List<List<String>> cells() {
        return List.copyOf(rows);
    }
}
