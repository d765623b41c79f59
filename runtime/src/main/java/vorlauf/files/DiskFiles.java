package vorlauf.files;

import java.nio.file.Path;
import java.util.function.Consumer;
import vorlauf.compile.AudioFiles;
import vorlauf.plan.SampleSource;

/**
 * The files that a compiler finds on the disk.
 *
 * <p>Each stream that is opened is told to its owner, who keeps it filled: {@code new DiskFiles(readerThread::add)}
 * live, {@code new DiskFiles(list::add)} offline, where the driver calls {@link FileStream#prefetch} before each
 * block.
 *
 * <p>Threads: control thread.
 */
public final class DiskFiles implements AudioFiles {
    private final Consumer<FileStream> owner;

    /** Files whose streams belong to {@code owner} once they are opened. */
    public DiskFiles(Consumer<FileStream> owner) {
        this.owner = owner;
    }

    @Override
    public Format probe(Path path) throws UnusableFileException {
        try {
            AudioFileHeader header = AudioFile.probe(path);
            return new Format(header.channels(), header.sampleRateHertz(), header.frames());
        } catch (AudioFileException exception) {
            throw new UnusableFileException(messageOf(exception));
        }
    }

    @Override
    public SampleSource open(Path path, boolean looped, double sampleRateHertz) throws UnusableFileException {
        try {
            FileStream stream = FileStream.open(path, looped, sampleRateHertz);
            owner.accept(stream);
            return stream;
        } catch (AudioFileException exception) {
            throw new UnusableFileException(messageOf(exception));
        }
    }

    private static String messageOf(AudioFileException exception) {
        return String.valueOf(exception.getMessage());
    }
}
