package vorlauf.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * A WAV file in the making that is a valid WAV file at any moment.
 *
 * <p>The header is written first and again after each piece of samples, in one system call. A piece is at most 64 KiB
 * and at most half a second: a process that is killed loses no more than that, and the file then says truthfully what
 * it holds. Beyond 4 GiB the file becomes RF64 in place. A full disk ends the writing; what was written stays valid.
 *
 * <p>Plain WAVE for 16-bit integers in one or two channels, IEEE float for float in one or two, WAVE_FORMAT_EXTENSIBLE
 * for all else. The bytes depend on the frames alone, not on how they are cut into calls.
 *
 * <p>Threads: one thread at a time; it does I/O.
 */
public final class WavWriter implements AutoCloseable {
    private static final int PIECE_BYTES = 1 << 16;

    private final Path path;
    private final RandomAccessOutput output;
    private final PcmEncoder encoder;
    private final WavHeader header;
    private final int channels;
    private final int sampleRateHertz;
    private final long riffLimitBytes;
    private final int pieceFrames;

    /** Frames that are encoded and not written, and one more byte to pad an odd length with. */
    private final byte[] piece;

    private int pendingFrames;
    private long storedFrames;
    private boolean failed;
    private boolean closed;

    WavWriter(
            Path path,
            RandomAccessOutput output,
            PcmEncoder encoder,
            int channels,
            int sampleRateHertz,
            long riffLimitBytes)
            throws AudioFileException {
        this.path = path;
        this.output = output;
        this.encoder = encoder;
        this.channels = channels;
        this.sampleRateHertz = sampleRateHertz;
        this.riffLimitBytes = riffLimitBytes;
        this.header = new WavHeader(encoder.format(), channels, sampleRateHertz);
        this.pieceFrames = Math.max(1, Math.min(PIECE_BYTES / header.frameBytes(), sampleRateHertz / 2));
        this.piece = new byte[pieceFrames * header.frameBytes() + 1];
        try {
            writeHeader(0);
        } catch (IOException exception) {
            closeQuietly();
            throw failure(exception);
        }
    }

    /**
     * A new file at this path; one that is there is replaced.
     *
     * <p>Errors: {@link IllegalArgumentException} for a count of channels that is not 1 to 1,024 or a rate that is not
     * positive; {@link AudioFileException} where the file cannot be made.
     */
    public static WavWriter create(Path path, SampleFormat format, int channels, int sampleRateHertz)
            throws AudioFileException {
        return create(path, PcmEncoder.of(format), channels, sampleRateHertz);
    }

    /** The same with an encoder of the caller's, for dither; the encoder belongs to the writer from then on. */
    public static WavWriter create(Path path, PcmEncoder encoder, int channels, int sampleRateHertz)
            throws AudioFileException {
        requireFormat(channels, sampleRateHertz);
        RandomAccessOutput output;
        try {
            output = RandomAccessOutput.create(path);
        } catch (IOException exception) {
            throw new AudioFileException(
                    path, "cannot be written: " + AudioFileException.reasonOf(exception), exception);
        }
        return new WavWriter(path, output, encoder, channels, sampleRateHertz, WavHeader.RIFF_LIMIT_BYTES);
    }

    /**
     * The bytes of a whole WAV file, for what is not to be a file: a player in a page.
     *
     * <p>Errors: {@link IllegalArgumentException} as for {@link #create}, and where there are too many samples for one array.
     *
     * @param interleaved whole frames
     */
    public static byte[] bytes(float[] interleaved, SampleFormat format, int channels, int sampleRateHertz) {
        requireFormat(channels, sampleRateHertz);
        WavHeader header = new WavHeader(format, channels, sampleRateHertz);
        long frames = interleaved.length / channels;
        long length = header.length() + frames * header.frameBytes() + (frames * header.frameBytes() & 1);
        if (length > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(frames + " frames are too many for one array; write a file");
        }
        byte[] bytes = Arrays.copyOf(header.encode(frames, WavHeader.RIFF_LIMIT_BYTES), (int) length);
        PcmEncoder.of(format).encode(interleaved, 0, (int) frames * channels, bytes, header.length());
        return bytes;
    }

