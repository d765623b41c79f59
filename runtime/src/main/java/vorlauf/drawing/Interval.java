package vorlauf.drawing;

/**
 * An estimate at one place of a chart.
 *
 * @param at the place, above 0
 * @param value the estimate, at least 0
 * @param lower end of its interval
 * @param upper end of its interval
 */
public record Interval(double at, double value, double lower, double upper) {
    /** Checks the values. */
    public Interval {
        if (!(at > 0 && lower >= 0 && lower <= value && value <= upper && upper < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("an estimate of " + value + " at " + at + " within " + lower + " to "
                    + upper + "; the place must be above 0, and 0 <= lower <= value <= upper");
        }
    }
}
