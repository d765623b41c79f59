package vorlauf.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudioFileTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "AIFF, 8",
        "AIFF, 16",
        "AIFF, 24",
        "AIFF, 32",
        "AU, 8",
        "AU, 16",
        "AU, 24",
        "AU, 32",
        "WAVE, 16",
        "WAVE, 24"
    })
    void readsWhatTheJdkWrites(String type, int bits) throws IOException {
        for (int channels = 1; channels <= 8; channels++) {
            Path path = folder.resolve("jdk" + channels);
            float[] samples = onEightBits(Samples.noise(333 * channels, channels));
            writeWithJdk(path, type, bits, channels, samples);
            assertThat(Samples.readAll(path)).isEqualTo(samples);
            AudioFileHeader header = AudioFile.probe(path);
            assertThat(header.frames()).isEqualTo(333);
            assertThat(header.channels()).isEqualTo(channels);
            assertThat(header.sampleRateHertz()).isEqualTo(22_050);
            assertThat(header.container()).isEqualTo(type.equals("WAVE") ? "WAV" : type);
            assertThat(header.encoding()).startsWith(bits + "-bit");
            assertThat(header.seconds()).isEqualTo(333 / 22_050.0);
        }
    }

    @Test
    void seeksToAnyFrame() throws IOException {
        Path path = folder.resolve("a.wav");
        float[] samples = Samples.noise(2 * 100_000, 1);
        Samples.write(path, SampleFormat.PCM24, 2, 48_000, samples);
        float[] read = new float[2 * 100];
        Random random = new Random(4);
        try (AudioFile file = AudioFile.open(path)) {
            for (int attempt = 0; attempt < 300; attempt++) {
                int frame = random.nextInt(100_000 - 100);
                file.seek(frame);
                assertThat(file.read(read, 0, 100)).isEqualTo(100);
                assertThat(file.position()).isEqualTo(frame + 100);
                assertThat(read).isEqualTo(Arrays.copyOfRange(samples, 2 * frame, 2 * frame + 200));
            }
            file.seek(100_000);
            assertThat(file.read(read, 0, 100)).isZero();
            assertThatThrownBy(() -> file.seek(100_001)).hasMessage("frame is 100001, must be 0 to 100000");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AIFF", "AU", "WAVE"})
    void aFileCutOffAtAnyByteIsOneClearLine(String type) throws IOException {
        Path whole = folder.resolve("whole");
        writeWithJdk(whole, type, 16, 2, onEightBits(Samples.noise(2 * 10, 1)));
        byte[] bytes = Files.readAllBytes(whole);
        Path path = folder.resolve("cut");
        for (int length = 0; length < bytes.length; length++) {
            Files.write(path, Arrays.copyOf(bytes, length));
            String problem = length == 0 ? "is empty" : "copy the file again";
            assertThatThrownBy(() -> AudioFile.open(path))
                    .as("cut off at byte %d", length)
                    .isInstanceOf(AudioFileException.class)
                    .hasMessageStartingWith(path + ": ")
                    .hasMessageContaining(problem)
                    .message()
                    .doesNotContain("\n");
        }
    }

    @Test
    void aTruncatedFileSaysWhatIsMissing() throws IOException {
        Path path = folder.resolve("cut.wav");
        Samples.write(path, SampleFormat.PCM16, 2, 48_000, Samples.noise(2 * 1_000, 1));
        byte[] bytes = Files.readAllBytes(path);
        Files.write(path, Arrays.copyOf(bytes, bytes.length - 2_002));
        assertThatThrownBy(() -> AudioFile.probe(path))
                .hasMessage(path + ": is truncated: its header promises 1000 frames, the file ends at byte "
                        + (bytes.length - 2_002) + " after 499 of them; copy the file again");
    }

    @Test
    void theJdkGivesATruncatedFileAsAShorterOneWithoutAWord() throws IOException, UnsupportedAudioFileException {
        Path path = folder.resolve("cut.wav");
        Samples.write(path, SampleFormat.PCM16, 2, 48_000, Samples.noise(2 * 1_000, 1));
        byte[] bytes = Files.readAllBytes(path);
        Files.write(path, Arrays.copyOf(bytes, bytes.length - 2_000));
        try (AudioInputStream stream = AudioSystem.getAudioInputStream(path.toFile())) {
            assertThat(stream.getFrameLength()).isEqualTo(1_000);
            assertThat(stream.readAllBytes()).hasSize(2_000);
        }
    }

    @Test
    void whatIsNoAudioFileIsOneClearLine() throws IOException {
        Path missing = folder.resolve("missing.wav");
        assertProblem(missing, "there is no such file; a WAV, AIFF or AU file is needed");
        assertProblem(folder, "is a folder; a WAV, AIFF or AU file is needed");
        Path path = folder.resolve("a.wav");
        Files.write(path, new byte[0]);
        assertProblem(path, "is empty; a WAV, AIFF or AU file is needed");
        Files.writeString(path, "Hello, reader\n");
        assertProblem(path, "is no audio file that is known, it begins with 'Hell'; a WAV, AIFF or AU file is needed");
        Files.writeString(path, "fLaC....");
        assertProblem(path, "is a FLAC file; a WAV, AIFF or AU file is needed");
        Files.writeString(path, "OggS....");
        assertProblem(path, "is an Ogg file; a WAV, AIFF or AU file is needed");
        Files.writeString(path, "ID3.....");
        assertProblem(path, "is an MP3 file; a WAV, AIFF or AU file is needed");
        Files.write(path, new byte[] {1, 2, '\n', 3, 4});
        assertProblem(path, "is no audio file that is known, it begins with '....'; a WAV, AIFF or AU file is needed");
    }

    @Test
    void randomDamageNeverDoesMoreThanThatOneLine() throws IOException {
        Path path = folder.resolve("damaged");
        for (String type : new String[] {"AIFF", "AU", "WAVE"}) {
            writeWithJdk(path, type, 16, 2, onEightBits(Samples.noise(2 * 100, 1)));
            byte[] bytes = Files.readAllBytes(path);
            for (int seed = 0; seed < 200; seed++) {
                Random random = new Random(seed);
                byte[] damaged = bytes.clone();
                for (int count = 0; count <= random.nextInt(4); count++) {
                    damaged[random.nextInt(64)] = (byte) random.nextInt(256);
                }
                Files.write(path, damaged);
                Throwable thrown = catchThrowable(() -> Samples.readAll(path));
                assertThat(thrown == null || thrown instanceof AudioFileException)
                        .as("%s, seed %d: %s", type, seed, thrown)
                        .isTrue();
            }
        }
    }

    @Test
    void aFileThatBecomesShorterWhileItIsOpenIsOneClearLine() throws IOException {
        Path path = folder.resolve("shrinks.wav");
        Samples.write(path, SampleFormat.PCM16, 1, 48_000, Samples.noise(100_000, 1));
        try (AudioFile file = AudioFile.open(path)) {
            float[] samples = new float[100_000];
            assertThat(file.read(samples, 0, 10)).isEqualTo(10);
            Files.write(path, new byte[1_000]);
            assertThatThrownBy(() -> file.read(samples, 0, 100_000))
                    .hasMessage(path + ": cannot be read at frame 32768 of 100000: the file ends there;"
                            + " it may have changed while it was open");
        }
    }

    private static void assertProblem(Path path, String problem) {
        assertThatThrownBy(() -> AudioFile.open(path))
                .isInstanceOf(AudioFileException.class)
                .hasMessage(path + ": " + problem);
    }

    private static float[] onEightBits(float[] samples) {
        for (int index = 0; index < samples.length; index++) {
            samples[index] = Math.round(samples[index] * 128) / 128f;
        }
        return samples;
    }

    private static void writeWithJdk(Path path, String type, int bits, int channels, float[] samples)
            throws IOException {
        int bytesPerSample = bits / 8;
        boolean bigEndian = !type.equals("WAVE");
        byte[] bytes = new byte[samples.length * bytesPerSample];
        for (int index = 0; index < samples.length; index++) {
            int value = (int) (samples[index] * 128) << 24;
            int place = index * bytesPerSample;
            bytes[bigEndian ? place : place + bytesPerSample - 1] = (byte) (value >> 24);
        }
        AudioFormat format = new AudioFormat(22_050, bits, channels, true, bigEndian);
        AudioFileFormat.Type kind = switch (type) {
            case "AIFF" -> AudioFileFormat.Type.AIFF;
            case "AU" -> AudioFileFormat.Type.AU;
            default -> AudioFileFormat.Type.WAVE;
        };
        try (AudioInputStream stream =
                new AudioInputStream(new ByteArrayInputStream(bytes), format, samples.length / channels)) {
            AudioSystem.write(stream, kind, path.toFile());
        }
    }
}
