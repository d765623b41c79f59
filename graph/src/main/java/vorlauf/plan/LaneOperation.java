package vorlauf.plan;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import vorlauf.dsp.CrowdedShapes;
import vorlauf.dsp.Oscillators;
import vorlauf.dsp.RealTime;

/**
 * An operation of a bank with all that its voices have, lane by lane: scalars, coefficients, state.
 *
 * <p>Lanes without a voice have zeros for coefficients, state and phase, and a factor of 1, or of -1 where a sum is
 * written: what they compute goes nowhere, and a filter's silence times these adds -0 to the sum, which changes nothing.
 *
 * <p>Threads: producer.
 */
@RealTime
final class LaneOperation {
    static final int LANES = BankForm.LANES;

    /** Kinds of coefficients of a filter; those at the end of the block are behind as many. */
    static final int KINDS = 6;

    private static final int MOST_SCALARS = 3;

    private static final int[] NO_LANES = {};

    final int code;
    final int target;
    final int[] operands;

    /** Whether it is a biquad, and each lane with a voice has a low-pass. */
    final boolean isLow;

    /** Lanes with a voice. */
    final boolean[] active = new boolean[LANES];

    /** Scalars: where they begin in this block and how far they go in a frame. */
    final float[][] start = new float[MOST_SCALARS][LANES];

    final float[][] step = new float[MOST_SCALARS][LANES];
    final boolean[] moves = new boolean[MOST_SCALARS];

    /** Of filters in double. */
    final LaneDoubles doubles;

    /** Of biquads, which are in floats: coefficients at the end of the block, behind them what is to be added for those at its beginning. */
    final float[] floatCoefficients;

    final float[] floatMemory;

    /** Of biquads that have their coefficients computed beside each other; null where they have not. */
    @Nullable
    LaneCoefficients shared;

    /** {@link Biquad#remaining} of a block's frames. */
    final float[] remaining;

    /** Lanes of a filter whose coefficients do not move in this block. */
    final boolean[] rests = new boolean[LANES];

    boolean moving;

    /** What moved when {@link #movesOtherwise} was last asked. */
    private int motion;

    /** {@link OscillatorSteps#shape} of an oscillator, else {@link Step#NONE}. */
    final int shape;

    /** Of an oscillator: phases and increments. */
    final long[] phase;

    final long[] increment;

    /** How far increments go in a frame of this block; none where they never move. */
    final long[] growth;

    /** Room: 32-bit phases of the first frame, and how far they go in a frame. */
    final LaneTurns turns;

    /** Where lanes are gathered from; null where none are. */
    final @Nullable LaneGather gather;

    /** Lines that are read or written; null where none are. */
    final @Nullable LaneLines lines;

    private final boolean hasHertz;

    private LaneRows rowOf;

    /** The lane of each row. */
    private final int[] lanes;

    /** Scalars of which a row's is no constant. */
    private final boolean[] mayMove = new boolean[MOST_SCALARS];

    /** Whether a row's coefficients may move once the plan has settled. */
    private final boolean coefficientsMayMove;

    /**
     * @param sums how many of the bank's slots are partial sums
     * @param isLow whether it is a biquad, and each a low-pass
     * @param remaining {@link Biquad#remaining} of a block's frames
     */
    LaneOperation(
            BankForm.Operation form,
            int sums,
            boolean isLow,
            PlanForm plan,
            LaneRows rows,
            Settling settling,
            float[] remaining) {
        this.isLow = isLow;
        this.remaining = remaining;
        rowOf = rows;
        code = form.code();
        lanes = form.lanes();
        target = form.target();
        operands = form.operands();
        for (int lane : lanes) {
            active[lane] = true;
        }
        gather = code == BankForm.GATHER ? LaneGather.of(operands) : null;
        lines = LaneLines.hasLine(code) ? new LaneLines(form, plan) : null;
        doubles = new LaneDoubles(code);
        boolean inFloat = code == Step.BIQUAD;
        floatCoefficients = new float[inFloat ? 2 * KINDS * LANES : 0];
        floatMemory = new float[inFloat ? 2 * LANES : 0];
        phase = new long[isOscillator(code) ? LANES : 0];
        increment = new long[phase.length];
        hasHertz = hasHertz(form);
        shape = isOscillator(code) ? OscillatorSteps.shape(code) : Step.NONE;
        boolean frequenciesMove = hasHertz && rowOf.mayMove(plan, 0);
        growth = new long[frequenciesMove ? LANES : 0];
        turns = new LaneTurns(OscillatorSteps.isBandLimited(shape), frequenciesMove);
        for (float[] scalars : start) {
            Arrays.fill(scalars, target < sums ? -1f : 1f);
        }
        for (int operand = 0; operand < (code < 0 ? 0 : operands.length); operand++) {
            if (operands[operand] == BankForm.NOTHING) {
                mayMove[operand] = rowOf.mayMove(plan, operand);
                if (!mayMove[operand]) {
                    constants(plan, operand);
                }
            }
        }
        boolean coefficientsMove = false;
        for (int flags : rowOf.flags) {
            coefficientsMove |= !settling.rests(flags);
        }
        coefficientsMayMove = coefficientsMove;
    }

