package vorlauf.compile;

import org.jspecify.annotations.Nullable;
import vorlauf.plan.Step;

/**
 * How the inputs of a sum end: the steps that add them to their partial sums, apart from what they add.
 *
 * @param of for each channel and input how it ends, null where it has nothing for the channel
 */
record Endings(@Nullable Ending[][] of) {
    static final int NOTHING = -1;

    /**
     * The end of one input in one channel.
     *
     * @param step the step that adds it, or its last gain where its partial sum begins with it; {@link #NOTHING} where the
     *     partial sum is what it begins with
     * @param code of that step
     * @param source the register that is added; {@link #NOTHING} where the step itself makes it, or adds a scalar
     */
    record Ending(int step, int code, int source) {}

    /** Null where an input ends in a way that is not known. */
    static @Nullable Endings of(Program.Sum sum, Program.Instruction[] steps, int[] madeAt, int[] readers) {
        @Nullable Ending[][] all = new Ending[sum.after().length][sum.after()[0].length];
        for (int channel = 0; channel < all.length; channel++) {
            for (int input = 0; input < all[channel].length; input++) {
                int register = sum.after()[channel][input];
                if (register == Program.Sum.NOTHING) {
                    continue;
                }
                if (register < 0) {
                    return null;
                }
                int before = Voices.before(sum, channel, input);
                Ending ending = before < 0
                        ? beginning(register, steps, madeAt, readers)
                        : added(register, sum.after()[channel][before], steps, madeAt, readers);
                if (ending == null) {
                    return null;
                }
                all[channel][input] = ending;
            }
        }
        return new Endings(all);
    }

    private static Ending beginning(int register, Program.Instruction[] steps, int[] madeAt, int[] readers) {
        int maker = madeAt[register];
        if (maker >= 0 && steps[maker].code() == Step.MULTIPLY_RAMP && readers[register] == 1) {
            return new Ending(maker, Step.MULTIPLY_RAMP, steps[maker].inputs()[0]);
        }
        return new Ending(NOTHING, NOTHING, register);
    }

    private static @Nullable Ending added(
            int register, int before, Program.Instruction[] steps, int[] madeAt, int[] readers) {
        int maker = madeAt[register];
        if (maker < 0 || readers[register] != 1) {
            return null;
        }
        int[] inputs = steps[maker].inputs();
        int code = steps[maker].code();
        return switch (code) {
            case Step.ADD -> inputs[0] == before ? new Ending(maker, code, inputs[1]) : null;
            case Step.ADD_RAMP -> inputs[0] == before ? new Ending(maker, code, NOTHING) : null;
            case Step.MULTIPLY_ADD -> inputs[2] == before ? new Ending(maker, code, inputs[0]) : null;
            case Step.SINE_MULTIPLY_ADD -> inputs[2] == before ? new Ending(maker, code, NOTHING) : null;
            default -> null;
        };
    }
}
