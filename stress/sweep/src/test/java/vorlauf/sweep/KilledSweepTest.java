package vorlauf.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes of their own, one killed in the middle of 10,000 runs, one on a disk that is full. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class KilledSweepTest {
    private static final String TEN_THOUSAND = """
            {
              "periodFrames": [48, 64, 96, 128],
              "ringPeriods": [1, 2, 3, 4, 6],
              "renderCost": {"kind": "lognormal", "medianNanos": [400000, 700000, 900000, 1200000, 1500000],
                "sigma": [0.2, 0.5]},
              "deadlines": 8000,
              "seed": 1,
              "seeds": 50
            }""";

    @TempDir
    private Path folder;

    private Process start(Path file, Path out, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "vorlauf.cli.Main",
                "sweep",
                file.toString(),
                "--out",
                out.toString(),
                "--json"));
        command.addAll(1, List.of(options));
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
    }

    @Test
    void tenThousandRunsKilledInTheMiddleEndAsIfTheyHadNotBeen() throws Exception {
        Path file = Sweeps.file(folder, TEN_THOUSAND);
        Path out = folder.resolve("killed");
        Process process = start(file, out);
        try {
            while (process.isAlive()
                    && (!Files.isDirectory(out) || Sweeps.parts(out).size() < 6)) {
                process.waitFor(5, TimeUnit.MILLISECONDS);
            }
            assertThat(process.isAlive()).as("still running when it is killed").isTrue();
        } finally {
            process.destroyForcibly().waitFor(); // kill -9 on Linux
        }
        List<Path> parts = Sweeps.parts(out);
        assertThat(Sweeps.rows(out).rows()).as("rows after the kill").hasSizeBetween(1, 9_999);

        Process again = start(file, out);
        assertThat(again.waitFor())
                .as(Files.readString(folder.resolve("errors.txt")))
                .isZero();
        assertThat(Files.readString(folder.resolve("output.txt")))
                .contains("\"runs\":10000")
                .contains("foundRuns");
        assertThat(Files.readString(folder.resolve("errors.txt"))).contains("going on where an earlier start ended");
        assertThat(Sweeps.parts(out)).containsAll(parts);

        Sweeps.run(SweepPlan.read(file, done -> {}), folder.resolve("undisturbed"), new LocalRunner(2));
        assertThat(Sweeps.rows(out)).isEqualTo(Sweeps.rows(folder.resolve("undisturbed")));
    }

    @Test
    void aFullDiskIsOneLineAndWithMoreRoomItGoesOn() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                command("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString()),
                "a disk that is full needs root and mount");
        try {
            Path file = Sweeps.file(folder, Sweeps.SMALL);
            Path out = disk.resolve("out");
            assertThat(start(file, out).waitFor()).isEqualTo(3);
            List<String> errors = Files.readAllLines(folder.resolve("errors.txt"), StandardCharsets.UTF_8);
            assertThat(errors.getLast())
                    .contains("cannot be written (no space left on the disk); what is done is kept");
            assertThat(errors).noneMatch(line -> line.startsWith("\tat "));
            int done = Sweeps.parts(out).size();
            assertThat(done).isPositive();
            assertThat(command("mount", "-o", "remount,size=1m", disk.toString()))
                    .isTrue();
            assertThat(start(file, out).waitFor()).isZero();
            assertThat(Sweeps.rows(out).rows()).hasSize(720);
            assertThat(Sweeps.parts(out)).hasSizeGreaterThan(done);
        } finally {
            command("umount", disk.toString());
        }
    }

    /** The 60 MB of DuckDB's native code need a folder for temporary files. */
    @Test
    void nativeCodeWithoutAFolderIsOneLine() throws Exception {
        Path out = folder.resolve("out");
        Path none = folder.resolve("none");
        Process process = start(Sweeps.file(folder, Sweeps.SMALL), out, "-Djava.io.tmpdir=" + none);
        assertThat(process.waitFor()).isEqualTo(3);
        assertThat(Files.readAllLines(folder.resolve("errors.txt")).getLast())
                .startsWith("DuckDB does not start: its native code, 60 MB, cannot be unpacked into " + none)
                .contains("-Djava.io.tmpdir=FOLDER");
    }

    /** Nothing else is said: who reads the last line of many has overlooked it. */
    @Test
    void theFolderOfAnotherSweepIsOneLine() throws Exception {
        Path out = folder.resolve("out");
        assertThat(start(Sweeps.file(folder, Sweeps.SMALL), out).waitFor()).isZero();
        Path other = Sweeps.file(folder, Sweeps.SMALL.replace("400,", "401,"));
        assertThat(start(other, out).waitFor()).isEqualTo(2);
        assertThat(Files.readAllLines(folder.resolve("errors.txt")))
                .filteredOn(line -> !line.startsWith("WARNING: "))
                .singleElement()
                .asString()
                .contains("holds the results of another sweep");
    }

    private static boolean command(String... words) throws InterruptedException {
        try {
            return new ProcessBuilder(words)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException none) {
            return false;
        }
    }
}
