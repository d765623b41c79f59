package vorlauf.plan;

import static vorlauf.graph.Signals.*;

import vorlauf.graph.Processor;
import vorlauf.graph.Signal;

/** Oscillators of all shapes, and the frequencies for them. */
final class Shapes {
    private Shapes() {}

    /** Numbers that no oscillator can have as a frequency, beside some that it can. */
    static Signal lost() {
        float[] hertz = {440, Float.NaN, 7_000, Float.POSITIVE_INFINITY, -3e9f, 0, Float.NEGATIVE_INFINITY, -440};
        return custom("lost", 1, () -> new Lost(hertz), sine(10));
    }

    private static final class Lost implements Processor {
        private final float[] hertz;
        private int frame;

        Lost(float[] hertz) {
            this.hertz = hertz;
        }

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            for (int i = 0; i < frameCount; i++) {
                outputs[0][i] = hertz[frame++ / 5 % hertz.length];
            }
        }
    }

    static Signal hertz(int i) {
        return constant(i % 20 == 7 ? 0 : (i % 2 == 0 ? 1 : -1) * (55.01 + 431.7 * i));
    }

    static Signal vibrato(int i) {
        return naiveTriangle(40 + 9.3 * i).times(i % 5 == 4 ? 30_000 : 90 * i).plus(70 * i - 200);
    }

    static Signal anyShape(int kind, Signal hertz) {
        return switch (kind) {
            case 6 -> sine(hertz);
            case 7 -> naiveSaw(hertz);
            default -> shape(kind, hertz);
        };
    }

    static Signal shape(int kind, Signal hertz) {
        return switch (kind % 6) {
            case 0 -> saw(hertz);
            case 1 -> square(hertz);
            case 2 -> triangle(hertz);
            case 3 -> phasor(hertz);
            case 4 -> naiveSquare(hertz);
            default -> naiveTriangle(hertz);
        };
    }
}
