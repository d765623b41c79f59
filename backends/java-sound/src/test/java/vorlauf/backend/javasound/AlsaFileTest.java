package vorlauf.backend.javasound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Java Sound on ALSA's own plugins, in a process of its own: no card, but all of the way to one. */
@Timeout(300)
class AlsaFileTest {
    @TempDir
    Path folder;

    @BeforeEach
    void needsAlsa() {
        Fork.assumeAlsa();
    }

    private Path capturing(Path file) throws Exception {
        return Fork.configuration(
                folder, "pcm.!default { type file slave.pcm { type null } file \"" + file + "\" format \"raw\" }\n");
    }

    @Test
    void eachBitReachesTheCard() throws Exception {
        for (String format : List.of("16", "24", "32")) {
            // All counts with the format that is usual, the ends with the others: each run is a process.
            for (int channels : format.equals("24") ? new int[] {1, 2, 3, 4, 5, 6, 7, 8} : new int[] {1, 8}) {
                Path file = folder.resolve("card-" + format + "-" + channels + ".raw");
                try (Fork fork = Fork.start(capturing(file), Map.of(), "play", Integer.toString(channels), format)) {
                    List<String> lines = fork.lines();
                    assertThat(lines).contains("pacing FREE_RUNNING", "underruns 0");
                    assertThat(lines.getFirst()).isEqualTo("format " + format + "-bit signed 512");
                    // A disk that is busy may add that it stood still.
                    assertThat(lines.get(2)).startsWith("notice: java-sound: ").contains("keeps no time of its own");
                }
                assertHeard(Files.readAllBytes(file), channels, Integer.parseInt(format));
            }
        }
    }

    private static void assertHeard(byte[] bytes, int channels, int bits) {
        int bytesPerSample = bits / 8;
        assertThat(bytes).hasSize(5 * 48_000 * channels * bytesPerSample);
        int index = 0;
        for (long frame = 0; frame < 5 * 48_000; frame++) {
            for (int channel = 0; channel < channels; channel++) {
                int value = bytes[index + bytesPerSample - 1];
                for (int lower = bytesPerSample - 2; lower >= 0; lower--) {
                    value = value << 8 | (bytes[index + lower] & 0xFF);
                }
                index += bytesPerSample;
                if (value != expected(frame, channel, bits)) {
                    throw new AssertionError("frame " + frame + ", channel " + channel + " is " + value);
                }
            }
        }
    }

    private static int expected(long frame, int channel, int bits) {
        // A float holds 24 bits of a sample; 32 bits then hold the float, but for full scale.
        int value = TestFrames.value(frame, channel, bits);
        return bits <= 24 ? value : (int) Math.min(Integer.MAX_VALUE, (long) (float) value);
    }

    @Test
    void theCardHearsTheSoundOfTheEngine() throws Exception {
        Path file = folder.resolve("engine.raw");
        long frames;
        try (Fork fork = Fork.start(capturing(file), Map.of(), "engine", "1", "24")) {
            fork.await("pacing FREE_RUNNING");
            fork.await("underruns 0");
            frames = Long.parseLong(fork.await("frames ").split(" ", -1)[1]);
        }
        byte[] bytes = Files.readAllBytes(file);
        assertThat((long) bytes.length).isEqualTo(frames * 3).isGreaterThanOrEqualTo(4 * 48_000 * 3);
        // The last block is the fade to silence.
        for (int frame = 0; frame < frames - 128; frame++) {
            int value = bytes[3 * frame + 2] << 16 | (bytes[3 * frame + 1] & 0xFF) << 8 | (bytes[3 * frame] & 0xFF);
            double expected = 0.25 * (1 << 23) * Math.sin(2 * Math.PI * 1_000 * (frame % 48) / 48_000);
            if (Math.abs(value - expected) > 8) {
                throw new AssertionError("frame " + frame + " is " + value + ", not " + expected);
            }
        }
    }

