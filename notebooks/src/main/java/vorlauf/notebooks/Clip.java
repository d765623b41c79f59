package vorlauf.notebooks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import vorlauf.compile.GraphException;
import vorlauf.engine.OfflineRenderer;
import vorlauf.engine.OfflineResult;
import vorlauf.engine.OfflineSettings;
import vorlauf.engine.RenderException;
import vorlauf.files.AudioFileException;
import vorlauf.files.SampleFormat;
import vorlauf.files.Sha256;
import vorlauf.files.WavWriter;
import vorlauf.graph.Signal;

/**
 * Sound that was rendered: its samples, their hash, and what rendering them came to.
 *
 * <p>Threads: any; what it gives out is a copy.
 */
public final class Clip {
    private final float[] interleaved;
    private final double sampleRateHertz;
    private final OfflineResult result;

    private Clip(float[] interleaved, double sampleRateHertz, OfflineResult result) {
        this.interleaved = interleaved;
        this.sampleRateHertz = sampleRateHertz;
        this.result = result;
    }

    static Clip of(Supplier<? extends Publisher<? extends Signal>> patch, OfflineSettings settings)
            throws GraphException, RenderException, IOException, InterruptedException {
        Samples samples = new Samples();
        OfflineResult result = OfflineRenderer.render(patch, settings, samples::add);
        return new Clip(samples.all(), settings.sampleRateHertz(), result);
    }

    /** Samples that come block by block. */
    private static final class Samples {
        private float[] samples = new float[1 << 16];
        private int count;

        void add(float[] block, int frames, int channels) {
            int added = frames * channels;
            if (count + added > samples.length) {
                samples = Arrays.copyOf(samples, Math.max(count + added, 2 * samples.length));
            }
            System.arraycopy(block, 0, samples, count, added);
            count += added;
        }

        float[] all() {
            return Arrays.copyOf(samples, count);
        }
    }

    /** The samples, {@code samples()[channel][frame]}; full scale is -1 to +1. */
    public float[][] samples() {
        float[][] samples = new float[channels()][frames()];
        for (int i = 0; i < interleaved.length; i++) {
            samples[i % channels()][i / channels()] = interleaved[i];
        }
        return samples;
    }

    /** The hash of all samples, interleaved, little-endian: equal bits on every machine give an equal hash. */
    public String sha256() {
        Sha256 hash = new Sha256();
        hash.update(interleaved, 0, interleaved.length);
        return hash.finish();
    }

    /** The largest absolute sample; above 1 it clips where it is played. */
    public double peak() {
        double peak = 0;
        for (float sample : interleaved) {
            peak = Math.max(peak, Math.abs(sample));
        }
        return peak;
    }

    /** Channels of a frame. */
    public int channels() {
        return result.channels();
    }

    /** How many frames there are. */
    public int frames() {
        return interleaved.length / channels();
    }

    /** The same in seconds. */
    public double seconds() {
        return frames() / sampleRateHertz;
    }

    /** Frames a second. */
    public double sampleRateHertz() {
        return sampleRateHertz;
    }

    /** What the render came to: steps, CPU time, bytes allocated. */
    public OfflineResult result() {
        return result;
    }

    /** Writes a WAV file of 32-bit floats. */
    public void save(Path file) throws AudioFileException {
        try (WavWriter writer =
                WavWriter.create(file, SampleFormat.FLOAT32, channels(), (int) Math.round(sampleRateHertz))) {
            writer.write(interleaved, 0, frames());
        }
    }

    /** A WAV file of 16 bits in memory, for players. */
    public byte[] wave() {
        return WavWriter.bytes(interleaved, SampleFormat.PCM16, channels(), (int) Math.round(sampleRateHertz));
    }
}
