package vorlauf.realtime;

import java.util.List;

/**
 * Something that real-time code must not do, and where it does it.
 *
 * @param file source file
 * @param line line in it; 0 where the class file does not say
 * @param what what the code does there
 * @param callers methods from the real-time method down to the one that does it
 */
public record Finding(String file, int line, String what, List<String> callers) {
    /** One line as a compiler prints it. */
    @Override
    public String toString() {
        return file + ":" + line + ": " + what + " (called from " + String.join(" > ", callers) + ")";
    }
}
