package vorlauf.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vorlauf.ring.FrameRing;

final class MutantsTest {
    static List<Mutant> mutants() {
        return Mutants.all();
    }

    static List<Mutant> rings() {
        return Mutants.of(HandOff.FRAME_RING);
    }

    @Test
    void namesAreUnique() {
        assertThat(Mutants.all().stream().map(Mutant::name)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void everyMutantFitsTheClassItIsATwinOf(Mutant mutant) {
        Map<String, byte[]> classes = MutantClasses.of(mutant);

        mutant.edits()
                .forEach(edit ->
                        assertThat(classes.get(edit.className())).isNotEqualTo(MutantClasses.bytes(edit.className())));
    }

    @ParameterizedTest
    @MethodSource("rings")
    void everyRingCanBeMadeBesideTheProductionClass(Mutant mutant) throws ReflectiveOperationException {
        Class<?> type = MutantClasses.loader(mutant).loadClass(HandOff.FRAME_RING.className());

        FrameRing ring = (FrameRing) type.getConstructor(int.class, int.class).newInstance(4, 2);

        assertThat(type.getClassLoader()).isNotSameAs(FrameRing.class.getClassLoader());
        assertThat(ring.capacityFrames()).isEqualTo(4);
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

        assertThatIllegalStateException()
                .isThrownBy(() -> MutantClasses.of(stale))
                .withMessageContaining("mutant stale")
                .withMessageContaining("no such text");
    }
}
