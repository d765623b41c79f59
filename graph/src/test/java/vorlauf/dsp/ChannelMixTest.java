package vorlauf.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The equations of the Web Audio specification, on channels that are told apart by their numbers. */
final class ChannelMixTest {
    private static final float ROOT = (float) Math.sqrt(0.5);

    @Test
    void equalCountsPassEveryBit() {
        for (int channels = 1; channels <= 8; channels++) {
            assertThat(mixed(channels, channels)).isEqualTo(numbers(channels));
        }
    }

    @Test
    void moreChannelsAreThoseOfTheUpMix() {
        assertThat(mixed(1, 2)).containsExactly(1, 1);
        assertThat(mixed(1, 4)).containsExactly(1, 1, 0, 0);
        assertThat(mixed(1, 6)).containsExactly(0, 0, 1, 0, 0, 0);
        assertThat(mixed(2, 6)).containsExactly(1, 2, 0, 0, 0, 0);
        assertThat(mixed(4, 6)).containsExactly(1, 2, 0, 0, 4, 8);
        assertThat(mixed(3, 5)).containsExactly(1, 2, 4, 0, 0);
    }

    @Test
    void fewerChannelsAreFoldedBetweenLayoutsOfLoudspeakers() {
        assertThat(mixed(2, 1)).containsExactly(1.5f);
        assertThat(mixed(4, 1)).containsExactly(3.75f);
        assertThat(mixed(4, 2)).containsExactly(2.5f, 5);
        assertThat(mixed(6, 1)).containsExactly(ROOT + ROOT * 2 + 4 + 0.5f * 16 + 0.5f * 32);
        assertThat(mixed(6, 2)).containsExactly(1 + ROOT * 4 + ROOT * 16, 2 + ROOT * 4 + ROOT * 32);
        assertThat(mixed(6, 4)).containsExactly(1 + ROOT * 4, 2 + ROOT * 4, 16, 32);
    }

    @Test
    void otherCountsLeaveOutWhatIsTooMuch() {
        assertThat(mixed(8, 2)).containsExactly(1, 2);
        assertThat(mixed(3, 1)).containsExactly(1);
    }

    @Test
    void framesOutsideTheRangeStayAsTheyAre() {
        float[][] heard = {{7, 7, 7, 7}};
        ChannelMix.of(2, 1).apply(new float[][] {{1, 1, 1, 1}, {3, 3, 3, 3}}, heard, 1, 3);
        assertThat(heard[0]).containsExactly(7, 2, 2, 7);
    }

    @Test
    void noChannelsAreRefused() {
        assertThatThrownBy(() -> ChannelMix.of(0, 1)).hasMessageContaining("0 to 1 channels");
    }

    /** What is heard of channels that hold 1, 2, 4, 8 and so on. */
    private static float[] mixed(int from, int to) {
        float[] there = numbers(from);
        float[][] columns = new float[from][1];
        for (int channel = 0; channel < from; channel++) {
            columns[channel][0] = there[channel];
        }
        float[][] heard = new float[to][1];
        ChannelMix.of(from, to).apply(columns, heard, 0, 1);
        float[] row = new float[to];
        for (int channel = 0; channel < to; channel++) {
            row[channel] = heard[channel][0];
        }
        return row;
    }

    private static float[] numbers(int channels) {
        float[] numbers = new float[channels];
        for (int channel = 0; channel < channels; channel++) {
            numbers[channel] = 1 << channel;
        }
        return numbers;
    }
}
