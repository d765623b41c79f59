package vorlauf.compile;

/**
 * One mistake in a declared graph.
 *
 * @param place file and line where the user wrote it, {@code File.java:12}; empty where unknown
 * @param message what is wrong and what would be right, one line
 * @param isFile whether the graph may be right and an audio file that it names cannot be used
 */
public record Problem(String place, String message, boolean isFile) {
    /** A problem of the graph itself. */
    public Problem(String place, String message) {
        this(place, message, false);
    }

    /** The same, found so many times. */
    Problem times(long count) {
        return new Problem(place, message + " (" + count + " times)", isFile);
    }

    @Override
    public String toString() {
        return place.isEmpty() ? message : place + ": " + message;
    }
}
