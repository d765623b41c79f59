package vorlauf.plan;

import org.jspecify.annotations.Nullable;
import vorlauf.dsp.RealTime;

/**
 * What a plan has from the one before it, and what it still has to compute of its own: coefficients of constants.
 *
 * <p>Threads: producer.
 */
@RealTime
final class Inheritance {
    /** Coefficients of constants are reached in one block, and rest from the next on. */
    private static final int SETTLING_BLOCKS = 2;

    /** Blocks for which coefficients of constants are still on their way. */
    private int unsettledBlocks = SETTLING_BLOCKS;

    private boolean settling;

    /** What was taken over lane by lane, until all has settled; null where rows have everything. */
    private @Nullable LaneHeritage inLanes;

    /** Takes over the state of the plan before; null for none. */
    void takeOver(RenderPlan plan, @Nullable RenderPlan before) {
        LaneHeritage taken = plan.groups.takeOver(before == null ? null : before.groups);
        if (before != null) {
            PlanForm form = plan.form();
            int[] moves = taken == null ? form.doubleMoves() : taken.doubleMoves;
            for (int i = 0; i < moves.length; i += 3) {
                System.arraycopy(before.doubles, moves[i], plan.doubles, moves[i + 1], moves[i + 2]);
            }
            moves = taken == null ? form.longMoves() : taken.longMoves;
            for (int i = 0; i < moves.length; i += 3) {
                System.arraycopy(before.longs, moves[i], plan.longs, moves[i + 1], moves[i + 2]);
            }
        }
        inLanes = taken;
        unsettledBlocks = SETTLING_BLOCKS;
    }

    /** Has all coefficients of constants computed again, since state was reset. */
    void settleAgain() {
        inLanes = null;
        unsettledBlocks = SETTLING_BLOCKS;
    }

    /** Whether coefficients of constants are still on their way in this block. */
    boolean isSettling() {
        return settling;
    }

    /**
     * Begins a block. Whether all rows that prepare coefficients of constants are to be run; where the others were taken over in
     * lanes, those that are new are run at once.
     */
    boolean settles(RenderPlan plan) {
        settling = unsettledBlocks > 0;
        unsettledBlocks = settling ? unsettledBlocks - 1 : 0;
        LaneHeritage taken = inLanes;
        if (!settling || taken == null) {
            return settling;
        }
        for (int step : taken.settlingSteps) {
            plan.run(step, step + 1, 0, plan.blockFrames);
        }
        if (unsettledBlocks == 0) {
            inLanes = null;
        }
        return false;
    }
}
