package vorlauf.cli;

import java.util.Locale;
import java.util.function.Supplier;

/** Numbers that a user wrote, checked, and numbers that a user reads. */
public final class Usage {
    private static final double LONGEST_SECONDS = 7 * 86_400.0;

    private Usage() {}

    /** Makes something of what the user asked for; what it refuses is wrong usage. */
    public static <T> T check(Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException refused) {
            throw CommandException.usage(String.valueOf(refused.getMessage()));
        }
    }

    /** Frames of a time that the user gave, at least one. */
    public static long frames(double seconds, double rateHertz) {
        if (!(seconds > 0 && seconds <= LONGEST_SECONDS)) {
            throw CommandException.usage("--seconds " + number(seconds) + " is not possible: more than 0, at most "
                    + number(LONGEST_SECONDS) + " (a week)");
        }
        return Math.max(1, Math.round(seconds * rateHertz));
    }

    /** Bytes for people; negative where the JVM cannot tell. */
    static String bytes(long count) {
        return count < 0 ? "an unknown number of bytes (this JVM cannot tell)" : count + " bytes";
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : String.valueOf(value);
    }
}
