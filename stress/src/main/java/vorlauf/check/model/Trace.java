package vorlauf.check.model;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happened in one execution, for a reader: a table with a column for each thread. */
final class Trace {
    /** Stands in a finding's message for the name of the place, which is known only at the end. */
    static final String PLACE = "{place}";

    /** Rows of the table; of a longer execution the last ones are shown. */
    private static final int MOST_ROWS = 80;

    /** What an access did. */
    enum Action {
        LOAD,
        STORE,
        UPDATE,
        REFUSED_UPDATE
    }

    private final List<String> threadNames;
    private final List<Entry> entries = new ArrayList<>();
    private @Nullable Entry open;

    Trace(List<String> threadNames) {
        this.threadNames = threadNames;
    }

    private static final class Entry {
        final int thread;
        final int site;
        final String what;
        final @Nullable Location location;

        @Nullable
        Object value;

        final String after;

        Entry(int thread, int site, String what, @Nullable Location location, @Nullable Object value, String after) {
            this.thread = thread;
            this.site = site;
            this.what = what;
            this.location = location;
            this.value = value;
            this.after = after;
        }
    }

    void access(
            ModelThread thread,
            int site,
            Action action,
            Order order,
            Location location,
            @Nullable Object value,
            @Nullable Message from,
            int newer) {
        settle();
        String what = switch (action) {
            case LOAD -> "load " + order.label();
            case STORE -> "store " + order.label();
            case UPDATE -> "update " + order.label();
            case REFUSED_UPDATE -> "no update " + order.label();
        };
        StringBuilder after = new StringBuilder();
        if (from != null) {
            after.append(" from ");
            after.append(from.thread < 0 ? "the start" : name(from.thread) + " " + Sites.get(from.site));
            if (newer > 0) {
                after.append(", OLD: ").append(newer).append(" newer");
            }
        } else if (newer > 0) {
            after.append(" BEFORE ").append(newer).append(" newer");
        }
        Entry entry = new Entry(thread.number, site, what, location, value, after.toString());
        entries.add(entry);
        if (order == Order.PLAIN) {
            open = entry;
        }
    }

    void event(ModelThread thread, int site, String what) {
        settle();
        entries.add(new Entry(thread.number, site, what, null, null, ""));
    }

    /** The execution breaks down in a thread. */
    void ends(ModelThread thread, String what) {
        settle();
        entries.add(new Entry(thread.number, Sites.NOWHERE, what, null, null, ""));
    }

    private String name(int thread) {
        return thread == 0 ? "main" : threadNames.get(thread - 1);
    }

    /** A plain access is noted before it is made; its value stands in memory afterwards. */
    private void settle() {
        Entry entry = open;
        open = null;
        if (entry != null && entry.location != null) {
            Location location = entry.location;
            if (location.owner.getClass().isArray()) {
                entry.value = Array.get(location.owner, (int) location.index);
            } else if (location.real == null || location.real.name().isEmpty()) {
                entry.value = Fields.read(location.owner, (int) location.index);
            } else {
                entry.value = location.real.read(location.owner, location.index);
            }
        }
    }

    int length() {
        return entries.size();
    }

    // ---- table ------------------------------------------------------------------------------------------------------

    Finding named(Finding finding, Map<String, Object> roots) {
        if (!finding.message().contains(PLACE) || entries.isEmpty()) {
            return finding;
        }
        Location location = lastLocation();
        String name = location == null ? "?" : new Names(roots).of(location);
        return new Finding(finding.kind(), finding.property(), finding.message().replace(PLACE, name));
    }

    private @Nullable Location lastLocation() {
        for (int at = entries.size() - 1; at >= 0; at--) {
            if (entries.get(at).location != null) {
                return entries.get(at).location;
            }
        }
        return null;
    }

