package vorlauf.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vorlauf.check.model.Finding;
import vorlauf.check.model.ShownSchedule;
import vorlauf.ring.FrameRing;

/** Every mutant dies under the model checker; what it is a twin of lives. */
final class MutantsTest {
    private static final int BOUND = 3;

    static List<Mutant> mutants() {
        return Mutants.all();
    }

    @ParameterizedTest
    @EnumSource(HandOff.class)
    void theEnginesOwnHandOffsHold(HandOff handOff) {
        HandOffCheck.Outcome outcome = HandOffCheck.check(handOff, BOUND);

        assertThat(outcome.finding()).isNull();
        assertThat(outcome.complete()).isTrue();
        assertThat(outcome.schedules()).isGreaterThan(100);
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void everyMutantDies(Mutant mutant) {
        HandOffCheck.Outcome outcome = HandOffCheck.check(mutant, BOUND);

        Finding finding = outcome.finding();
        ShownSchedule shown = outcome.counterExample();
        assertThat(finding).as("what is wrong with %s", mutant).isNotNull();
        assertThat(shown).isNotNull();
        if (finding != null && shown != null) {
            assertThat(mutant.expected()).contains(finding.kind());
            assertThat(shown.departures()).isLessThanOrEqualTo(BOUND);
            assertThat(shown.table()).hasSizeGreaterThan(1);
        }
    }

    @Test
    void namesAreUniqueAndEveryHandOffHasMutants() {
        assertThat(Mutants.all().stream().map(Mutant::name)).doesNotHaveDuplicates();
        for (HandOff handOff : HandOff.values()) {
            assertThat(Mutants.of(handOff)).as(handOff.name()).hasSizeGreaterThanOrEqualTo(5);
        }
        assertThat(Mutants.named("no-split").handOff()).isEqualTo(HandOff.FRAME_RING);
    }

    @Test
    void noMutantIsExpectedToSurviveTheModelChecker() {
        assertThat(Mutants.all())
                .allSatisfy(mutant -> assertThat(mutant.survives()).doesNotContainKey(Tool.MODEL_CHECKER));
    }

    @Test
    void aMutantRingCanBeMadeBesideTheProductionClass() throws ReflectiveOperationException {
        Class<?> type =
                MutantClasses.loader(Mutants.named("capacity-plus-one")).loadClass(HandOff.FRAME_RING.className());

        FrameRing ring = (FrameRing) type.getConstructor(int.class, int.class).newInstance(1, 1);

        assertThat(type.getClassLoader()).isNotSameAs(FrameRing.class.getClassLoader());
        assertThat(ring.write(new float[1], 0, 1)).isTrue();
        assertThat(ring.write(new float[1], 0, 1)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mutant name without a colon",
                "dies RACE",
                "mutant a: b\ndies TWICE",
                "mutant a: b\nsurvives LINCHECK: no-such-reason",
                "mutant a: b\n- x\n+ @no-such-text",
                "mutant a: b\nlives",
                "hand-off NOWHERE",
                "| text",
            })
    void aWrongLineOfTheCatalogueIsNamed(String text) {
        assertThatIllegalStateException()
                .isThrownBy(() -> MutantCatalogue.parse(text.lines().toList()))
                .withMessageStartingWith("mutants.txt:" + text.lines().count() + ": ");
    }

    @Test
    void anEditThatDoesNotFitIsNamed() {
        Mutant stale = new Mutant(
                "stale",
                HandOff.FRAME_RING,
                "text that is not there",
                Set.of(FindingKind.RACE),
                List.of(new Edit.Source(HandOff.FRAME_RING.className(), "no such text", "")),
                Map.of());
        Mutant twice = new Mutant(
                "twice",
                HandOff.FRAME_RING,
                "text that stands there often",
                Set.of(FindingKind.RACE),
                List.of(new Edit.Source(HandOff.FRAME_RING.className(), "getAcquire", "get")),
                Map.of());
        Mutant uncalled = new Mutant(
                "uncalled",
                HandOff.CONTROL_MAIL,
                "a call that is not made",
                Set.of(FindingKind.RACE),
                List.of(new Edit.Call("org.jctools.queues.atomic.AtomicQueueUtil", "soRefElement", "get", "getPlain")),
                Map.of());

        assertThatIllegalStateException()
                .isThrownBy(() -> MutantClasses.of(stale))
                .withMessageContaining("mutant stale")
                .withMessageContaining("no such text");
        assertThatIllegalStateException()
                .isThrownBy(() -> MutantClasses.of(twice))
                .withMessageContaining("mutant twice");
        assertThatIllegalStateException()
                .isThrownBy(() -> MutantClasses.of(uncalled))
                .withMessageContaining("does not call get");
    }
}
