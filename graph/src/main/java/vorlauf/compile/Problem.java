package vorlauf.compile;

/**
 * One mistake in a declared graph.
 *
 * @param place file and line where the user wrote it, {@code File.java:12}; empty where unknown
 * @param message what is wrong and what would be right, one line
 */
public record Problem(String place, String message) {
    @Override
    public String toString() {
        return place.isEmpty() ? message : place + ": " + message;
    }
}
