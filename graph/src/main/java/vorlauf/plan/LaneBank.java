package vorlauf.plan;

import java.util.Arrays;
import java.util.BitSet;
import vorlauf.dsp.RealTime;

/**
 * A bank while it is rendered: the state of its voices lies lane by lane here, until the rows are asked for it.
 *
 * <p>Threads: producer.
 */
@RealTime
final class LaneBank {
    private static final int[] NOTHING = {};

    final LaneOperation[] operations;

    /** For each operation which of {@link LaneVoices} begins with it. */
    final byte[] voices;

    /** How many of the slots are partial sums. */
    final int sums;

    /** Whether its rows are rendered, whatever the kernels. */
    final boolean isSmall;

    /** Frames that may be rendered at a time in this block. */
    int strideFrames = BankForm.FRAMES;

    /** For each operation whether delays that it reads from buffers are made outside of the bank. */
    private final boolean[] isOutside;

    /** Operations of which something may move once the plan has settled. */
    private final LaneOperation[] moving;

    /** Filters that have their state in double. */
    private final LaneOperation[] inDouble;

    private final boolean hasLines;

    private boolean isLoaded;
    private boolean isPossible;
    private long preparedFor = -1;

    /**
     * @param settling flags of coefficients that rest once the plan has settled
     * @param lowPasses where coefficients of low-passes are
     * @param remaining {@link vorlauf.dsp.Biquad#remaining} of a block's frames
     */
    LaneBank(BankForm form, PlanForm plan, BitSet settling, BitSet lowPasses, float[] remaining) {
        operations = new LaneOperation[form.operations().size()];
        for (int i = 0; i < operations.length; i++) {
            BankForm.Operation operation = form.operations().get(i);
            boolean isLow = LaneVoices.isLow(operation, plan.steps(), lowPasses);
            operations[i] = new LaneOperation(operation, form.sums(), isLow, plan, settling, remaining);
        }
        voices = LaneVoices.of(form.operations());
        sums = form.sums();
        isSmall = form.isSmall();
        moving = Arrays.stream(operations).filter(LaneOperation::mayMove).toArray(LaneOperation[]::new);
        inDouble = Arrays.stream(operations)
                .filter(operation -> operation.memory.length > 0)
                .toArray(LaneOperation[]::new);
        hasLines = Arrays.stream(operations).anyMatch(operation -> operation.lines != null);
        isOutside = new boolean[operations.length];
        for (int i = 0; i < operations.length; i++) {
            LaneLines lines = operations[i].lines;
            isOutside[i] = true;
            for (int buffer : lines == null ? NOTHING : lines.movingDelays()) {
                isOutside[i] &= !form.writes(plan.steps(), buffer);
            }
        }
    }

    /** Whether the voices have their state in lanes. */
    boolean isLoaded() {
        return isLoaded;
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
            for (LaneOperation operation : fresh || plan.isSettling() ? operations : moving) {
                isPossible &= operation.prepare(plan, steps, plan.isSettling() && !fresh);
            }
            strideFrames = strideFrames(plan);
        }
        return isPossible;
    }

    /** Frames that may be rendered at a time in this block, which the lines tell. */
    int strideFrames(RenderPlan plan) {
        int least = BankForm.FRAMES;
        for (int i = 0; hasLines && i < operations.length; i++) {
            LaneLines lines = operations[i].lines;
            least = lines == null ? least : Math.min(least, lines.stride(plan, isOutside[i]));
        }
        return least;
    }

    /** State in double that is tiny is zero. */
    void flush() {
        for (LaneOperation operation : inDouble) {
            operation.flush();
        }
    }

    /** Gives the state back to the rows, whoever reads them next. */
    void release(RenderPlan plan) {
        if (isLoaded) {
            for (LaneOperation operation : operations) {
                operation.store(plan);
            }
            isLoaded = false;
        }
    }
}
