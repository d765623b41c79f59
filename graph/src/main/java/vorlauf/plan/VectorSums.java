package vorlauf.plan;

import static vorlauf.plan.VectorMath.FLOATS;
import static vorlauf.plan.VectorMath.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import vorlauf.dsp.MultiplyAdd;

/**
 * Runs of sums and products in registers: a tile of the run's value is loaded, goes through all rows, and is stored once.
 *
 * <p>A tile has eight vectors, since a row waits for that before it: eight that do not wait for each other fill that time. What does not fill a tile goes vector by vector, the rest frame by frame.
 */
final class VectorSums {
    private static final int ROW = Step.LENGTH;

    /** Vectors of a tile. */
    private static final int TILE = 8;

    private VectorSums() {}

    /** Rows of y = x s + y, or of a ladder y = y s + x. */
    static void products(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        boolean ladder = Rows.place(steps, at, 2) == 0;
        float[] y = Rows.input(plan, steps, at, ladder ? 0 : 2);
        float[] out = Rows.output(plan, steps, at + (count - 1) * ROW);
        int x = Step.IN + (ladder ? 2 : 0);
        float[] factors = plan.factors[at / ROW - 1];
        int i = from;
        for (; factors != null && i + TILE * LANES <= to; i += TILE * LANES) {
            if (ladder) {
                ladderTile(plan.buffers[steps[at + Step.IN + 2]], factors, y, out, i);
            } else {
                mixTile(plan, steps, at, factors, y, out, i);
            }
        }
        for (; i + LANES <= to; i += LANES) {
            product(plan, steps, at, at + count * ROW, ladder, x, y, out, i);
        }
        for (; i < to; i++) {
            float value = y[i];
            for (int row = at; row < at + count * ROW; row += ROW) {
                float term = plan.buffers[steps[row + x]][i];
                int scalar = steps[row + Step.IN + 1];
                float step = plan.step(scalar);
                float factor = step == 0f ? plan.start(scalar) + 0f : plan.start(scalar) + step * (i + 1);
                value = ladder ? MultiplyAdd.fma(value, factor, term) : MultiplyAdd.fma(term, factor, value);
            }
            out[i] = value;
        }
    }

    private static void mixTile(RenderPlan plan, int[] steps, int at, float[] factors, float[] y, float[] out, int i) {
        FloatVector y0 = FloatVector.fromArray(FLOATS, y, i);
        FloatVector y1 = FloatVector.fromArray(FLOATS, y, i + LANES);
        FloatVector y2 = FloatVector.fromArray(FLOATS, y, i + 2 * LANES);
        FloatVector y3 = FloatVector.fromArray(FLOATS, y, i + 3 * LANES);
        FloatVector y4 = FloatVector.fromArray(FLOATS, y, i + 4 * LANES);
        FloatVector y5 = FloatVector.fromArray(FLOATS, y, i + 5 * LANES);
        FloatVector y6 = FloatVector.fromArray(FLOATS, y, i + 6 * LANES);
        FloatVector y7 = FloatVector.fromArray(FLOATS, y, i + 7 * LANES);
        for (int row = 0; row < factors.length; row++) {
            float[] x = plan.buffers[steps[at + row * ROW + Step.IN]];
            FloatVector weight = FloatVector.broadcast(FLOATS, factors[row]);
            y0 = FloatVector.fromArray(FLOATS, x, i).fma(weight, y0);
            y1 = FloatVector.fromArray(FLOATS, x, i + LANES).fma(weight, y1);
            y2 = FloatVector.fromArray(FLOATS, x, i + 2 * LANES).fma(weight, y2);
            y3 = FloatVector.fromArray(FLOATS, x, i + 3 * LANES).fma(weight, y3);
            y4 = FloatVector.fromArray(FLOATS, x, i + 4 * LANES).fma(weight, y4);
            y5 = FloatVector.fromArray(FLOATS, x, i + 5 * LANES).fma(weight, y5);
            y6 = FloatVector.fromArray(FLOATS, x, i + 6 * LANES).fma(weight, y6);
            y7 = FloatVector.fromArray(FLOATS, x, i + 7 * LANES).fma(weight, y7);
        }
        y0.intoArray(out, i);
        y1.intoArray(out, i + LANES);
        y2.intoArray(out, i + 2 * LANES);
        y3.intoArray(out, i + 3 * LANES);
        y4.intoArray(out, i + 4 * LANES);
        y5.intoArray(out, i + 5 * LANES);
        y6.intoArray(out, i + 6 * LANES);
        y7.intoArray(out, i + 7 * LANES);
    }

