package vorlauf.files;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An audio file that is open for reading, as float frames.
 *
 * <p>It reads WAV, RF64 and BW64 (PCM of 8 to 32 bits, float of 32 and 64 bits, A-law, mu-law, each also as
 * WAVE_FORMAT_EXTENSIBLE), AIFF, AIFC (the same, either byte order) and AU. Integers become -1 to just below +1, floats
 * stay as they are. Any frame can be sought.
 *
 * <p>The headers are read here and not by {@code javax.sound.sampled}, which cannot read RF64 or little-endian and
 * float AIFC, does not seek, and gives a truncated file as a shorter one without a word.
 *
 * <p>Threads: one thread at a time; it does I/O.
 *
 * <p>Errors: a file that is missing, empty, unreadable, unsupported or truncated is an {@link AudioFileException}
 * when it is opened.
 */
public final class AudioFile implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path path;
    private final RandomAccessFile file;
    private final SampleData data;

    /** Frames {@link #bufferedFrom} up to {@link #bufferedTo} of the file, as stored. */
    private final byte[] buffer;

    private final int bufferFrames;
    private long bufferedFrom;
    private long bufferedTo;
    private long position;

    private AudioFile(Path path, RandomAccessFile file, SampleData data) {
        this.path = path;
        this.file = file;
        this.data = data;
        this.bufferFrames = (int) Math.max(
                1, Math.min(BUFFER_BYTES / data.frameBytes(), data.header().frames()));
        this.buffer = new byte[bufferFrames * data.frameBytes()];
    }

    /** Opens a file at its first frame. */
    public static AudioFile open(Path path) throws AudioFileException {
        requireFile(path);
        try {
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
            try {
                return new AudioFile(path, file, readHeader(path, file));
            } catch (IOException exception) {
                file.close();
                throw exception;
            }
        } catch (AudioFileException exception) {
            throw exception;
        } catch (IOException exception) {
            throw new AudioFileException(path, "cannot be read: " + AudioFileException.reasonOf(exception), exception);
        }
    }

    /** Reads a file's header, and no samples. */
    public static AudioFileHeader probe(Path path) throws AudioFileException {
        try (AudioFile file = open(path)) {
            return file.header();
        }
    }

    private static void requireFile(Path path) throws AudioFileException {
        if (!Files.exists(path)) {
            throw new AudioFileException(path, "there is no such file; a WAV, AIFF or AU file is needed");
        }
        if (!Files.isRegularFile(path)) {
            String what = Files.isDirectory(path) ? "a folder" : "not a regular file";
            throw new AudioFileException(path, "is " + what + "; a WAV, AIFF or AU file is needed");
        }
    }

    private static SampleData readHeader(Path path, RandomAccessFile file) throws IOException {
        if (file.length() == 0) {
            throw new AudioFileException(path, "is empty; a WAV, AIFF or AU file is needed");
        }
        HeaderBytes little = new HeaderBytes(path, file, ByteOrder.LITTLE_ENDIAN);
        HeaderBytes big = new HeaderBytes(path, file, ByteOrder.BIG_ENDIAN);
        String name = little.name();
        return switch (name) {
            case "RIFF" -> new WavReader(little, false).read();
            case "RF64", "BW64" -> new WavReader(little, true).read();
            case "FORM" -> new AiffReader(big).read();
            case ".snd" -> new AuReader(big).read();
            case "fLaC" -> throw otherKind(path, "a FLAC file");
            case "OggS" -> throw otherKind(path, "an Ogg file");
            default ->
                throw otherKind(
                        path,
                        name.startsWith("ID3")
                                ? "an MP3 file"
                                : "no audio file that is known, it begins with '" + name + "'");
        };
    }

    private static AudioFileException otherKind(Path path, String kind) {
        return new AudioFileException(path, "is " + kind + "; a WAV, AIFF or AU file is needed");
    }

    /** Where the file is. */
    public Path path() {
        return path;
    }

    /** What the file says about itself. */
    public AudioFileHeader header() {
        return data.header();
    }

    /** The frame that {@link #read} gives next. */
    public long position() {
        return position;
    }

    /**
     * Goes to a frame; what is buffered already is not read again.
     *
     * <p>Errors: {@link IllegalArgumentException} outside 0 to the file's length.
     */
    public void seek(long frame) {
        if (frame < 0 || frame > data.header().frames()) {
            throw new IllegalArgumentException(
                    "frame is " + frame + ", must be 0 to " + data.header().frames());
        }
        position = frame;
    }

    /**
     * Reads the next frames.
     *
     * <p>Errors: {@link AudioFileException} where the disk fails or the file has become shorter since it was opened.
     *
     * @param target interleaved samples
     * @param offsetFrames first frame of the target to fill
     * @param frameCount frames wanted
     * @return frames read: fewer than wanted only at the end, where it is 0
     */
    public int read(float[] target, int offsetFrames, int frameCount) throws AudioFileException {
        int channels = data.header().channels();
        int done = 0;
        while (done < frameCount && position < data.header().frames()) {
            if (position < bufferedFrom || position >= bufferedTo) {
                fill();
            }
            int count = (int) Math.min(frameCount - done, bufferedTo - position);
            int source = (int) (position - bufferedFrom) * data.frameBytes();
            data.coding().decode(buffer, source, target, (offsetFrames + done) * channels, count * channels);
            position += count;
            done += count;
        }
        return done;
    }

    private void fill() throws AudioFileException {
        int frames = (int) Math.min(bufferFrames, data.header().frames() - position);
        bufferedFrom = 0;
        bufferedTo = 0;
        try {
            file.seek(data.offset() + position * data.frameBytes());
            file.readFully(buffer, 0, frames * data.frameBytes());
        } catch (IOException exception) {
            throw new AudioFileException(
                    path,
                    "cannot be read at frame " + position + " of "
                            + data.header().frames() + ": " + AudioFileException.reasonOf(exception)
                            + "; it may have changed while it was open",
                    exception);
        }
        bufferedFrom = position;
        bufferedTo = position + frames;
    }

    /** Closes the file. Idempotent. */
    @Override
    public void close() throws AudioFileException {
        try {
            file.close();
        } catch (IOException exception) {
            throw new AudioFileException(
                    path, "cannot be closed: " + AudioFileException.reasonOf(exception), exception);
        }
    }
}
