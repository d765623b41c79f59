package vorlauf.drawing;

import java.util.List;

/**
 * What a bar chart shows: groups side by side, in each a bar for every series.
 *
 * @param groups names below the groups, at least one
 * @param series names in the legend, at least one
 * @param values {@code values[series][group]}; NaN leaves the place of a bar empty, others are positive
 * <p>Errors: {@link IllegalArgumentException} where the shape or a value does not fit.
 */
public record Bars(List<String> groups, List<String> series, double[][] values) {
    public Bars {
        groups = List.copyOf(groups);
        series = List.copyOf(series);
        if (groups.isEmpty() || series.isEmpty() || values.length != series.size()) {
            throw new IllegalArgumentException(values.length + " rows of values for " + series.size() + " series and "
                    + groups.size() + " groups; a chart needs a row for each series, and one of each at least");
        }
        for (double[] row : values) {
            if (row.length != groups.size()) {
                throw new IllegalArgumentException(
                        "a row has " + row.length + " values for " + groups.size() + " groups");
            }
            for (double value : row) {
                if (value <= 0 || Double.isInfinite(value)) {
                    throw new IllegalArgumentException(
                            "a bar is " + value + " long; on a logarithmic axis it must be positive and finite");
                }
            }
        }
    }
}
