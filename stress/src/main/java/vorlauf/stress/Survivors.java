package vorlauf.stress;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vorlauf.check.Mutant;
import vorlauf.check.Mutants;
import vorlauf.check.Tool;

/**
 * Mutants that a tool is expected not to find, each with the reason: those of the catalogue, and those of {@code
 * survivors.txt}, a line each with tool, mutant and reason, for what the scenarios of a tool do not reach.
 *
 * <p>Errors: a line that names no tool or no mutant is an {@link IllegalArgumentException}.
 */
final class Survivors {
    private static final String LIST = "survivors.txt";

    private final Map<String, String> reasons = new LinkedHashMap<>();

    private Survivors(List<String> lines) {
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] words = line.strip().split("\\s+", 3);
            if (words.length < 3) {
                throw new IllegalArgumentException("\"" + line + "\": a line has a tool, a mutant and a reason");
            }
            Tool tool = Tool.valueOf(words[0].toUpperCase(Locale.ROOT).replace('-', '_'));
            reasons.put(key(Mutants.named(words[1]), tool), words[2]);
        }
    }

    /** Those of this build. */
    static Survivors ofThisBuild() {
        try (InputStream stream = Objects.requireNonNull(Survivors.class.getResourceAsStream(LIST), LIST)) {
            return parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Survivors parse(List<String> lines) {
        return new Survivors(lines);
    }

    /** Why a tool may not find a mutant, or null where it must. */
    @Nullable
    String reason(Mutant mutant, Tool tool) {
        String listed = reasons.get(key(mutant, tool));
        return listed == null ? mutant.survives().get(tool) : listed;
    }

    private static String key(Mutant mutant, Tool tool) {
        return tool + " " + mutant.name();
    }
}
