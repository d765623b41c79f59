package vorlauf.drawing;

/**
 * The extremes of a long series in a few columns: what is seen when more readings fall on a column of pixels than it
 * has pixels. No reading is left out, so a single click in an hour is still in the picture.
 */
final class Envelope {
    private final double startSeconds;
    private final double columnSeconds;
    private final double[] lowest;
    private final double[] highest;
    private final long nonFiniteCount;

    private Envelope(
            double startSeconds, double columnSeconds, double[] lowest, double[] highest, long nonFiniteCount) {
        this.startSeconds = startSeconds;
        this.columnSeconds = columnSeconds;
        this.lowest = lowest;
        this.highest = highest;
        this.nonFiniteCount = nonFiniteCount;
    }

    /**
     * The extremes of samples at an even rate. Samples that are not finite are counted and left out; a column that
     * has nothing else is 0.
     *
     * @param columnLimit columns at most; with fewer samples each sample has its own
     */
    static Envelope ofSamples(float[] samples, double rateHertz, int columnLimit) {
        int columns = Math.max(1, Math.min(columnLimit, samples.length));
        double[] lowest = new double[columns];
        double[] highest = new double[columns];
        long nonFiniteCount = 0;
        for (int column = 0; column < columns; column++) {
            int from = (int) ((long) samples.length * column / columns);
            int to = (int) ((long) samples.length * (column + 1) / columns);
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int i = from; i < to; i++) {
                if (Float.isFinite(samples[i])) {
                    low = Math.min(low, samples[i]);
                    high = Math.max(high, samples[i]);
                } else {
                    nonFiniteCount++;
                }
            }
            lowest[column] = low <= high ? low : 0;
            highest[column] = low <= high ? high : 0;
        }
        return new Envelope(0, samples.length / rateHertz / columns, lowest, highest, nonFiniteCount);
    }

    /** The extremes of readings, each of which holds until the next one; before the first, the first holds. */
    static Envelope ofReadings(RingFill fill, double startSeconds, double endSeconds, int columnLimit) {
        int columns = Math.max(1, columnLimit);
        double columnSeconds = (endSeconds - startSeconds) / columns;
        double[] lowest = new double[columns];
        double[] highest = new double[columns];
        int next = 0;
        double held = fill.readingCount() == 0 ? 0 : fill.frames(0);
        for (int column = 0; column < columns; column++) {
            double columnEnd =
                    column == columns - 1 ? Double.POSITIVE_INFINITY : startSeconds + (column + 1) * columnSeconds;
            lowest[column] = held;
            highest[column] = held;
            while (next < fill.readingCount() && fill.seconds(next) < columnEnd) {
                held = fill.frames(next++);
                lowest[column] = Math.min(lowest[column], held);
                highest[column] = Math.max(highest[column], held);
            }
        }
        return new Envelope(startSeconds, columnSeconds, lowest, highest, 0);
    }

    int columns() {
        return lowest.length;
    }

    /** The middle of the column. */
    double seconds(int column) {
        return startSeconds + (column + 0.5) * columnSeconds;
    }

    double lowest(int column) {
        return lowest[column];
    }

    double highest(int column) {
        return highest[column];
    }

    long nonFiniteCount() {
        return nonFiniteCount;
    }

    /** The largest distance from zero. */
    double peak() {
        double peak = 0;
        for (int column = 0; column < columns(); column++) {
            peak = Math.max(peak, Math.max(-lowest[column], highest[column]));
        }
        return peak;
    }
}
