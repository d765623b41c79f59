package vorlauf.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vorlauf.graph.Signals.custom;
import static vorlauf.graph.Signals.sine;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vorlauf.graph.Processor;
import vorlauf.graph.Signal;

class ProcessorCheckTest {
    private static final CompileSettings SETTINGS = CompileSettings.of(48_000, 64);

    private final List<Class<? extends Processor>> asked = new ArrayList<>();

    private GraphCompiler compiler(boolean rejects, String... lines) {
        return new GraphCompiler(
                SETTINGS,
                new Rendering.NoFiles(),
                new ProcessorCheck(
                        type -> {
                            asked.add(type);
                            return List.of(lines);
                        },
                        rejects));
    }

    private static Signal graph(double hertz) {
        return custom("late", 1, Late::new, sine(hertz)).key("late");
    }

    @Test
    void aWarningNamesNodePlaceAndFinding() throws GraphException {
        List<Problem> warnings =
                compiler(false, "Late.java:3: sleeps").compile(graph(440)).warnings();
        assertThat(warnings).singleElement().satisfies(warning -> {
            assertThat(warning.place()).startsWith("ProcessorCheckTest.java:");
            assertThat(warning.message()).isEqualTo("custom late: Late.java:3: sleeps");
        });
    }

    @Test
    void aProcessorIsLookedAtOnceHoweverOftenItsGraphChanges() throws GraphException {
        GraphCompiler compiler = compiler(false, "sleeps");
        assertThat(compiler.compile(graph(440)).warnings()).hasSize(1);
        assertThat(compiler.compile(graph(220).gain(0.5)).warnings()).isEmpty();
        assertThat(asked).containsExactly(Late.class);
        // one that appears in an edit is new
        assertThat(compiler.compile(graph(220).plus(custom("other", 1, Late::new, sine(1))))
                        .warnings())
                .hasSize(1);
    }

    @Test
    void aRefusedGraphIsAProblemAndClosesWhatItMade() throws GraphException {
        GraphCompiler compiler = compiler(true, "sleeps", "allocates");
        Late.closed = 0;
        assertThatThrownBy(() -> compiler.compile(graph(440)))
                .isInstanceOfSatisfying(
                        GraphException.class,
                        e -> assertThat(e.problems())
                                .extracting(Problem::message)
                                .containsExactly("custom late: sleeps", "custom late: allocates"));
        assertThat(Late.closed).isEqualTo(1);
        // the compiler goes on
        assertThat(compiler.compile(sine(440)).warnings()).isEmpty();
    }

    @Test
    void nothingFoundRefusesNothing() throws GraphException {
        assertThat(compiler(true).compile(graph(440)).warnings()).isEmpty();
        assertThat(asked).hasSize(1);
    }

    private static final class Late implements Processor, AutoCloseable {
        private static int closed;

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            System.arraycopy(inputs[0], 0, outputs[0], 0, frameCount);
        }

        @Override
        public void close() {
            closed++;
        }
    }
}
