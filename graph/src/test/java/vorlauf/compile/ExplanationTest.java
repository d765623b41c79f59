package vorlauf.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static vorlauf.graph.Signals.*;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import vorlauf.compile.Explanation.StepLine;
import vorlauf.graph.Signal;
import vorlauf.plan.GroupKernels;

/** What an explanation says of groups, of fused steps and of what they are expected to take. */
final class ExplanationTest {
    private static final int BLOCK = 128;

    private static Explanation explained(Signal graph, CompileSettings settings) throws Exception {
        return Objects.requireNonNull(new Rendering(settings).play(graph).explain());
    }

    private static CompileSettings settings() {
        return CompileSettings.of(48_000, BLOCK);
    }

    private static Signal voices(int count) {
        List<Signal> voices = new ArrayList<>();
        for (int v = 0; v < count; v++) {
            voices.add(naiveSaw(55 + 7 * v).lowpass(500 + 50 * v, 2).gain(0.1 + 0.01 * v));
        }
        return mix(voices);
    }

    @Test
    void aHeaderStandsBeforeItsRowsAndCountsForThem() throws Exception {
        List<StepLine> steps = explained(voices(20), settings()).steps();
        for (int i = 0; i < steps.size(); i++) {
            StepLine header = steps.get(i);
            if (header.rows() > 0) {
                List<StepLine> rows = steps.subList(i + 1, i + 1 + header.rows());
                assertThat(rows).allSatisfy(row -> {
                    assertThat(row.inGroup()).isTrue();
                    assertThat(row.name()).isEqualTo(header.name());
                    assertThat(row.group()).isEqualTo(header.group());
                });
                assertThat(rows.stream().mapToDouble(StepLine::nanosPerFrame).sum())
                        .isCloseTo(header.nanosPerFrame(), within(1e-9));
            }
        }
        assertThat(steps).anySatisfy(step -> {
            assertThat(step.group()).isEqualTo("lanes");
            assertThat(step.name()).isEqualTo("biquad");
            assertThat(step.rows()).isEqualTo(16);
        });
    }

    @Test
    void theSumOfAllLeavesOutTheRows() throws Exception {
        Explanation explanation = explained(voices(20), settings());
        double everything = explanation.steps().stream()
                .mapToDouble(StepLine::nanosPerFrame)
                .sum();
        double rows = explanation.steps().stream()
                .filter(StepLine::inGroup)
                .mapToDouble(StepLine::nanosPerFrame)
                .sum();
        assertThat(explanation.nanosPerFrame())
                .isCloseTo(everything - rows, within(1e-9))
                .isPositive();
        assertThat(rows).isPositive();
    }

    @Test
    void fusedStepsAreMarked() throws Exception {
        Signal graph = naiveSaw(55).plus(sine(440).gain(0.2)).plus(sine(660).gain(0.1));
        assertThat(fusedSteps(graph, settings())).contains("sine multiply add");
        assertThat(fusedSteps(graph, settings().withFusion(false))).containsOnly("multiply add");
        assertThat(fusedSteps(sine(440).gain(0.2), settings())).isEmpty();
    }

    private static List<String> fusedSteps(Signal graph, CompileSettings settings) throws Exception {
        return explained(graph, settings).steps().stream()
                .filter(StepLine::fused)
                .map(StepLine::name)
                .toList();
    }

    @Test
    void moreVoicesAreExpectedToTakeMoreAndGroupsLess() throws Exception {
        double ten = explained(voices(10), settings()).nanosPerFrame();
        double hundred = explained(voices(100), settings()).nanosPerFrame();
        assertThat(hundred / ten).isBetween(9.0, 11.0);
        assertThat(explained(voices(100), settings().withPacking(false)).nanosPerFrame())
                .isGreaterThan(1.2 * hundred);
    }

    @Test
    void aCycleOfOneFrameIsExpectedToTakeMoreThanOneOfABlock() throws Exception {
        double block = explained(
                        feedback(loop -> sine(440).plus(loop.delaySamples(BLOCK).tanh())), settings())
                .nanosPerFrame();
        double frame = explained(
                        feedback(loop -> sine(440).plus(loop.delaySamples(1).tanh())), settings())
                .nanosPerFrame();
        assertThat(frame).isGreaterThan(10 * block);
    }

    @Test
    void aDelayThatMovesIsNotExpectedToBeOfOneFrame() throws Exception {
        Signal seconds = sine(1).times(0.001).plus(0.002);
        Signal moving = feedback(
                loop -> sine(440).plus(loop.delay(seconds, Duration.ofMillis(5)).times(0.5)));
        Signal frameByFrame = feedback(loop -> sine(440)
                .plus(loop.delay(seconds, Duration.ofMillis(5)).shape(-1, 0, 1))); // there are no lanes of tables
        double expected = explained(moving, settings()).nanosPerFrame();
        assertThat(explained(frameByFrame, settings()).nanosPerFrame()).isGreaterThan(3 * expected);
    }

    @Test
    void vectorKernelsAreExpectedToTakeLess() throws Exception {
        GroupKernels vector;
        try {
            vector = GroupKernels.vector();
        } catch (UnsupportedOperationException plainOnly) {
            return;
        }
        Explanation explanation = explained(voices(64), settings().withKernels(vector));
        assertThat(explanation.kernels()).isEqualTo("vector");
        assertThat(explanation.nanosPerFrame())
                .isLessThan(explained(voices(64), settings()).nanosPerFrame());
    }

    @Test
    void theTextNamesGroupsAndFiguresAndTheKernels() throws Exception {
        String text = explained(voices(20), settings()).text();
        assertThat(text)
                .contains("lanes of 16: biquad", "bank")
                .containsPattern("Steps and buffers: \\d+ steps in \\d+ groups, \\d+ fused; some \\d+\\.\\d ns a frame"
                        + " expected with plain kernels")
                .containsPattern("\\d+ +\\d+\\.\\d\\d ns +lanes of \\d+: multiply add");
    }
}
