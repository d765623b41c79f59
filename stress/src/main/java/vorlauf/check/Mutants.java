package vorlauf.check;

import java.util.List;

/** The catalogue of mutants. Threads: any. */
public final class Mutants {
    private static final List<Mutant> ALL = MutantCatalogue.read();

    private Mutants() {}

    /** All mutants. */
    public static List<Mutant> all() {
        return ALL;
    }

    /** The mutants of one hand-off. */
    public static List<Mutant> of(HandOff handOff) {
        return ALL.stream().filter(mutant -> mutant.handOff() == handOff).toList();
    }

    /** The mutant with a name. */
    public static Mutant named(String name) {
        return ALL.stream()
                .filter(mutant -> mutant.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no mutant " + name));
    }
}
