package vorlauf.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void aFileThatARunWasCutOffInHasNoResults(@TempDir Path folder) throws IOException {
        byte[] head = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0};
        Files.write(folder.resolve("jcstress-results-2026-01-02-03-04-05.bin.gz"), head);

        assertThat(JcstressResults.read(folder)).isEmpty();
    }
}
