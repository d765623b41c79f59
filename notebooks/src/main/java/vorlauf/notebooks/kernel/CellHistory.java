package vorlauf.notebooks.kernel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.reply.HistoryReply;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;

/**
 * The cells that a session has run, the newest {@value #MOST_CELLS} of them, for the consoles and pages that ask for them. The
 * sessions before are not known here. JupyterLab shows a kernel as unknown until this question is answered.
 *
 * <p>Threads: any.
 */
final class CellHistory {
    /** The library's own answer has other fields than the protocol. */
    @SuppressWarnings("unchecked")
    static final MessageType<Answer> ANSWER = (MessageType<Answer>) (MessageType<?>) HistoryReply.MESSAGE_TYPE;

    private static final int MOST_CELLS = 1_000;

    /** The protocol counts sessions; 0 is this one, and below are those before it. */
    private static final int THIS_SESSION = 1;

    private final Deque<Entry> cells = new ArrayDeque<>();

    private record Entry(int count, String code) {}

    /** What goes over the wire: session, count and code of each cell. */
    @SuppressWarnings("UnusedVariable") // written as JSON by the protocol's library
    static final class Answer {
        private final String status = "ok";
        private final List<List<Object>> history;

        Answer(List<List<Object>> history) {
            this.history = history;
        }
    }

    synchronized void add(int count, String code) {
        if (cells.size() == MOST_CELLS) {
            cells.removeFirst();
        }
        cells.addLast(new Entry(count, code));
    }

    /** What is asked for, oldest first: session, count and code of each. */
    List<List<Object>> of(HistoryRequest request) {
        return switch (request) {
            case HistoryRequest.Tail tail -> newest(tail.getMaxReturnLength(), cell -> true);
            case HistoryRequest.Range range -> range(range.getSessionIndex(), range.getStart(), range.getStop());
            case HistoryRequest.Search search -> {
                Predicate<String> matches = wildcards(search.getPattern());
                yield newest(search.getMaxReturnLength(), cell -> matches.test(cell.code()));
            }
            default -> List.of();
        };
    }

    /** Cells of this session from one count up to another one, which is not among them. */
    private List<List<Object>> range(int session, int start, int stop) {
        boolean isThis = session == 0 || session == THIS_SESSION;
        return newest(MOST_CELLS, cell -> isThis && cell.count() >= start && (stop <= 0 || cell.count() < stop));
    }

    private static Predicate<String> wildcards(String pattern) {
        String regex = pattern.chars()
                .mapToObj(c -> switch (c) {
                    case '*' -> ".*";
                    case '?' -> ".";
                    default -> Pattern.quote(Character.toString(c));
                })
                .collect(Collectors.joining());
        return Pattern.compile(regex, Pattern.DOTALL).asMatchPredicate();
    }

    private synchronized List<List<Object>> newest(int most, Predicate<Entry> wanted) {
        List<List<Object>> found = cells.stream()
                .filter(wanted)
                .map(cell -> List.<Object>of(THIS_SESSION, cell.count(), cell.code()))
                .toList();
        return found.subList(Math.max(0, found.size() - Math.max(0, most)), found.size());
    }
}
