package vorlauf.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a file's bytes go: the file itself, or a disk with faults in tests.
 *
 * <p>The file is a {@link RandomAccessFile}, because a channel would be closed by an interrupt of the writing thread.
 */
interface RandomAccessOutput extends Closeable {
    /** Writes bytes at a position; when it fails, some of them may have been written. */
    void write(long position, byte[] source, int offset, int count) throws IOException;

    /** Bytes that the file holds. */
    long length() throws IOException;

    /** An empty file at this path, whatever was there before. */
    static RandomAccessOutput create(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException("is a folder, a file name is needed");
        }
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new IOException("there is no folder " + folder);
        }
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        try {
            if (Files.isRegularFile(path)) {
                file.setLength(0);
            }
        } catch (IOException exception) {
            file.close();
            throw exception;
        }
        return new RandomAccessOutput() {
            @Override
            public void write(long position, byte[] source, int offset, int count) throws IOException {
                file.seek(position);
                file.write(source, offset, count);
            }

            @Override
            public long length() throws IOException {
                return file.length();
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }
}
