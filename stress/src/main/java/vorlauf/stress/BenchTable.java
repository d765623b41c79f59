package vorlauf.stress;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a suite has measured: a row each, for programs, for people and for pages.
 *
 * @param <R> a record, which becomes an object of JSON
 */
interface BenchTable<R> {
    /**
     * A column.
     *
     * @param heading on a terminal
     * @param page heading in a Markdown file; empty for a column that pages do not have
     * @param width on a terminal, to the left where it is negative, in characters
     * @param cell the words of a row
     */
    record Column<R>(String heading, String page, int width, Function<R, String> cell) {
        /** A column of numbers or texts, by the format that {@link String#format} takes. */
        static <R> Column<R> of(String heading, String page, int width, String format, Function<R, Object> value) {
            return new Column<>(heading, page, width, row -> String.format(Locale.ROOT, format, value.apply(row)));
        }
    }

    List<R> rows();

    List<Column<R>> columns();

    /** Lines for a terminal. */
    default String text() {
        StringBuilder text = new StringBuilder(line(Column::heading));
        rows().forEach(row -> text.append(line(column -> column.cell().apply(row))));
        return text.toString();
    }

    private String line(Function<Column<R>, String> word) {
        return columns().stream()
                        .map(column -> String.format(Locale.ROOT, "%" + column.width() + "s", word.apply(column)))
                        .collect(Collectors.joining(" "))
                        .stripTrailing()
                + System.lineSeparator();
    }

    /** A table for a Markdown file. */
    default String markdown() {
        List<Column<R>> shown =
                columns().stream().filter(column -> !column.page().isEmpty()).toList();
        StringBuilder text = new StringBuilder("|");
        shown.forEach(column -> text.append(' ').append(column.page()).append(" |"));
        text.append("\n|").repeat("---|", shown.size()).append('\n');
        for (R row : rows()) {
            text.append('|');
            shown.forEach(
                    column -> text.append(' ').append(column.cell().apply(row)).append(" |"));
            text.append('\n');
        }
        return text.toString();
    }
}
