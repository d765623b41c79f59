package vorlauf.backend.javasound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Java Sound records from ALSA's file plugin: known samples in a file that stands for the microphone. */
@Timeout(120)
final class AlsaInputTest {
    private static final int FRAMES = 20_000;
    private static final int CHANNELS = 2;

    @TempDir
    Path folder;

    @BeforeEach
    void needsAlsa() {
        Fork.assumeAlsa();
    }

    @Test
    void eachBitOfTheCardArrives() throws Exception {
        for (int bits : new int[] {16, 24}) {
            assertThat(record(bits, 0)).containsExactly("format " + bits + "-bit signed 2", "mistakes 0");
        }
    }

    @Test
    void aFrameThatIsLostIsCaught() throws Exception {
        assertThat(record(16, 1).getLast()).startsWith("mistakes ").isNotEqualTo("mistakes 0");
    }

    private List<String> record(int bits, int lostFrames) throws Exception {
        Path microphone = folder.resolve("microphone-" + bits + ".raw");
        ByteBuffer bytes = ByteBuffer.allocate(2 * FRAMES * CHANNELS * bits / 8);
        for (int frame = 0; frame < 2 * FRAMES; frame++) {
            int heard = frame < FRAMES / 2 ? frame : frame + lostFrames;
            for (int channel = 0; channel < CHANNELS; channel++) {
                int value = TestFrames.value(heard, channel, bits);
                for (int shift = 0; shift < bits; shift += 8) {
                    bytes.put((byte) (value >> shift));
                }
            }
        }
        Files.write(microphone, bytes.array());
        Path configuration = Fork.configuration(
                folder,
                "pcm.!default { type file slave.pcm { type null } file \"/dev/null\" infile \"" + microphone
                        + "\" format \"raw\" }\n");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        InputProcess.class.getName(),
                        Integer.toString(CHANNELS),
                        Integer.toString(bits),
                        Integer.toString(FRAMES))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("ALSA_CONFIG_PATH", configuration.toString());
        Process process = builder.start();
        try {
            List<String> lines = process.inputReader().lines().toList();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }
}
