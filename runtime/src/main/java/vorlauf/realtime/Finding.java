package vorlauf.realtime;

import java.util.List;

/**
 * A place where real-time code breaks a rule, or, as a note, where a person has to look.
 *
 * @param rule which
 * @param file source file, without its folder
 * @param line line in it, 0 where the class file does not say
 * @param what what the code does there, {@code allocates a float[] in java.util.Arrays.copyOf}
 * @param method the method that the line stands in, {@code Allocating$Smoothing.process}
 * @param callers how it is reached: the real-time method first, each with the line of its call, the method of the line last
 */
public record Finding(RealTimeRule rule, String file, int line, String what, String method, List<String> callers) {
    public Finding {
        callers = List.copyOf(callers);
    }

    /** One line as a compiler prints it, {@code File.java:12: what (called from ...)}. */
    @Override
    public String toString() {
        return place() + ": " + text();
    }

    /** The same with a word before what happens, {@code File.java:12: note: what (called from ...)}. */
    public String line(String word) {
        return place() + ": " + word + ": " + text();
    }

    private String place() {
        return line > 0 ? file + ":" + line : file;
    }

    private String text() {
        return what + " (called from " + String.join(" > ", callers) + ")";
    }
}
