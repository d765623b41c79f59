package vorlauf.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoRecordingTest {
    @TempDir
    Path folder;

    @Test
    void isARecordingOfSomeSecondsWithItsOriginStated() throws IOException {
        Path path = folder.resolve("guitar.wav");
        Files.write(path, resource("guitar.wav"));
        AudioFileHeader header = AudioFile.probe(path);
        assertThat(header.channels()).isEqualTo(2);
        assertThat(header.sampleRateHertz()).isEqualTo(44_100);
        assertThat(header.seconds()).isBetween(3.0, 10.0);
        float[] samples = Samples.readAll(path);
        double power = 0;
        for (float sample : samples) {
            power += (double) sample * sample / samples.length;
        }
        assertThat(Math.sqrt(power)).isGreaterThan(0.05);
        assertThat(new String(resource("guitar.txt"), UTF_8)).contains("Author:", "Origin:", "CC0 1.0");
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream stream =
                requireNonNull(DemoRecordingTest.class.getResourceAsStream("/vorlauf/demo/" + name), name)) {
            return stream.readAllBytes();
        }
    }
}
