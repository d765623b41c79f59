package vorlauf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class CheckCommandTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void namesLineAndCallPathOfAnAllocation() {
        CommandLineRun run = CommandLineRun.of("check", "examples/Allocating.java");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(run.out())
                .isEqualToNormalizingNewlines("Allocating.java:14: allocates an array (java.util.Arrays.copyOf) "
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

        JsonNode json = run.json();
        assertThat(json.path("verdict").asString()).isEqualTo("findings");
        assertThat(json.path("processors").path(0).asString()).isEqualTo("Smoothing");
        JsonNode finding = json.path("findings").path(0);
        assertThat(finding.path("rule").asString()).isEqualTo("allocation");
        assertThat(finding.path("file").asString()).isEqualTo("Allocating.java");
        assertThat(finding.path("line").asInt()).isEqualTo(14);
        assertThat(finding.path("callers").path(0).asString()).isEqualTo("Allocating.Smoothing.process");
    }

    @Test
    void followsHelpersAndLambdasOfThePatch() throws IOException {
        CommandLineRun run = check("""
                import static vorlauf.graph.Signals.*;
                import vorlauf.graph.Signal;

                Signal patch() {
                    return custom("late", 1, () -> (inputs, outputs, count) -> outputs[0][0] = Helper.mean(inputs[0]), sine(1));
                }

                static final class Helper {
                    static float mean(float[] samples) {
                        return samples[0] + Float.valueOf(samples[1]).hashCode();
                    }
                }
                """);
        assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(run.out())
                .contains("Patch.java:10: boxes a float (Float.valueOf) (called from Patch.patch (lambda):5 > "
                        + "Patch.Helper.mean)");
    }

    @Test
    void aReviewedFindingIsNoFinding() throws IOException {
        Path list = Files.writeString(
                folder.resolve("reviewed.txt"),
                "allocation Allocating$Smoothing.process  a hundred bytes are fine here\n");
        CommandLineRun run = CommandLineRun.of("check", "examples/Allocating.java", "--accept", list.toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).startsWith("Allocating.java:14: reviewed: allocates an array");
        assertThat(CommandLineRun.of("check", "examples/Allocating.java", "--accept", "none.txt")
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aRenderWarnsOrRefusesOrSaysNothing() {
        CommandLineRun warned = render("warning");
        assertThat(warned.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(warned.err())
                .contains("warning: Allocating.java:8: custom smoothed: Allocating.java:14: allocates an array");
        CommandLineRun refused = render("error");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(refused.errorLines())
                .singleElement()
                .asString()
                .startsWith("Allocating.java:8: custom smoothed: Allocating.java:14: allocates an array");
        assertThat(render("off").err()).doesNotContain("Allocating.java:14");
    }

    @Test
    void explainWarnsToo() {
        CommandLineRun run = CommandLineRun.of("explain", "examples/Allocating.java");
        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.err()).startsWith("warning: Allocating.java:8: custom smoothed: Allocating.java:14: ");
        assertThat(CommandLineRun.of("explain", "examples/Allocating.java", "--real-time", "error")
                        .exitCode())
                .isEqualTo(ExitCode.FINDINGS);
    }

    private static CommandLineRun render(String realTime) {
        return CommandLineRun.of("render", "examples/Allocating.java", "--seconds", "0.1", "--real-time", realTime);
    }

    private CommandLineRun check(String text) throws IOException {
        Path patch = Files.writeString(folder.resolve("Patch.java"), text);
        return CommandLineRun.of("check", patch.toString());
    }
}
