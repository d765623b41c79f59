package vorlauf.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class JcstressResultsTest {
    @Test
    void knowsTheTestsAndTheTwinsOfThisBuild() {
        List<String> tests = JcstressResults.tests(Pattern.compile("vorlauf"));

        assertThat(tests)
                .contains(
                        "vorlauf.stress.ring.FramesInOrder",
                        "vorlauf.stress.ring.SlotsReused",
                        "vorlauf.stress.ring.WholeBlocks",
                        "vorlauf.stress.ring.FullEdge",
                        "vorlauf.stress.ring.RecordTests.RecordsInOrder",
                        "vorlauf.stress.ring.ProgressTests.ReaderProgresses",
                        "vorlauf.stress.twins.PublishBeforeCopy",
                        "vorlauf.stress.twins.FreeBeforeCopy",
                        "vorlauf.stress.twins.CapacityPlusOne",
                        "vorlauf.stress.twins.SharedCache",
                        "vorlauf.stress.handover.MailTests.NewestValueWins",
                        "vorlauf.stress.handover.PlanTests.WayBackIsFull",
                        "vorlauf.stress.handover.WakeUpTests.NoWakeUpIsLost",
                        "vorlauf.stress.twins.WakeUpTwins.WokenByRelease",
                        "vorlauf.stress.twins.ProgressTwins.PlainLoad");
        assertThat(JcstressResults.tests(Pattern.compile("FullEdge"))).containsExactly("vorlauf.stress.ring.FullEdge");
    }
}
