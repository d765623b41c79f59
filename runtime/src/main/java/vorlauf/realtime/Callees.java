package vorlauf.realtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known about methods of the JDK and of libraries beforehand, from the table {@code callees.txt}: which are clean although the scan
 * could not see that, which break a rule whatever stands in them, and which classes are initialised before any program runs.
 *
 * <p>A name is a package with a dot at its end, a class, or a method; the longest that fits decides.
 */
final class Callees {
    /** The table that comes with Vorlauf. */
    static final Callees KNOWN = read("callees.txt");

    private final Map<String, Entry> entries = new HashMap<>();
    private final Set<String> initialised = new HashSet<>();

    /**
     * A line of the table.
     *
     * @param rule what it breaks, or null where it is clean
     * @param text what it does, for findings, or why it is clean
     */
    record Entry(@Nullable RealTimeRule rule, String text) {}

    private static Callees read(String resource) {
        Callees callees = new Callees();
        lines(resource).forEach(callees::add);
        return callees;
    }

    /** Lines of a resource beside this class, without comments. */
    static List<String> lines(String resource) {
        try (InputStream stream = Callees.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("the table " + resource + " is missing");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String line) {
        String[] words = line.split("\\s+", 3);
        if (words.length < 3) {
            throw new IllegalStateException("a line of the table needs a word, a name and a text: " + line);
        }
        switch (words[0]) {
            case "initialised" -> initialised.add(words[1]);
            case "clean" -> entries.put(words[1], new Entry(null, words[2]));
            default -> entries.put(words[1], new Entry(RealTimeRule.ofLabel(words[0]), words[2]));
        }
    }

    /** What is known about a method, or null. */
    @Nullable
    Entry of(MethodName method) {
        String name = method.dotted();
        Entry found = entries.get(name);
        for (int dot = name.lastIndexOf('.'); found == null && dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
            found = entries.get(name.substring(0, dot));
            if (found == null) {
                found = entries.get(name.substring(0, dot + 1));
            }
        }
        return found;
    }

    /** Whether a class is initialised when a program starts; {@code type} with dots. */
    boolean isInitialised(String type) {
        Entry whole = entries.get(type);
        return initialised.contains(type)
                || initialised.contains(type.substring(0, type.lastIndexOf('.') + 1))
                || (whole != null && whole.rule() == null);
    }
}
