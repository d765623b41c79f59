package vorlauf.backend.javasound;

import java.util.ArrayList;
import java.util.List;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.Line;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.TargetDataLine;
import vorlauf.files.SampleFormat;

/** A mixer of Java Sound that can record. */
record RecordingCard(Mixer.Info info) implements Named {
    /** All that can record, the default first. */
    static List<RecordingCard> all() {
        Line.Info recording = new Line.Info(TargetDataLine.class);
        List<RecordingCard> cards = new ArrayList<>();
        for (Mixer.Info info : AudioSystem.getMixerInfo()) {
            if (AudioSystem.getMixer(info).isLineSupported(recording)) {
                cards.add(new RecordingCard(info));
            }
        }
        return List.copyOf(cards);
    }

    @Override
    public String name() {
        return info.getName().strip();
    }

    /** Opens a line; the device decides by trying whether it takes the format. */
    InputLine open(SampleFormat format, float sampleRateHertz, int channels, int bufferFrames)
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
            TargetDataLine line = (TargetDataLine)
                    AudioSystem.getMixer(info).getLine(new DataLine.Info(TargetDataLine.class, audioFormat));
            line.open(audioFormat, bufferFrames * frameBytes);
            return new MixerInput(line);
        } catch (IllegalArgumentException e) {
            // Java Sound's other way to say that a format is not supported, or that the mixer has gone
            LineUnavailableException refused = new LineUnavailableException(e.getMessage());
            refused.initCause(e);
            throw refused;
        }
    }

    /** A line of it. */
    private record MixerInput(TargetDataLine line) implements InputLine {
        @Override
        public void start() {
            line.start();
        }

        @Override
        public int read(byte[] bytes, int offset, int count) {
            return line.read(bytes, offset, count);
        }

        @Override
        public void close() {
            line.stop();
            line.flush();
            line.close();
        }
    }
}
