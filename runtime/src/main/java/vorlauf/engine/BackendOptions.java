package vorlauf.engine;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The options that a user gave a backend, read by name and checked.
 *
 * <p>Each reading names an option that exists; {@link #refuseUnknown} then knows which names the user made up.
 *
 * <p>Threads: one thread at a time, the control thread.
 *
 * <p>Errors: each value that cannot be used is a {@link BackendException} whose one line says what would be accepted.
 */
public final class BackendOptions {
    private final String backend;
    private final Map<String, String> given;
    private final TreeSet<String> known = new TreeSet<>();

    /** Options for the backend of this name. */
    public BackendOptions(String backend, Map<String, String> given) {
        this.backend = backend;
        this.given = Map.copyOf(given);
    }

    /** The text of an option, if the user gave it. */
    public Optional<String> text(String name) {
        known.add(name);
        return Optional.ofNullable(given.get(name));
    }

    /** A whole number from {@code lowest} to {@code highest}; {@code otherwise} where the user gave none. */
    public long whole(String name, long otherwise, long lowest, long highest) throws BackendException {
        String value = text(name).orElse(null);
        if (value == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value.strip());
            if (number >= lowest && number <= highest) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw refused(name, value, "a whole number from " + lowest + " to " + highest, e);
        }
        throw refused(name, value, "a whole number from " + lowest + " to " + highest, null);
    }

    /** {@code true} or {@code false}; {@code otherwise} where the user gave none. */
    public boolean flag(String name, boolean otherwise) throws BackendException {
        return choice(name, otherwise ? "true" : "false", "true", "false").equals("true");
    }

    /** One of a few words; {@code otherwise} where the user gave none. */
    public String choice(String name, String otherwise, String... words) throws BackendException {
        String value =
                text(name).map(text -> text.strip().toLowerCase(Locale.ROOT)).orElse(otherwise);
        for (String word : words) {
            if (word.equals(value)) {
                return word;
            }
        }
        throw refused(name, value, String.join(" or ", words), null);
    }

    /** Refuses what nobody has read: after all other readings. */
    public void refuseUnknown() throws BackendException {
        TreeSet<String> unknown = new TreeSet<>(given.keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            String rule = known.isEmpty() ? "it takes none" : "it takes " + String.join(", ", known);
            throw new BackendException(
                    backend + ": no option is called '" + String.join("' or '", unknown) + "'; " + rule);
        }
    }

    private BackendException refused(String name, String value, String rule, @Nullable Throwable cause) {
        String message = backend + ": option " + name + " is '" + value + "', must be " + rule;
        return cause == null ? new BackendException(message) : new BackendException(message, cause);
    }
}
