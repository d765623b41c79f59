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

    final LoopPasts pasts;

    // What those read who render loop after loop, by loop: see LoopVoice.

    final float[][] x;
    final float[][] y;
    final int[] delaysA;
    final int[] delaysB;

    /** Factors in this block: see {@link #readFactors}. */
    final float[] g;

    final float[] h;

    /** What may be added to y, and where that goes: see {@link LoopVoice#sum}. */
    final float[][] added;

    final float[][] out;

    /** What is added where nothing is: negative zeros, which change no sample. */
    final float[][] nothing;

    private final int[] factorsG;
    private final int[] factorsH;

    /** Loops that have to write their sums in a block before these may add to them; set where the sums are found. */
    LoopBank[] followed = {};

    /** The block whose sums the loops have written. */
    private long summed = -1;

    /** @param mayJoin how many of the loops may have lines to write when somebody asks for the rows */
    LoopBank(RenderPlan plan, int[] steps, int header, int mayJoin) {
        shape = steps[header + LoopVoice.SHAPE];
        int count = steps[header + LoopVoice.COUNT];
        pasts = new LoopPasts(count);
        loops = new LoopVoice[count];
        for (int voice = 0; voice < count; voice++) {
            loops[voice] = new LoopVoice(plan, steps, header, this, voice, voice < mayJoin);
        }
        x = Arrays.stream(loops).map(loop -> loop.x).toArray(float[][]::new);
        y = Arrays.stream(loops).map(loop -> loop.y).toArray(float[][]::new);
        delaysA = Arrays.stream(loops).mapToInt(loop -> loop.delayA).toArray();
        delaysB = Arrays.stream(loops).mapToInt(loop -> loop.delayB).toArray();
        factorsG = Arrays.stream(loops).mapToInt(loop -> loop.factorG).toArray();
        factorsH = Arrays.stream(loops).mapToInt(loop -> loop.factorH).toArray();
        g = new float[count];
        h = new float[count];
        float[] zeros = new float[plan.blockFrames];
        Arrays.fill(zeros, -0f);
        nothing = new float[count][];
        Arrays.fill(nothing, zeros);
        added = nothing.clone();
        out = y.clone();
        int taps = header + Step.LENGTH * (count > 1 ? 2 : 1);
        int next = count > 1 ? count + 1 : 1;
        a = Rows.output(plan, steps, taps);
        b = Rows.output(plan, steps, taps + next * Step.LENGTH);
    }

    /** Reads the factors of loops; false where one moves in this block. */
    boolean readFactors(RenderPlan plan, int first, int end) {
        return read(plan, factorsG, g, first, end)
                && (shape != LoopVoice.TWO_TAPS || read(plan, factorsH, h, first, end));
    }

    private static boolean read(RenderPlan plan, int[] scalars, float[] factors, int first, int end) {
        boolean rest = true;
        for (int loop = first; loop < end; loop++) {
            factors[loop] = plan.start(scalars[loop]) + 0f;
            rest &= plan.step(scalars[loop]) == 0f;
        }
        return rest;
    }

    /** Reads what this block needs where all loops are joined and at rest; else false, and each is to be looked at. */
    boolean prepare(RenderPlan plan) {
        boolean are = pasts.areAllTaken() && readFactors(plan, 0, loops.length);
        if (are) {
            pasts.extend(plan.blockFrames);
        }
        return are;
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
