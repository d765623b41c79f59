package vorlauf.notebooks.kernel;

import java.util.List;
import java.util.StringJoiner;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/**
 * What helps while a cell is written: completion, documentation, and whether it is a whole.
 *
 * <p>Threads: one, that of the session.
 */
final class Assistance {
    /** What a block adds in front, so that a cell's earlier lines are seen before they have run. */
    private static final String BLOCK = "{ ";

    private final JShell shell;
    private final SourceDocs docs = SourceDocs.ofClassPath();

    Assistance(JShell shell) {
        this.shell = shell;
    }

    /**
     * Ways to go on.
     *
     * @param texts what may stand in place of the characters from {@code start} to {@code end} of the cell
     */
    record Completion(List<String> texts, int start, int end) {}

    /** What may follow at a position of a cell. */
    Completion complete(String cell, int at) {
        String before = cell.substring(0, Math.clamp(at, 0, cell.length()));
        int lineStart = before.lastIndexOf('\n') + 1;
        if (before.startsWith("%", lineStart)) {
            String typed = before.substring(lineStart);
            return new Completion(
                    Magics.names().stream()
                            .filter(name -> name.startsWith(typed))
                            .toList(),
                    lineStart,
                    at);
        }
        int start = openPiece(before);
        int[] anchor = {0};
        List<String> texts = suggestions(before.substring(start), anchor);
        int offset = start;
        if (texts.isEmpty() && start > 0) {
            texts = suggestions(BLOCK + before, anchor);
            offset = -BLOCK.length();
        }
        return new Completion(texts, texts.isEmpty() ? at : Math.max(0, anchor[0] + offset), at);
    }

    private List<String> suggestions(String text, int[] anchor) {
        return analysis().completionSuggestions(text, text.length(), anchor).stream()
                .sorted((a, b) -> Boolean.compare(b.matchesType(), a.matchesType()))
                .map(Suggestion::continuation)
                .distinct()
                .toList();
    }

    /** Where the statement starts that a text ends in. */
    private int openPiece(String text) {
        List<Piece> pieces = Piece.of(analysis(), text);
        if (pieces.isEmpty()) {
            return 0;
        }
        Piece last = pieces.getLast();
        return last.isClosed()
                ? last.start() + Math.min(last.text().length(), text.length() - last.start())
                : last.start();
    }

    /** Signatures and documentation of what stands at a position; empty where nothing is known. */
    String document(String cell, int at) {
        int end = Math.clamp(at, 0, cell.length());
        String inside = documentation(cell.substring(0, end));
        if (!inside.isEmpty()) {
            return inside;
        }
        while (end < cell.length() && Character.isJavaIdentifierPart(cell.charAt(end))) {
            end++;
        }
        String name = cell.substring(0, end);
        String asMethod = documentation(name + "(");
        return asMethod.isEmpty() ? documentation(name) : asMethod;
    }

    private String documentation(String before) {
        int start = openPiece(before);
        String found = documentationOf(before.substring(start));
        return found.isEmpty() && start > 0 ? documentationOf(BLOCK + before) : found;
    }

    private String documentationOf(String text) {
        if (text.isBlank()) {
            return "";
        }
        StringJoiner all = new StringJoiner("\n\n");
        for (Documentation found : analysis().documentation(text, text.length(), true)) {
            String javadoc = found.javadoc() == null ? docs.of(found.signature()) : found.javadoc();
            all.add(javadoc.isBlank() ? found.signature() : found.signature() + "\n    " + plain(javadoc));
        }
        return all.toString();
    }

    /** Javadoc without its marks. */
    private static String plain(String javadoc) {
        return javadoc.strip()
                .replaceAll("\\{@(?:code|link|linkplain|literal) ([^}]*)}", "$1")
                .replaceAll("</?[a-zA-Z][^>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .replaceAll("\\n *", "\n    ");
    }

    /** Whether a cell is a whole: what Jupyter calls complete, incomplete and invalid. */
    enum Wholeness {
        COMPLETE,
        INCOMPLETE,
        INVALID
    }

    Wholeness wholeness(String cell) {
        List<Piece> pieces = Piece.of(analysis(), Magics.Parsed.of(cell).java());
        if (pieces.isEmpty()) {
            return Wholeness.COMPLETE;
        }
        return switch (pieces.getLast().completeness()) {
            case COMPLETE, COMPLETE_WITH_SEMI, CONSIDERED_INCOMPLETE, EMPTY -> Wholeness.COMPLETE;
            case DEFINITELY_INCOMPLETE -> Wholeness.INCOMPLETE;
            case UNKNOWN -> Wholeness.INVALID;
        };
    }

    private SourceCodeAnalysis analysis() {
        return shell.sourceCodeAnalysis();
    }
}
