package vorlauf.plan;

import java.util.Arrays;
import vorlauf.dsp.RealTime;

/**
 * The loops behind one header.
 *
 * <p>Threads: made on the control thread; the rest producer.
 */
@RealTime
final class LoopBank {
    final int shape;
    final LoopVoice[] loops;

    /** Room for what taps read: the buffers that the rows of the first loop have for it. */
    final float[] a;

    final float[] b;

    /** What is added where nothing is: negative zeros, which change no sample. */
    final float[] nothing;

    /** Loops that have to write their sums in a block before these may add to them; set where the sums are found. */
    LoopBank[] followed = {};

    /** The block whose sums the loops have written. */
    private long summed = -1;

    /** @param mayJoin how many of the loops may have lines to write when somebody asks for the rows */
    LoopBank(RenderPlan plan, int[] steps, int header, int mayJoin) {
        shape = steps[header + LoopVoice.SHAPE];
        loops = new LoopVoice[steps[header + LoopVoice.COUNT]];
        for (int voice = 0; voice < loops.length; voice++) {
            loops[voice] = new LoopVoice(plan, steps, header, voice, voice < mayJoin);
        }
        nothing = new float[plan.blockFrames];
        Arrays.fill(nothing, -0f);
        for (LoopVoice loop : loops) {
            loop.sum(nothing, loop.y);
        }
        int taps = header + Step.LENGTH * (loops.length > 1 ? 2 : 1);
        int next = loops.length > 1 ? loops.length + 1 : 1;
        a = Rows.output(plan, steps, taps);
        b = Rows.output(plan, steps, taps + next * Step.LENGTH);
    }

    /** Whether the loops may write their sums in this block. */
    boolean maySum(RenderPlan plan) {
        boolean may = true;
        for (LoopBank other : followed) {
            may &= other.isSummed(plan);
        }
        return may;
    }

    /** Says that the loops have written the sums of this block. */
    void hasSummed(RenderPlan plan) {
        summed = plan.blocks;
    }

    /** Whether the sums of this block are written. */
    boolean isSummed(RenderPlan plan) {
        return summed == plan.blocks;
    }

    /** Gives all lines what the rows would have written. */
    void release(RenderPlan plan) {
        for (LoopVoice loop : loops) {
            loop.release(plan);
        }
    }
}
