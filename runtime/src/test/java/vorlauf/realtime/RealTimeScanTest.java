package vorlauf.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vorlauf.graph.Processor;

/** Each rule of the scan has a class that breaks it and is found, and one beside it that is clean. */
final class RealTimeScanTest {
    /** One class a rule, and words of its finding. */
    static List<Object[]> violating() {
        return List.of(
                new Object[] {AllocatesArray.class, RealTimeRule.ALLOCATION, "allocates a float[]"},
                new Object[] {AllocatesObject.class, RealTimeRule.ALLOCATION, "allocates a java.lang.Object"},
                new Object[] {Copies.class, RealTimeRule.ALLOCATION, "allocates an array (java.util.Arrays.copyOf)"},
                new Object[] {Sorts.class, RealTimeRule.ALLOCATION, "in java.util.Arrays.sort"},
                new Object[] {Clones.class, RealTimeRule.ALLOCATION, "allocates a copy of an array"},
                new Object[] {Boxes.class, RealTimeRule.BOXING, "boxes a float"},
                new Object[] {Concatenates.class, RealTimeRule.TEXT, "joins strings"},
                new Object[] {MakesLambda.class, RealTimeRule.LAMBDA, "makes a lambda"},
                new Object[] {LinksRecord.class, RealTimeRule.LINKAGE, "calls hashCode, which is generated"},
                new Object[] {SwitchesOverTypes.class, RealTimeRule.LINKAGE, "switches over types"},
                new Object[] {Synchronizes.class, RealTimeRule.MONITOR, "enters a monitor"},
                new Object[] {CallsSynchronized.class, RealTimeRule.MONITOR, "is synchronized"},
                new Object[] {Locks.class, RealTimeRule.LOCK, "takes a lock"},
                new Object[] {Notifies.class, RealTimeRule.LOCK, "needs the object's monitor"},
                new Object[] {Sleeps.class, RealTimeRule.WAIT, "sleeps"},
                new Object[] {Parks.class, RealTimeRule.WAIT, "parks or wakes a thread"},
                new Object[] {Prints.class, RealTimeRule.INPUT_OUTPUT, "does input or output"},
                new Object[] {Throws.class, RealTimeRule.EXCEPTION, "throws a new java.lang.IllegalArgumentException"},
                new Object[] {ThrowsKept.class, RealTimeRule.EXCEPTION, "throws an exception"},
                new Object[] {Exact.class, RealTimeRule.EXCEPTION, "throws on overflow (java.lang.Math.addExact)"},
                new Object[] {Varargs.class, RealTimeRule.VARARGS, "makes an array for the arguments of"},
                new Object[] {EnumValues.class, RealTimeRule.ALLOCATION, "allocates a copy of an array"},
                new Object[] {Iterates.class, RealTimeRule.UNKNOWN, "java.util.List.iterator"},
                new Object[] {CallsJdkInterface.class, RealTimeRule.UNKNOWN, "DoubleUnaryOperator.applyAsDouble"},
                new Object[] {NobodyImplements.class, RealTimeRule.UNKNOWN, "which nothing that was scanned implements"
                },
                new Object[] {Native.class, RealTimeRule.NATIVE, "calls native code"},
                new Object[] {Reflects.class, RealTimeRule.NATIVE, "calls by reflection"},
                new Object[] {Initialises.class, RealTimeRule.INITIALISER, "may run the initialiser of"},
                new Object[] {InitialisesSometimes.class, RealTimeRule.INITIALISER, "may run the initialiser of"},
                new Object[] {InitialisesEnum.class, RealTimeRule.INITIALISER, "may run the initialiser of"},
                new Object[] {CallsOverridden.class, RealTimeRule.ALLOCATION, "allocates an int[]"},
                new Object[] {CallsLambda.class, RealTimeRule.ALLOCATION, "allocates a float[]"},
                new Object[] {CallsConstructorReference.class, RealTimeRule.ALLOCATION, "by a constructor reference"});
    }

    @ParameterizedTest
    @MethodSource("violating")
    void whatARuleForbidsIsFound(Class<? extends Processor> type, RealTimeRule rule, String what) {
        assertThat(findings(type)).anySatisfy(finding -> {
            assertThat(finding.rule()).isEqualTo(rule);
            assertThat(finding.toString()).contains(what).startsWith("RealTimeScanTest.java:");
            assertThat(finding.line()).isPositive();
            assertThat(finding.callers().getFirst()).contains(".process");
        });
    }

