package vorlauf.backend.sharedmemory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import vorlauf.files.AudioFile;
import vorlauf.files.AudioFileException;
import vorlauf.graph.Signal;
import vorlauf.graph.Signals;

/** A recording of two channels of noise, in which each frame is one of its kind, and what was heard beside it. */
final class Recorded {
    static final Signal NOISE = Signals.channels(
            Signals.whiteNoise(1).gain(0.5), Signals.whiteNoise(2).gain(0.25));

    private Recorded() {}

    static float[] samples(Path file) throws IOException, AudioFileException {
        try (AudioFile audio = AudioFile.open(file)) {
            int frames = Math.toIntExact(audio.header().frames());
            float[] samples = new float[frames * 2];
            int read = 0;
            for (int more = 1; more > 0; read += Math.max(0, more)) {
                more = audio.read(samples, read, Math.min(1_000, frames - read));
            }
            return Arrays.copyOf(samples, read * 2);
        }
    }

    /** The sample at which these stand. */
    static int indexOf(float[] samples, float... wanted) {
        for (int at = 0; at + wanted.length <= samples.length; at += 2) {
            if (Arrays.equals(samples, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        throw new AssertionError("what was heard was not rendered: " + Arrays.toString(wanted));
    }

    /** Frames of silence between frames that are those rendered, in order, bit for bit; after the last one nothing counts. */
    static int gaps(float[] rendered, float[] heard) {
        int silent = 0;
        int next = 0;
        for (int at = 0; at < heard.length && next < rendered.length; at += 2) {
            if (heard[at] == rendered[next] && heard[at + 1] == rendered[next + 1]) {
                next += 2;
            } else if (heard[at] == 0 && heard[at + 1] == 0) {
                silent++;
            } else {
                throw new AssertionError("frame " + at / 2 + " is " + heard[at] + ", " + heard[at + 1]
                        + " and not frame " + next / 2 + ": " + rendered[next] + ", " + rendered[next + 1]);
            }
        }
        return silent;
    }
}
