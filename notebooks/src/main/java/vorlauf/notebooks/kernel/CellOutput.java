package vorlauf.notebooks.kernel;

import java.util.Map;

/**
 * Where the outputs of one cell go: to a front end, or to a saved notebook. Bundles are MIME type to data.
 *
 * <p>Threads: any, several at once, after the cell has ended as well.
 */
interface CellOutput {
    /** Text of a stream, {@code stdout} or {@code stderr}. */
    void stream(String name, String text);

    /** Shows a bundle; with an identity where it will change. */
    void display(Map<String, String> bundle, String displayId);

    /** Replaces what {@link #display} has shown under an identity. */
    void update(Map<String, String> bundle, String displayId);
}