    /** What never moves is there before the producer comes. */
    private void constants(PlanForm plan, int operand) {
        boolean hertz = operand == 0 && hasHertz;
        double perHertz = Oscillators.incrementsPerHertz(plan.sampleRateHertz());
        for (int lane : lanes) {
            double constant = rowOf.constant(plan, operand, lane);
            if (hertz) {
                increment(lane, Oscillators.scaledIncrement(constant, perHertz));
            } else {
                start[operand][lane] = (float) constant + 0f;
            }
        }
    }

    /** The lane of each row. */
    int[] lanes() {
        return lanes;
    }

    static boolean isFilter(int code) {
        return code == Step.BIQUAD || code == Step.ONE_POLE || code == Step.STATE_VARIABLE;
    }

    static boolean isOscillator(int code) {
        return code >= Step.OSCILLATOR && code < Step.BIQUAD_PREPARE;
    }

    /** States in double of a filter. */
    static int states(int code) {
        return code == Step.ONE_POLE ? 1 : 2;
    }

    /** Whether it is an oscillator whose frequency is a number. */
    static boolean hasHertz(BankForm.Operation form) {
        return isOscillator(form.code()) && form.operands()[0] == BankForm.NOTHING;
    }

    /** Whether the operand of a lane is what this constant of a plan would be here. */
    boolean isConstant(int operand, int lane, double constant, PlanForm plan) {
        if (operand == 0 && hasHertz) {
            double perHertz = Oscillators.incrementsPerHertz(plan.sampleRateHertz());
            return increment[lane] == Oscillators.scaledIncrement(constant, perHertz);
        }
        return Float.floatToRawIntBits(start[operand][lane]) == Float.floatToRawIntBits((float) constant + 0f);
    }

    /** Whether coefficients or scalars move in this block. */
    boolean anyMoves() {
        return moving || moves[0] || moves[1] || moves[2];
    }

    /**
     * Whether something else moves in this block than when this was last asked, as far as loops are chosen by it: nothing, the
     * cutoffs of filters alone, or more.
     */
    boolean movesOtherwise() {
        int now = !anyMoves() ? 0 : shared != null && !shared.othersMoved() ? 1 : 2;
        boolean otherwise = now != motion;
        motion = now;
        return otherwise;
    }

    /** Whether coefficients or scalars may move once the plan has settled. */
    boolean mayMove() {
        return coefficientsMayMove || mayMove[0] || mayMove[1] || mayMove[2];
    }

    /** Whether a frequency moves in this block. */
    boolean glides() {
        return hasHertz && moves[0];
    }

    /** Whether every lane has a voice. */
    boolean isFull() {
        return lanes.length == LANES;
    }

    // ---- from rows to lanes -----------------------------------------------------------------------------------------

    /** Goes over to the rows of the next plan. */
    void goOver(LaneRows rows) {
        rowOf = rows;
        shared = null;
    }

    /** Lets rows have the coefficients of constants, of which they know nothing. */
    void prepareRows(RenderPlan plan) {
        for (int lane : rowOf.preparing.length == 0 ? NO_LANES : lanes) {
            Prepared.run(plan, plan.form().steps(), rowOf.preparing[lane]);
        }
    }

    /** Reads state from where the rows have it, and what may move. */
    void load(RenderPlan plan, int[] steps) {
        if (code == Step.BIQUAD) {
            for (int lane : lanes) {
                floatMemory[lane] = (float) plan.doubles[rowOf.state[lane]];
                floatMemory[LANES + lane] = (float) plan.doubles[rowOf.state[lane] + 1];
            }
        } else if (isFilter(code)) {
            for (int lane : lanes) {
                doubles.loadState(plan.doubles, rowOf.state[lane], lane);
            }
        } else if (isOscillator(code)) {
            for (int lane : lanes) {
                phase[lane] = plan.longs[rowOf.state[lane]];
            }
        }
        if (isFilter(code)) {
            coefficients(plan, steps);
        }
        if (shared != null) {
            shared.load(plan, steps);
        }
    }

