package vorlauf.backend.javasound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check that the far end is held to, on sound that is whole and on each way to break it. */
class FrameCheckTest {
    private static final int FRAMES = 80_000;

    /** The bytes of frames from a number on, as a card gets them. */
    private static byte[] frames(int channels, int bits, long first, int count) {
        int sampleBytes = bits / 8;
        byte[] bytes = new byte[count * channels * sampleBytes];
        int index = 0;
        for (long frame = first; frame < first + count; frame++) {
            for (int channel = 0; channel < channels; channel++) {
                int value = TestFrames.value(frame, channel, bits);
                for (int part = 0; part < sampleBytes; part++) {
                    bytes[index] = (byte) (value >> (8 * part));
                    index++;
                }
            }
        }
        return bytes;
    }

    private static FrameCheck heard(int channels, int bits, byte[]... pieces) {
        FrameCheck check = new FrameCheck(channels, bits);
        for (byte[] piece : pieces) {
            check.hear(piece, 0, piece.length);
        }
        return check;
    }

    @ParameterizedTest
    @CsvSource({"1,16", "2,16", "2,24", "8,24"})
    void soundThatIsWholeIsWholeHoweverItIsCut(int channels, int bits) {
        byte[] sound = frames(channels, bits, 100, FRAMES);
        FrameCheck check = new FrameCheck(channels, bits);
        check.hear(new byte[7 * channels * bits / 8], 0, 7 * channels * bits / 8);
        for (int from = 0; from < sound.length; from += 997) {
            check.hear(sound, from, Math.min(997, sound.length - from));
        }
        assertThat(check.isWhole()).as(check.toString()).isTrue();
        assertThat(check.soundFrames()).isEqualTo(FRAMES);
        assertThat(check.heardFrames()).isEqualTo(FRAMES + 7);
        assertThat(check.silentFrames()).isZero();
        assertThat(check.firstFrame()).isEqualTo(100);
        assertThat(check.nextFrame()).isEqualTo(100 + FRAMES);
    }

    @ParameterizedTest
    @CsvSource({"2,16", "2,24", "8,24"})
    void oneFlippedBitIsSeen(int channels, int bits) {
        byte[] sound = frames(channels, bits, 0, FRAMES);
        sound[sound.length / 2] ^= 1;
        FrameCheck check = heard(channels, bits, sound);
        assertThat(check.isWhole()).isFalse();
        assertThat(check.toString()).contains("0 missing in 0 gaps, 0 late, 0 repeats, 1 wrong");
    }

    @ParameterizedTest
    @CsvSource({"1,16", "2,16", "2,24", "8,24"})
    void aFrameThatIsMissingOrComesTwiceIsSeen(int channels, int bits) {
        byte[] before = frames(channels, bits, 0, 50_000);
        FrameCheck missing = heard(channels, bits, before, frames(channels, bits, 50_001, 1_000));
        assertThat(missing.isWhole()).isFalse();
        assertThat(missing.gaps()).isEqualTo(1);
        assertThat(missing.missingFrames()).isEqualTo(1);
        FrameCheck twice = heard(channels, bits, before, frames(channels, bits, 49_999, 1_000));
        assertThat(twice.isWhole()).isFalse();
        assertThat(twice.toString()).contains("0 gaps, 0 late, 1 repeats, 0 wrong");
    }

    @ParameterizedTest
    @CsvSource({"2,16", "2,24", "8,24"})
    void framesBehindLaterOnesAreLateOnceAndThenTheyRepeat(int channels, int bits) {
        byte[] early = frames(channels, bits, 10_500, 1_000);
        byte[] passedOver = frames(channels, bits, 10_000, 500);
        FrameCheck late = heard(channels, bits, frames(channels, bits, 0, 10_000), early, passedOver);
        assertThat(late.isWhole()).isFalse();
        assertThat(late.toString()).contains(" 0 missing in 1 gaps, 500 late, 0 repeats, 0 wrong");
        assertThat(late.nextFrame()).isEqualTo(11_500);
        late.hear(passedOver, 0, passedOver.length);
        assertThat(late.toString()).contains(" 0 missing in 1 gaps, 500 late, 500 repeats, 0 wrong");
    }

    @ParameterizedTest
    @CsvSource({"2,16", "2,24"})
    void aGapOfManyWrapsOfTheCountIsMeasured(int channels, int bits) {
        long behind = 20L * ((1 << (bits - 1)) - 1) + 10;
        FrameCheck check = heard(channels, bits, frames(channels, bits, 0, 10), frames(channels, bits, behind, 1_000));
        assertThat(check.missingFrames()).isEqualTo(behind - 10);
        assertThat(check.gaps()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"2,16", "2,24"})
    void swappedChannelsAreSeen(int channels, int bits) {
        byte[] sound = frames(channels, bits, 0, 1_000);
        byte[] swapped = sound.clone();
        int half = bits / 8;
        for (int index = 0; index < sound.length; index += 2 * half) {
            System.arraycopy(sound, index, swapped, index + half, half);
            System.arraycopy(sound, index + half, swapped, index, half);
        }
        assertThat(heard(channels, bits, swapped).isWhole()).isFalse();
        assertThat(heard(channels, bits, frames(channels, bits, 0, 10), swapped).isWhole())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"2,16", "2,24"})
    void silenceInsideIsCountedAndBreaksNothing(int channels, int bits) {
        byte[] silence = new byte[300 * channels * bits / 8];
        FrameCheck check = heard(
                channels,
                bits,
                silence,
                frames(channels, bits, 0, 100),
                silence,
                frames(channels, bits, 100, 100),
                silence);
        assertThat(check.isWhole()).isTrue();
        assertThat(check.silentFrames()).isEqualTo(300);
        byte[] quiet = frames(channels, bits, 0, 100);
        Arrays.fill(quiet, 0, bits / 8, (byte) 0);
        // A channel alone that is silent is wrong.
        assertThat(heard(channels, bits, frames(channels, bits, 0, 10), quiet).isWhole())
                .isFalse();
    }
}
