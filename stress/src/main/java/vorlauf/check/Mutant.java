package vorlauf.check;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A production class with one fault, made by edits so that it cannot drift away from the class it is a twin of.
 *
 * @param name unique, lower case with hyphens
 * @param handOff what is broken
 * @param what the fault in one line
 * @param expected what the model checker may call it; it must find one of these
 * @param edits applied together
 * @param survives tools that cannot see the fault, and why
 */
public record Mutant(
        String name,
        HandOff handOff,
        String what,
        Set<FindingKind> expected,
        List<Edit> edits,
        Map<Tool, String> survives) {
    /** Copies what it is given. */
    public Mutant {
        expected = Set.copyOf(expected);
        edits = List.copyOf(edits);
        survives = Map.copyOf(survives);
    }

    @Override
    public String toString() {
        return name;
    }
}
