package vorlauf.plan;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import vorlauf.dsp.Arithmetic;
import vorlauf.dsp.Biquad;
import vorlauf.dsp.Phases;
import vorlauf.dsp.RealTime;
import vorlauf.dsp.StateVariable;

/**
 * An operation of a bank with all that its voices have, lane by lane: scalars, coefficients, state.
 *
 * <p>Lanes without a voice have what the first voice has; what they compute goes nowhere.
 *
 * <p>Threads: producer.
 */
@RealTime
final class LaneOperation {
    static final int LANES = BankForm.LANES;

    /** Kinds of coefficients of a filter; those at the end of the block are behind as many. */
    static final int KINDS = 6;

    private static final int ROW = Step.LENGTH;
    private static final int MOST_SCALARS = 3;

    final int code;
    final int at;
    final int rows;
    final int target;
    final int[] operands;

    /** Lanes with a voice. */
    final boolean[] active = new boolean[LANES];

    /** Scalars: where they begin in this block and how far they go in a frame. */
    final float[][] start = new float[MOST_SCALARS][LANES];

    final float[][] step = new float[MOST_SCALARS][LANES];
    final boolean[] moves = new boolean[MOST_SCALARS];

    /** Of a filter: coefficients by kind and lane, those at the end of the block behind them; two states by lane. */
    final double[] coefficients;

    final double[] memory;

    /**
     * The same of a biquad, which is in floats: coefficients at the end of the block, behind them what is to be added for
     * those at its beginning.
     */
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

    /** Of an oscillator: phases and increments. */
    final long[] phase;

    final long[] increment;

    /** Room: 32-bit phases of the first frame, and how far they go in a frame. */
    final int[] turn = new int[LANES];

    final int[] advance = new int[LANES];
    final int[] turnAdvance = new int[LANES];
    final int[] restAdvance = new int[LANES];

    /** Where lanes are gathered from; null where none are. */
    final @Nullable LaneGather gather;

    /** Lines that are read or written; null where none are. */
    final @Nullable LaneLines lines;

    /** The lane of each row. */
    private final int[] laneOf;

    /** Scalars of which a row's is no constant. */
    private final boolean[] mayMove = new boolean[MOST_SCALARS];

    /** Whether a row's coefficients may move once the plan has settled. */
    private final boolean coefficientsMayMove;

    LaneOperation(BankForm.Operation form, PlanForm plan, BitSet settling, float[] remaining) {
        this.remaining = remaining;
        code = form.code();
        at = form.at();
        laneOf = form.lanes();
        rows = laneOf.length;
        target = form.target();
        operands = form.operands();
        for (int lane : laneOf) {
            active[lane] = true;
        }
        gather = code == BankForm.GATHER ? LaneGather.of(operands) : null;
        lines = LaneLines.hasLine(code) ? new LaneLines(form, plan) : null;
        boolean filter = isFilter();
        boolean inFloat = code == Step.BIQUAD;
        coefficients = new double[filter && !inFloat ? 2 * KINDS * LANES : 0];
        memory = new double[filter && !inFloat ? 2 * LANES : 0];
        floatCoefficients = new float[inFloat ? 2 * KINDS * LANES : 0];
        floatMemory = new float[inFloat ? 2 * LANES : 0];
        phase = new long[isOscillator() ? LANES : 0];
        increment = new long[phase.length];
        boolean coefficientsMove = false;
        for (int row = 0; row < (code < 0 ? 0 : rows); row++) {
            int from = at + row * ROW;
            for (int operand = 0; operand < operands.length; operand++) {
                mayMove[operand] |= operands[operand] == BankForm.NOTHING
                        && ~plan.steps()[from + Step.IN + operand] < plan.movingScalars();
            }
            coefficientsMove |= filter && !settling.get(plan.steps()[from + Step.EXTRA + 2]);
        }
        coefficientsMayMove = coefficientsMove;
    }

    /** The lane of a row. */
    int lane(int row) {
        return laneOf[row];
    }

    boolean isFilter() {
        return code == Step.BIQUAD || code == Step.ONE_POLE || code == Step.STATE_VARIABLE;
    }

    private boolean isOscillator() {
        return code >= Step.OSCILLATOR && code < Step.BIQUAD_PREPARE;
    }

    private boolean hasHertz() {
        return isOscillator() && operands[0] == BankForm.NOTHING;
    }

    /** Whether coefficients or scalars move in this block. */
    boolean anyMoves() {
        return moving || moves[0] || moves[1] || moves[2];
    }

