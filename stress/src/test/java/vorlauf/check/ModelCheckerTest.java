package vorlauf.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vorlauf.check.model.Exploration;
import vorlauf.check.model.Limits;
import vorlauf.check.model.ModelChecker;
import vorlauf.check.model.Refused;
import vorlauf.check.model.Scenario;
import vorlauf.check.model.ShownSchedule;
import vorlauf.check.rewrite.ClassBytes;
import vorlauf.check.rewrite.SubjectLoader;

/** Threads that wait: what goes on, what locks up, what never ends. */
final class ModelCheckerTest {
    private static final ClassLoader OURS = ModelCheckerTest.class.getClassLoader();

    private static Exploration explore(String how) {
        SubjectLoader loader = new SubjectLoader(ClassBytes.of(OURS), Set.of(), OURS);
        return ModelChecker.explore(
                () -> {
                    try {
                        return (Scenario) loader.loadClass("vorlauf.check.litmus.Waiting")
                                .getConstructor(String.class)
                                .newInstance(how);
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException(e);
                    }
                },
                new Limits(2, 100_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "monitor",
                "staticField",
                "spin",
                "spinWithoutAHint",
                "parkUnpark",
                "parkForATime",
                "waitNotify",
                "updates",
            })
    void whoWaitsForSomethingThatComesGoesOn(String how) {
        Exploration exploration = explore(how);

        assertThat(exploration.counterExample()).isNull();
        assertThat(exploration.complete()).isTrue();
        assertThat(exploration.schedules()).isGreaterThan(1);
    }

    @ParameterizedTest
    @CsvSource({
        "spinForNothing, NEVER_ENDS, does not come to its end: it is at Waiting.java",
        "parkForNothing, DEADLOCK, left is parked at Waiting.java",
        "lockOrder, DEADLOCK, left wants a monitor at Waiting.java",
        "waitForNothing, DEADLOCK, left waits to be notified at Waiting.java",
        "notOwner, EXCEPTION, IllegalMonitorStateException at Waiting.java",
        "collection, RACE, shared.queue.contents",
        "catchesEverything, NEVER_ENDS, left does not come to its end",
    })
    void whatGoesWrongIsNamed(String how, FindingKind kind, String message) {
        ShownSchedule shown = explore(how).counterExample();

        assertThat(shown).isNotNull();
        if (shown != null && shown.finding() != null) {
            assertThat(shown.finding().kind()).isEqualTo(kind);
            assertThat(shown.finding().message()).contains(message);
        }
    }

    @Test
    void aSubjectThatDependsOnEarlierRunsIsRefused() {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> explore("chance"))
                .withMessageContaining("the same schedule took another way");
    }
}
