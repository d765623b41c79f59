package vorlauf.engine;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vorlauf.compile.AudioFiles;
import vorlauf.files.AudioFileException;
import vorlauf.files.DiskFiles;
import vorlauf.files.FileReaderThread;
import vorlauf.files.FileStream;
import vorlauf.plan.InputBlock;
import vorlauf.plan.SampleSource;

/**
 * The files of a live engine: full when a plan first reads them, kept full by a disk thread that is started with the first.
 *
 * <p>Threads: control thread.
 */
final class LiveFiles implements AudioFiles, AutoCloseable {
    private final Consumer<EngineEvent> events;
    private final InputBlock input;
    private final DiskFiles disk = new DiskFiles(this::opened);
    private @Nullable FileReaderThread reader;

    /** Files whose errors go to {@code events}, from the disk thread, beside this input. */
    LiveFiles(Consumer<EngineEvent> events, InputBlock input) {
        this.events = events;
        this.input = input;
    }

    @Override
    public Format probe(Path path) throws UnusableFileException {
        return disk.probe(path);
    }

    @Override
    public SampleSource open(Path path, boolean looped, double sampleRateHertz) throws UnusableFileException {
        return disk.open(path, looped, sampleRateHertz);
    }

    @Override
    public SampleSource input(int channels) {
        return input.view(channels);
    }

    private void opened(FileStream stream) {
        try {
            stream.prefetch();
        } catch (AudioFileException e) {
            failed(stream, e);
            return;
        }
        if (reader == null) {
            reader = FileReaderThread.start(this::failed);
        }
        reader.add(stream);
    }

    private void failed(FileStream stream, AudioFileException e) {
        events.accept(new EngineEvent.Notice("the rest of the file is silent: " + e.getMessage()));
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
    }
}
