package vorlauf.realtime;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleUnaryOperator;
import vorlauf.graph.Processor;

/** Processors that break a rule of the scan each, and what they need. */
final class BreaksRules {
    private BreaksRules() {}

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
}
