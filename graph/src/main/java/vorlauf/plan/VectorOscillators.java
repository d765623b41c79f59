package vorlauf.plan;

import static vorlauf.plan.VectorMath.FLOATS;
import static vorlauf.plan.VectorMath.IOTA;
import static vorlauf.plan.VectorMath.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import vorlauf.dsp.Oscillators;
import vorlauf.dsp.Phases;

/**
 * Oscillators along time: the phases of a vector's frames beside each other, exact in integers. One oscillator a loop: two
 * need more registers than there are.
 */
final class VectorOscillators {
    private static final int ROW = Step.LENGTH;

    private static final int QUARTER_TURN = 1 << 30;
    private static final float QUARTERS_PER_PHASE = 0x1p-30f;

    private VectorOscillators() {}

    /** Renders lanes; false where there is no loop for them or for what moves, and nothing was done. */
    static boolean render(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        int code = steps[at];
        if (OscillatorSteps.isModulated(code)) {
            VectorMovingShapes.rows(plan, steps, at, count, from, to);
            return true;
        }
        if (!Rows.hertzRest(plan, steps, at, count)) {
            return false;
        }
        switch (code) {
            case Step.OSCILLATOR -> plainSines(plan, steps, at, count, from, to);
            case Step.SAW,
                    Step.SQUARE,
                    Step.TRIANGLE,
                    Step.NAIVE_SAW,
                    Step.NAIVE_SQUARE,
                    Step.NAIVE_TRIANGLE,
                    Step.PHASOR -> VectorShapes.rows(plan, steps, at, count, from, to);
            case Step.SINE_MULTIPLY_ADD_RAMP -> {
                if (!Rows.rest(plan, steps, at, count, 1) || !Rows.rest(plan, steps, at, count, 2)) {
                    return false;
                }
                sinesAndNumbers(plan, steps, at, count, from, to);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Rows of y = sine s + y, all steady. */
    static void sines(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        float[] y = Rows.input(plan, steps, at, 2);
        float[] out = plan.spare;
        for (int row = at; row < at + count * ROW; row += ROW) {
            int phase = steps[row + Step.EXTRA];
            long increment = Rows.increment(plan, steps, row);
            float factor = Rows.scalar(plan, steps, row, 1);
            int end = Phases.segmentEnd(from, plan.begun, to);
            for (int i = from; i < to; i = end, end = Phases.segmentEnd(i, plan.begun, to)) {
                int whole = whole(i, end);
                sine(plan.longs, phase, increment, plan.begun, factor, y, out, i, whole);
                if (whole < end) {
                    Oscillators.steadySineMultiplyAdd(
                            plan.longs, phase, increment, plan.begun, factor, y, out, whole, end);
                }
            }
            y = out;
        }
        System.arraycopy(out, from, Rows.output(plan, steps, at + (count - 1) * ROW), from, to - from);
    }

    private static void sine(
            long[] l, int o, long increment, int begun, float factor, float[] y, float[] out, int from, int to) {
        int advance = Phases.roundedIncrement(increment);
        IntVector ahead = IOTA.mul(advance).add(Phases.steady(l[o], increment, from, begun) + QUARTER_TURN);
        for (int i = from; i < to; i += LANES) {
            FloatVector value = FloatVector.fromArray(FLOATS, y, i);
            FloatVector x = ((FloatVector) ahead.abs().sub(QUARTER_TURN).convert(VectorOperators.I2F, 0))
                    .mul(QUARTERS_PER_PHASE);
            FloatVector z = x.mul(x);
            FloatVector p =
                    z.fma(FloatVector.broadcast(FLOATS, 0.00015128164f), FloatVector.broadcast(FLOATS, -0.0046733953f));
            p = z.fma(p, FloatVector.broadcast(FLOATS, 0.07968947f));
            p = z.fma(p, FloatVector.broadcast(FLOATS, -0.64596367f));
            p = z.fma(p, FloatVector.broadcast(FLOATS, 0.5707963f));
            x.fma(p, x).fma(FloatVector.broadcast(FLOATS, factor), value).intoArray(out, i);
            ahead = ahead.add(advance * LANES);
        }
        l[o] += (to - from) * increment;
    }

    /** Rows of sine s + a, all steady. */
    static void sinesAndNumbers(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        for (int row = at; row < at + count * ROW; row += ROW) {
            float[] out = Rows.output(plan, steps, row);
            int phase = steps[row + Step.EXTRA];
            long increment = Rows.increment(plan, steps, row);
            float factor = Rows.scalar(plan, steps, row, 1);
            float addend = Rows.scalar(plan, steps, row, 2);
            int end = Phases.segmentEnd(from, plan.begun, to);
            for (int i = from; i < to; i = end, end = Phases.segmentEnd(i, plan.begun, to)) {
                int whole = whole(i, end);
                sine(plan.longs, phase, increment, plan.begun, factor, addend, out, i, whole);
                if (whole < end) {
                    Oscillators.steadySineMultiplyAdd(
                            plan.longs, phase, increment, plan.begun, factor, addend, out, whole, end);
                }
            }
        }
    }

    private static void sine(
            long[] l, int o, long increment, int begun, float factor, float addend, float[] out, int from, int to) {
        int advance = Phases.roundedIncrement(increment);
        IntVector ahead = IOTA.mul(advance).add(Phases.steady(l[o], increment, from, begun) + QUARTER_TURN);
        for (int i = from; i < to; i += LANES) {
            FloatVector x = ((FloatVector) ahead.abs().sub(QUARTER_TURN).convert(VectorOperators.I2F, 0))
                    .mul(QUARTERS_PER_PHASE);
            FloatVector z = x.mul(x);
            FloatVector p =
                    z.fma(FloatVector.broadcast(FLOATS, 0.00015128164f), FloatVector.broadcast(FLOATS, -0.0046733953f));
            p = z.fma(p, FloatVector.broadcast(FLOATS, 0.07968947f));
            p = z.fma(p, FloatVector.broadcast(FLOATS, -0.64596367f));
            p = z.fma(p, FloatVector.broadcast(FLOATS, 0.5707963f));
            x.fma(p, x)
                    .fma(FloatVector.broadcast(FLOATS, factor), FloatVector.broadcast(FLOATS, addend))
                    .intoArray(out, i);
            ahead = ahead.add(advance * LANES);
        }
        l[o] += (to - from) * increment;
    }

    /** Rows of steady sines. */
    static void plainSines(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        for (int row = at; row < at + count * ROW; row += ROW) {
            float[] out = Rows.output(plan, steps, row);
            int phase = steps[row + Step.EXTRA];
            long increment = Rows.increment(plan, steps, row);
            int end = Phases.segmentEnd(from, plan.begun, to);
            for (int i = from; i < to; i = end, end = Phases.segmentEnd(i, plan.begun, to)) {
                int whole = whole(i, end);
                sine(plan.longs, phase, increment, plan.begun, out, i, whole);
                if (whole < end) {
                    Oscillators.sine(plan.longs, phase, increment, 0, plan.begun, out, whole, end);
                }
            }
        }
    }

    private static void sine(long[] l, int o, long increment, int begun, float[] out, int from, int to) {
        int advance = Phases.roundedIncrement(increment);
        IntVector ahead = IOTA.mul(advance).add(Phases.steady(l[o], increment, from, begun) + QUARTER_TURN);
        for (int i = from; i < to; i += LANES) {
            FloatVector x = ((FloatVector) ahead.abs().sub(QUARTER_TURN).convert(VectorOperators.I2F, 0))
                    .mul(QUARTERS_PER_PHASE);
            FloatVector z = x.mul(x);
            FloatVector p =
                    z.fma(FloatVector.broadcast(FLOATS, 0.00015128164f), FloatVector.broadcast(FLOATS, -0.0046733953f));
            p = z.fma(p, FloatVector.broadcast(FLOATS, 0.07968947f));
            p = z.fma(p, FloatVector.broadcast(FLOATS, -0.64596367f));
            p = z.fma(p, FloatVector.broadcast(FLOATS, 0.5707963f));
            x.fma(p, x).intoArray(out, i);
            ahead = ahead.add(advance * LANES);
        }
        l[o] += (to - from) * increment;
    }

    /** The frame behind the last that fills a vector. */
    static int whole(int from, int to) {
        return from + ((to - from) & -LANES);
    }
}
