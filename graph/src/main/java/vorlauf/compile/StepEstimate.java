package vorlauf.compile;

import java.util.stream.IntStream;
import vorlauf.plan.Step;

/**
 * What steps of a section are expected to take: figures that were measured once, for orientation before anything is rendered.
 * What they take on this machine is measured by {@code render --profile}.
 *
 * <p>The figures are nanoseconds a frame of one step by itself, of one row of 16 that plain kernels render, and of one that
 * vector kernels render; parameters rest. They come from {@link vorlauf.plan.PlanProfile} over each kind of node, JDK 25 on
 * two shared cores with AVX-512 ({@code docs/performance.md}). A call of a step costs some nanoseconds more, which count where
 * a cycle is rendered few frames at a time.
 *
 * @param vector whether groups are rendered by vector kernels
 * @param chunkFrames frames of a call
 * @param fewFrames whether that is too few for group kernels
 * @param settling whether the section is run in the first two blocks alone, and costs nothing from then on
 */
record StepEstimate(boolean vector, int chunkFrames, boolean fewFrames, boolean settling) {
    private static final int FEWEST_FRAMES = 8;
    private static final double CALL_NANOS = 8;
    private static final double LOOP_NANOS_PLAIN = 0.8;
    private static final double LOOP_NANOS_VECTOR = 0.33;
    private static final double LOOP_NANOS_FRAME_BY_FRAME = 1.1;
    private static final int FRAME_BY_FRAME = 16;
    private static final int LIKELY_FRAMES = 64;
    private static final int SHAPES = Step.OSCILLATOR_AUDIO - Step.OSCILLATOR;

    static StepEstimate of(CompileSettings settings, Program.Section section) {
        return of(
                settings.kernels().name(), Math.min(section.chunkFrames(), settings.blockFrames()), section.settling());
    }

    static StepEstimate of(String kernels, int chunkFrames, boolean settling) {
        return new StepEstimate(kernels.equals("vector"), chunkFrames, chunkFrames < FEWEST_FRAMES, settling);
    }

    /** A step by itself. */
    double ofStep(int code) {
        return settling ? 0 : cost(code).alone + CALL_NANOS / chunkFrames;
    }

    /** A group with all its rows. */
    double ofGroup(int group, int code, int rows) {
        boolean together = !fewFrames && (group == Step.RUN || isKernel(code));
        if (settling || !together) {
            return rows * ofStep(code);
        }
        Cost cost = cost(code);
        return rows * (vector ? cost.vector : cost.plain) + CALL_NANOS / chunkFrames;
    }

    /**
     * The same inside a bank whose rows have such codes: cycles with delays that move are rendered as many frames at a time as
     * these allow in a block, which nobody knows before; most are of some milliseconds.
     */
    StepEstimate inBank(IntStream codes) {
        boolean delaysMove = chunkFrames < LIKELY_FRAMES
                && codes.anyMatch(code -> code == Step.DELAY_READ_MODULATED || code == Step.DELAY_READ_MODULATED_RAMP);
        return delaysMove ? new StepEstimate(vector, LIKELY_FRAMES, false, settling) : this;
    }

    /** So many loops with all their rows. */
    double ofLoops(int loops) {
        double alongTime = vector ? LOOP_NANOS_VECTOR : LOOP_NANOS_PLAIN;
        return loops * (chunkFrames < FRAME_BY_FRAME ? LOOP_NANOS_FRAME_BY_FRAME : alongTime);
    }

    /** Whether lanes of this code have a kernel of their own in the set. */
    private boolean isKernel(int code) {
        return vector
                || switch (code) {
                    case Step.BIQUAD,
                            Step.OSCILLATOR,
                            Step.NAIVE_SAW,
                            Step.SINE_MULTIPLY_ADD,
                            Step.MULTIPLY_RAMP,
                            Step.MULTIPLY_ADD -> true;
                    default -> false;
                };
    }

    /** Nanoseconds a frame: by itself, a row of plain lanes or runs, a row of vector ones. */
    private record Cost(double alone, double plain, double vector) {}

    private static Cost cost(int code) {
        return switch (code) {
            case Step.ADD -> new Cost(0.10, 0.06, 0.04);
            case Step.MULTIPLY_ADD -> new Cost(0.12, 0.09, 0.03);
            case Step.CLIP, Step.CLIP_RAMP -> new Cost(0.5, 0.6, 0.06);
            case Step.SHAPE -> new Cost(2, 2, 2);
            case Step.TANH -> new Cost(1.2, 1.1, 0.41);
            case Step.SINE_MULTIPLY_ADD, Step.SINE_MULTIPLY_ADD_RAMP -> new Cost(0.45, 0.33, 0.18);
            case Step.BIQUAD -> new Cost(1.6, 0.92, 0.63);
            case Step.ONE_POLE -> new Cost(1.9, 1.8, 0.75);
            case Step.STATE_VARIABLE -> new Cost(3.3, 3.3, 1.3);
            case Step.ADSR -> new Cost(0.9, 0.9, 0.9);
            case Step.DELAY_WRITE -> new Cost(0.4, 0.34, 0.34);
            case Step.DELAY_READ -> new Cost(0.13, 0.12, 0.12);
            case Step.DELAY_READ_MODULATED, Step.DELAY_READ_MODULATED_RAMP -> new Cost(4, 4, 4);
            case Step.RAMP_LINEAR, Step.RAMP_EXPONENTIAL -> new Cost(0.3, 0.3, 0.3);
            case Step.WHITE_NOISE -> new Cost(0.3, 0.3, 0.3);
            case Step.PINK_NOISE -> new Cost(5, 5, 5);
            case Step.PAN_MONO, Step.PAN_STEREO -> new Cost(4, 4, 4);
            case Step.BALANCE -> new Cost(2, 2, 2);
            case Step.METER -> new Cost(0.7, 0.7, 0.7);
            case Step.SAMPLES, Step.CUSTOM -> new Cost(0.3, 0.3, 0.3); // what others have written is not known
            default -> byFamily(code);
        };
    }

    private static Cost byFamily(int code) {
        if (code < Step.OSCILLATOR) { // element-wise
            return new Cost(0.10, 0.09, 0.08);
        }
        if (code >= Step.BIQUAD_PREPARE) { // only now and then
            return new Cost(0.02, 0.02, 0.02);
        }
        boolean bufferOfHertz = code >= Step.OSCILLATOR_AUDIO;
        return switch ((code - Step.OSCILLATOR) % SHAPES) {
            case 0 -> bufferOfHertz ? new Cost(1, 0.67, 0.39) : new Cost(0.45, 0.23, 0.18);
            case 1, 2, 3 -> bufferOfHertz ? new Cost(7, 7, 0.7) : new Cost(1.2, 1.05, 0.25); // band-limited
            default -> bufferOfHertz ? new Cost(0.8, 0.8, 0.2) : new Cost(0.35, 0.13, 0.10);
        };
    }
}
