package vorlauf.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A million blocks, control values all the time, a thousand new graphs: the interpreted producer allocates nothing. */
final class MillionBlocksTest {
    private static final long LIMIT_SECONDS = 300;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void allocateNothingInterpreted() throws IOException, InterruptedException {
        assertThat(run(List.of("-Xint"), "100000", "2", "60"))
                .startsWith("bytes 0 swaps 100 ")
                .contains("heard true dropped 0");
    }

    /** Its 16 bytes are seen, and nothing else in a million blocks allocates one. */
    @Test
    void oneObjectInAMillionBlocksIsSeenAndIsAll() throws IOException, InterruptedException {
        assertThat(run(List.of("-Xint"), "1000000", "2", "60", "object"))
                .startsWith("bytes 16 swaps 1000 ")
                .contains("heard true dropped 0");
    }

    @Test
    void anArrayThatEscapeAnalysisLeavesAwayIsSeenInterpreted() throws IOException, InterruptedException {
        long blocks = 20_000;
        assertThat(run(List.of("-Xint"), Long.toString(blocks), "2", "60", "array"))
                .startsWith("bytes " + 24 * blocks + " ");
        // Under C2 most of them are gone: the reason why the promise is checked without it.
        String compiled = run(List.of(), "1000000", "2", "60", "array");
        assertThat(Long.parseLong(compiled.split(" ", 3)[1])).isLessThan(24 * 1_000_000L / 2);
    }

    private String run(List<String> jvmOptions, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        command.add(MillionBlocks.class.getName());
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(output, StandardCharsets.UTF_8);
    }
}