    /** The table: what all threads did to places that more than one of them touched, in order. */
    List<String> table(Map<String, Object> roots) {
        settle();
        Names names = new Names(roots);
        List<Row> rows = new ArrayList<>();
        for (int at = 0; at < entries.size(); at++) {
            Entry entry = entries.get(at);
            if (entry.thread == 0 ? rows.isEmpty() || entry.location != null : !isShared(entry)) {
                continue;
            }
            int last = at;
            while (last + 1 < entries.size() && continues(entries.get(last), entries.get(last + 1))) {
                last++;
            }
            String place = entry.site == Sites.NOWHERE ? "" : Sites.get(entry.site) + " ";
            Row row = new Row(entry.thread, place + text(names, at, last), 1);
            if (!rows.isEmpty() && rows.getLast().isLike(row)) {
                row = rows.removeLast().oneMore();
            }
            rows.add(row);
            at = last;
        }
        return Row.table(threadNames, rows);
    }

    private static boolean isShared(Entry entry) {
        Location location = entry.location;
        if (location == null) {
            return true;
        }
        int threads = location.clocks.length / 4;
        int touching = 0;
        for (int thread = 1; thread < threads; thread++) {
            boolean touched = false;
            for (int kind = 0; kind < 4; kind++) {
                touched |= location.clocks[kind * threads + thread] > 0;
            }
            touching += touched ? 1 : 0;
        }
        return touching > 1 || location.hasMessages();
    }

    /** Elements of one array that one line of the source runs through are one row. */
    @SuppressWarnings("ReferenceEquality") // the same array
    private static boolean continues(Entry entry, Entry next) {
        return entry.location != null
                && next.location != null
                && entry.thread == next.thread
                && entry.site == next.site
                && entry.what.equals(next.what)
                && entry.location.owner == next.location.owner
                && entry.location.owner.getClass().isArray()
                && entry.location.index + 1 == next.location.index;
    }

    private String text(Names names, int first, int last) {
        Entry entry = entries.get(first);
        Location location = entry.location;
        if (location == null) {
            return entry.what;
        }
        StringBuilder text = new StringBuilder(entry.what).append(' ');
        String name = names.of(location);
        Location end = entries.get(last).location;
        text.append(first == last || end == null ? name : name.replace("]", ".." + end.index + "]"));
        text.append(" = ");
        for (int at = first; at <= last; at++) {
            text.append(at > first ? ", " : "").append(names.value(entries.get(at).value));
        }
        return text.append(entry.after).toString();
    }

    /** One line of the table. */
    private record Row(int thread, String text, int times) {
        boolean isLike(Row other) {
            return thread == other.thread && text.equals(other.text);
        }

        Row oneMore() {
            return new Row(thread, text, times + 1);
        }

        String shown() {
            return times == 1 ? text : text + " (" + times + " times)";
        }

        static List<String> table(List<String> threadNames, List<Row> rows) {
            int[] widths = new int[threadNames.size() + 1];
            for (int column = 1; column < widths.length; column++) {
                widths[column] = threadNames.get(column - 1).length();
            }
            rows.forEach(row -> widths[row.thread] =
                    Math.max(widths[row.thread], row.shown().length()));
            List<String> lines = new ArrayList<>();
            StringBuilder header = new StringBuilder("step");
            for (int column = 1; column < widths.length; column++) {
                header.append(" | ").append(padded(threadNames.get(column - 1), widths[column]));
            }
            lines.add(header.toString().stripTrailing());
            int first = Math.max(0, rows.size() - MOST_ROWS);
            if (first > 0) {
                lines.add("...  | " + first + " steps before these");
            }
            for (int number = first; number < rows.size(); number++) {
                Row row = rows.get(number);
                StringBuilder line = new StringBuilder(padded(String.valueOf(number + 1), 4));
                if (row.thread == 0) {
                    // one thread alone, before or after all others
                    lines.add(line.append(" | main: ").append(row.shown()).toString());
                    continue;
                }
                for (int column = 1; column < widths.length; column++) {
                    line.append(" | ").append(padded(row.thread == column ? row.shown() : "", widths[column]));
                }
                lines.add(line.toString().stripTrailing());
            }
            return lines;
        }

        private static String padded(String text, int width) {
            return text + " ".repeat(Math.max(0, width - text.length()));
        }
    }
}
