package vorlauf.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import vorlauf.engine.BlockSink;
import vorlauf.files.SampleFormat;

/** A {@link RenderSink} that also keeps the samples of the first minute, to draw them. */
final class DemoSink implements BlockSink, AutoCloseable {
    private static final int DRAWN_SECONDS = 60;

    private final RenderSink file;
    private final int mostFrames;
    private float[][] planar = new float[0][];
    private int kept;

    DemoSink(Path wav, int rateHertz, long frames) {
        file = new RenderSink(wav, SampleFormat.FLOAT32, rateHertz);
        mostFrames = (int) Math.min(frames, (long) DRAWN_SECONDS * rateHertz);
    }

    @Override
    public void accept(float[] interleaved, int frameCount, int channels) throws IOException {
        file.accept(interleaved, frameCount, channels);
        if (planar.length == 0) {
            planar = new float[channels][mostFrames];
        }
        int count = Math.min(frameCount, mostFrames - kept);
        for (int frame = 0; frame < count; frame++) {
            for (int channel = 0; channel < channels; channel++) {
                planar[channel][kept + frame] = interleaved[frame * channels + channel];
            }
        }
        kept += count;
    }

    /** What was kept, channel by channel. */
    float[][] planar() {
        return Arrays.stream(planar)
                .map(channel -> Arrays.copyOf(channel, kept))
                .toArray(float[][]::new);
    }

    String sha256() {
        return file.sha256();
    }

    /** Puts all into the file; nothing more can be added. */
    void finish() throws IOException {
        file.close();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
