package vorlauf.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vorlauf.graph.Processor;

/** Nodes as people write them: interfaces with default methods, records, stored lambdas, switches, generics, recursion. */
class TrickyProcessorsTest {
    static List<Class<? extends Processor>> clean() {
        return List.of(DefaultMethod.class, RecordInField.class, StoredLambda.class, StringSwitch.class, Nested.class);
    }

    @ParameterizedTest
    @MethodSource("clean")
    void whatAllocatesNothingIsClean(Class<? extends Processor> type) {
        assertThat(RealTimeScan.of(type).processor(type).lines()).isEmpty();
    }

    @Test
    void whatADefaultMethodDoesIsFoundThere() {
        assertThat(RealTimeScan.of(AllocatingDefault.class)
                        .processor(AllocatingDefault.class)
                        .lines())
                .singleElement()
                .asString()
                .contains("allocates a float[]", "AllocatingDefault.process", "Maker.make");
    }

    @ParameterizedTest
    @ValueSource(classes = {Recursive.class, Mutual.class})
    void callsThatLeadBackAreForAPersonToReview(Class<? extends Processor> type) {
        ScanReport report = RealTimeScan.of(type).processor(type);
        assertThat(report.lines()).isEmpty();
        assertThat(report.notes()).isNotEmpty().allSatisfy(note -> {
            assertThat(note.rule()).isEqualTo(RealTimeRule.LOOP);
            assertThat(note.what()).contains("leads back here");
        });
    }

    @Test
    void callsThatShareAMethodDoNotLeadBack() {
        assertThat(RealTimeScan.of(Shared.class).processor(Shared.class).notes())
                .isEmpty();
    }

    interface Shape {
        default float half(float sample) {
            return scaled(sample) * 0.5f;
        }

        float scaled(float sample);
    }

    static final class DefaultMethod implements Processor, Shape {
        @Override
        public float scaled(float sample) {
            return 2 * sample;
        }

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            for (int frame = 0; frame < frameCount; frame++) {
                outputs[0][frame] = half(inputs[0][frame]);
            }
        }
    }

    record Gain(float amount) {
        float of(float sample) {
            return amount * sample;
        }
    }

    static final class RecordInField implements Processor {
        private final Gain gain = new Gain(0.5f);

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            outputs[0][0] = gain.of(inputs[0][0]) + gain.amount();
        }
    }

    interface Curve {
        float at(float sample);
    }

    static final class StoredLambda implements Processor {
        private final Curve curve = sample -> sample * sample;

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            outputs[0][0] = curve.at(inputs[0][0]);
        }
    }

    static final class StringSwitch implements Processor {
        private final String mode = String.valueOf(System.getProperty("mode"));

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            outputs[0][0] = switch (mode) {
                case "soft" -> 0.5f;
                case "hard" -> 1f;
                default -> 0f;
            };
        }
    }

    record Box<T>(T value) {}

    static final class Nested implements Processor {
        private final Box<Box<float[]>> table = new Box<>(new Box<>(new float[16]));

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            outputs[0][0] = table.value().value()[frameCount & 15];
        }
    }

    interface Maker {
        default float[] make() {
            return new float[4];
        }
    }

    static final class AllocatingDefault implements Processor, Maker {
        private float @Nullable [] kept;

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            kept = make();
        }

        @Override
        public String toString() {
            return "kept " + (kept == null ? 0 : kept.length);
        }
    }

    static final class Recursive implements Processor {
        private int sum;

        private int fibonacci(int n) {
            return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
        }

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            sum += fibonacci(frameCount & 7);
            outputs[0][0] = sum;
        }
    }

    static final class Mutual implements Processor {
        private boolean even(int n) {
            return n == 0 || odd(n - 1);
        }

        private boolean odd(int n) {
            return n != 0 && even(n - 1);
        }

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            outputs[0][0] = even(frameCount) || odd(frameCount) ? 1 : 0;
        }
    }

    static final class Shared implements Processor {
        private float left(float sample) {
            return shared(sample);
        }

        private float right(float sample) {
            return shared(left(sample));
        }

        private float shared(float sample) {
            return sample + 1;
        }

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            outputs[0][0] = left(inputs[0][0]) + right(inputs[0][0]) + shared(1);
        }
    }
}
