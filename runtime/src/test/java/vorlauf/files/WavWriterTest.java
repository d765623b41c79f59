package vorlauf.files;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WavWriterTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(SampleFormat.class)
    void everyFormatComesBackBitForBitInOneToEightChannelsAndOddLengths(SampleFormat format) throws IOException {
        for (int channels = 1; channels <= 8; channels++) {
            for (int frames : new int[] {0, 1, 2, 3, 255, 10_001}) {
                Path path = folder.resolve(format.label() + "-" + channels + "-" + frames + ".wav");
                float[] samples = Samples.noise(frames * channels, frames);
                Samples.write(path, format, channels, 48_000, samples);
                assertThat(Samples.readAll(path)).isEqualTo(samples);
                AudioFileHeader header = AudioFile.probe(path);
                assertThat(header.channels()).isEqualTo(channels);
                assertThat(header.sampleRateHertz()).isEqualTo(48_000);
                assertThat(Files.size(path) % 2).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(SampleFormat.class)
    void theJdkReadsEveryFormat(SampleFormat format) throws IOException, UnsupportedAudioFileException {
        for (int channels : new int[] {1, 2, 3, 6}) {
            Path path = folder.resolve(format.label() + "-" + channels + ".wav");
            float[] samples = Samples.noise(501 * channels, channels);
            Samples.write(path, format, channels, 44_100, samples);
            byte[] expected = new byte[samples.length * format.bytesPerSample()];
            PcmEncoder.of(format).encode(samples, 0, samples.length, expected, 0);
            try (AudioInputStream stream = AudioSystem.getAudioInputStream(path.toFile())) {
                assertThat(stream.getFrameLength()).isEqualTo(501);
                assertThat(stream.getFormat().getChannels()).isEqualTo(channels);
                assertThat(stream.getFormat().getSampleSizeInBits()).isEqualTo(8 * format.bytesPerSample());
                assertThat(stream.readAllBytes()).isEqualTo(expected);
            }
        }
    }

    @Test
    void theBytesDoNotDependOnHowFramesAreCut() throws IOException {
        float[] samples = Samples.noise(3 * 50_000, 9);
        Path whole = folder.resolve("whole.wav");
        Samples.write(whole, SampleFormat.PCM24, 3, 48_000, samples);
        Path cut = folder.resolve("cut.wav");
        try (WavWriter writer = WavWriter.create(cut, SampleFormat.PCM24, 3, 48_000)) {
            for (int done = 0; done < 50_000; done += 997) {
                writer.write(samples, done, Math.min(997, 50_000 - done));
                writer.flush();
            }
            assertThat(writer.frames()).isEqualTo(50_000);
        }
        assertThat(cut).hasSameBinaryContentAs(whole);
    }

    @ParameterizedTest
    @EnumSource(SampleFormat.class)
    void afterEverySystemCallTheFileIsValidAndLacksLessThanHalfASecondAnd64Kibibytes(SampleFormat format)
            throws IOException {
        for (int channels : new int[] {1, 3}) {
            Disk disk = new Disk(Long.MAX_VALUE, false);
            float[] samples = Samples.noise(channels * 60_000, channels);
            assertThat(largestLossBytes(disk, format, channels, samples)).isBetween(1L, (1L << 16) + 10);
        }
    }

    @Test
    void aFileWhoseHeaderIsUpdatedOnlyOnceIsCaught() throws IOException {
        Disk disk = new Disk(Long.MAX_VALUE, true);
        assertThat(largestLossBytes(disk, SampleFormat.PCM16, 1, Samples.noise(120_000, 1)))
                .isGreaterThan(150_000);
    }

    /** Looks at the file after each call that changes it; the largest count of bytes written and not yet in it. */
    private long largestLossBytes(Disk disk, SampleFormat format, int channels, float[] samples) throws IOException {
        Path path = folder.resolve("snapshot.wav");
        int frameBytes = channels * format.bytesPerSample();
        long[] largest = new long[1];
        try (WavWriter writer =
                new WavWriter(path, disk, PcmEncoder.of(format), channels, 48_000, WavHeader.RIFF_LIMIT_BYTES)) {
            disk.afterEachWrite = () -> {
                Files.write(path, disk.content());
                float[] held = Samples.readAll(path);
                assertThat(held).isEqualTo(Arrays.copyOf(samples, held.length));
                largest[0] = Math.max(largest[0], (writer.frames() - held.length / channels) * frameBytes);
            };
            for (int done = 0; done < samples.length / channels; done += 500) {
                writer.write(samples, done, 500);
            }
        }
        return largest[0];
    }

    @Test
    void slowStreamsLoseNoMoreThanHalfASecond() throws IOException {
        Path path = folder.resolve("slow.wav");
        try (WavWriter writer = WavWriter.create(path, SampleFormat.PCM16, 1, 8_000)) {
            writer.write(new float[4_100], 0, 4_100);
            assertThat(AudioFile.probe(path).frames()).isEqualTo(4_000);
            writer.flush();
            assertThat(AudioFile.probe(path).frames()).isEqualTo(4_100);
        }
    }

    @Test
    void aDiskThatFillsUpIsOneClearLineAndTheFileIsValidUpToThere() throws IOException {
        float[] samples = Samples.noise(3 * 30_000, 5);
        Path path = folder.resolve("full.wav");
        for (long capacity : new long[] {200, 1_001, 65_536 + 100, 100_003, 150_007, 250_000}) {
            Disk disk = new Disk(capacity, false);
            WavWriter writer =
                    new WavWriter(path, disk, PcmEncoder.of(SampleFormat.PCM24), 3, 48_000, WavHeader.RIFF_LIMIT_BYTES);
            assertThatThrownBy(() -> {
                        writer.write(samples, 0, 30_000);
                        writer.close();
                    })
                    .isInstanceOf(AudioFileException.class)
                    .hasMessageStartingWith(
                            path + ": cannot be written any further: No space left on device; it is valid")
                    .hasMessageContaining("up to frame " + writer.frames() + " (")
                    .message()
                    .doesNotContain("\n");
            Files.write(path, disk.content());
            float[] held = Samples.readAll(path);
            assertThat(held).hasSize((int) writer.frames() * 3).isEqualTo(Arrays.copyOf(samples, held.length));
            assertThat(capacity - held.length * 3L).isLessThan(150);
            assertThatThrownBy(() -> writer.write(samples, 0, 1)).hasMessageContaining("after an error");
            writer.close();
            assertThat(disk.closed).isTrue();
        }
    }

    @Test
    void theDeviceThatIsAlwaysFullIsOneClearLine() {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "/dev/full exists on Linux only");
        assertThatThrownBy(() -> WavWriter.create(full, SampleFormat.PCM16, 2, 48_000))
                .isInstanceOf(AudioFileException.class)
                .hasMessage("/dev/full: cannot be written: No space left on device;"
                        + " free some space or choose another disk");
    }

    @Test
    void aPlaceThatCannotBeWrittenIsOneClearLine() {
        Path missing = folder.resolve("nowhere").resolve("a.wav");
        assertThatThrownBy(() -> WavWriter.create(missing, SampleFormat.PCM16, 2, 48_000))
                .hasMessage(missing + ": cannot be written: there is no folder " + missing.getParent());
        assertThatThrownBy(() -> WavWriter.create(folder, SampleFormat.PCM16, 2, 48_000))
                .hasMessage(folder + ": cannot be written: is a folder, a file name is needed");
        assertThatThrownBy(() -> WavWriter.create(folder.resolve("a.wav"), SampleFormat.PCM16, 0, 48_000))
                .hasMessage("channels is 0, must be 1 to 1,024");
    }

    @ParameterizedTest
    @EnumSource(SampleFormat.class)
    void becomesRf64InPlaceWhenItOutgrowsRiff(SampleFormat format) throws IOException {
        Path path = folder.resolve("large.wav");
        float[] samples = Samples.noise(2 * 5_000, 6);
        PcmEncoder encoder = PcmEncoder.of(format);
        try (WavWriter writer = new WavWriter(path, RandomAccessOutput.create(path), encoder, 2, 48_000, 10_000)) {
            writer.write(samples, 0, 500);
            writer.flush();
            assertThat(AudioFile.probe(path).container()).isEqualTo("WAV");
            writer.write(samples, 500, 4_500);
        }
        assertThat(AudioFile.probe(path).container()).isEqualTo("RF64");
        assertThat(Samples.readAll(path)).isEqualTo(samples);
    }

    @Test
    void aFileOfMoreThanFourGibibytesIsReadToItsLastFrame() throws IOException {
        WavHeader header = new WavHeader(SampleFormat.PCM16, 1, 48_000);
        long frames = 2_200_000_000L;
        Path path = folder.resolve("sparse.wav");
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.write(header.encode(frames, WavHeader.RIFF_LIMIT_BYTES));
            file.seek(header.length() + 2 * (frames - 1));
            file.write(new byte[] {0, 0x40});
        }
        try (AudioFile file = AudioFile.open(path)) {
            assertThat(file.header().container()).isEqualTo("RF64");
            assertThat(file.header().frames()).isEqualTo(frames);
            file.seek(frames - 2);
            float[] last = new float[4];
            assertThat(file.read(last, 0, 4)).isEqualTo(2);
            assertThat(last).containsExactly(0, 0.5f, 0, 0);
        }
    }

    @Test
    void theLargestRiffIsStillRiff() {
        WavHeader header = new WavHeader(SampleFormat.PCM16, 1, 48_000);
        long most = (WavHeader.RIFF_LIMIT_BYTES - header.length() + 8) / 2;
        assertThat(new String(header.encode(most, WavHeader.RIFF_LIMIT_BYTES), 0, 4, US_ASCII))
                .isEqualTo("RIFF");
        assertThat(new String(header.encode(most + 1, WavHeader.RIFF_LIMIT_BYTES), 0, 4, US_ASCII))
                .isEqualTo("RF64");
    }

    @Test
    void anInterruptDoesNotLoseTheFile() throws IOException {
        Path path = folder.resolve("interrupted.wav");
        float[] samples = Samples.noise(50_000, 3);
        Thread.currentThread().interrupt();
        try {
            Samples.write(path, SampleFormat.FLOAT32, 1, 48_000, samples);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(Samples.readAll(path)).isEqualTo(samples);
    }

    @Test
    void replacesWhatWasThereAndCountsWhatItClips() throws IOException {
        Path path = folder.resolve("again.wav");
        Files.write(path, new byte[100_000]);
        WavWriter writer = WavWriter.create(path, SampleFormat.PCM16, 1, 48_000);
        writer.write(new float[] {2, 0, -2}, 0, 3);
        writer.close();
        writer.close();
        assertThat(writer.clippedSamples()).isEqualTo(2);
        assertThat(writer.path()).isEqualTo(path);
        assertThat(AudioFile.probe(path).frames()).isEqualTo(3);
        assertThat(Files.size(path)).isLessThan(200);
        assertThatThrownBy(() -> writer.write(new float[1], 0, 1)).hasMessage(path + ": is closed already");
    }

    /** A disk in memory that may fill up, and may forget all headers after the second. */
    private static final class Disk implements RandomAccessOutput {
        private final long capacity;
        private final boolean forgetsHeaders;
        private byte[] bytes = new byte[0];
        private int headersWritten;
        private boolean closed;
        private Look afterEachWrite = () -> {};

        private interface Look {
            void look() throws IOException;
        }

        Disk(long capacity, boolean forgetsHeaders) {
            this.capacity = capacity;
            this.forgetsHeaders = forgetsHeaders;
        }

        @Override
        public void write(long position, byte[] source, int offset, int count) throws IOException {
            headersWritten += position == 0 ? 1 : 0;
            if (position == 0 && headersWritten > 2 && forgetsHeaders) {
                return;
            }
            int held = (int) Math.max(0, Math.min(count, capacity - position));
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length, (int) position + held));
            System.arraycopy(source, offset, bytes, (int) position, held);
            if (held < count) {
                throw new IOException("No space left on device");
            }
            afterEachWrite.look();
        }

        byte[] content() {
            return bytes;
        }

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
