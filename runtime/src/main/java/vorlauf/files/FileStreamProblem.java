package vorlauf.files;

import java.nio.file.Path;
import java.util.Locale;
import vorlauf.dsp.Resampler;
import vorlauf.ring.SpscFrameRing;

/**
 * What a {@link FileStream} has to say.
 *
 * <p>It stands apart because the JVM makes the string constants of a class, and so allocates, on the thread that first
 * runs one of its methods often enough to have it compiled; for {@link FileStream} that is the producer.
 */
final class FileStreamProblem {
    private FileStreamProblem() {}

    /** Why a file cannot be streamed, or an empty text where it can. */
    static String of(AudioFileHeader header, double sampleRateHertz) {
        if (header.frames() == 0) {
            return "holds no frames; a file with at least one frame is needed";
        }
        if (header.channels() > SpscFrameRing.MAXIMUM_CHANNELS) {
            return "has " + header.channels() + " channels; 1 to " + SpscFrameRing.MAXIMUM_CHANNELS + " would be right";
        }
        if (!Resampler.canResample(header.sampleRateHertz(), sampleRateHertz)) {
            return String.format(
                    Locale.ROOT,
                    "has a sample rate of %s Hz, which cannot be resampled to %s Hz; %.0f to %.0f Hz would be right",
                    header.sampleRateHertz(),
                    sampleRateHertz,
                    Math.ceil(sampleRateHertz / Resampler.MAXIMUM_RATIO),
                    Math.floor(sampleRateHertz * Resampler.MAXIMUM_RATIO));
        }
        return "";
    }

    /** A mistake in the stream itself. */
    static IllegalStateException ringRefuses(Path path) {
        return new IllegalStateException("the ring of " + path + " refuses frames it had room for");
    }
}
