package vorlauf.compile;

import java.nio.file.Path;
import vorlauf.plan.SampleSource;
import vorlauf.plan.Silence;

/**
 * The compiler's view of sound from outside: what an audio file holds, a stream of its frames at the engine's sample rate,
 * and the live input.
 *
 * <p>Threads: control thread.
 */
public interface AudioFiles {
    /** What the header of a file says: its channels, its own sample rate, its length at that rate. */
    record Format(int channels, double sampleRateHertz, long frames) {}

    /** A file that cannot be used; the message is one line that says which file, what is wrong and what would be right. */
    final class UnusableFileException extends Exception {
        private static final long serialVersionUID = 1L;

        /** An exception that carries one line for the user. */
        public UnusableFileException(String message) {
            super(message);
        }
    }

    /** Reads the header of a file. */
    Format probe(Path path) throws UnusableFileException;

    /**
     * Opens a stream of the file's frames, resampled to {@code sampleRateHertz}; a stream that is {@link AutoCloseable} is
     * closed by the engine when no plan uses it any more.
     */
    SampleSource open(Path path, boolean looped, double sampleRateHertz) throws UnusableFileException;

    /**
     * The live input as a stream of so many channels, 1 to {@link vorlauf.plan.InputBlock#MAXIMUM_CHANNELS}: all such streams
     * of an engine carry the same frames. Silence where nothing is recorded.
     */
    default SampleSource input(int channels) {
        return new Silence(channels);
    }
}