    /** Writes the state back to where the rows have it. */
    void store(RenderPlan plan) {
        if (shared != null) {
            shared.store(plan, floatCoefficients);
        }
        for (int lane : rowOf.state.length == 0 ? NO_LANES : lanes) {
            int to = rowOf.state[lane];
            if (code == Step.BIQUAD) {
                plan.doubles[to] = floatMemory[lane];
                plan.doubles[to + 1] = floatMemory[LANES + lane];
            } else if (isFilter(code)) {
                doubles.storeState(plan.doubles, to, lane);
            } else {
                plan.longs[to] = phase[lane];
            }
        }
    }

    // ---- what may be new in a block ---------------------------------------------------------------------------------

    /** Reads what moves. */
    void prepare(RenderPlan plan, int[] steps, boolean settling) {
        if (code < 0) {
            return;
        }
        for (int operand = 0; operand < operands.length; operand++) {
            if (operands[operand] == BankForm.NOTHING) {
                if (mayMove[operand] && operand == 0 && hasHertz) {
                    frequencies(plan, steps);
                } else if (mayMove[operand]) {
                    scalars(plan, steps, operand);
                }
            }
        }
        if (coefficientsMayMove || (settling && isFilter(code))) {
            filter(plan, steps, settling);
        }
    }

    private void scalars(RenderPlan plan, int[] steps, int operand) {
        moves[operand] = false;
        for (int lane : lanes) {
            scalar(plan, steps[rowOf.at[lane] + Step.IN + operand], operand, lane);
        }
    }

    private void scalar(RenderPlan plan, int scalar, int operand, int lane) {
        float begin = plan.start(scalar);
        float way = plan.step(scalar);
        start[operand][lane] = way == 0f ? begin + 0f : begin;
        step[operand][lane] = way + 0f;
        moves[operand] |= way != 0f;
    }

    private void increment(int lane, long value) {
        increment[lane] = value;
        if (turns.pace.length > 0) {
            turns.pace[lane] = CrowdedShapes.turnsPerFrame(value);
        }
    }

    private void frequencies(RenderPlan plan, int[] steps) {
        moves[0] = false;
        for (int lane : lanes) {
            int at = rowOf.at[lane];
            growth[lane] = Rows.incrementStep(plan, steps, at);
            increment(lane, Rows.increment(plan, steps, at) + growth[lane]);
            moves[0] |= growth[lane] != 0;
        }
    }

    private void filter(RenderPlan plan, int[] steps, boolean settling) {
        if (shared != null && shared.isDue()) {
            moving = shared.moves(floatCoefficients);
            return;
        }
        boolean any = false;
        for (int flags : rowOf.flags) {
            any |= Prepared.isMoving(plan, flags);
        }
        if (any || moving || settling) {
            coefficients(plan, steps);
        }
    }

    // ---- coefficients -----------------------------------------------------------------------------------------------

    private void coefficients(RenderPlan plan, int[] steps) {
        moving = false;
        for (int lane : lanes) {
            rests[lane] = !Prepared.isMoving(plan, rowOf.flags[lane]);
            moving |= !rests[lane];
        }
        for (int lane : lanes) {
            if (code == Step.BIQUAD) {
                biquad(plan, lane);
            } else {
                doubles.take(plan, steps, rowOf.at[lane], rowOf.coefficients[lane], lane);
            }
        }
        if (!moving && code != Step.BIQUAD) {
            doubles.rest();
        }
    }

    /** The coefficients at the end of the block, and where a lane moves also what leads to them. */
    private void biquad(RenderPlan plan, int lane) {
        int now = rowOf.coefficients[lane];
        int next = Prepared.next(now);
        for (int kind = 0; kind < KINDS; kind++) {
            float end = (float) plan.doubles[next + kind];
            floatCoefficients[kind * LANES + lane] = end;
            if (moving) {
                floatCoefficients[(KINDS + kind) * LANES + lane] =
                        rests[lane] ? 0f : (float) plan.doubles[now + kind] - end;
            }
        }
    }
}