    private static void ladderTile(float[] x, float[] factors, float[] y, float[] out, int i) {
        FloatVector y0 = FloatVector.fromArray(FLOATS, y, i);
        FloatVector y1 = FloatVector.fromArray(FLOATS, y, i + LANES);
        FloatVector y2 = FloatVector.fromArray(FLOATS, y, i + 2 * LANES);
        FloatVector y3 = FloatVector.fromArray(FLOATS, y, i + 3 * LANES);
        FloatVector y4 = FloatVector.fromArray(FLOATS, y, i + 4 * LANES);
        FloatVector y5 = FloatVector.fromArray(FLOATS, y, i + 5 * LANES);
        FloatVector y6 = FloatVector.fromArray(FLOATS, y, i + 6 * LANES);
        FloatVector y7 = FloatVector.fromArray(FLOATS, y, i + 7 * LANES);
        FloatVector x0 = FloatVector.fromArray(FLOATS, x, i);
        FloatVector x1 = FloatVector.fromArray(FLOATS, x, i + LANES);
        FloatVector x2 = FloatVector.fromArray(FLOATS, x, i + 2 * LANES);
        FloatVector x3 = FloatVector.fromArray(FLOATS, x, i + 3 * LANES);
        FloatVector x4 = FloatVector.fromArray(FLOATS, x, i + 4 * LANES);
        FloatVector x5 = FloatVector.fromArray(FLOATS, x, i + 5 * LANES);
        FloatVector x6 = FloatVector.fromArray(FLOATS, x, i + 6 * LANES);
        FloatVector x7 = FloatVector.fromArray(FLOATS, x, i + 7 * LANES);
        for (float factor : factors) {
            FloatVector weight = FloatVector.broadcast(FLOATS, factor);
            y0 = y0.fma(weight, x0);
            y1 = y1.fma(weight, x1);
            y2 = y2.fma(weight, x2);
            y3 = y3.fma(weight, x3);
            y4 = y4.fma(weight, x4);
            y5 = y5.fma(weight, x5);
            y6 = y6.fma(weight, x6);
            y7 = y7.fma(weight, x7);
        }
        y0.intoArray(out, i);
        y1.intoArray(out, i + LANES);
        y2.intoArray(out, i + 2 * LANES);
        y3.intoArray(out, i + 3 * LANES);
        y4.intoArray(out, i + 4 * LANES);
        y5.intoArray(out, i + 5 * LANES);
        y6.intoArray(out, i + 6 * LANES);
        y7.intoArray(out, i + 7 * LANES);
    }

    /** One vector through all rows, whose factors may move. */
    private static void product(
            RenderPlan plan, int[] steps, int at, int end, boolean ladder, int x, float[] y, float[] out, int i) {
        FloatVector value = FloatVector.fromArray(FLOATS, y, i);
        FloatVector index = (FloatVector) VectorMath.IOTA.add(i + 1).convert(VectorOperators.I2F, 0);
        for (int row = at; row < end; row += ROW) {
            FloatVector term = FloatVector.fromArray(FLOATS, plan.buffers[steps[row + x]], i);
            int scalar = steps[row + Step.IN + 1];
            // + 0f: a ramp that rests is never -0
            FloatVector factor =
                    index.mul(plan.step(scalar)).add(plan.start(scalar)).add(0f);
            value = ladder ? value.fma(factor, term) : term.fma(factor, value);
        }
        value.intoArray(out, i);
    }

    /** Rows of y = y + x. */
    static void sum(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        float[] y = Rows.input(plan, steps, at, 0);
        float[] out = Rows.output(plan, steps, at + (count - 1) * ROW);
        int end = at + count * ROW;
        int i = from;
        for (; i + TILE * LANES <= to; i += TILE * LANES) {
            sumTile(plan, steps, at, end, y, out, i);
        }
        for (; i + LANES <= to; i += LANES) {
            FloatVector value = FloatVector.fromArray(FLOATS, y, i);
            for (int row = at; row < end; row += ROW) {
                value = value.add(FloatVector.fromArray(FLOATS, plan.buffers[steps[row + Step.IN + 1]], i));
            }
            value.intoArray(out, i);
        }
        for (; i < to; i++) {
            float value = y[i];
            for (int row = at; row < end; row += ROW) {
                value += plan.buffers[steps[row + Step.IN + 1]][i];
            }
            out[i] = value;
        }
    }

    private static void sumTile(RenderPlan plan, int[] steps, int at, int end, float[] y, float[] out, int i) {
        FloatVector y0 = FloatVector.fromArray(FLOATS, y, i);
        FloatVector y1 = FloatVector.fromArray(FLOATS, y, i + LANES);
        FloatVector y2 = FloatVector.fromArray(FLOATS, y, i + 2 * LANES);
        FloatVector y3 = FloatVector.fromArray(FLOATS, y, i + 3 * LANES);
        FloatVector y4 = FloatVector.fromArray(FLOATS, y, i + 4 * LANES);
        FloatVector y5 = FloatVector.fromArray(FLOATS, y, i + 5 * LANES);
        FloatVector y6 = FloatVector.fromArray(FLOATS, y, i + 6 * LANES);
        FloatVector y7 = FloatVector.fromArray(FLOATS, y, i + 7 * LANES);
        for (int row = at; row < end; row += ROW) {
            float[] x = plan.buffers[steps[row + Step.IN + 1]];
            y0 = y0.add(FloatVector.fromArray(FLOATS, x, i));
            y1 = y1.add(FloatVector.fromArray(FLOATS, x, i + LANES));
            y2 = y2.add(FloatVector.fromArray(FLOATS, x, i + 2 * LANES));
            y3 = y3.add(FloatVector.fromArray(FLOATS, x, i + 3 * LANES));
            y4 = y4.add(FloatVector.fromArray(FLOATS, x, i + 4 * LANES));
            y5 = y5.add(FloatVector.fromArray(FLOATS, x, i + 5 * LANES));
            y6 = y6.add(FloatVector.fromArray(FLOATS, x, i + 6 * LANES));
            y7 = y7.add(FloatVector.fromArray(FLOATS, x, i + 7 * LANES));
        }
        y0.intoArray(out, i);
        y1.intoArray(out, i + LANES);
        y2.intoArray(out, i + 2 * LANES);
        y3.intoArray(out, i + 3 * LANES);
        y4.intoArray(out, i + 4 * LANES);
        y5.intoArray(out, i + 5 * LANES);
        y6.intoArray(out, i + 6 * LANES);
        y7.intoArray(out, i + 7 * LANES);
    }
}
