package vorlauf.backend.wav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vorlauf.files.AudioFile;

/** What is left of a file when its process is killed or its disk is full. */
@Timeout(120)
class WavCutOffTest {
    /** WavWriter's piece of 64 KiB is 16,384 frames here, and one period may be on its way. */
    private static final long LAG_FRAMES = 16_384 + 128;

    @TempDir
    Path folder;

    @Test
    void aKilledProcessLeavesAValidFileUpToThere() throws Exception {
        for (int lines : new int[] {1, 2, 5}) {
            Path file = folder.resolve("killed-" + lines + ".wav");
            Process process = fork(List.of(), file, "real-time", "384000", Long.toString(Long.MAX_VALUE));
            long saidFrames = 0;
            try (BufferedReader output = process.inputReader()) {
                for (int line = 0; line < lines; line++) {
                    saidFrames = Long.parseLong(output.readLine().substring("at ".length()));
                }
            } finally {
                process.destroyForcibly();
                assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            }
            long frames;
            try (AudioFile audio = AudioFile.open(file)) {
                frames = audio.header().frames();
            }
            assertThat(frames).isGreaterThanOrEqualTo(saidFrames - LAG_FRAMES).isPositive();
            WavBackendTest.assertHoldsTheBeginning(file, 2, frames);
        }
    }

    @Test
    void aFullDiskIsReportedOnceAndFramesAreTakenOn() throws Exception {
        Path shell = Path.of("/bin/sh");
        assumeVisibly(Files.isExecutable(shell), "needs /bin/sh and its ulimit to limit the size of a file");
        Path file = folder.resolve("full.wav");
        // A limit of 512 or 1,024 KiB, by the shell's unit: writing beyond it fails like a full disk.
        List<String> limited = List.of(shell.toString(), "-c", "ulimit -f 1024; exec \"$@\"", "limited");
        Process process = fork(limited, file, "free", "48000", "1000000");
        List<String> lines;
        try (BufferedReader output = process.inputReader()) {
            lines = output.lines().toList();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor()).isZero();
        assertThat(lines).hasSize(2).last().isEqualTo("taken 1000000");
        long frames;
        try (AudioFile audio = AudioFile.open(file)) {
            frames = audio.header().frames();
        }
        assertThat(lines.getFirst())
                .startsWith("lost: " + file)
                .contains("valid up to frame " + frames)
                .containsIgnoringCase("too large");
        assertThat(frames).isBetween(512L * 1_024 / 4 - LAG_FRAMES, 1_024L * 1_024 / 4);
        WavBackendTest.assertHoldsTheBeginning(file, 2, frames);
    }

    private static Process fork(List<String> prefix, Path file, String pace, String rate, String frames)
            throws Exception {
        List<String> command = Stream.of(
                        prefix,
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xmx64m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:-UsePerfData",
                                "-cp",
                                System.getProperty("java.class.path"),
                                WavProcess.class.getName(),
                                file.toString(),
                                pace,
                                rate,
                                frames))
                .flatMap(List::stream)
                .toList();
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void assumeVisibly(boolean met, String line) {
        if (!met) {
            System.out.println("skipped: " + line);
        }
        assumeTrue(met, line);
    }
}
