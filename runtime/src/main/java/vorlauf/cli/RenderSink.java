package vorlauf.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import vorlauf.engine.BlockSink;
import vorlauf.files.SampleFormat;
import vorlauf.files.Sha256;
import vorlauf.files.WavWriter;

/**
 * Where the frames of a render go: into a hash, and into a file where one is wanted. The file is made when the first
 * frames
 * come, so that a patch that cannot be rendered leaves the file of the render before as it is.
 *
 * <p>Threads: the render's, and after it the caller's.
 */
final class RenderSink implements BlockSink, AutoCloseable {
    private final @Nullable Path file;
    private final SampleFormat format;
    private final int rateHertz;
    private final Sha256 hash = new Sha256();
    private @Nullable WavWriter writer;

    /** A sink that writes {@code file}, or none where it is null. */
    RenderSink(@Nullable Path file, SampleFormat format, int rateHertz) {
        this.file = file;
        this.format = format;
        this.rateHertz = rateHertz;
    }

    @Override
    public void accept(float[] interleaved, int frameCount, int channels) throws IOException {
        if (file != null && writer == null) {
            writer = WavWriter.create(file, format, channels, rateHertz);
        }
        WavWriter current = writer;
        if (current != null) {
            current.write(interleaved, 0, frameCount);
        }
        hash.update(interleaved, 0, frameCount * channels);
    }

    /** The hash of all samples; once, at the end. */
    String sha256() {
        return hash.finish();
    }

    /** Samples that were beyond full scale and are cut in the file. */
    long clippedSamples() {
        WavWriter current = writer;
        return current == null ? 0 : current.clippedSamples();
    }

    @Override
    public void close() throws IOException {
        WavWriter current = writer;
        if (current != null) {
            current.close();
        }
    }
}
