package vorlauf.plan;

import vorlauf.dsp.Arithmetic;
import vorlauf.dsp.RealTime;
import vorlauf.dsp.StateVariable;

/**
 * Coefficients and states in double of an operation's filters, which are no biquads: lane by lane, kind by kind.
 *
 * <p>Threads: producer.
 */
@RealTime
final class LaneDoubles {
    private static final int LANES = BankForm.LANES;
    private static final int KINDS = LaneOperation.KINDS;

    /** Coefficients by kind and lane, those at the end of the block behind them. */
    final double[] coefficients;

    /** Two states by lane. */
    final double[] memory;

    private final boolean isOnePole;

    /** @param code of the operation; one that is no such filter has none */
    LaneDoubles(int code) {
        isOnePole = code == Step.ONE_POLE;
        boolean some = isOnePole || code == Step.STATE_VARIABLE;
        coefficients = new double[some ? 2 * KINDS * LANES : 0];
        memory = new double[some ? 2 * LANES : 0];
    }

    void loadState(double[] rows, int at, int lane) {
        memory[lane] = rows[at];
        memory[LANES + lane] = isOnePole ? 0 : rows[at + 1];
    }

    void storeState(double[] rows, int at, int lane) {
        rows[at] = memory[lane];
        if (!isOnePole) {
            rows[at + 1] = memory[LANES + lane];
        }
    }

    /** Takes the coefficients of a row as they are, now and at the end of the block. */
    void take(RenderPlan plan, int[] steps, int row, int now, int lane) {
        int next = Prepared.next(now);
        int count = isOnePole ? 1 : 2;
        for (int kind = 0; kind < count; kind++) {
            put(kind, lane, plan.doubles[now + kind]);
            put(KINDS + kind, lane, plan.doubles[next + kind]);
        }
        if (!isOnePole) {
            StateVariable.Output output = FilterSteps.output(steps, row);
            double fixed = StateVariable.ofBand(output, 0);
            put(2, lane, StateVariable.ofInput(output));
            put(3, lane, fixed);
            put(4, lane, StateVariable.ofBand(output, 1) - fixed);
            put(5, lane, StateVariable.ofLow(output));
        }
    }

    /** Computes what filters of which none moves need of their coefficients once. */
    void rest() {
        for (int lane = 0; lane < LANES; lane++) {
            double g = coefficients[KINDS * LANES + lane];
            if (isOnePole) {
                put(0, lane, g);
                continue;
            }
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

    private void put(int kind, int lane, double value) {
        coefficients[kind * LANES + lane] = value;
    }

    /** State that is tiny is zero, as at the end of the rows' kernels. */
    void flush() {
        for (int i = 0; i < memory.length; i++) {
            memory[i] = Arithmetic.flushed(memory[i]);
        }
    }
}
