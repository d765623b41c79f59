package vorlauf.engine;

import java.nio.file.Path;
import vorlauf.compile.AudioFiles;
import vorlauf.dsp.RealTime;
import vorlauf.plan.SampleSource;

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

    /** Endless silence. */
    private static final class Silence implements SampleSource {
        private final int channels;

        Silence(int channels) {
            this.channels = channels;
        }

        @Override
        public int channels() {
            return channels;
        }

        @Override
        @RealTime
        public void read(float[][] outputs, int from, int to) {
            for (int channel = 0; channel < channels; channel++) {
                float[] output = outputs[channel];
                for (int frame = from; frame < to; frame++) {
                    output[frame] = 0;
                }
            }
        }

        @Override
        public long starvedFrames() {
            return 0;
        }
    }
}