    @Test
    void ditherChangesTheLastBitsOnlyAndTheSameWayEachTime() throws Exception {
        byte[][] heard = new byte[2][];
        for (int run = 0; run < 2; run++) {
            Path file = folder.resolve("dithered-" + run + ".raw");
            try (Fork fork = Fork.start(capturing(file), Map.of(), "play", "1", "16", "dither=true")) {
                assertThat(fork.lines()).contains("underruns 0");
            }
            heard[run] = Files.readAllBytes(file);
        }
        assertThat(heard[0]).isEqualTo(heard[1]);
        int[] changes = new int[3];
        for (int frame = 0; frame < 5 * 48_000; frame++) {
            int value = heard[0][2 * frame + 1] << 8 | (heard[0][2 * frame] & 0xFF);
            int difference = value - TestFrames.value(frame, 0, 16);
            if (Math.abs(difference) > 1) {
                throw new AssertionError("frame " + frame + " is changed by " + difference);
            }
            changes[difference + 1]++;
        }
        // A whole number plus a triangular one from -1 to 1 rounds to its neighbours with 1/8 each; uniform dither
        // never does.
        // Five standard deviations of such a count are 810.
        assertThat(changes[0]).isBetween(30_000 - 810, 30_000 + 810);
        assertThat(changes[2]).isBetween(30_000 - 810, 30_000 + 810);
    }

    @Test
    void listsTheDeviceAndTakesTheBestFormat() throws Exception {
        Path configuration = capturing(folder.resolve("any.raw"));
        try (Fork fork = Fork.start(configuration, Map.of(), "probe", "2", "best", "buffer-frames=1024")) {
            assertThat(fork.lines()).containsExactly("device [default]", "reason ", "format 24-bit signed 1024");
        }
    }

    @Test
    void aDeviceIsChosenByItsNameOrAPartAndAWrongNameIsOneLine() throws Exception {
        Path configuration = capturing(folder.resolve("chosen.raw"));
        for (String name : List.of("[default]", "DEFAULT", "fault")) {
            try (Fork fork = Fork.start(configuration, Map.of(), "probe", "2", "16", "device=" + name)) {
                assertThat(fork.lines()).last().isEqualTo("format 16-bit signed 512");
            }
        }
        for (String option : List.of("device=violin", "fallback=[default];violin")) {
            try (Fork fork = Fork.start(configuration, Map.of(), "probe", "2", "16", option)) {
                assertThat(fork.lines())
                        .last()
                        .isEqualTo("refused java-sound: there is no device 'violin', there are '[default]'");
            }
        }
    }

    @Test
    void aRefusedChannelCountIsOneLineThatListsWhatTheDeviceTakes() throws Exception {
        Path configuration = Fork.configuration(
                folder,
                "pcm.!default { type multi slaves.a.pcm { type null } slaves.a.channels 2"
                        + " bindings.0.slave a bindings.0.channel 0 bindings.1.slave a bindings.1.channel 1 }\n");
        try (Fork fork = Fork.start(configuration, Map.of(), "probe", "4", "best")) {
            assertThat(fork.lines())
                    .last()
                    .isEqualTo("refused java-sound: '[default]' refuses 4 channels at 48000 Hz with 24, 32, 16 bits;"
                            + " it takes rates with 4 channels: none; channel counts at 48000 Hz: 2");
        }
    }

    @Test
    void saysWhatIsMissingWhereThereIsNoDevice() throws Exception {
        Path nothing = Fork.configuration(folder, "# no device\n");
        try (Fork fork = Fork.start(nothing, Map.of(), "probe", "2", "best")) {
            List<String> lines = fork.lines();
            assertThat(lines).hasSize(2);
            assertThat(lines.get(0)).startsWith("reason java-sound: ALSA knows no device that can play");
            assertThat(lines.get(1)).startsWith("refused java-sound: ALSA knows no device that can play");
        }
    }

    @Test
    void saysWhichPackageIsMissingWhereThereIsNoAlsa() throws Exception {
        Path nothing = Fork.configuration(folder, "# no device\n");
        // An empty file in front of the library is as good as none.
        Files.createFile(folder.resolve("libasound.so.2"));
        try (Fork fork = Fork.start(nothing, Map.of("LD_LIBRARY_PATH", folder.toString()), "probe", "2", "best")) {
            assertThat(fork.lines())
                    .first()
                    .asString()
                    .contains("libasound.so.2 is missing, install the package libasound2");
        }
    }
}
