package vorlauf.plan;

import static vorlauf.plan.VectorMath.FLOATS;
import static vorlauf.plan.VectorMath.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Element-wise steps beside each other: a loop each, without the long way in and out that C2 gives a loop of its own. */
final class VectorElements {
    private static final int ROW = Step.LENGTH;

    private static final float SATURATES = 8.161801f;

    private VectorElements() {}

    /** Renders lanes; false where there is no loop for them, and nothing was done. */
    static boolean render(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        int code = steps[at];
        boolean known = code == Step.ADD || code == Step.MULTIPLY || code == Step.TANH;
        boolean ofTwo = code == Step.MULTIPLY_ADD_RAMP || code == Step.CLIP_RAMP;
        boolean ofOne = code == Step.MULTIPLY_RAMP || code == Step.MULTIPLY_ADD;
        if (!known && !((ofOne || ofTwo) && Rows.rest(plan, steps, at, count, 1))) {
            return false;
        }
        if (ofTwo && !Rows.rest(plan, steps, at, count, 2)) {
            return false;
        }
        int whole = from + ((to - from) & -LANES);
        int end = at + count * ROW;
        if (code == Step.ADD) {
            add(plan, steps, at, end, from, whole);
        } else {
            for (int row = at; row < end; row += ROW) {
                row(plan, steps, row, from, whole);
            }
        }
        for (int row = at; whole < to && row < end; row += ROW) {
            ArithmeticSteps.run(plan, steps, row, whole, to);
        }
        return true;
    }

    private static void row(RenderPlan plan, int[] steps, int at, int from, int to) {
        float[] a = Rows.input(plan, steps, at, 0);
        float[] out = Rows.output(plan, steps, at);
        switch (steps[at]) {
            case Step.MULTIPLY -> multiply(a, Rows.input(plan, steps, at, 1), out, from, to);
            case Step.MULTIPLY_RAMP -> scale(a, Rows.scalar(plan, steps, at, 1), out, from, to);
            case Step.MULTIPLY_ADD ->
                scaleAdd(a, Rows.scalar(plan, steps, at, 1), Rows.input(plan, steps, at, 2), out, from, to);
            case Step.MULTIPLY_ADD_RAMP ->
                scaleAdd(a, Rows.scalar(plan, steps, at, 1), Rows.scalar(plan, steps, at, 2), out, from, to);
            case Step.CLIP_RAMP ->
                clip(a, Rows.scalar(plan, steps, at, 1), Rows.scalar(plan, steps, at, 2), out, from, to);
            default -> tanh(a, out, from, to);
        }
    }

    /** Sums of rows, in one loop over all of them. */
    private static void add(RenderPlan plan, int[] steps, int at, int end, int from, int to) {
        for (int row = at; row < end; row += ROW) {
            float[] a = Rows.input(plan, steps, row, 0);
            float[] b = Rows.input(plan, steps, row, 1);
            float[] out = Rows.output(plan, steps, row);
            for (int i = from; i < to; i += LANES) {
                FloatVector.fromArray(FLOATS, a, i)
                        .add(FloatVector.fromArray(FLOATS, b, i))
                        .intoArray(out, i);
            }
        }
    }

    private static void multiply(float[] a, float[] b, float[] out, int from, int to) {
        for (int i = from; i < to; i += LANES) {
            FloatVector.fromArray(FLOATS, a, i)
                    .mul(FloatVector.fromArray(FLOATS, b, i))
                    .intoArray(out, i);
        }
    }

    private static void scale(float[] a, float factor, float[] out, int from, int to) {
        for (int i = from; i < to; i += LANES) {
            FloatVector.fromArray(FLOATS, a, i).mul(factor).intoArray(out, i);
        }
    }

    private static void scaleAdd(float[] a, float factor, float[] b, float[] out, int from, int to) {
        for (int i = from; i < to; i += LANES) {
            FloatVector.fromArray(FLOATS, a, i)
                    .fma(FloatVector.broadcast(FLOATS, factor), FloatVector.fromArray(FLOATS, b, i))
                    .intoArray(out, i);
        }
    }

    private static void scaleAdd(float[] a, float factor, float addend, float[] out, int from, int to) {
        for (int i = from; i < to; i += LANES) {
            FloatVector.fromArray(FLOATS, a, i)
                    .fma(FloatVector.broadcast(FLOATS, factor), FloatVector.broadcast(FLOATS, addend))
                    .intoArray(out, i);
        }
    }

    private static void clip(float[] a, float low, float high, float[] out, int from, int to) {
        for (int i = from; i < to; i += LANES) {
            FloatVector.fromArray(FLOATS, a, i).max(low).min(high).intoArray(out, i);
        }
    }

    /** Hyperbolic tangents, with the operations of {@link vorlauf.dsp.Functions#tanh}. */
    static void tanh(float[] a, float[] out, int from, int to) {
        for (int i = from; i < to; i += LANES) {
            FloatVector x = FloatVector.fromArray(FLOATS, a, i);
            x = x.blend(SATURATES, x.compare(VectorOperators.GT, SATURATES));
            x = x.blend(-SATURATES, x.compare(VectorOperators.LT, -SATURATES));
            FloatVector z = x.mul(x);
            FloatVector above =
                    z.fma(FloatVector.broadcast(FLOATS, 1.3177561e-8f), FloatVector.broadcast(FLOATS, 2.0481217e-5f));
            above = z.fma(above, FloatVector.broadcast(FLOATS, 0.003487813f));
            above = z.fma(above, FloatVector.broadcast(FLOATS, 0.13374476f));
            above = z.fma(above, FloatVector.broadcast(FLOATS, 1f));
            FloatVector below =
                    z.fma(FloatVector.broadcast(FLOATS, 7.7040625e-7f), FloatVector.broadcast(FLOATS, 0.00032729233f));
            below = z.fma(below, FloatVector.broadcast(FLOATS, 0.025847396f));
            below = z.fma(below, FloatVector.broadcast(FLOATS, 0.4670779f));
            below = z.fma(below, FloatVector.broadcast(FLOATS, 1f));
            x.mul(above).div(below).intoArray(out, i);
        }
    }
}
