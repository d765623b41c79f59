package vorlauf.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RingAllocationTest {
    private static final long BOUND_SECONDS = 120;

    @ParameterizedTest
    @CsvSource({"frames, -Xint", "records, -Xint", "frames, -XX:+TieredCompilation", "records, -XX:+TieredCompilation"})
    void aMillionTransfersAllocateNothing(String subject, String flag) throws Exception {
        assertThat(bytesIn(subject, flag)).isZero();
    }

    @Test
    void theInterpreterShowsWhatEscapeAnalysisWouldHide() throws Exception {
        assertThat(bytesIn("broken", "-Xint")).isGreaterThanOrEqualTo(20 * 16);
    }

    private static long bytesIn(String subject, String flag) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(flag);
        command.add("-Xmx64m");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(AllocationProbe.class.getName());
        command.add(subject);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            assertThat(process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
            return Long.parseLong(output);
        } finally {
            process.destroyForcibly();
        }
    }
}
