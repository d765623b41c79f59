package vorlauf.notebooks.display;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Places in code as a reader of a notebook knows them. JShell compiles each piece of a cell as a class and a file of its own,
 * {@code $JShell$12.java}; which cell that was, the kernel knows.
 *
 * <p>Threads: any.
 */
public final class Places {
    private static final Pattern FILE = Pattern.compile("(?:REPL\\.)?\\$JShell\\$\\w+?(?:\\.java(?::\\d+)?)");
    private static final Pattern CLASS = Pattern.compile("(?:REPL)?\\.?[.$]JShell[.$]\\w+[.$]");
    private static final AtomicReference<UnaryOperator<String>> CELLS =
            new AtomicReference<>(words -> FILE.matcher(words).replaceAll("a cell"));

    private Places() {}

    /** From now on this knows the places of cells: text with JShell's files in it to the same with cells. A kernel calls it. */
    public static void attach(UnaryOperator<String> cells) {
        CELLS.set(cells);
    }

    /** The words with cells in place of JShell's files, and without the classes that it puts around what a cell declares. */
    public static String readable(String words) {
        return words.contains("JShell")
                ? CLASS.matcher(CELLS.get().apply(words)).replaceAll("")
                : words;
    }
}
