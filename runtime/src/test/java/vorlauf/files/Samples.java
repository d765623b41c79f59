package vorlauf.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** Frames for tests, and ways to compare them. */
final class Samples {
    private Samples() {}

    /** Seeded noise of at most 0.9, on the grid of 16-bit integers, so that every format holds it exactly. */
    static float[] noise(int count, long seed) {
        Random random = new Random(seed);
        float[] samples = new float[count];
        for (int index = 0; index < count; index++) {
            samples[index] = (random.nextInt(58_982) - 29_491) * 0x1p-15f;
        }
        return samples;
    }

    static void write(Path path, SampleFormat format, int channels, int rate, float[] samples) throws IOException {
        try (WavWriter writer = WavWriter.create(path, format, channels, rate)) {
            writer.write(samples, 0, samples.length / channels);
        }
    }

    /** All samples of a file, read in pieces of a length that divides nothing. */
    static float[] readAll(Path path) throws IOException {
        try (AudioFile file = AudioFile.open(path)) {
            int channels = file.header().channels();
            float[] samples = new float[(int) file.header().frames() * channels];
            int frames = 0;
            int count = 1;
            while (count > 0) {
                count = file.read(samples, frames, Math.min(777, samples.length / channels - frames));
                frames += count;
            }
            return Arrays.copyOf(samples, frames * channels);
        }
    }

    static int[] bits(float[] samples) {
        int[] bits = new int[samples.length];
        for (int index = 0; index < samples.length; index++) {
            bits[index] = Float.floatToRawIntBits(samples[index]);
        }
        return bits;
    }
}
