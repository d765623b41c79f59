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
        Survivors none = Survivors.parse(List.of());
        assertThat(Fate.alive(ORDER, Tool.JCSTRESS, none).isAsDeclared()).isTrue();
        assertThat(Fate.alive(LOGIC, Tool.JCSTRESS, none).isAsDeclared()).isFalse();
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
        Survivors none = Survivors.parse(List.of());
        String page = MutantsPage.of(
                List.of(
                        new Fate(ORDER, Tool.MODEL_CHECKER, Fate.Outcome.CAUGHT, "data race, 7 schedules"),
                        new Fate(ORDER, Tool.LINCHECK, Fate.Outcome.NOT_JUDGED, "rings only"),
                        Fate.alive(ORDER, Tool.JCSTRESS, none),
                        new Fate(LOGIC, Tool.MODEL_CHECKER, Fate.Outcome.CAUGHT, "data race, 3 schedules"),
                        new Fate(LOGIC, Tool.LINCHECK, Fate.Outcome.CAUGHT, "no sequential explanation"),
                        Fate.alive(LOGIC, Tool.JCSTRESS, none)),
                LocalDate.of(2026, 1, 2),
                "a machine");
        assertThat(page)
                .contains("on 2026-01-02, a machine.")
                .contains("| `opaque-write-index` | the write index is stored opaque | caught: data race, 7 schedules |"
                        + " not judged: rings only | lives: x86 is TSO")
                .contains("| caught: no sequential explanation | **LIVES** |")
                .contains("| jcstress | 0 | 1 | 0 | 1 | 0 |");
    }
}
