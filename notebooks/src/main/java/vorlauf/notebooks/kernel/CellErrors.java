package vorlauf.notebooks.kernel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.UnresolvedReferenceException;
import org.jspecify.annotations.Nullable;
import vorlauf.notebooks.kernel.CellOutcome.Failed;

/**
 * Failures of cells for the reader: what, why, and the line of the cell.
 *
 * <p>Threads: one.
 */
final class CellErrors {
    private static final String RED = "\u001b[1;31m";
    private static final String PLAIN = "\u001b[0m";
    private static final int MOST_FRAMES = 12;

    private final JShell shell;
    private final Origins origins;

    CellErrors(JShell shell, Origins origins) {
        this.shell = shell;
        this.origins = origins;
    }

    /** What does not compile, with its line and a marker below the place. */
    Failed compilation(Snippet snippet) {
        List<String> lines = new ArrayList<>();
        List<Diag> errors = shell.diagnostics(snippet).filter(Diag::isError).toList();
        String first = "";
        for (Diag error : errors) {
            List<String> message = origins.readable(error.getMessage(Locale.ROOT))
                    .strip()
                    .lines()
                    .toList();
            String source = snippet.source();
            int at = Math.clamp(error.getPosition(), 0, Math.max(0, source.length() - 1));
            int lineStart = source.lastIndexOf('\n', Math.max(0, at - 1)) + 1;
            if (at < source.length() && source.charAt(at) == '\n') {
                lineStart = source.lastIndexOf('\n', at - 1) + 1;
            }
            int lineEnd = source.indexOf('\n', at);
            String line = source.substring(lineStart, lineEnd < 0 ? source.length() : lineEnd);
            int lineNumber = (int) source.substring(0, lineStart)
                            .chars()
                            .filter(c -> c == '\n')
                            .count()
                    + 1;
            int end = (int) Math.clamp(
                    error.getEndPosition(), at + 1L, lineStart + Math.max(line.length(), at - lineStart + 1));
            String place = place(snippet, lineNumber);
            String what = message.isEmpty() ? "does not compile" : message.getFirst();
            first = first.isEmpty() ? place + ": " + what : first;
            lines.add(RED + place + ": " + PLAIN + what);
            lines.add("    " + line);
            lines.add("    " + indentAs(line, at - lineStart) + RED + "^".repeat(Math.max(1, end - at)) + PLAIN);
            message.stream().skip(1).forEach(lines::add);
        }
        lines.addAll(waiting(String.join(" ", lines)));
        if (lines.isEmpty()) {
            first = "this is not Java";
            lines.add(RED + first + PLAIN);
        }
        return new Failed("CompilationError", first, lines);
    }

    /** What a text speaks of that is declared, but cannot be used yet. */
    private List<String> waiting(String text) {
        return shell.snippets()
                .filter(snippet -> shell.status(snippet) == Snippet.Status.RECOVERABLE_NOT_DEFINED)
                .filter(snippet -> text.matches("(?s).*\\b" + Pattern.quote(nameOf(snippet)) + "\\b.*"))
                .map(snippet -> nameOf(snippet) + " is declared, but needs " + String.join(", ", missing(snippet)))
                .distinct()
                .toList();
    }

    private static String indentAs(String line, int length) {
        StringBuilder indent = new StringBuilder();
        for (int i = 0; i < length; i++) {
            indent.append(i < line.length() && line.charAt(i) == '\t' ? '\t' : ' ');
        }
        return indent.toString();
    }

    private String place(Snippet snippet, int line) {
        Origins.Origin origin = origins.of(snippet.id());
        return (origin == null ? origins.here() : origin).line(line);
    }

    /** What a cell has thrown, with its causes and the lines of cells that it came through. */
    Failed thrown(JShellException exception) {
        List<String> lines = new ArrayList<>();
        Set<Throwable> seen = new HashSet<>();
        Throwable next = exception;
        while (next != null && seen.add(next)) {
            String head = head(next);
            lines.add((lines.isEmpty() ? "" : "caused by ") + RED + head + PLAIN);
            frames(next, lines);
            next = next.getCause();
        }
        return new Failed(simpleName(exception), message(exception), lines);
    }

    private String head(Throwable thrown) {
        String message = message(thrown);
        return simpleName(thrown) + (message.isEmpty() ? "" : ": " + message);
    }

    private static String simpleName(Throwable thrown) {
        String name = switch (thrown) {
            case EvalException evaluated -> evaluated.getExceptionClassName();
            case UnresolvedReferenceException _ -> "NotDeclared";
            default -> thrown.getClass().getName();
        };
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }

    private String message(Throwable thrown) {
        if (thrown instanceof UnresolvedReferenceException unresolved) {
            return nameOf(unresolved.getSnippet()) + " needs "
                    + String.join(", ", missing(unresolved.getSnippet()))
                    + ", which no cell has declared";
        }
        return thrown.getMessage() == null ? "" : origins.readable(thrown.getMessage());
    }

    /** What a declaration refers to that does not exist yet. */
    List<String> missing(Snippet snippet) {
        return snippet instanceof jdk.jshell.DeclarationSnippet declaration
                ? shell.unresolvedDependencies(declaration).toList()
                : List.of();
    }

    static String nameOf(Snippet snippet) {
        return snippet instanceof jdk.jshell.DeclarationSnippet declaration ? declaration.name() : snippet.source();
    }

    private void frames(Throwable thrown, List<String> lines) {
        int shown = 0;
        for (StackTraceElement frame : thrown.getStackTrace()) {
            if (shown++ == MOST_FRAMES) {
                lines.add("    ...");
                return;
            }
            lines.add("    at " + frame(frame));
        }
    }

    private String frame(StackTraceElement frame) {
        String file = frame.getFileName();
        String id = file != null && file.startsWith("#") ? file.substring(1) : null;
        Origins.Origin origin = origins.of(id);
        if (origin == null) {
            return frame.toString();
        }
        return origin.line(frame.getLineNumber()) + sourceLine(id, frame.getLineNumber());
    }

    private String sourceLine(@Nullable String id, int line) {
        return shell.snippets()
                .filter(snippet -> snippet.id().equals(id))
                .findFirst()
                .flatMap(snippet ->
                        snippet.source().lines().skip(Math.max(0, line - 1)).findFirst())
                .map(text -> ":  " + text.strip())
                .orElse("");
    }
}
