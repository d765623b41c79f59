package vorlauf.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class VerdictTest {
    private static final String HOLDS = "vorlauf.stress.ring.Holds";
    private static final String TWIN = Verdict.TWINS + "Twin";

    @Test
    void aTestPassesWhenNoModeShowsAForbiddenOutcome() {
        Verdict verdict = only(HOLDS, good(HOLDS), good(HOLDS));

        assertThat(verdict.passed()).isTrue();
        assertThat(verdict.modes()).isEqualTo(2);
        assertThat(verdict.samples()).isEqualTo(200);
    }

    @Test
    void aTestFailsWhenOneModeShowsAForbiddenOutcome() {
        Verdict verdict = only(HOLDS, good(HOLDS), bad(HOLDS));

        assertThat(verdict.passed()).isFalse();
        assertThat(verdict.detail()).isEqualTo("torn");
    }

    @Test
    void aTwinPassesOnlyWhenItsFaultWasFound() {
        assertThat(only(TWIN, good(TWIN), bad(TWIN)).passed()).isTrue();
        assertThat(only(TWIN, good(TWIN), good(TWIN)).passed()).isFalse();
        assertThat(only(TWIN, good(TWIN), good(TWIN)).detail()).contains("blind");
    }

    @Test
    void onlyATwinThatRanWellAndShowedNothingGetsASecondLook() {
        assertThat(only(TWIN, good(TWIN)).survived()).isTrue();
        assertThat(only(TWIN, bad(TWIN)).survived()).isFalse();
        assertThat(only(TWIN, broken(TWIN)).survived()).isFalse();
        assertThat(only(HOLDS, bad(HOLDS)).survived()).isFalse();
    }

    @Test
    void aForkThatBrokeDownIsNeitherAProofNorAFind() {
        assertThat(only(HOLDS, good(HOLDS), broken(HOLDS)).passed()).isFalse();
        assertThat(only(TWIN, bad(TWIN), broken(TWIN)).passed()).isFalse();
        assertThat(only(TWIN, broken(TWIN)).detail()).contains("TIMEOUT_ERROR");
    }

    @Test
    void anExpectedTestThatWasNotSeenHasFailed() {
        List<Verdict> verdicts = Verdict.of(List.of(HOLDS, TWIN), List.of(good(HOLDS)));

        assertThat(verdicts).extracting(Verdict::passed).containsExactly(true, false);
        assertThat(verdicts.getLast().detail()).isEqualTo("was not run");
    }

    @Test
    void aTestWithoutSamplesHasFailed() {
        assertThat(only(HOLDS, new Observation(HOLDS, true, 0, List.of(), "")).passed())
                .isFalse();
    }

    private static Verdict only(String test, Observation... observations) {
        return Verdict.of(List.of(test), List.of(observations)).getFirst();
    }

    private static Observation good(String test) {
        return new Observation(test, true, 100, List.of(), "");
    }

    private static Observation bad(String test) {
        return new Observation(test, true, 100, List.of("torn"), "");
    }

    private static Observation broken(String test) {
        return new Observation(test, false, 100, List.of(), "TIMEOUT_ERROR under -Xint");
    }
}
