package vorlauf.stress;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A bar on the last line of a terminal, moved by what a program prints; silent when the output is no terminal. */
final class ProgressLine {
    private static final Pattern JCSTRESS = Pattern.compile(
            "Results: (\\d+) planned; (\\d+) passed, (\\d+) failed, (\\d+) soft errs, (\\d+) hard errs");
    private static final Pattern JMH = Pattern.compile("Run progress: ([0-9.]+)% complete");
    private static final int WIDTH = 40;
    private static final int LINE = 70;

    private final PrintStream terminal;
    private final boolean shown;

    /** A bar on this stream if {@code shown}. */
    ProgressLine(PrintStream terminal, boolean shown) {
        this.terminal = terminal;
        this.shown = shown;
    }

    /** A bar on standard error where a person watches. */
    @SuppressWarnings("SystemConsoleNull") // never null since JDK 22, but declared so
    static ProgressLine onTerminal() {
        Console console = System.console();
        return new ProgressLine(System.err, console != null && console.isTerminal());
    }

    /** Moves the bar if the line tells how far the program is. */
    void read(String line) {
        double part = part(line);
        if (shown && part >= 0) {
            int full = (int) Math.round(part * WIDTH);
            terminal.printf(Locale.ROOT, "\r[%s%s] %3.0f %%", "#".repeat(full), ".".repeat(WIDTH - full), part * 100);
            terminal.flush();
        }
    }

    /** Says what is being done, in place of the bar. */
    void show(String line) {
        if (shown) {
            String cut = line.length() > LINE ? line.substring(0, LINE) : line;
            terminal.print("\r" + cut + " ".repeat(LINE - cut.length()));
            terminal.flush();
        }
    }

    /** Removes the bar. */
    void finish() {
        if (shown) {
            terminal.print("\r" + " ".repeat(LINE) + "\r");
            terminal.flush();
        }
    }

    /** The part that is done, 0 to 1; negative when the line does not tell. */
    static double part(String line) {
        Matcher stress = JCSTRESS.matcher(line);
        if (stress.find()) {
            int done = 0;
            for (int group = 2; group <= 5; group++) {
                done += Integer.parseInt(stress.group(group));
            }
            return Math.min(1.0, (double) done / Integer.parseInt(stress.group(1)));
        }
        Matcher jmh = JMH.matcher(line);
        return jmh.find() ? Double.parseDouble(jmh.group(1)) / 100 : -1;
    }
}
