package vorlauf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class ExplainCommandTest {
    @Test
    void showsOrderBuffersCyclesAndLatency() {
        CommandLineRun run = CommandLineRun.of("explain", "examples/Chain.java");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Nodes in the order of rendering", "Steps and buffers", "Cycles", "Latency");
        assertThat(run.out()).contains("delay 250 ms").contains("Chain.java:13").contains("closed by");
    }

    @Test
    void theSameForPrograms() {
        JsonNode explanation = CommandLineRun.of("explain", "examples/Chain.java", "--json", "--rate", "44100")
                .json();

        assertThat(explanation.path("sampleRateHertz").asDouble()).isEqualTo(44_100);
        assertThat(explanation.path("cycles")).hasSize(1);
        assertThat(explanation.path("nodes").path(0).path("label").asString()).isNotEmpty();
        assertThat(explanation.path("bufferCount").asInt()).isPositive();
    }

    @Test
    void takesTheFirstGraphOfAPublisherWithoutWaitingForIt(@TempDir Path folder) throws Exception {
        Path late = Files.writeString(folder.resolve("Late.java"), """
                import static vorlauf.graph.Signals.*;
                import reactor.core.publisher.*;
                Flux<vorlauf.graph.Signal> patch() {
                    return Flux.interval(java.time.Duration.ofSeconds(30)).map(i -> sine(440 + i));
                }
                """);

        CommandLineRun run = CommandLineRun.of("explain", late.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("sine(440.0)");
    }

    @Test
    void saysThatNoGraphComes(@TempDir Path folder) throws Exception {
        Path never = Files.writeString(
                folder.resolve("Never.java"),
                "import reactor.core.publisher.Flux;\n"
                        + "Flux<vorlauf.graph.Signal> patch() { return Flux.never(); }");

        CommandLineRun run = CommandLineRun.of("explain", never.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLines())
                .containsExactly(
                        "the publisher of graphs emits no graph within a minute; startWith(...) gives a first one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Additive", "Chain", "Fm", "Ladder", "Live", "RingModulator", "Tone", "Voices"})
    void drawsEveryExample(String name, @TempDir Path folder) throws Exception {
        Path svg = folder.resolve("graph.svg");

        CommandLineRun run = CommandLineRun.of("explain", "examples/" + name + ".java", "--svg", svg.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(svg).content().contains("<svg", name + ".java", "output");
    }

    @Test
    void marksWhereACycleIsClosed(@TempDir Path folder) throws Exception {
        Path svg = folder.resolve("graph.svg");
        CommandLineRun.of("explain", "examples/Chain.java", "--svg", svg.toString());
        Path straight = folder.resolve("straight.svg");
        CommandLineRun.of("explain", "examples/Tone.java", "--svg", straight.toString());

        assertThat(svg)
                .content()
                .contains("closes a feedback cycle")
                .contains("delay 250 ms")
                .contains("whiteNoise");
        assertThat(straight).content().doesNotContain("closes a feedback cycle");
    }

    @Test
    void namesGroupsAndWhatTheyAreExpectedToTake() {
        CommandLineRun run = CommandLineRun.of("explain", "examples/Voices.java", "--kernels", "plain");

        assertThat(run.out())
                .contains("bank", "lanes of 16: biquad", "lanes of 16: multiply add", "expected with plain kernels");
        JsonNode explanation =
                CommandLineRun.of("explain", "examples/Voices.java", "--json").json();
        assertThat(explanation.path("nanosPerFrame").asDouble()).isPositive();
        assertThat(explanation.path("steps").findValuesAsString("group")).contains("lanes");
    }
}
