package vorlauf.stress;

import vorlauf.check.Mutant;
import vorlauf.check.Tool;

/**
 * What became of a mutant under a tool.
 *
 * @param detail what caught it, or the reason why it could live, or why the tool does not judge it
 */
record Fate(Mutant mutant, Tool tool, Outcome outcome, String detail) {
    /** The kinds of end. */
    enum Outcome {
        /** The tool found the fault. */
        CAUGHT,
        /** It did not, and the catalogue says why it cannot. */
        EXPECTED_SURVIVOR,
        /** It did not, and should have. */
        SURVIVED,
        /** The tool has no test of this hand-off. */
        NOT_JUDGED,
        /** The tool itself broke down. */
        BROKEN
    }

    /** Whether that is how it should be. */
    boolean isAsDeclared() {
        return switch (outcome) {
            case CAUGHT, EXPECTED_SURVIVOR, NOT_JUDGED -> true;
            case SURVIVED, BROKEN -> false;
        };
    }

    /** The fate of a mutant that a tool has not found. */
    static Fate alive(Mutant mutant, Tool tool, Survivors expected) {
        String reason = expected.reason(mutant, tool);
        return reason == null
                ? new Fate(mutant, tool, Outcome.SURVIVED, "not found")
                : new Fate(mutant, tool, Outcome.EXPECTED_SURVIVOR, reason);
    }
}
