package vorlauf.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The producer's side in JVMs of its own: what this JVM has compiled before must not help it. */
class AllocationTest {
    private static String run(List<String> flags, String what, long blocks) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("vorlauf.engine.AllocationRun", what, Long.toString(blocks)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            return output.strip();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aMillionBlocksWithAThousandSwapsAllocateNothing() throws IOException, InterruptedException {
        assertThat(run(List.of(), "clean", 1_000_000)).isEqualTo("0 bytes, 1000000 blocks, 1000 swaps");
    }

    @Test
    void norInTheInterpreterWhereNoAllocationIsOptimisedAway() throws IOException, InterruptedException {
        assertThat(run(List.of("-Xint"), "clean", 40_000)).isEqualTo("0 bytes, 40000 blocks, 40 swaps");
    }

    @Test
    void anObjectInAThousandBlocksIsCaught() throws IOException, InterruptedException {
        assertThat(run(List.of(), "broken", 100_000))
                .doesNotStartWith("0 bytes")
                .endsWith("100 swaps");
        assertThat(run(List.of("-Xint"), "broken", 10_000))
                .doesNotStartWith("0 bytes")
                .endsWith("10 swaps");
    }
}
