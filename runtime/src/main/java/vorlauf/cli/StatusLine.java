package vorlauf.cli;

import java.io.PrintStream;

/**
 * The last line of a terminal, drawn over again and again; ordinary lines appear above it. Without a terminal only the
 * ordinary lines are printed.
 *
 * <p>Threads: any.
 */
public final class StatusLine {
    private static final String ERASE = "\r\u001b[K";

    private final PrintStream stream;
    private final boolean interactive;
    private String shown = "";

    /** A status at the end of {@code stream}; {@code interactive} where that is a terminal. */
    public StatusLine(PrintStream stream, boolean interactive) {
        this.stream = stream;
        this.interactive = interactive;
    }

    boolean interactive() {
        return interactive;
    }

    /** Draws the status anew; an empty one takes it away. */
    public synchronized void show(String status) {
        if (interactive && !status.equals(shown)) {
            stream.print(ERASE + status);
            stream.flush();
            shown = status;
        }
    }

    /** Prints a line that stays. */
    synchronized void line(String line) {
        if (shown.isEmpty()) {
            stream.println(line);
        } else {
            stream.println(ERASE + line);
            stream.print(shown);
        }
        stream.flush();
    }
}
