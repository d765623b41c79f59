package vorlauf.drawing;

import java.util.List;

/**
 * What a heat map shows: a value for each pair of two settings.
 *
 * @param across what runs to the right, and its unit
 * @param columns the settings from left to right, at least one
 * @param up what runs upwards, and its unit
 * @param rows the settings from the lowest up, at least one
 * @param values {@code values[row][column]}; NaN leaves a place empty
 * @param label what a value is, and its unit
 * @param logarithmic whether colours go by the power of ten; values are then at least 0
 * <p>Errors: {@link IllegalArgumentException} where the shape or a value does not fit.
 */
public record HeatMap(
        String across,
        List<String> columns,
        String up,
        List<String> rows,
        double[][] values,
        String label,
        boolean logarithmic) {
    public HeatMap {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        if (columns.isEmpty() || rows.isEmpty() || values.length != rows.size()) {
            throw new IllegalArgumentException(values.length + " rows of values for " + rows.size() + " rows and "
                    + columns.size() + " columns; a map needs one of each at least");
        }
        for (double[] row : values) {
            if (row.length != columns.size()) {
                throw new IllegalArgumentException(
                        "a row has " + row.length + " values for " + columns.size() + " columns");
            }
            for (double value : row) {
                if (Double.isInfinite(value) || (logarithmic && value < 0)) {
                    throw new IllegalArgumentException(
                            "a value is " + value + "; it must be finite, and on a logarithmic scale not negative");
                }
            }
        }
    }
}
