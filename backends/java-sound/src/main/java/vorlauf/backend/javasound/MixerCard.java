package vorlauf.backend.javasound;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.Line;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.SourceDataLine;
import vorlauf.engine.BackendException;
import vorlauf.files.SampleFormat;

/** A mixer of Java Sound that can play. */
record MixerCard(Mixer.Info info) implements Card {
    /** All that can play, the default first; empty where the platform's sound library is missing. */
    static List<MixerCard> all() {
        Line.Info playing = new Line.Info(SourceDataLine.class);
        List<MixerCard> cards = new ArrayList<>();
        for (Mixer.Info info : AudioSystem.getMixerInfo()) {
            if (AudioSystem.getMixer(info).isLineSupported(playing)) {
                cards.add(new MixerCard(info));
            }
        }
        return List.copyOf(cards);
    }

    /**
     * The card that a user means: the whole name, or a part that only one has, in upper or lower case.
     *
     * <p>Errors: a name that fits none or several.
     */
    static <T extends Named> T named(String wanted, List<T> cards) throws BackendException {
        String lower = wanted.strip().toLowerCase(Locale.ROOT);
        List<T> whole = cards.stream()
                .filter(card -> card.name().toLowerCase(Locale.ROOT).equals(lower))
                .toList();
        List<T> fitting = !whole.isEmpty() || lower.isEmpty()
                ? whole
                : cards.stream()
                        .filter(card -> card.name().toLowerCase(Locale.ROOT).contains(lower))
                        .toList();
        if (!whole.isEmpty() || fitting.size() == 1) {
            return fitting.getFirst();
        }
        throw new BackendException(JavaSoundBackend.NAME + ": "
                + (fitting.isEmpty() ? "there is no device '" : "more than one device is called '") + wanted
                + "', there are "
                + String.join(
                        ", ",
                        cards.stream().map(card -> "'" + card.name() + "'").toList()));
    }

    @Override
    public String name() {
        // ALSA's own default has an empty card name: " [default]"
        return info.getName().strip();
    }

    @Override
    public OutputLine open(SampleFormat format, float sampleRateHertz, int channels, int bufferFrames)
            throws LineUnavailableException {
        int frameBytes = format.bytesPerSample() * channels;
        AudioFormat audioFormat = new AudioFormat(
                AudioFormat.Encoding.PCM_SIGNED,
                sampleRateHertz,
                format.bytesPerSample() * Byte.SIZE,
                channels,
                frameBytes,
                sampleRateHertz,
                false);
        try {
            Mixer mixer = AudioSystem.getMixer(info);
            SourceDataLine line = (SourceDataLine) mixer.getLine(new DataLine.Info(SourceDataLine.class, audioFormat));
            line.open(audioFormat, bufferFrames * frameBytes);
            return new MixerLine(line);
        } catch (IllegalArgumentException e) {
            // Java Sound's other way to say that a format is not supported, or that the mixer has gone
            LineUnavailableException refused = new LineUnavailableException(e.getMessage());
            refused.initCause(e);
            throw refused;
        }
    }

    /** A line of it. */
    private record MixerLine(SourceDataLine line) implements OutputLine {
        @Override
        public void start() {
            line.start();
        }

        @Override
        public int write(byte[] bytes, int offset, int count) {
            return line.write(bytes, offset, count);
        }

        @Override
        public int availableBytes() {
            return line.available();
        }

        @Override
        public int bufferBytes() {
            return line.getBufferSize();
        }

        @Override
        public void close() {
            line.stop();
            line.flush();
            line.close();
        }
    }
}
