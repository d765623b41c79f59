package vorlauf.check.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import vorlauf.check.HandOff;
import vorlauf.notebooks.display.Display;
import vorlauf.ring.FrameRing;

class ChecksTest {
    /** One frame that is passed on without any order: a plain flag and a plain sample. */
    public static final class Plain implements FrameRing {
        private final float[] frame;
        private final int capacityFrames;
        private int readable;

        /** A ring of this many frames. */
        public Plain(int capacityFrames, int channels) {
            this.capacityFrames = capacityFrames;
            frame = new float[capacityFrames * channels];
        }

        @Override
        public int channels() {
            return frame.length / capacityFrames;
        }

        @Override
        public int capacityFrames() {
            return capacityFrames;
        }

        @Override
        public boolean write(float[] source, int offsetFrames, int frameCount) {
            if (readable + frameCount > capacityFrames) {
                return false;
            }
            System.arraycopy(source, offsetFrames * channels(), frame, readable * channels(), frameCount * channels());
            readable += frameCount;
            return true;
        }

        @Override
        public int read(float[] target, int offsetFrames, int frameCount) {
            int count = Math.min(frameCount, readable);
            System.arraycopy(frame, 0, target, offsetFrames * channels(), count * channels());
            readable -= count;
            return count;
        }

        @Override
        public int readableFrames() {
            return readable;
        }

        @Override
        public int writableFrames() {
            return capacityFrames - readable;
        }
    }

    @Test
    void aRingWithARaceShowsTheScheduleAsATable() throws InterruptedException {
        RingVerdict verdict = Checks.verify(Plain.class);

        assertThat(verdict.holds()).isFalse();
        String html = String.valueOf(Display.render(verdict).get("text/html"));
        assertThat(html).contains("Plain violates", "<table>", "<th", "schedule ");
    }

    @Test
    void whatIsNoRingIsRefusedInOneLine() {
        assertThatThrownBy(() -> Checks.verify(FrameRing.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("abstract");
    }

    @Test
    void mutantsStandInATableAndOneThatLivesIsToldFirst() {
        MutantTable table = Checks.mutants(HandOff.SLEEP_WAKE);

        assertThat(table.allDie()).isTrue();
        String html = String.valueOf(Display.render(table).get("text/html"));
        assertThat(html)
                .contains(
                        "SleepHandshake: all are found",
                        table.rows().getFirst().mutant().name());

        MutantTable.Row dead = table.rows().getFirst();
        MutantTable.Row alive =
                new MutantTable.Row(dead.mutant(), new vorlauf.check.HandOffCheck.Outcome(1, true, "", null));
        MutantTable broken = new MutantTable(HandOff.SLEEP_WAKE, List.of(alive));
        assertThat(broken.allDie()).isFalse();
        assertThat(String.valueOf(Display.render(broken).get("text/html"))).contains("1 live", "LIVES");
    }
}
