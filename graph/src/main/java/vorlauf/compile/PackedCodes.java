package vorlauf.compile;

import vorlauf.plan.Step;

/** What the pass <i>packed</i> knows of the codes of steps. */
final class PackedCodes {
    private PackedCodes() {}

    private static final int[] NONE = {};
    private static final int[] FIRST = {0};
    private static final int[] EITHER = {0, 1};
    private static final int[] FIRST_OR_THIRD = {2, 0};
    private static final int[] THIRD = {2};

    /** Where a step of this code may have the value of a run. */
    static int[] places(int code) {
        return switch (code) {
            case Step.BIQUAD -> FIRST;
            case Step.ADD, Step.MULTIPLY -> EITHER;
            case Step.MULTIPLY_ADD -> FIRST_OR_THIRD;
            case Step.SINE_MULTIPLY_ADD -> THIRD;
            default -> NONE;
        };
    }

    /** Whether the operands may change places. */
    static boolean isSum(int code) {
        return code == Step.ADD || code == Step.MULTIPLY;
    }

    static boolean isFilter(int code) {
        return code == Step.BIQUAD || code == Step.ONE_POLE || code == Step.STATE_VARIABLE;
    }

    /** Whether the order of two such steps of a node matters. */
    static boolean hasState(int code) {
        return code >= Step.BIQUAD_PREPARE;
    }

    static boolean mayBeLanes(int code) {
        return code < Step.PAN_MONO && code != Step.SAVE && code != Step.POISON;
    }

    /** Whether it is an oscillator of which there is a kernel for lanes. */
    static boolean isOscillator(int code) {
        return (code >= Step.OSCILLATOR && code <= Step.PHASOR)
                || (code >= Step.OSCILLATOR_AUDIO && code <= Step.SINE_MULTIPLY_ADD_RAMP);
    }

    /** Whether there is a kernel for lanes of such steps. */
    static boolean hasLanes(int code) {
        return switch (code) {
            case Step.ADD,
                    Step.ADD_RAMP,
                    Step.SUBTRACT,
                    Step.SUBTRACT_RAMP,
                    Step.RAMP_SUBTRACT,
                    Step.MULTIPLY,
                    Step.MULTIPLY_RAMP,
                    Step.MULTIPLY_ADD,
                    Step.MULTIPLY_ADD_RAMP,
                    Step.CLIP,
                    Step.CLIP_RAMP,
                    Step.TANH -> true;
            default -> isFilter(code) || isOscillator(code);
        };
    }
}
