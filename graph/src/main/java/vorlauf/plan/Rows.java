package vorlauf.plan;

import vorlauf.dsp.Oscillators;
import vorlauf.dsp.RealTime;

/** What group kernels read of the rows of the step table. */
@RealTime
final class Rows {
    private static final int ROW = Step.LENGTH;

    private Rows() {}

    static float[] input(RenderPlan plan, int[] steps, int at, int operand) {
        return plan.buffers[steps[at + Step.IN + operand]];
    }

    static float[] output(RenderPlan plan, int[] steps, int at) {
        return plan.buffers[steps[at + Step.OUT]];
    }

    /**
     * Which operand of the rows behind the first has the value of the run, {@code last} or the first: the one of the second
     * row that the first has written. A value that is also read beside it would have two readers, and no run.
     */
    static int place(int[] steps, int at, int last) {
        return steps[at + ROW + Step.IN + last] == steps[at + Step.OUT] ? last : 0;
    }

    /** Whether a scalar operand of all rows rests in this block. */
    static boolean rest(RenderPlan plan, int[] steps, int at, int count, int operand) {
        for (int row = 0; row < count; row++) {
            if (plan.step(steps[at + row * ROW + Step.IN + operand]) != 0f) {
                return false;
            }
        }
        return true;
    }

    /** Whether the frequencies of all rows rest in this block. */
    static boolean hertzRest(RenderPlan plan, int[] steps, int at, int count) {
        for (int row = 0; row < count; row++) {
            if (!hertzRests(plan, steps, at + row * ROW)) {
                return false;
            }
        }
        return true;
    }

    static boolean hertzRests(RenderPlan plan, int[] steps, int at) {
        int hertz = ~steps[at + Step.IN];
        return plan.scalarNow[hertz] == plan.scalarNext[hertz];
    }

    /** Value of a scalar operand that rests. */
    static float scalar(RenderPlan plan, int[] steps, int at, int operand) {
        return plan.start(steps[at + Step.IN + operand]) + 0f;
    }

    /** Phase that an oscillator advances in a frame as the block begins, or where its frequency rests. */
    static long increment(RenderPlan plan, int[] steps, int at) {
        return Oscillators.scaledIncrement(plan.scalarNow[~steps[at + Step.IN]], plan.incrementsPerHertz);
    }

    /** How much further an oscillator goes in each frame of the block than in the one before: 0 where its frequency rests. */
    static long incrementStep(RenderPlan plan, int[] steps, int at) {
        int hertz = ~steps[at + Step.IN];
        if (plan.scalarNow[hertz] == plan.scalarNext[hertz]) {
            return 0;
        }
        long next = Oscillators.scaledIncrement(plan.scalarNext[hertz], plan.incrementsPerHertz);
        return Oscillators.incrementStep(increment(plan, steps, at), next, plan.blockFrames);
    }

    /** Whether the coefficients of none of the filters move in this block. */
    static boolean filtersRest(RenderPlan plan, int[] steps, int at, int count) {
        boolean moving = false;
        for (int row = 0; row < count; row++) {
            moving |= isMoving(plan, steps, at + row * ROW);
        }
        return !moving;
    }

    static boolean isMoving(RenderPlan plan, int[] steps, int at) {
        return Prepared.isMoving(plan, steps[at + Step.EXTRA + 2]);
    }

    /** Where a filter has the coefficients that the block begins with; those at its end are behind them. */
    static int coefficients(int[] steps, int at) {
        return steps[at + Step.EXTRA + 1];
    }

    /** Where a filter has its state. */
    static int memory(int[] steps, int at) {
        return steps[at + Step.EXTRA];
    }
}
