package vorlauf.notebooks.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * A cell cut into what JShell takes at once: one statement or declaration each.
 *
 * @param text as it is evaluated, where JShell adds a semicolon
 * @param start characters of the cell before it
 * @param completeness whether it is a whole
 */
record Piece(String text, int start, Completeness completeness) {
    /** What JShell would count as lines of the piece that follows: blanks and comments that are not documentation. */
    private static final Pattern GAP = Pattern.compile("(?:\\s++|//[^\\n]*+|/\\*(?!\\*)(?s:.*?)\\*/)++");

    /** Cuts a text, in order; a last piece that is not complete is one as well. */
    static List<Piece> of(SourceCodeAnalysis analysis, String text) {
        List<Piece> pieces = new ArrayList<>();
        String rest = text;
        while (true) {
            Matcher gap = GAP.matcher(rest);
            rest = gap.lookingAt() ? rest.substring(gap.end()) : rest;
            if (rest.isEmpty()) {
                break;
            }
            CompletionInfo info = analysis.analyzeCompletion(rest);
            if (info.completeness() == Completeness.EMPTY) {
                break;
            }
            String taken = info.completeness().isComplete() && info.source() != null ? info.source() : rest;
            pieces.add(new Piece(taken, text.length() - rest.length(), info.completeness()));
            String left = info.completeness().isComplete() && info.remaining() != null ? info.remaining() : "";
            if (left.length() >= rest.length()) {
                break;
            }
            rest = left;
        }
        return pieces;
    }

    /** Whether more text would be another piece. */
    boolean isClosed() {
        String end = text.stripTrailing();
        return completeness == Completeness.COMPLETE && (end.endsWith(";") || end.endsWith("}"));
    }

    /** Lines of the cell before it. */
    int linesBefore(String cell) {
        return (int) cell.substring(0, start).chars().filter(c -> c == '\n').count();
    }
}
