package vorlauf.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vorlauf.graph.Processor;

/** Each rule of the scan has a class that breaks it and is found, and one beside it that is clean. */
final class RealTimeScanTest {
    /** One class a rule, and words of its finding. */
    static List<Object[]> violating() {
        return List.of(
                new Object[] {AllocatesArray.class, "allocates new float[]"},
                new Object[] {AllocatesObject.class, "allocates new Object"},
                new Object[] {Copies.class, "allocates: java.util.Arrays.copyOf"},
                new Object[] {Clones.class, "copies an array"},
                new Object[] {Boxes.class, "boxes a number"},
                new Object[] {Concatenates.class, "concatenates strings"},
                new Object[] {MakesLambda.class, "makes a lambda"},
                new Object[] {Synchronizes.class, "synchronizes: takes a lock"},
                new Object[] {CallsSynchronized.class, "is synchronized: takes a lock"},
                new Object[] {Locks.class, "takes a lock"},
                new Object[] {Sleeps.class, "waits or schedules"},
                new Object[] {Prints.class, "does input or output"},
                new Object[] {Throws.class, "throws an exception"},
                new Object[] {Varargs.class, "allocates new int[]"},
                new Object[] {EnumValues.class, "copies an array"},
                new Object[] {Iterates.class, "java.util.List.iterator"},
                new Object[] {Initialises.class, "may initialise class"},
                new Object[] {CallsOverridden.class, "allocates new int[]"},
                new Object[] {Exact.class, "java.lang.Math.addExact"});
    }

    @ParameterizedTest
    @MethodSource("violating")
    void whatARuleForbidsIsFound(Class<? extends Processor> type, String what) {
        assertThat(findings(type)).anySatisfy(finding -> {
            assertThat(finding.toString()).contains(what).startsWith("RealTimeScanTest.java:");
            assertThat(finding.line()).isPositive();
            assertThat(finding.callers().getFirst()).endsWith(".process");
        });
    }

    @ParameterizedTest
    @MethodSource("clean")
    void whatIsAllowedIsNot(Class<? extends Processor> type) {
        assertThat(findings(type)).isEmpty();
    }

    static List<Class<? extends Processor>> clean() {
        return List.of(Arithmetic.class, SwitchesOverEnum.class, UsesOwnInitialiser.class, Finally.class);
    }

    @Test
    void aFindingSaysByWhichCallsItIsReached() {
        assertThat(findings(CallsSynchronized.class).getFirst().callers())
                .containsExactly(
                        "RealTimeScanTest.CallsSynchronized.process", "RealTimeScanTest.CallsSynchronized.next");
    }

    @Test
    void theAssertionListsTheFindingsAndPassesWhereThereAreNone() {
        assertThatThrownBy(() -> RealTimeSafety.assertRealTimeSafe(Copies.class))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("RealTimeScanTest.java:")
                .hasMessageContaining("Arrays.copyOf");
        assertThatCode(() -> RealTimeSafety.assertRealTimeSafe(Arithmetic.class))
                .doesNotThrowAnyException();
    }

    @Test
    void aLambdaIsNotPassedAsClean() {
        Processor lambda = (inputs, outputs, frameCount) -> outputs[0][0] = new float[1][0].length;
        assertThat(RealTimeSafety.findings(lambda.getClass(), List.of()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).contains("lambda"));
    }

    private static List<Finding> findings(Class<? extends Processor> type) {
        List<String> names = Arrays.stream(RealTimeScanTest.class.getDeclaredClasses())
                .map(Class::getName)
                .toList();
        return RealTimeSafety.findings(type, names);
    }

    // ---- what breaks a rule -----------------------------------------------------------------------------------------

