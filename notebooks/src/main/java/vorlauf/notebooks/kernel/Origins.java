package vorlauf.notebooks.kernel;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the pieces of cells came from: JShell names a piece by an identity, and its class by an index.
 *
 * <p>Threads: one.
 */
final class Origins {
    private static final Pattern CLASS = Pattern.compile("(?:REPL\\.)?\\$JShell\\$(\\d+)\\w*(?:\\.java:\\d+|[.$])?");

    private final Map<String, Origin> byId = new HashMap<>();
    private final Map<Integer, Integer> cellByIndex = new HashMap<>();
    private int cellNumber;
    private int linesBefore;
    private int pieces;

    /** A piece of a cell: the cell's number, and how many lines of the cell come before the piece. */
    record Origin(int cellNumber, int linesBefore) {
        /** {@code cell 3, line 2}, from a line of the piece. */
        String line(int line) {
            return (cellNumber == 0 ? "start" : "cell " + cellNumber) + ", line " + (linesBefore + line);
        }
    }

    /** The pieces that follow are those of this cell, from this line on. */
    void enter(int cell, int lines) {
        cellNumber = cell;
        linesBefore = lines;
    }

    /** Where the pieces that follow come from. */
    Origin here() {
        return new Origin(cellNumber, linesBefore);
    }

    /** A name for the next piece, whose class has this index. */
    String nextId(int index) {
        pieces++;
        String id = "piece" + pieces;
        byId.put(id, here());
        cellByIndex.put(index, cellNumber);
        return id;
    }

    @Nullable
    Origin of(@Nullable String id) {
        return id == null ? null : byId.get(id);
    }

    /** A text in which JShell's class names are gone and its places are those of cells. */
    String readable(String text) {
        return CLASS.matcher(text).replaceAll(found -> {
            Integer cell = cellByIndex.get(Integer.parseInt(found.group(1)));
            return found.group().contains(".java:") && cell != null ? "cell " + cell : "";
        });
    }
}
