package vorlauf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckCommandTest {
    @Test
    void namesLineAndCallPathOfAnAllocation() {
        CommandLineRun run = CommandLineRun.of("check", "examples/Allocating.java");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(run.out())
                .isEqualToNormalizingNewlines("Allocating.java:14: allocates: java.util.Arrays.copyOf "
                        + "(called from Allocating.Smoothing.process)\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RingModulator", "Chain", "Live"})
    void hasNothingToObjectToInCleanPatches(String patch) {
        CommandLineRun run = CommandLineRun.of("check", "examples/" + patch + ".java");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).startsWith(patch + ".java: nothing to object to");
    }

    @Test
    void printsOneObject() {
        CommandLineRun run = CommandLineRun.of("check", "examples/Allocating.java", "--json");

        assertThat(run.out()).contains("\"processors\":[\"Smoothing\"]", "\"line\":14", "\"file\":\"Allocating.java\"");
    }
}