    @Test
    void everyRuleIsBrokenByATestOrIsANote() {
        Set<RealTimeRule> broken = violating().stream()
                .map(row -> (RealTimeRule) row[1])
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(RealTimeRule.class)));
        broken.add(RealTimeRule.LOOP);
        assertThat(broken).containsExactly(RealTimeRule.values());
    }

    @ParameterizedTest
    @MethodSource("clean")
    void whatIsAllowedIsNot(Class<? extends Processor> type) {
        assertThat(RealTimeScan.of(type).processor(type)).satisfies(report -> {
            assertThat(report.lines()).isEmpty();
            assertThat(report.notes()).isEmpty();
        });
    }

    static List<Class<? extends Processor>> clean() {
        return List.of(
                Arithmetic.class,
                SwitchesOverEnum.class,
                ComparesEnum.class,
                UsesOwnInitialiser.class,
                UsesInitialisedBefore.class,
                PreparesOther.class,
                Finally.class,
                Asserts.class,
                CallsFinalClass.class);
    }

    @Test
    void aFindingSaysByWhichCallsItIsReached() {
        Finding finding = findings(CallsSynchronized.class).getFirst();
        assertThat(finding.callers()).hasSize(2);
        assertThat(finding.callers().getFirst()).matches("RealTimeScanTest.CallsSynchronized.process:\\d+");
        assertThat(finding.callers().getLast()).isEqualTo("RealTimeScanTest.CallsSynchronized.next");
        assertThat(finding.method()).isEqualTo(CallsSynchronized.class.getName() + ".next");
        assertThat(finding.toString()).endsWith(" > RealTimeScanTest.CallsSynchronized.next)");
    }

    @Test
    void aLoopWithoutACounterIsForAPersonToReview() {
        ScanReport report = RealTimeScan.of(Spins.class).processor(Spins.class);
        assertThat(report.lines()).isEmpty();
        assertThat(report.notes()).extracting(Finding::rule).containsOnly(RealTimeRule.LOOP);
        assertThat(report.notes()).hasSize(2);
    }

    @Test
    void aFindingThatWasReviewedIsKeptApart() {
        Reviewed reviewed = Reviewed.parse(
                List.of("# why", "", "allocation " + Copies.class.getName() + ".process  a test of the list"));
        ScanReport report = new RealTimeScan(Copies.class.getClassLoader(), reviewed).processor(Copies.class);
        assertThat(report.isClean()).isTrue();
        assertThat(report.reviewed()).hasSize(1);
        assertThat(new RealTimeScan(Clones.class.getClassLoader(), reviewed)
                        .processor(Clones.class)
                        .isClean())
                .isFalse();
    }

    @Test
    void aReviewWithoutAReasonIsRefused() {
        assertThatThrownBy(() -> Reviewed.parse(List.of("allocation Some.method")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a line is a rule, class.method and a reason");
        assertThatThrownBy(() -> Reviewed.parse(List.of("allocations Some.method why")))
                .hasMessageContaining("there is no rule allocations");
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
    void theAssertionTakesAnyMethodByName() {
        assertThatCode(() -> RealTimeSafety.assertRealTimeSafe(Finally.class, "process"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> RealTimeSafety.assertRealTimeSafe(CallsSynchronized.class, "next"))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> RealTimeSafety.assertRealTimeSafe(CallsSynchronized.class, "none"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no method none");
    }

    @Test
    void aLambdaIsScannedWithTheOthersOfItsClass() {
        assertThatCode(() -> RealTimeSafety.assertRealTimeSafe(CleanLambda.make()))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> RealTimeSafety.assertRealTimeSafe(AllocatingLambda.make()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("allocates a float[]");
    }

    @Test
    void aClassThatExistsInMemoryOnlyCannotPass() {
        ClassLoader nobody = new ClassLoader(null) {};
        assertThatThrownBy(() -> new RealTimeScan(nobody, Reviewed.none()).processor(Arithmetic.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was not found");
    }

    private static List<Finding> findings(Class<? extends Processor> type) {
        return RealTimeScan.of(type).processor(type).findings();
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

    static final class Sorts implements Processor {
        private final float[] sorted = new float[64];

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            Arrays.sort(sorted);
            outputs[0][0] = sorted[32];
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

    record Pair(float left, float right) {}

    static final class LinksRecord implements Processor {
        private final Pair pair = new Pair(1, 2);

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            outputs[0][0] = pair.hashCode();
        }
    }

    sealed interface Sound permits Tone, Noise {}

    record Tone(float hertz) implements Sound {}

    record Noise() implements Sound {}

    static final class SwitchesOverTypes implements Processor {
        private final Sound sound = new Tone(440);

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            outputs[0][0] = switch (sound) {
                case Tone tone -> tone.hertz();
                case Noise noise -> 0;
            };
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

    static final class Notifies implements Processor {
        private final Object lock = new Object();

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            lock.notifyAll();
        }
    }

    static final class Parks implements Processor {
        private final Thread control = Thread.currentThread();

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            LockSupport.unpark(control);
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

    static final class ThrowsKept implements Processor {
        private final IllegalStateException kept = new IllegalStateException();

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            if (frameCount < 0) {
                throw kept;
            }
        }
    }

    static final class Native implements Processor {
        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            fill(outputs[0]);
        }

        private static native void fill(float[] samples);
    }

    static final class Reflects implements Processor {
        private java.lang.reflect.@org.jspecify.annotations.Nullable Field field;

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            if (field != null) {
                try {
                    outputs[0][0] = field.getFloat(this);
                } catch (IllegalAccessException e) {
                    outputs[0][0] = 0;
                }
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

    static final class CallsJdkInterface implements Processor {
        private final DoubleUnaryOperator shape;

        CallsJdkInterface(DoubleUnaryOperator shape) {
            this.shape = shape;
        }

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            outputs[0][0] = (float) shape.applyAsDouble(frameCount);
        }
    }

    interface Unimplemented {
        float next();
    }

    static final class NobodyImplements implements Processor {
        private @org.jspecify.annotations.Nullable Unimplemented source;

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            outputs[0][0] = source == null ? 0 : source.next();
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

    static final class InitialisesSometimes implements Processor {
        private static final int SIZE = Integer.getInteger("vorlauf.size", 0);

        InitialisesSometimes() {
            if (SIZE > 0) {
                Table.SINES[0] = SIZE;
            }
        }

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            outputs[0][0] = Table.SINES[0];
        }
    }

    static final class InitialisesEnum implements Processor {
        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            outputs[0][0] = Colour.BLUE.ordinal();
        }
    }

    enum Colour {
        RED,
        BLUE
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

    interface Curve {
        float[] of(int frameCount);
    }

    static final class CallsLambda implements Processor {
        private final Curve curve = count -> new float[count];

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            outputs[0][0] = curve.of(frameCount)[0];
        }
    }

    interface Maker {
        Object make();
    }

    static final class CallsConstructorReference implements Processor {
        private final Maker maker = Object::new;

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            outputs[0][0] = maker.make() == this ? 1 : 0;
        }
    }

    static final class AllocatingLambda {
        private AllocatingLambda() {}

        static Processor make() {
            return (inputs, outputs, frameCount) -> outputs[0] = new float[frameCount];
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

    static final class ComparesEnum implements Processor {
        private final Shape shape;

        ComparesEnum(Shape shape) {
            this.shape = shape;
        }

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            outputs[0][0] = shape == Shape.ROUND ? 1 : 2;
        }
    }

    static final class UsesInitialisedBefore implements Processor {
        private final float[] table = Table.SINES;

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            outputs[0][0] = table[0] + Table.SINES[1];
        }
    }

    static final class PreparesOther implements Processor {
        @Override
        public void prepare(double sampleRateHertz, int maximumFrames) {
            Table.SINES[0] = (float) sampleRateHertz;
        }

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            outputs[0][0] = Table.SINES[0];
        }
    }

    static final class Asserts implements Processor {
        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            assert frameCount > 0 : "no frames: " + frameCount;
            outputs[0][0] = 1;
        }
    }

    static final class Gain {
        private float value;

        float next() {
            return value++;
        }
    }

    static final class CallsFinalClass implements Processor {
        private final Gain gain = new Gain();

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            int left = frameCount;
            while (left > 0) {
                left -= 1;
                outputs[0][left] = gain.next();
            }
        }
    }

    static final class CleanLambda {
        private CleanLambda() {}

        static Processor make() {
            return (inputs, outputs, frameCount) -> System.arraycopy(inputs[0], 0, outputs[0], 0, frameCount);
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

    // ---- what a person must look at ---------------------------------------------------------------------------------

    static final class Spins implements Processor {
        private volatile boolean ready;
        private volatile boolean done;

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            while (!ready) {
                Thread.onSpinWait();
            }
            do {
                outputs[0][0] = 1;
            } while (!done);
        }
    }
}
