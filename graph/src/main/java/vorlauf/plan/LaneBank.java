package vorlauf.plan;

import java.util.BitSet;
import vorlauf.dsp.RealTime;

/**
 * A bank while it is rendered: the state of its voices lies lane by lane here, until the rows are asked for it.
 *
 * <p>Threads: producer.
 */
@RealTime
final class LaneBank {
    final LaneOperation[] operations;

    /** How many of the slots are partial sums. */
    final int sums;

    private boolean isLoaded;
    private boolean isPossible;
    private long preparedFor = -1;

    /** @param settling flags of coefficients that rest once the plan has settled */
    LaneBank(BankForm form, PlanForm plan, BitSet settling) {
        operations = new LaneOperation[form.operations().size()];
        for (int i = 0; i < operations.length; i++) {
            operations[i] = new LaneOperation(form.operations().get(i), plan, settling);
        }
        sums = form.sums();
    }

    /** Reads what this block needs, once a block; false where the rows have to render it. */
    boolean prepare(RenderPlan plan, int[] steps) {
        boolean fresh = !isLoaded;
        if (fresh) {
            for (LaneOperation operation : operations) {
                operation.load(plan, steps);
            }
            isLoaded = true;
        }
        if (preparedFor != plan.blocks || fresh) {
            preparedFor = plan.blocks;
            isPossible = true;
            for (LaneOperation operation : operations) {
                isPossible &= operation.prepare(plan, steps, plan.isSettling());
            }
        }
        return isPossible;
    }

    /** Gives the state back to the rows, whoever reads them next. */
    void release(RenderPlan plan, int[] steps) {
        if (isLoaded) {
            for (LaneOperation operation : operations) {
                operation.store(plan, steps);
            }
            isLoaded = false;
        }
    }
}
