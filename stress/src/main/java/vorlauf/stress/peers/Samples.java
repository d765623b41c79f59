package vorlauf.stress.peers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import vorlauf.files.AudioFile;
import vorlauf.stress.bench.Workload;

/** Reads what an engine has rendered, as {@code [channel][frame]}, a second of it at most. */
final class Samples {
    /** Frames that are compared. */
    static final int FRAMES = (int) Workload.SAMPLE_RATE_HERTZ;

    private Samples() {}

    /** Bare 32-bit floats, little-endian, interleaved. */
    static float[][] ofFloats(Path file, int channels) throws IOException {
        FloatBuffer floats = ByteBuffer.wrap(Files.readAllBytes(file))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[][] samples = new float[channels][Math.min(FRAMES, floats.remaining() / channels)];
        for (int frame = 0; frame < samples[0].length; frame++) {
            for (int channel = 0; channel < channels; channel++) {
                samples[channel][frame] = floats.get();
            }
        }
        return samples;
    }

    /** An audio file; channels beyond those that are wanted are left out. */
    static float[][] ofAudioFile(Path file, int channels) throws IOException {
        try (AudioFile audio = AudioFile.open(file)) {
            int inFile = audio.header().channels();
            float[] interleaved = new float[FRAMES * inFile];
            int frames = audio.read(interleaved, 0, FRAMES);
            float[][] samples = new float[Math.min(channels, inFile)][frames];
            for (int frame = 0; frame < frames; frame++) {
                for (int channel = 0; channel < samples.length; channel++) {
                    samples[channel][frame] = interleaved[frame * inFile + channel];
                }
            }
            return samples;
        }
    }
}