    static final class AllocatesArray implements Processor {
        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            outputs[0] = new float[frameCount];
        }
    }

    static final class AllocatesObject implements Processor {
        private Object last = "";

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            last = last.equals(inputs) ? last : new Object();
        }
    }

    static final class Copies implements Processor {
        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            outputs[0] = Arrays.copyOf(inputs[0], frameCount);
        }
    }

    static final class Clones implements Processor {
        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            outputs[0] = inputs[0].clone();
        }
    }

    static final class Boxes implements Processor {
        private Float last = 0f;

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            last = inputs[0][0] + last;
        }
    }

    static final class Concatenates implements Processor {
        private String name = "";

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            name = name + frameCount;
        }
    }

    static final class MakesLambda implements Processor {
        private DoubleUnaryOperator shape = x -> x;

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            shape = x -> x * frameCount;
            outputs[0][0] = (float) shape.applyAsDouble(1);
        }
    }

    static final class Synchronizes implements Processor {
        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            synchronized (this) {
                outputs[0][0] = inputs[0][0];
            }
        }
    }

    static final class CallsSynchronized implements Processor {
        private float value;

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            outputs[0][0] = next();
        }

        private synchronized float next() {
            return value++;
        }
    }

    static final class Locks implements Processor {
        private final ReentrantLock lock = new ReentrantLock();

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            lock.lock();
            try {
                outputs[0][0] = inputs[0][0];
            } finally {
                lock.unlock();
            }
        }
    }

    static final class Sleeps implements Processor {
        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            try {
                Thread.sleep(0, frameCount);
            } catch (InterruptedException e) {
                outputs[0][0] = 0;
            }
        }
    }

    static final class Prints implements Processor {
        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            System.err.println(frameCount);
        }
    }

    static final class Throws implements Processor {
        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            if (frameCount < 0) {
                throw new IllegalArgumentException();
            }
        }
    }

    static final class Varargs implements Processor {
        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            outputs[0][0] = largest(frameCount, 2, 3);
        }

        private static int largest(int... values) {
            return values[0];
        }
    }

    enum Shape {
        ROUND,
        SQUARE
    }

    static final class EnumValues implements Processor {
        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            outputs[0][0] = Shape.values().length;
        }
    }

    static final class Iterates implements Processor {
        private final List<float[]> all = List.of(new float[1]);

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            for (float[] one : all) {
                outputs[0][0] = one[0];
            }
        }
    }

    static final class Table {
        static final float[] SINES = new float[128];

        static {
            Arrays.fill(SINES, 1f);
        }

        private Table() {}
    }

    static final class Initialises implements Processor {
        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            outputs[0][0] = Table.SINES[0];
        }
    }

    interface Source {
        float next();
    }

    static final class Quiet implements Source {
        @Override
        public float next() {
            return 0;
        }
    }

    static final class Loud implements Source {
        @Override
        public float next() {
            return new int[1].length;
        }
    }

    static final class CallsOverridden implements Processor {
        private final Source source = new Quiet();

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            outputs[0][0] = source.next();
        }
    }

    static final class Exact implements Processor {
        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            outputs[0][0] = Math.addExact(frameCount, 1);
        }
    }

    // ---- what is clean ----------------------------------------------------------------------------------------------

    static final class Arithmetic implements Processor {
        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            System.arraycopy(inputs[0], 0, outputs[0], 0, frameCount);
            for (int i = 0; i < frameCount; i++) {
                outputs[0][i] = Math.fma(outputs[0][i], 0.5f, Math.max(0f, inputs[1][i]));
            }
        }
    }

    static final class SwitchesOverEnum implements Processor {
        private final Shape shape = Shape.ROUND;

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            outputs[0][0] = switch (shape) {
                case ROUND -> 1;
                case SQUARE -> 2;
            };
        }
    }

    static final class UsesOwnInitialiser implements Processor {
        private static final float[] TABLE = new float[16];

        static {
            Arrays.fill(TABLE, 2f);
        }

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            outputs[0][0] = TABLE[frameCount & 15];
        }
    }

    static final class Finally implements Processor {
        private int depth;

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            depth++;
            try {
                outputs[0][0] = inputs[0][depth];
            } finally {
                depth--;
            }
        }
    }
}