    private static void requireFormat(int channels, int sampleRateHertz) {
        if (channels < 1 || channels > 1_024) {
            throw new IllegalArgumentException("channels is " + channels + ", must be 1 to 1,024");
        }
        if (sampleRateHertz < 1) {
            throw new IllegalArgumentException("sampleRateHertz is " + sampleRateHertz + ", must be at least 1");
        }
    }

    /** Where the file is. */
    public Path path() {
        return path;
    }

    /** Frames taken so far; the last piece of them may not be in the file yet. */
    public long frames() {
        return storedFrames + pendingFrames;
    }

    /** Samples that were out of range, so far; always 0 for float. */
    public long clippedSamples() {
        return encoder.clippedSamples();
    }

    /**
     * Adds frames.
     *
     * <p>Errors: {@link AudioFileException} when the disk is full or fails, with the length up to which the file is
     * valid; nothing more can be written then.
     *
     * @param source interleaved samples
     * @param offsetFrames first frame to write
     * @param frameCount frames to write
     */
    public void write(float[] source, int offsetFrames, int frameCount) throws AudioFileException {
        if (closed || failed) {
            throw new AudioFileException(path, closed ? "is closed already" : "cannot be written after an error");
        }
        int done = 0;
        while (done < frameCount) {
            int count = Math.min(frameCount - done, pieceFrames - pendingFrames);
            int offset = (offsetFrames + done) * channels;
            encoder.encode(source, offset, count * channels, piece, pendingFrames * header.frameBytes());
            pendingFrames += count;
            done += count;
            if (pendingFrames == pieceFrames) {
                flush();
            }
        }
    }

    /** Puts every frame taken so far into the file. Errors: as for {@link #write}. */
    public void flush() throws AudioFileException {
        if (closed || failed) {
            return;
        }
        try {
            writePiece();
        } catch (IOException exception) {
            failed = true;
            rescue();
            throw failure(exception);
        }
    }

    /**
     * Writes what is left and closes the file. Idempotent.
     *
     * <p>Errors: as for {@link #write}; the file is closed all the same. After an error that was reported, none.
     */
    @Override
    public void close() throws AudioFileException {
        if (closed) {
            return;
        }
        try {
            flush();
        } finally {
            closed = true;
            closeQuietly(); // where the flush has failed, that is what the caller hears of
        }
    }

    private void writePiece() throws IOException {
        if (pendingFrames == 0) {
            return;
        }
        int bytes = pendingFrames * header.frameBytes();
        long position = header.length() + storedFrames * header.frameBytes();
        // RIFF chunks have even lengths; the next piece overwrites the pad byte
        boolean odd = ((storedFrames * header.frameBytes() + bytes) & 1) != 0;
        piece[bytes] = 0;
        output.write(position, piece, 0, odd ? bytes + 1 : bytes);
        writeHeader(storedFrames + pendingFrames);
        storedFrames += pendingFrames;
        pendingFrames = 0;
    }

    private void writeHeader(long frames) throws IOException {
        byte[] bytes = header.encode(frames, riffLimitBytes);
        output.write(0, bytes, 0, bytes.length);
    }

    /** After an error: the header covers the whole frames that did reach the file, where it can still be written. */
    private void rescue() {
        pendingFrames = 0;
        try {
            long whole = (output.length() - header.length()) / header.frameBytes();
            boolean unpadded = ((whole * header.frameBytes()) & 1) != 0;
            long frames = unpadded ? whole - 1 : whole;
            if (frames > storedFrames) {
                writeHeader(frames);
                storedFrames = frames;
            }
        } catch (IOException _) {
            // the header on disk still covers storedFrames, which is what the message says
        }
    }

    private AudioFileException failure(IOException exception) {
        String valid = String.format(
                Locale.ROOT,
                "cannot be written any further: %s; it is valid up to frame %d (%.3f s),"
                        + " free some space or choose another disk",
                AudioFileException.reasonOf(exception),
                storedFrames,
                (double) storedFrames / sampleRateHertz);
        String none = "cannot be written: " + AudioFileException.reasonOf(exception)
                + "; free some space or choose another disk";
        return new AudioFileException(path, storedFrames > 0 ? valid : none, exception);
    }

    private void closeQuietly() {
        try {
            output.close();
        } catch (IOException _) {
            // every byte was written by its own system call before; a regular file has nothing left to say
        }
    }
}
