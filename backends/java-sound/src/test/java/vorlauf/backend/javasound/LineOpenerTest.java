package vorlauf.backend.javasound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sound.sampled.LineUnavailableException;
import org.junit.jupiter.api.Test;
import vorlauf.engine.BackendException;
import vorlauf.engine.StreamRequest;
import vorlauf.files.SampleFormat;
import vorlauf.render.ManualClock;

class LineOpenerTest {
    private final List<ScriptedLine> opened = new ArrayList<>();

    /** A card that takes these and nothing else. */
    private final class Choosy implements Card {
        private final Set<SampleFormat> formats;
        private final Set<Float> rates;
        private final Set<Integer> channelCounts;

        private Choosy(Set<SampleFormat> formats, Set<Float> rates, Set<Integer> channelCounts) {
            this.formats = formats;
            this.rates = rates;
            this.channelCounts = channelCounts;
        }

        @Override
        public String name() {
            return "choosy";
        }

        @Override
        public OutputLine open(SampleFormat format, float sampleRateHertz, int channels, int bufferFrames)
                throws LineUnavailableException {
            if (!formats.contains(format) || !rates.contains(sampleRateHertz) || !channelCounts.contains(channels)) {
                throw new LineUnavailableException("line with format not supported");
            }
            ScriptedLine line =
                    new ScriptedLine(new ManualClock(0), bufferFrames * channels * format.bytesPerSample(), 1);
            opened.add(line);
            return line;
        }
    }

    private static LineOpener opener(double rate, int channels, List<SampleFormat> formats) {
        return new LineOpener(new StreamRequest(rate, channels, 128, Optional.empty(), Map.of()), formats, false, 512);
    }

    @Test
    void takesTheBestFormatThatTheCardTakes() throws BackendException {
        Set<Float> rates = Set.of(48_000f);
        for (int channels = 1; channels <= 8; channels++) {
            LineOpener opener = opener(48_000, channels, LineOpener.BEST_FIRST);
            OpenLine all = opener.open(new Choosy(
                    Set.of(SampleFormat.PCM16, SampleFormat.PCM32, SampleFormat.PCM24), rates, Set.of(channels)));
            assertThat(all.encoder().format()).isEqualTo(SampleFormat.PCM24);
            assertThat(all.frameBytes()).isEqualTo(3 * channels);
            assertThat(all.bufferFrames()).isEqualTo(512);
            OpenLine wide =
                    opener.open(new Choosy(Set.of(SampleFormat.PCM16, SampleFormat.PCM32), rates, Set.of(channels)));
            assertThat(wide.encoder().format()).isEqualTo(SampleFormat.PCM32);
            OpenLine plain = opener.open(new Choosy(Set.of(SampleFormat.PCM16), rates, Set.of(channels)));
            assertThat(plain.encoder().format()).isEqualTo(SampleFormat.PCM16);
        }
    }

    @Test
    void aRefusalIsOneLineThatListsWhatTheCardTakesAndLeavesNoLineOpen() {
        Card card = new Choosy(Set.of(SampleFormat.PCM16), Set.of(44_100f, 48_000f), Set.of(1, 2));
        assertThatThrownBy(() -> opener(96_000, 2, LineOpener.BEST_FIRST).open(card))
                .isInstanceOf(BackendException.class)
                .hasMessage("java-sound: 'choosy' refuses 2 channels at 96000 Hz with 24, 32, 16 bits; it takes"
                        + " rates with 2 channels: 44100, 48000; channel counts at 96000 Hz: none");
        assertThatThrownBy(() -> opener(48_000, 6, LineOpener.BEST_FIRST).open(card))
                .hasMessageEndingWith("rates with 6 channels: none; channel counts at 48000 Hz: 1, 2");
        assertThatThrownBy(() -> opener(48_000, 2, List.of(SampleFormat.PCM24)).open(card))
                .hasMessageEndingWith("channel counts at 48000 Hz: 1, 2; bits for both: 16");
        assertThat(opened).isNotEmpty().allMatch(line -> line.closes == 1);
    }

    @Test
    void aCardThatTakesNothingIsInUseOrGone() {
        Card card = new Choosy(Set.of(), Set.of(), Set.of());
        assertThatThrownBy(() -> opener(48_000, 2, LineOpener.BEST_FIRST).open(card))
                .hasMessage(
                        "java-sound: 'choosy' refuses 2 channels at 48000 Hz with 24, 32, 16 bits and anything else;"
                                + " another program may hold it, or it is gone (line with format not supported)");
    }

    @Test
    void findsACardByNameOrByAPartThatOnlyOneHas() throws BackendException {
        List<Named> cards =
                List.of(new Named("default [default]"), new Named("HDA [plughw:0,0]"), new Named("USB [plughw:1,0]"));
        assertThat(MixerCard.named("usb", cards)).isEqualTo(cards.get(2));
        assertThat(MixerCard.named("HDA [PLUGHW:0,0]", cards)).isEqualTo(cards.get(1));
        assertThatThrownBy(() -> MixerCard.named("plughw", cards))
                .isInstanceOf(BackendException.class)
                .hasMessage("java-sound: more than one device is called 'plughw', there are 'default [default]',"
                        + " 'HDA [plughw:0,0]', 'USB [plughw:1,0]'");
        assertThatThrownBy(() -> MixerCard.named("jack", cards)).hasMessageContaining("there is no device 'jack'");
        assertThatThrownBy(() -> MixerCard.named(" ", cards)).hasMessageContaining("there is no device ' '");
    }

    private record Named(String name) implements Card {
        @Override
        public OutputLine open(SampleFormat format, float sampleRateHertz, int channels, int bufferFrames) {
            throw new AssertionError("only asked for its name");
        }
    }
}
