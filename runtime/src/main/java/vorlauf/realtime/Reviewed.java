package vorlauf.realtime;

import java.util.ArrayList;
import java.util.List;

/**
 * Findings that people have looked at and let stand, each with its reason: {@code rule class.method reason}.
 *
 * @param entries the lines of a list
 */
public record Reviewed(List<Entry> entries) {
    public Reviewed {
        entries = List.copyOf(entries);
    }

    /**
     * One finding that stands.
     *
     * @param rule what it breaks
     * @param method the method that it stands in, {@code vorlauf.render.SystemClock.parkUntil}
     * @param reason why that is right
     */
    public record Entry(RealTimeRule rule, String method, String reason) {}

    /** Whether a finding is on the list. */
    boolean covers(Finding finding) {
        return entries.stream()
                .anyMatch(entry ->
                        entry.rule() == finding.rule() && entry.method().equals(finding.method()));
    }

    /** Nothing. */
    public static Reviewed none() {
        return new Reviewed(List.of());
    }

    /** The list of Vorlauf's own code. */
    public static Reviewed ofVorlauf() {
        return parse(Callees.lines("reviewed.txt"));
    }

    /**
     * Reads a list; empty lines and those that begin with {@code #} are left out.
     *
     * <p>Errors: {@link IllegalArgumentException} with the line that is wrong.
     */
    public static Reviewed parse(List<String> lines) {
        List<Entry> entries = new ArrayList<>();
        for (String line : lines) {
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            String[] words = text.split("\\s+", 3);
            if (words.length < 3) {
                throw new IllegalArgumentException(
                        "\"" + text + "\" is not possible: a line is a rule, class.method and a reason");
            }
            entries.add(new Entry(RealTimeRule.ofLabel(words[0]), words[1], words[2]));
        }
        return new Reviewed(entries);
    }

    /** Both. */
    public Reviewed and(Reviewed other) {
        List<Entry> all = new ArrayList<>(entries);
        all.addAll(other.entries);
        return new Reviewed(all);
    }
}
