package vorlauf.simulate;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * All that happens in a simulation as lines of text, in the order of time; one seed gives one file, byte for byte, with a patch
 * and without.
 *
 * <p>{@code deadline NANOS REQUESTED FOUND FILL} and {@code block START DONE kept|dropped}, times in nanoseconds, counts in frames.
 *
 * <p>Threads: the simulation's. Errors: what cannot be written is an {@link UncheckedIOException}.
 */
public final class TraceFile implements SimulationObserver, AutoCloseable {
    private final BufferedWriter lines;

    /** A trace that replaces a file. */
    public TraceFile(Path file) throws IOException {
        lines = Files.newBufferedWriter(file);
    }

    @Override
    public void deadline(long atNanos, int requestedFrames, int foundFrames, long fillFrames) {
        line("deadline " + atNanos + " " + requestedFrames + " " + foundFrames + " " + fillFrames + "\n");
    }

    @Override
    public void block(long startNanos, long doneNanos, boolean kept) {
        line("block " + startNanos + " " + doneNanos + (kept ? " kept\n" : " dropped\n"));
    }

    private void line(String text) {
        try {
            lines.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
