package vorlauf.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vorlauf.check.HandOff;
import vorlauf.check.Mutant;
import vorlauf.check.Mutants;
import vorlauf.check.Tool;

final class SurvivorsTest {
    private static final Mutant ORDER = Mutants.named("opaque-write-index");
    private static final Mutant LOGIC = Mutants.named("publish-before-copy");
    private static final Survivors NONE = Survivors.parse(List.of());

    @Test
    void theListOfThisBuildNamesMutantsThatExist() {
        assertThat(Survivors.ofThisBuild().reason(LOGIC, Tool.JCSTRESS)).isNull();
    }

    @Test
    void theCataloguesReasonsCountAndTheListsGoFirst() {
        Survivors none = Survivors.parse(List.of("# nothing", ""));
        assertThat(none.reason(ORDER, Tool.JCSTRESS)).contains("x86");
        assertThat(none.reason(ORDER, Tool.MODEL_CHECKER)).isNull();
        Survivors one = Survivors.parse(List.of("jcstress  " + ORDER.name() + "  not on this machine"));
        assertThat(one.reason(ORDER, Tool.JCSTRESS)).isEqualTo("not on this machine");
        assertThat(one.reason(LOGIC, Tool.JCSTRESS)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jcstress opaque-write-index", "jcstress nobody a reason", "hammer opaque-write-index a reason"})
    void aLineThatSaysNothingIsRefused(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> Survivors.parse(List.of(line)));
    }

    @Test
    void aMutantThatLivesWithoutAReasonIsNotAsDeclared() {
        assertThat(Fate.alive(ORDER, Tool.JCSTRESS, NONE).isAsDeclared()).isTrue();
        assertThat(Fate.alive(LOGIC, Tool.JCSTRESS, NONE).isAsDeclared()).isFalse();
        assertThat(new Fate(LOGIC, Tool.JCSTRESS, Fate.Outcome.BROKEN, "").isAsDeclared())
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(HandOff.class)
    void jcstressHasTestsOfEveryHandOff(HandOff handOff) {
        assertThat(MutantMatrix.tests(handOff))
                .isNotEmpty()
                .allSatisfy(test -> assertThat(test).doesNotStartWith(Verdict.TWINS));
    }

    @Test
    void thePageShowsEachFate() {
        String page = page("", fates(Fate.alive(LOGIC, Tool.JCSTRESS, NONE)), 2);

        assertThat(page)
                .contains("a machine. Rows: 2 of " + Mutants.all().size() + " mutants.")
                .contains("| `opaque-write-index` | the write index is stored opaque | caught: data race, 7 schedules |"
                        + " not judged: rings only | lives: x86 is TSO")
                .contains("| caught: no sequential explanation | **LIVES** | 2026-01-02 |")
                .contains("| jcstress | 0 | 1 | 0 | 1 | 0 |");
    }

    @Test
    void aRunOfSomeMutantsRenewsTheirRowsAlone() {
        String before = page("", fates(Fate.alive(LOGIC, Tool.JCSTRESS, NONE)), 2);
        List<Fate> now = fates(new Fate(LOGIC, Tool.JCSTRESS, Fate.Outcome.CAUGHT, "FullEdge")).stream()
                .filter(fate -> fate.mutant().equals(LOGIC))
                .toList();

        assertThat(page(before, now, 9))
                .contains("Rows: 2 of ")
                .contains("lives: x86 is TSO: stores stay in order, loads too; to be seen on ARM | 2026-01-02 |")
                .contains("| caught: FullEdge | 2026-01-09 |")
                .contains("| jcstress | 1 | 1 | 0 | 0 | 0 |")
                .doesNotContain("LIVES");
    }

    private static List<Fate> fates(Fate last) {
        return List.of(
                new Fate(ORDER, Tool.MODEL_CHECKER, Fate.Outcome.CAUGHT, "data race, 7 schedules"),
                new Fate(ORDER, Tool.LINCHECK, Fate.Outcome.NOT_JUDGED, "rings only"),
                Fate.alive(ORDER, Tool.JCSTRESS, NONE),
                new Fate(LOGIC, Tool.MODEL_CHECKER, Fate.Outcome.CAUGHT, "data race, 3 schedules"),
                new Fate(LOGIC, Tool.LINCHECK, Fate.Outcome.CAUGHT, "no sequential explanation"),
                last);
    }

    private static String page(String before, List<Fate> fates, int day) {
        return MutantsPage.of(before, fates, Mutants.all(), LocalDate.of(2026, 1, day), "a machine");
    }
}
