package vorlauf.stress.bench;

/** A node that is an object with a virtual method: how audio graphs are written when nobody compiles them. */
abstract sealed class ObjectNode {
    private static final int[] INDEX = new int[Workload.BLOCK_FRAMES];
    private static final float PER_HALF_TURN = 0x1p-31f;
    private static final float INCREMENT_PER_HERTZ = (float) (4294967296.0 / Workload.SAMPLE_RATE_HERTZ);

    static {
        for (int frame = 0; frame < INDEX.length; frame++) {
            INDEX[frame] = frame;
        }
    }

    /** Renders one block; {@code output} may be one of the inputs. */
    abstract void process(float[][] inputs, float[] output);

    /** The phase step of a frequency, where the whole range of an int is one turn. */
    static int increment(double hertz) {
        return (int) Math.round(hertz * 4294967296.0 / Workload.SAMPLE_RATE_HERTZ);
    }

    /** The sine of a phase, wrong by less than 2e-6. */
    static float sineOf(int phase) {
        float turn = phase * PER_HALF_TURN;
        float square = turn * turn;
        float series = 0.5237621f + square * (-0.07441195f + square * 0.00594052f);
        return turn * (1f - square) * (3.1415915f + square * (-2.0260828f + square * series));
    }

    static final class Sine extends ObjectNode {
        private final int increment;
        private int phase;

        Sine(double hertz) {
            increment = increment(hertz);
        }

        @Override
        void process(float[][] inputs, float[] output) {
            int start = phase;
            int step = increment;
            int[] index = INDEX;
            for (int frame = 0; frame < output.length; frame++) {
                output[frame] = sineOf(start + index[frame] * step);
            }
            phase = start + output.length * step;
        }
    }

    /** A sine whose frequency in hertz is its input. */
    static final class ModulatedSine extends ObjectNode {
        private final int[] phases = new int[Workload.BLOCK_FRAMES];
        private int phase;

        @Override
        void process(float[][] inputs, float[] output) {
            float[] hertz = inputs[0];
            int[] at = phases;
            for (int frame = 0; frame < at.length; frame++) {
                at[frame] = (int) (hertz[frame] * INCREMENT_PER_HERTZ);
            }
            int now = phase;
            for (int frame = 0; frame < at.length; frame++) {
                int step = at[frame];
                at[frame] = now;
                now += step;
            }
            for (int frame = 0; frame < at.length; frame++) {
                output[frame] = sineOf(at[frame]);
            }
            phase = now;
        }
    }

    static final class NaiveSaw extends ObjectNode {
        private final int increment;
        private int phase = Integer.MIN_VALUE;

        NaiveSaw(double hertz) {
            increment = increment(hertz);
        }

        @Override
        void process(float[][] inputs, float[] output) {
            int start = phase;
            int step = increment;
            int[] index = INDEX;
            for (int frame = 0; frame < output.length; frame++) {
                output[frame] = (start + index[frame] * step) * PER_HALF_TURN;
            }
            phase = start + output.length * step;
        }
    }

    static final class Noise extends ObjectNode {
        private int state;

        Noise(int seed) {
            state = seed;
        }

        @Override
        void process(float[][] inputs, float[] output) {
            int now = state;
            for (int frame = 0; frame < output.length; frame++) {
                now = now * 1664525 + 1013904223;
                output[frame] = now * PER_HALF_TURN;
            }
            state = now;
        }
    }

    static final class Gain extends ObjectNode {
        private final float factor;

        Gain(double factor) {
            this.factor = (float) factor;
        }

        @Override
        void process(float[][] inputs, float[] output) {
            float[] input = inputs[0];
            float by = factor;
            for (int frame = 0; frame < output.length; frame++) {
                output[frame] = input[frame] * by;
            }
        }
    }

    /** Its input times a factor plus an offset. */
    static final class Scale extends ObjectNode {
        private final float factor;
        private final float offset;

        Scale(double factor, double offset) {
            this.factor = (float) factor;
            this.offset = (float) offset;
        }

        @Override
        void process(float[][] inputs, float[] output) {
            float[] input = inputs[0];
            float by = factor;
            float plus = offset;
            for (int frame = 0; frame < output.length; frame++) {
                output[frame] = input[frame] * by + plus;
            }
        }
    }

    static final class Product extends ObjectNode {
        @Override
        void process(float[][] inputs, float[] output) {
            float[] left = inputs[0];
            float[] right = inputs[1];
            for (int frame = 0; frame < output.length; frame++) {
                output[frame] = left[frame] * right[frame];
            }
        }
    }

    static final class Sum extends ObjectNode {
        @Override
        void process(float[][] inputs, float[] output) {
            float[] left = inputs[0];
            float[] right = inputs[1];
            for (int frame = 0; frame < output.length; frame++) {
                output[frame] = left[frame] + right[frame];
            }
        }
    }

    /** A second-order section, transposed direct form II; coefficients b0, b1, b2, a1, a2. */
    static final class Biquad extends ObjectNode {
        private final float[] coefficients;
        private float first;
        private float second;

        Biquad(float[] coefficients) {
            this.coefficients = coefficients.clone();
        }

        @Override
        void process(float[][] inputs, float[] output) {
            float[] input = inputs[0];
            float b0 = coefficients[0];
            float b1 = coefficients[1];
            float b2 = coefficients[2];
            float a1 = coefficients[3];
            float a2 = coefficients[4];
            float s1 = first;
            float s2 = second;
            for (int frame = 0; frame < output.length; frame++) {
                float x = input[frame];
                float y = b0 * x + s1;
                s1 = (b1 * x + s2) - a1 * y;
                s2 = b2 * x - a2 * y;
                output[frame] = y;
            }
            first = s1;
            second = s2;
        }
    }

    /** An echo with feedback: w(n) = x(n) + feedback * w(n - delay). */
    static final class Echo extends ObjectNode {
        private final float[] line;
        private final float feedback;
        private int place;

        Echo(int delayFrames, double feedback) {
            this.line = new float[delayFrames];
            this.feedback = (float) feedback;
        }

        @Override
        void process(float[][] inputs, float[] output) {
            float[] input = inputs[0];
            int frame = 0;
            while (frame < output.length) {
                int run = Math.min(line.length - place, output.length - frame);
                for (int step = 0; step < run; step++) {
                    float sample = input[frame + step] + feedback * line[place + step];
                    line[place + step] = sample;
                    output[frame + step] = sample;
                }
                frame += run;
                place = place + run == line.length ? 0 : place + run;
            }
        }
    }

    /** A rational soft clip near tanh. */
    static final class SoftClip extends ObjectNode {
        @Override
        void process(float[][] inputs, float[] output) {
            float[] input = inputs[0];
            for (int frame = 0; frame < output.length; frame++) {
                float x = Math.max(-3f, Math.min(3f, input[frame]));
                float square = x * x;
                output[frame] = x * (27f + square) / (27f + 9f * square);
            }
        }
    }
}
