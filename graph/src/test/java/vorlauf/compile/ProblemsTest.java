package vorlauf.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static vorlauf.graph.Signals.*;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import vorlauf.graph.Signal;

/** Mistakes are reported all together, each with the place where the user wrote it. */
final class ProblemsTest {

    @Test
    void aSoundGraphHasNone() {
        assertThat(problems(EditTest.everything())).isEmpty();
    }

    @Test
    void allProblemsComeAtOnceWithTheirLines() {
        Signal nan = constant(Double.NaN);
        Signal wide = channels(sine(1), sine(2), sine(3)).pan(0);
        Signal negative = sine(3).delay(Duration.ofMillis(-5));
        assertThat(problems(mix(nan, wide, negative, sine(1).shape(0.5f), sine(1).channel(1))))
                .hasSize(5)
                .allMatch(problem -> problem.matches("ProblemsTest.java:\\d+: .*"))
                .anyMatch(problem -> problem.contains("the number is NaN, must be finite"))
                .anyMatch(problem -> problem.contains("pan: takes mono or stereo, this signal has 3 channels"))
                .anyMatch(problem -> problem.contains("the delay is -0.005 s, must not be negative"))
                .anyMatch(problem -> problem.contains("the table has 1 values, must be at least 2"))
                .anyMatch(problem -> problem.contains("there is no channel 1: the signal has 1 channel, index 0"));
    }

    @Test
    void whatOneLineDeclaresOverAndOverIsToldOnce() {
        List<Signal> voices = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            voices.add(sine(100 + i).times(constant(Double.NaN)));
        }
        voices.add(constant(Double.NaN));
        assertThat(problems(mix(voices)))
                .hasSize(2)
                .anyMatch(problem -> problem.endsWith("must be finite (64 times)"))
                .anyMatch(problem -> problem.endsWith("must be finite"));
    }

    @Test
    void namesAreChecked() {
        Flux<Double> never = Flux.never();
        Signal twice = control("level", 0, never).plus(control("level", 1, never));
        Signal keys = sine(1).key("a").plus(sine(2).key("a"));
        Signal doubleKey = sine(3).key("b").key("c");
        Signal meters = sine(1).meter("m").plus(sine(2).meter("m"));
        assertThat(problems(mix(twice, keys, doubleKey, meters, sine(9).key(" "))))
                .anyMatch(problem -> problem.contains("control 'level' is also declared at ProblemsTest.java:"))
                .anyMatch(problem -> problem.contains("key 'a' is also given to sine at ProblemsTest.java:"))
                .anyMatch(problem -> problem.contains("one node has two keys, 'c' and 'b'"))
                .anyMatch(problem -> problem.contains("meter 'm' is also declared at"))
                .anyMatch(problem -> problem.contains("a key is blank"))
                .hasSize(5);
    }

    @Test
    void oneControlUsedTwiceIsOneControl() {
        Signal level = control("level", 0.5, Flux.never());
        assertThat(problems(sine(1).times(level).plus(saw(2).times(level)))).isEmpty();
    }

    @Test
    void aMissingFileIsNamedOnceWithItsLine() {
        Signal voice = file(Path.of("missing.wav"));
        assertThat(problems(voice.plus(file(Path.of("missing.wav")))))
                .singleElement()
                .asString()
                .matches("ProblemsTest.java:\\d+: missing.wav does not exist");
    }

    @Test
    void loopedIsForFilesAlone() {
        assertThat(problems(sine(1).looped())).singleElement().asString().contains("looped() is for file(...) alone");
    }

    @Test
    void parametersAreMono() {
        Signal stereo = channels(sine(1), sine(2));
        assertThat(problems(sine(stereo))).singleElement().asString().contains("has 2 channels, must be mono");
        assertThat(problems(saw(1).lowpass(stereo, constant(1)))).hasSize(1);
        assertThat(problems(saw(1).times(stereo))).isEmpty();
    }

    @Test
    void anExponentialNeedsEndsOfOneSign() {
        assertThat(problems(exponential(1, 0, Duration.ofSeconds(1)))).hasSize(1);
        assertThat(problems(exponential(1, -1, Duration.ofSeconds(1)))).hasSize(1);
        assertThat(problems(exponential(-1, -0.1, Duration.ofSeconds(1)))).isEmpty();
    }

    @Test
    void channelsThatGrowInALoopAreAProblem() {
        Signal growing = feedback(loop -> channels(loop.delaySamples(1), sine(1)));
        assertThat(problems(growing)).isNotEmpty().anyMatch(problem -> problem.contains("more than 64 channels"));
    }

    @Test
    void tooManyNodesIsOneProblem() {
        Signal sum = sine(1);
        for (int i = 0; i < 100; i++) {
            sum = sum.plus(sine(i));
        }
        CompileSettings few =
                new CompileSettings(48_000, 64, 0, 50, vorlauf.plan.GroupKernels.plain(), true, true, true, false, 50);
        assertThat(problems(sum, few)).singleElement().asString().contains("more than 50 nodes");
    }

    @Test
    void anInputHasOneToSixtyFourChannels() {
        assertThat(problems(input(1))).isEmpty();
        assertThat(problems(input(64))).isEmpty();
        assertThat(problems(input(0))).singleElement().asString().endsWith("input 0: has 0 channels, must be 1 to 64");
        assertThat(problems(input(65))).first().asString().endsWith("input 65: has 65 channels, must be 1 to 64");
    }

    private static List<String> problems(Signal graph) {
        return problems(graph, Rendering.settings());
    }

    private static List<String> problems(Signal graph, CompileSettings settings) {
        try {
            new GraphCompiler(settings, new Rendering.NoFiles()).compile(graph);
            return List.of();
        } catch (GraphException found) {
            return found.problems().stream().map(Problem::toString).toList();
        }
    }
}
