package vorlauf.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vorlauf.dsp.Resampler;
import vorlauf.ring.SpscFrameRing;

class FileStreamTest {
    private static final int RATE = 48_000;

    @TempDir
    Path folder;

    @Test
    void aFileAtTheEnginesRateComesThroughBitForBitAndThenSilenceThatIsNoStarvation() throws IOException {
        float[] samples = Samples.noise(2 * 70_001, 1);
        Path path = wav(2, RATE, samples);
        try (FileStream stream = FileStream.open(path, false, RATE)) {
            float[] output = render(stream, 80_000, new Random(1));
            assertThat(Samples.bits(output)).isEqualTo(Samples.bits(Arrays.copyOf(samples, 2 * 80_000)));
            assertThat(stream.starvedFrames()).isZero();
            assertThat(stream.ended()).isTrue();
            assertThat(stream.prefetch()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 63, 1_024, 5_000, 100_000})
    void aLoopIsTheFileAfterItselfWithoutAGap(int frames) throws IOException {
        float[] samples = Samples.noise(frames, frames);
        Path path = wav(1, RATE, samples);
        try (FileStream stream = FileStream.open(path, true, RATE)) {
            int length = Math.max(3 * frames, 2_000);
            assertThat(Samples.bits(render(stream, length, new Random(2))))
                    .isEqualTo(Samples.bits(repeated(samples, length)));
            assertThat(stream.ended()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {44_100, 22_050, 96_000, 11_025})
    void aLoopAtAnotherRateIsOneEndlessRecordingToTheResampler(int fileRate) throws IOException {
        float[] samples = Samples.noise(7_001, 3);
        Path path = wav(1, fileRate, samples);
        int length = 60_000;
        float[] endless = repeated(samples, length * 3);
        float[] expected = new float[length];
        Resampler resampler = new Resampler(fileRate, RATE, 1);
        int read = 0;
        for (int written = 0; read < length; ) {
            written += resampler.write(endless, written, 500);
            read += resampler.read(expected, read, length - read);
        }
        try (FileStream stream = FileStream.open(path, true, RATE)) {
            assertThat(Samples.bits(render(stream, length, new Random(4)))).isEqualTo(Samples.bits(expected));
        }
    }

    @Test
    void aResampledFileHasTheLengthThatItsRateSays() throws IOException {
        float[] samples = new float[44_100 / 2];
        Arrays.fill(samples, 0.5f);
        try (FileStream stream = FileStream.open(wav(1, 44_100, samples), false, RATE)) {
            float[] output = render(stream, 30_000, new Random(1));
            assertThat(output[23_999]).isNotZero();
            for (int frame = 24_000; frame < output.length; frame++) {
                assertThat(output[frame]).isZero();
            }
            assertThat(stream.starvedFrames()).isZero();
        }
    }

    @Test
    void theFramesDoNotDependOnTheSizeOfBlocks() throws IOException {
        Path path = wav(2, 44_100, Samples.noise(2 * 30_000, 7));
        float[] first = null;
        for (int seed = 1; seed <= 3; seed++) {
            try (FileStream stream = FileStream.open(path, true, RATE)) {
                float[] output = render(stream, 60_000, new Random(seed));
                first = first == null ? output : first;
                assertThat(Samples.bits(output)).isEqualTo(Samples.bits(first));
            }
        }
    }

    @Test
    void framesThatAreNotThereYetAreSilentAndCountedAndPlayedLater() throws IOException {
        float[] samples = Samples.noise(2 * 1_000, 1);
        try (FileStream stream = FileStream.open(wav(2, RATE, samples), false, RATE)) {
            float[][] outputs = filled(2, 300);
            stream.read(outputs, 10, 110);
            assertThat(stream.starvedFrames()).isEqualTo(100);
            for (int frame = 0; frame < 300; frame++) {
                float expected = frame >= 10 && frame < 110 ? 0 : 9;
                assertThat(outputs[0][frame]).isEqualTo(expected);
                assertThat(outputs[1][frame]).isEqualTo(expected);
            }
            stream.prefetch();
            stream.read(outputs, 0, 300);
            assertThat(stream.starvedFrames()).isEqualTo(100);
            assertThat(outputs[0][0]).isEqualTo(samples[0]);
            assertThat(outputs[1][299]).isEqualTo(samples[599]);
        }
    }

    @Test
    void aRingThatRunsEmptyInABlockCountsWhatIsMissing() throws IOException {
        Path path = wav(1, RATE, Samples.noise(10_000, 1));
        try (AudioFile file = AudioFile.open(path)) {
            FileStream stream = new FileStream(file, false, RATE, new SpscFrameRing(700, 1));
            assertThat(stream.prefetch()).isTrue();
            assertThat(stream.prefetch()).isFalse();
            float[][] outputs = filled(1, 1_000);
            stream.read(outputs, 0, 1_000);
            assertThat(stream.starvedFrames()).isEqualTo(300);
            assertThat(outputs[0][699]).isNotEqualTo(9);
            assertThat(outputs[0][700]).isZero();
        }
    }

    @Test
    void aDiskErrorEndsTheStreamWithSilence() throws IOException {
        Path path = wav(1, RATE, Samples.noise(200_000, 1));
        try (FileStream stream = FileStream.open(path, true, RATE)) {
            stream.prefetch();
            Files.write(path, new byte[100]);
            float[][] outputs = filled(1, RATE);
            stream.read(outputs, 0, RATE);
            assertThatThrownBy(stream::prefetch)
                    .isInstanceOf(AudioFileException.class)
                    .hasMessageContaining("it may have changed while it was open");
            assertThat(stream.prefetch()).isFalse();
            stream.read(outputs, 0, RATE);
            stream.read(outputs, 0, RATE);
            assertThat(outputs[0]).containsOnly(0);
            assertThat(stream.starvedFrames()).isZero();
        }
    }

    @Test
    void aClosedStreamPlaysWhatItHasAndIsSilentThen() throws IOException {
        float[] samples = Samples.noise(3 * RATE, 1);
        FileStream stream = FileStream.open(wav(1, RATE, samples), true, RATE);
        stream.prefetch();
        stream.close();
        stream.close();
        float[][] outputs = filled(1, RATE + 10);
        stream.read(outputs, 0, RATE + 10);
        assertThat(outputs[0]).startsWith(Arrays.copyOf(samples, RATE)).endsWith(new float[10]);
        assertThat(stream.starvedFrames()).isZero();
        assertThat(stream.prefetch()).isFalse();
    }

    @Test
    void aFileThatCannotBeStreamedIsOneClearLine() throws IOException {
        Path empty = wav(1, RATE, new float[0]);
        assertThatThrownBy(() -> FileStream.open(empty, true, RATE))
                .hasMessage(empty + ": holds no frames; a file with at least one frame is needed");
        Path slow = folder.resolve("slow.wav");
        Samples.write(slow, SampleFormat.PCM16, 1, 100, new float[10]);
        assertThatThrownBy(() -> FileStream.open(slow, true, RATE))
                .hasMessage(slow + ": has a sample rate of 100.0 Hz, which cannot be resampled to 48000.0 Hz;"
                        + " 188 to 12288000 Hz would be right");
        Path wide = folder.resolve("wide.wav");
        Samples.write(wide, SampleFormat.PCM16, 65, RATE, new float[65]);
        assertThatThrownBy(() -> FileStream.open(wide, true, RATE))
                .hasMessage(wide + ": has 65 channels; 1 to 64 would be right");
    }

    @Test
    void readingAllocatesNothing() throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (FileStream stream = FileStream.open(wav(2, RATE, Samples.noise(2 * 5_000, 1)), true, RATE)) {
            float[][] outputs = filled(2, 128);
            long least = Long.MAX_VALUE;
            for (int attempt = 0; attempt < 5; attempt++) {
                stream.prefetch();
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int block = 0; block < 400; block++) {
                    stream.read(outputs, 0, 128);
                }
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertThat(least).isZero();
            assertThat(stream.starvedFrames()).isPositive();
        }
    }

    @Test
    void theCompilersViewOpensStreamsAndTellsTheirOwner() throws Exception {
        Path path = wav(2, 44_100, Samples.noise(2 * 100, 1));
        FileStream[] owned = new FileStream[1];
        DiskFiles files = new DiskFiles(stream -> owned[0] = stream);
        assertThat(files.probe(path).channels()).isEqualTo(2);
        assertThat(files.probe(path).sampleRateHertz()).isEqualTo(44_100);
        assertThat(files.probe(path).frames()).isEqualTo(100);
        assertThat(files.open(path, true, RATE)).isSameAs(owned[0]);
        owned[0].close();
        Path missing = folder.resolve("missing.wav");
        assertThatThrownBy(() -> files.probe(missing)).hasMessageStartingWith(missing + ": there is no such file");
        assertThatThrownBy(() -> files.open(missing, true, RATE))
                .hasMessageStartingWith(missing + ": there is no such");
    }

    private Path wav(int channels, int rate, float[] samples) throws IOException {
        Path path = folder.resolve("track.wav");
        Samples.write(path, SampleFormat.PCM16, channels, rate, samples);
        return path;
    }

    private static float[] repeated(float[] samples, int length) {
        float[] repeated = new float[length];
        for (int index = 0; index < length; index++) {
            repeated[index] = samples[index % samples.length];
        }
        return repeated;
    }

    private static float[][] filled(int channels, int frames) {
        float[][] outputs = new float[channels][frames];
        for (float[] line : outputs) {
            Arrays.fill(line, 9);
        }
        return outputs;
    }

    /** What an offline driver does: prefetch, then a block; interleaved. */
    private static float[] render(FileStream stream, int frames, Random sizes) throws IOException {
        float[] output = new float[frames * stream.channels()];
        float[][] outputs = new float[stream.channels()][1_000];
        for (int done = 0; done < frames; ) {
            int count = Math.min(frames - done, 1 + sizes.nextInt(999));
            stream.prefetch();
            stream.read(outputs, 0, count);
            for (int channel = 0; channel < outputs.length; channel++) {
                for (int frame = 0; frame < count; frame++) {
                    output[(done + frame) * outputs.length + channel] = outputs[channel][frame];
                }
            }
            done += count;
        }
        return output;
    }
}
