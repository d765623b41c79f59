package vorlauf.realtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Methods outside of the code that is scanned, reviewed: those that real-time code may call, and what the others do. */
final class ReviewedCallees {
    private static final Map<Pattern, String> CLEAN = read("clean.txt");
    private static final Map<Pattern, String> KNOWN = read("known.txt");

    private ReviewedCallees() {}

    /** Whether a method, {@code package/Class.name}, was reviewed as safe. */
    static boolean isClean(String callee) {
        return CLEAN.keySet().stream()
                .anyMatch(pattern -> pattern.matcher(callee).matches());
    }

    /** What a method does that real-time code must not do. */
    static String reason(String callee) {
        for (Map.Entry<Pattern, String> known : KNOWN.entrySet()) {
            if (known.getKey().matcher(callee).matches()) {
                return known.getValue();
            }
        }
        return "calls what is not known to be safe";
    }

    /** Lines of a pattern, two blanks and a reason; the pattern is a regular expression on the whole name. */
    private static Map<Pattern, String> read(String name) {
        Map<Pattern, String> entries = new LinkedHashMap<>();
        try (InputStream stream = ReviewedCallees.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the list of reviewed callees " + name + " is missing");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] parts = line.split(" {2,}", 2);
                    entries.put(Pattern.compile(parts[0]), parts[1]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }
}
