package vorlauf.plan;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
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

    /** Where their rows are. */
    final LaneRows[] rows;

    private final LaneVoices voices;

    /** For each operation which of the loops of {@link LaneVoices} begins with it in this block. */
    final byte[] loops;

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
    private final LaneDoubles[] inDouble;

    private final boolean hasLines;

    private boolean isLoaded;

    /** Whether what was inherited is in lanes, loaded or not, and its rows know nothing of it. */
    private boolean hasLanes;

    private long preparedFor = -1;

    /** Operations that are those of the plan before. */
    private final boolean[] inherited;

    /** The others. */
    private final LaneOperation[] rest;

    /** Operations of the bank before that have state and do not go on here. */
    private final int[] left;

    /** Operations whose rows have state and coefficients: all, or those that were not taken over in lanes. */
    private LaneOperation[] own;

    /**
     * @param lowPasses where coefficients of low-passes are
     * @param remaining {@link vorlauf.dsp.Biquad#remaining} of a block's frames
     * @param heritage what goes on of the plan before; null where there is none
     */
    LaneBank(
            BankForm form,
            PlanForm plan,
            Settling settling,
            BitSet lowPasses,
            float[] remaining,
            LaneHeritage.@Nullable Search heritage) {
        operations = new LaneOperation[form.operations().size()];
        rows = new LaneRows[operations.length];
        inherited = new boolean[operations.length];
        int count = 0;
        for (int i = 0; i < operations.length; i++) {
            BankForm.Operation operation = form.operations().get(i);
            rows[i] = new LaneRows(operation, plan, settling);
            LaneOperation old = heritage == null ? null : heritage.next(operation, rows[i]);
            inherited[i] = old != null;
            count += old == null ? 0 : 1;
            boolean isLow = old == null && LaneVoices.isLow(operation, plan.steps(), lowPasses);
            operations[i] = old == null
                    ? new LaneOperation(operation, form.sums(), isLow, plan, rows[i], settling, remaining)
                    : old;
        }
        own = operations;
        rest = new LaneOperation[operations.length - count];
        for (int i = 0, next = 0; i < operations.length; i++) {
            if (!inherited[i]) {
                rest[next++] = operations[i];
            }
        }
        left = heritage == null ? NOTHING : heritage.left();
        voices = new LaneVoices(form.operations());
        loops = new byte[operations.length];
        sums = form.sums();
        isSmall = form.isSmall();
        moving = Arrays.stream(operations).filter(LaneOperation::mayMove).toArray(LaneOperation[]::new);
        inDouble = Arrays.stream(operations)
                .map(operation -> operation.doubles)
                .filter(doubles -> doubles.memory.length > 0)
                .toArray(LaneDoubles[]::new);
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

    /** Reads what this block needs, once a block. */
    void prepare(RenderPlan plan, int[] steps) {
        boolean fresh = !isLoaded;
        if (fresh) {
            for (LaneOperation operation : own) {
                operation.load(plan, steps);
            }
            isLoaded = true;
        }
        if (preparedFor != plan.blocks || fresh) {
            preparedFor = plan.blocks;
            boolean changed = fresh;
            for (LaneOperation operation : fresh || plan.isSettling() ? own : moving) {
                operation.prepare(plan, steps, plan.isSettling() && !fresh);
                changed |= operation.movesOtherwise();
            }
            strideFrames = strideFrames(plan);
            if (changed) {
                voices.choose(operations, loops);
            }
        }
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
        for (LaneDoubles doubles : inDouble) {
            doubles.flush();
        }
    }

    /** Gives the state back to the rows, whoever reads them next. */
    void release(RenderPlan plan) {
        for (int i = 0; (isLoaded || hasLanes) && i < operations.length; i++) {
            if (isLoaded || inherited[i]) {
                store(plan, i);
            }
        }
        isLoaded = false;
        hasLanes = false;
        own = operations;
    }

    private void store(RenderPlan plan, int operation) {
        if (hasLanes && inherited[operation]) {
            operations[operation].goOver(rows[operation]);
            operations[operation].prepareRows(plan);
        }
        operations[operation].store(plan);
    }

    // ---- from plan to plan ------------------------------------------------------------------------------------------

    /** Whether an operation is one of the plan before. */
    boolean isInherited(int operation) {
        return inherited[operation];
    }

    /** Whether all that goes on here is in the lanes of the bank before, and rests. */
    boolean isInLanesOf(@Nullable LaneBank before) {
        boolean all = rest.length == operations.length || (before != null && before.isLoaded);
        for (int i = 0; all && i < operations.length; i++) {
            all = !inherited[i] || !operations[i].anyMoves();
        }
        return all;
    }

    /** Gives back what does not go on in {@code next}. */
    void release(RenderPlan plan, LaneBank next) {
        if (isLoaded) {
            for (int operation : next.left) {
                store(plan, operation);
            }
            isLoaded = false;
        }
    }

    /** Takes what goes on, with its lanes or without. */
    void goOver(boolean keepsLanes) {
        for (int i = 0; !keepsLanes && rest.length < operations.length && i < operations.length; i++) {
            if (inherited[i]) {
                operations[i].goOver(rows[i]);
            }
        }
        own = keepsLanes ? rest : operations;
        hasLanes = keepsLanes;
    }
}
