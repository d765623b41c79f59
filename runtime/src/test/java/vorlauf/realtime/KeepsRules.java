package vorlauf.realtime;

import java.util.Arrays;
import vorlauf.graph.Processor;

/** Processors that come near a rule of the scan and break none. */
final class KeepsRules {
    private KeepsRules() {}

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
        private final BreaksRules.Shape shape = BreaksRules.Shape.ROUND;

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            outputs[0][0] = switch (shape) {
                case ROUND -> 1;
                case SQUARE -> 2;
            };
        }
    }

    static final class ComparesEnum implements Processor {
        private final BreaksRules.Shape shape;

        ComparesEnum(BreaksRules.Shape shape) {
            this.shape = shape;
        }

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            outputs[0][0] = shape == BreaksRules.Shape.ROUND ? 1 : 2;
        }
    }

    static final class UsesInitialisedBefore implements Processor {
        private final float[] table = BreaksRules.Table.SINES;

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            outputs[0][0] = table[0] + BreaksRules.Table.SINES[1];
        }
    }

    static final class PreparesOther implements Processor {
        @Override
        public void prepare(double sampleRateHertz, int maximumFrames) {
            BreaksRules.Table.SINES[0] = (float) sampleRateHertz;
        }

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            outputs[0][0] = BreaksRules.Table.SINES[0];
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