    /** Whether every lane has a voice. */
    boolean isFull() {
        return rows == LANES;
    }

    // ---- from rows to lanes -----------------------------------------------------------------------------------------

    /** Reads everything from the rows. */
    void load(RenderPlan plan, int[] steps) {
        if (code < 0) {
            return;
        }
        for (int operand = 0; operand < operands.length; operand++) {
            if (operands[operand] == BankForm.NOTHING && !(operand == 0 && hasHertz())) {
                scalars(plan, steps, operand);
            }
        }
        for (int lane = 0; lane < LANES; lane++) {
            if (!active[lane]) {
                load(plan, steps, at, lane);
            }
        }
        for (int row = 0; row < rows; row++) {
            load(plan, steps, at + row * ROW, laneOf[row]);
        }
        if (isFilter()) {
            coefficients(plan, steps);
        }
        if (shared != null) {
            shared.load(plan, steps);
        }
    }

    private void load(RenderPlan plan, int[] steps, int row, int lane) {
        if (code == Step.BIQUAD) {
            int from = Rows.memory(steps, row);
            floatMemory[lane] = (float) plan.doubles[from];
            floatMemory[LANES + lane] = (float) plan.doubles[from + 1];
        } else if (isFilter()) {
            int from = Rows.memory(steps, row);
            memory[lane] = plan.doubles[from];
            memory[LANES + lane] = code == Step.ONE_POLE ? 0 : plan.doubles[from + 1];
        } else if (isOscillator()) {
            phase[lane] = plan.longs[steps[row + Step.EXTRA]];
            increment[lane] = hasHertz() ? Rows.increment(plan, steps, row) : 0;
        }
    }

    /** Writes the state back to the rows. */
    void store(RenderPlan plan, int[] steps) {
        if (shared != null) {
            shared.store(plan, steps, floatCoefficients);
        }
        for (int row = 0; code >= 0 && row < rows; row++) {
            int from = at + row * ROW;
            int lane = laneOf[row];
            if (code == Step.BIQUAD) {
                int to = Rows.memory(steps, from);
                plan.doubles[to] = floatMemory[lane];
                plan.doubles[to + 1] = floatMemory[LANES + lane];
            } else if (isFilter()) {
                int to = Rows.memory(steps, from);
                plan.doubles[to] = memory[lane];
                if (code != Step.ONE_POLE) {
                    plan.doubles[to + 1] = memory[LANES + lane];
                }
            } else if (isOscillator()) {
                plan.longs[steps[from + Step.EXTRA]] = phase[lane];
            }
        }
    }

    // ---- what may be new in a block ---------------------------------------------------------------------------------

    /** Reads what moves; false where a frequency does, which there is no kernel for. */
    boolean prepare(RenderPlan plan, int[] steps, boolean settling) {
        if (code < 0) {
            return true;
        }
        for (int operand = 0; operand < operands.length; operand++) {
            if (operands[operand] == BankForm.NOTHING) {
                if (operand == 0 && hasHertz()) {
                    if (!frequencies(plan, steps)) {
                        return false;
                    }
                } else if (mayMove[operand]) {
                    scalars(plan, steps, operand);
                }
            }
        }
        if (coefficientsMayMove || (settling && isFilter())) {
            filter(plan, steps, settling);
        }
        return true;
    }

    private void scalars(RenderPlan plan, int[] steps, int operand) {
        moves[operand] = false;
        for (int lane = 0; lane < LANES; lane++) {
            scalar(plan, steps[at + Step.IN + operand], operand, lane);
        }
        for (int row = 0; row < rows; row++) {
            scalar(plan, steps[at + row * ROW + Step.IN + operand], operand, laneOf[row]);
        }
    }

    private void scalar(RenderPlan plan, int scalar, int operand, int lane) {
        float begin = plan.start(scalar);
        float way = plan.step(scalar);
        start[operand][lane] = way == 0f ? begin + 0f : begin;
        step[operand][lane] = way + 0f;
        moves[operand] |= way != 0f;
    }

    private boolean frequencies(RenderPlan plan, int[] steps) {
        if (!mayMove[0]) {
            return true;
        }
        if (!Rows.hertzRest(plan, steps, at, rows)) {
            return false;
        }
        for (int row = 0; row < rows; row++) {
            increment[laneOf[row]] = Rows.increment(plan, steps, at + row * ROW);
        }
        return true;
    }

