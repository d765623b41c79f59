package vorlauf.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** The bytes of a file's header in order, and the words for what can be wrong with them. */
final class HeaderBytes {
    private final Path path;
    private final RandomAccessFile file;
    private final ByteOrder order;
    private final long length;

    HeaderBytes(Path path, RandomAccessFile file, ByteOrder order) throws IOException {
        this.path = path;
        this.file = file;
        this.order = order;
        this.length = file.length();
    }

    /** Bytes of the whole file. */
    long length() {
        return length;
    }

    long position() throws IOException {
        return file.getFilePointer();
    }

    /** Bytes from here to the end of the file. */
    long remaining() throws IOException {
        return length - position();
    }

    void seek(long position) throws IOException {
        file.seek(position);
    }

    /** Four characters; bytes that are none are shown as dots. */
    String name() throws IOException {
        return new String(take(4).array(), StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", ".");
    }

    int unsigned16() throws IOException {
        return take(2).getShort() & 0xFFFF;
    }

    long unsigned32() throws IOException {
        return take(4).getInt() & 0xFFFF_FFFFL;
    }

    long signed64() throws IOException {
        return take(8).getLong();
    }

    private ByteBuffer take(int count) throws IOException {
        byte[] bytes = new byte[count];
        long position = position();
        try {
            file.readFully(bytes);
        } catch (EOFException exception) {
            throw new AudioFileException(
                    path,
                    "is truncated: it ends at byte " + length + ", inside the header field at byte " + position
                            + "; copy the file again",
                    exception);
        }
        return ByteBuffer.wrap(bytes).order(order);
    }

    /** Goes past a chunk of {@code size} bytes that begins here and is padded to an even length. */
    void skipChunk(String name, long size) throws IOException {
        if (size > remaining()) {
            throw problem(String.format(
                    Locale.ROOT,
                    "is truncated: chunk '%s' at byte %d promises %d bytes, the file holds %d of them;"
                            + " copy the file again",
                    name,
                    position() - 8,
                    size,
                    remaining()));
        }
        seek(Math.min(length, position() + size + (size & 1)));
    }

    /** Sample data of a stated length: whole, or truncated and therefore refused. */
    SampleData data(String container, SampleCoding coding, int channels, double rateHertz, long offset, long bytes)
            throws IOException {
        long frameBytes = (long) channels * coding.bytesPerSample();
        long frames = bytes / frameBytes;
        long held = Math.max(0, length - offset) / frameBytes;
        if (frames > held) {
            throw problem(String.format(
                    Locale.ROOT,
                    "is truncated: its header promises %d frames, the file ends at byte %d after %d of them;"
                            + " copy the file again",
                    frames,
                    length,
                    held));
        }
        if (!(rateHertz > 0 && rateHertz <= 10_000_000)) {
            throw problem(String.format(
                    Locale.ROOT, "states a sample rate of %s Hz; 1 to 10,000,000 Hz would be right", rateHertz));
        }
        return new SampleData(
                new AudioFileHeader(container, coding.label(), channels, rateHertz, frames), coding, offset);
    }

    /** The count of channels that a header states, when it can be right. */
    int channels(int stated) throws AudioFileException {
        if (stated < 1 || stated > 1_024) {
            throw problem("states " + stated + " channels; 1 to 1,024 would be right");
        }
        return stated;
    }

    AudioFileException problem(String text) {
        return new AudioFileException(path, text);
    }
}
