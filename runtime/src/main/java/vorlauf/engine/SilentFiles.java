package vorlauf.engine;

import java.nio.file.Path;
import vorlauf.compile.AudioFiles;
import vorlauf.plan.SampleSource;
import vorlauf.plan.Silence;

/** Files with the right formats and no sound, for plans that are rendered for the JIT alone. */
final class SilentFiles implements AudioFiles {
    private final AudioFiles files;

    /** Files that look like {@code files}. */
    SilentFiles(AudioFiles files) {
        this.files = files;
    }

    @Override
    public Format probe(Path path) throws UnusableFileException {
        return files.probe(path);
    }

    @Override
    public SampleSource open(Path path, boolean looped, double sampleRateHertz) throws UnusableFileException {
        return new Silence(files.probe(path).channels());
    }
}
