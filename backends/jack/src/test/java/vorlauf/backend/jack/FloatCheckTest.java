package vorlauf.backend.jack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The check that the far end is held to, on sound that is whole and on each way to break it. */
class FloatCheckTest {
    private final FloatCheck check = new FloatCheck();

    private void hear(long from, long to) {
        for (long frame = from; frame < to; frame++) {
            check.hear(CountedFrames.sample(frame, 0), CountedFrames.sample(frame, 1));
        }
    }

    private void silence(int frames) {
        for (int frame = 0; frame < frames; frame++) {
            check.hear(0f, 0f);
        }
    }

    @Test
    void soundThatIsWholeIsWholeAcrossTheWrapOfItsNumbers() {
        silence(10);
        check.hear(CountedFrames.sample(6, 0), 0f);
        hear(7, CountedFrames.WRAP + 100L);
        silence(10);
        assertThat(check.isWhole()).as(check.toString()).isTrue();
        assertThat(check.firstFrame()).isEqualTo(7);
        assertThat(check.nextFrame()).isEqualTo(CountedFrames.WRAP + 100L);
        assertThat(check.silentFrames()).isZero();
    }

    @Test
    void onePeriodThatIsMissingIsSeen() {
        hear(0, 1_280);
        hear(1_408, 2_000);
        assertThat(check.breaks()).isEqualTo(1);
        assertThat(check.toString()).contains("128 missing in 1 gaps, 0 repeats, 0 wrong");
    }

    @Test
    void onePeriodThatComesTwiceIsSeen() {
        hear(0, 1_280);
        hear(1_152, 2_000);
        assertThat(check.breaks()).isEqualTo(1);
        assertThat(check.isWhole()).isFalse();
        assertThat(check.nextFrame()).isEqualTo(2_000);
    }

    @Test
    void theLastBitOfASampleThatIsChangedIsSeen() {
        hear(0, 1_000);
        check.hear(Math.nextUp(CountedFrames.sample(1_000, 0)), CountedFrames.sample(1_000, 1));
        hear(1_001, 2_000);
        assertThat(check.toString()).contains("0 gaps, 0 repeats, 1 wrong");
        assertThat(check.isWhole()).isFalse();
    }

    @Test
    void swappedChannelsAreSeen() {
        for (long frame = 0; frame < 100; frame++) {
            check.hear(CountedFrames.sample(frame, 1), CountedFrames.sample(frame, 0));
        }
        // The first one has 0 at the right, as before that port is connected.
        assertThat(check.wrongFrames()).isEqualTo(99);
    }

    @Test
    void silenceInsideIsCounted() {
        hear(0, 100);
        silence(128);
        hear(100, 200);
        assertThat(check.silentFrames()).isEqualTo(128);
        assertThat(check.isWhole()).isTrue();
    }
}
