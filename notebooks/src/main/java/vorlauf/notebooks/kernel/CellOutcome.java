package vorlauf.notebooks.kernel;

import java.util.List;
import java.util.Map;

/** How a cell has ended. */
public sealed interface CellOutcome {
    /** Without a value to show. */
    record Done() implements CellOutcome {}

    /** With the value of its last expression, as MIME type to data. */
    record Shown(Map<String, String> bundle) implements CellOutcome {}

    /**
     * With a failure.
     *
     * @param name what failed, in one word: the exception's class, {@code CompilationError}, {@code Interrupted}
     * @param message why, in one line
     * @param lines all of it for the reader: cause, place, source
     */
    record Failed(String name, String message, List<String> lines) implements CellOutcome {}
}
