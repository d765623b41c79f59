package vorlauf.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import vorlauf.compile.AudioFiles;
import vorlauf.files.AudioFileException;
import vorlauf.files.DiskFiles;
import vorlauf.files.FileStream;
import vorlauf.plan.InputBlock;
import vorlauf.plan.SampleSource;

/**
 * The files of an engine in audio time: read up before each block, by the thread that renders.
 *
 * <p>Threads: the render's.
 */
final class PrefetchedFiles implements AudioFiles {
    private final Consumer<EngineEvent> events;
    private final InputBlock input;
    private final List<FileStream> streams = new ArrayList<>();
    private final DiskFiles disk = new DiskFiles(streams::add);

    /** Files whose errors go to {@code events}, beside this input. */
    PrefetchedFiles(Consumer<EngineEvent> events, InputBlock input) {
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

    /** A file as what the input hears, from its start; the caller closes it. */
    FileStream openInput(Path path, double sampleRateHertz) throws AudioFileException {
        FileStream stream = FileStream.open(path, false, sampleRateHertz);
        streams.add(stream);
        input.feed(stream);
        return stream;
    }

    /** Fills all streams; a file that cannot be read on is an event. */
    void prefetch() {
        for (int index = streams.size() - 1; index >= 0; index--) {
            FileStream stream = streams.get(index);
            try {
                stream.prefetch();
            } catch (AudioFileException e) {
                events.accept(new EngineEvent.Notice("the rest of the file is silent: " + e.getMessage()));
            }
            if (stream.ended()) {
                streams.remove(index);
            }
        }
    }
}
