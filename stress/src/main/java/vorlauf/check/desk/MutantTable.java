package vorlauf.check.desk;

import java.util.ArrayList;
import java.util.List;
import vorlauf.check.HandOff;
import vorlauf.check.HandOffCheck;
import vorlauf.check.Mutant;
import vorlauf.check.Mutants;
import vorlauf.check.model.Finding;

/**
 * Broken versions of a hand-off, and how the model checker finds each.
 *
 * @param handOff what was broken
 * @param rows a mutant each
 */
public record MutantTable(HandOff handOff, List<Row> rows) {
    public MutantTable {
        rows = List.copyOf(rows);
    }

    /**
     * One mutant.
     *
     * @param mutant the edit
     * @param outcome what the model checker says of it
     */
    public record Row(Mutant mutant, HandOffCheck.Outcome outcome) {
        /** Whether it was found, as what it is. */
        public boolean dies() {
            Finding finding = outcome.finding();
            return finding != null && mutant.expected().contains(finding.kind());
        }
    }

    static MutantTable of(HandOff handOff, int bound) {
        List<Row> rows = new ArrayList<>();
        for (Mutant mutant : Mutants.of(handOff)) {
            rows.add(new Row(mutant, HandOffCheck.check(mutant, bound)));
        }
        return new MutantTable(handOff, rows);
    }

    /** Whether none lives. */
    public boolean allDie() {
        return rows.stream().allMatch(Row::dies);
    }
}