    private void filter(RenderPlan plan, int[] steps, boolean settling) {
        if (shared != null && shared.isDue()) {
            moving = shared.moves(floatCoefficients);
            return;
        }
        boolean any = false;
        for (int row = 0; row < rows; row++) {
            any |= Rows.isMoving(plan, steps, at + row * ROW);
        }
        if (any || moving || settling) {
            coefficients(plan, steps);
        }
    }

    // ---- coefficients -----------------------------------------------------------------------------------------------

    private void coefficients(RenderPlan plan, int[] steps) {
        moving = false;
        for (int lane = 0; lane < LANES; lane++) {
            if (!active[lane]) {
                coefficients(plan, steps, at, lane);
            }
        }
        for (int row = 0; row < rows; row++) {
            coefficients(plan, steps, at + row * ROW, laneOf[row]);
        }
        if (!moving && code != Step.BIQUAD) {
            for (int lane = 0; lane < LANES; lane++) {
                rest(lane);
            }
        }
    }

    /** Coefficients as they are, now and next. */
    private void coefficients(RenderPlan plan, int[] steps, int row, int lane) {
        int now = Rows.coefficients(steps, row);
        int next = Prepared.next(now);
        rests[lane] = !Rows.isMoving(plan, steps, row);
        moving |= !rests[lane];
        if (code == Step.BIQUAD) {
            Rows.readBiquad(plan, now, floatCoefficients, lane);
            return;
        }
        int count = code == Step.ONE_POLE ? 1 : 2;
        for (int kind = 0; kind < count; kind++) {
            put(kind, lane, plan.doubles[now + kind]);
            put(KINDS + kind, lane, plan.doubles[next + kind]);
        }
        if (code == Step.STATE_VARIABLE) {
            StateVariable.Output output = FilterSteps.output(steps, row);
            double fixed = StateVariable.ofBand(output, 0);
            put(2, lane, StateVariable.ofInput(output));
            put(3, lane, fixed);
            put(4, lane, StateVariable.ofBand(output, 1) - fixed);
            put(5, lane, StateVariable.ofLow(output));
        }
    }

    /** What a filter that rests computes of its coefficients once. */
    private void rest(int lane) {
        switch (code) {
            case Step.ONE_POLE -> put(0, lane, coefficients[KINDS * LANES + lane]);
            default -> {
                double g = coefficients[KINDS * LANES + lane];
                double k = coefficients[(KINDS + 1) * LANES + lane];
                double a1 = 1 / (1 + g * (g + k));
                double a2 = g * a1;
                double band = coefficients[3 * LANES + lane] + coefficients[4 * LANES + lane] * k;
                put(0, lane, a1);
                put(1, lane, a2);
                put(3, lane, g * a2);
                put(4, lane, band);
            }
        }
    }

    private void put(int kind, int lane, double value) {
        coefficients[kind * LANES + lane] = value;
    }

    /** Phases at the chunk's first frame, in 2^-32 of a turn, of frequencies that rest. */
    void steadyTurns(int frame, int begun) {
        for (int lane = 0; lane < LANES; lane++) {
            turn[lane] = Phases.steady(phase[lane], increment[lane], frame, begun);
            advance[lane] = Phases.roundedIncrement(increment[lane]);
        }
    }

    /** The same of naive shapes, with the 16 bits below, from where the segment begins. */
    void naiveTurns(int frame, int begun) {
        int passed = Phases.inSegment(frame, begun);
        for (int lane = 0; lane < LANES; lane++) {
            long origin = phase[lane] - passed * increment[lane];
            turn[lane] = Phases.high(origin) + passed * Phases.high(increment[lane]);
            advance[lane] = Phases.low(origin) + passed * Phases.low(increment[lane]);
            turnAdvance[lane] = Phases.high(increment[lane]);
            restAdvance[lane] = Phases.low(increment[lane]);
        }
    }

    /** State of a biquad that is tiny where a segment ends is zero. */
    void flushAtSegmentEnd(int frame, int begun) {
        if (Phases.inSegment(frame, begun) == 0) {
            for (int i = 0; i < floatMemory.length; i++) {
                floatMemory[i] = Biquad.flushed(floatMemory[i]);
            }
        }
    }

    /** State in double that is tiny is zero, as at the end of the rows' kernels. */
    void flush() {
        for (int i = 0; i < memory.length; i++) {
            memory[i] = Arithmetic.flushed(memory[i]);
        }
    }

    /** The phases after so many frames. */
    void passed(int frames) {
        for (int lane = 0; lane < LANES; lane++) {
            phase[lane] += frames * increment[lane];
        }
    }
}
