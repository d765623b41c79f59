package vorlauf.plan;

import vorlauf.dsp.Arithmetic;
import vorlauf.dsp.RealTime;

/** Interpreter of the element-wise steps. */
@RealTime
final class ArithmeticSteps {
    private ArithmeticSteps() {}

    static void run(RenderPlan plan, int[] steps, int at, int from, int to) {
        float[] out = plan.buffers[steps[at + Step.OUT]];
        int first = steps[at + Step.IN];
        int second = steps[at + Step.IN + 1];
        switch (steps[at]) {
            case Step.FILL -> Arithmetic.fill(plan.start(first), plan.step(first), out, from, to);
            case Step.POISON -> Arithmetic.fill(Float.NaN, 0f, out, from, to);
            case Step.COPY -> Arithmetic.copy(plan.buffers[first], out, from, to);
            case Step.TANH -> Arithmetic.tanh(plan.buffers[first], out, from, to);
            case Step.SHAPE ->
                Arithmetic.shape(plan.buffers[first], (float[]) plan.payloads[steps[at + Step.EXTRA]], out, from, to);
            case Step.ADD -> Arithmetic.add(plan.buffers[first], plan.buffers[second], out, from, to);
            case Step.SUBTRACT -> Arithmetic.subtract(plan.buffers[first], plan.buffers[second], out, from, to);
            case Step.MULTIPLY -> Arithmetic.multiply(plan.buffers[first], plan.buffers[second], out, from, to);
            case Step.ADD_RAMP ->
                Arithmetic.addRamp(plan.buffers[first], plan.start(second), plan.step(second), out, from, to);
            case Step.SUBTRACT_RAMP ->
                Arithmetic.subtractRamp(plan.buffers[first], plan.start(second), plan.step(second), out, from, to);
            case Step.RAMP_SUBTRACT ->
                Arithmetic.rampSubtract(plan.start(second), plan.step(second), plan.buffers[first], out, from, to);
            case Step.MULTIPLY_RAMP ->
                Arithmetic.multiplyRamp(plan.buffers[first], plan.start(second), plan.step(second), out, from, to);
            case Step.MULTIPLY_ADD, Step.MULTIPLY_ADD_RAMP ->
                multiplyAdd(plan, plan.buffers[first], second, steps[at + Step.IN + 2], out, from, to);
            case Step.MULTIPLY_ADD_SIGNALS ->
                Arithmetic.multiplyAdd(
                        plan.buffers[first],
                        plan.buffers[second],
                        plan.buffers[steps[at + Step.IN + 2]],
                        out,
                        from,
                        to);
            case Step.FADE ->
                Arithmetic.crossfade(
                        plan.buffers[first],
                        plan.buffers[second],
                        plan.age + from,
                        steps[at + Step.EXTRA],
                        out,
                        from,
                        to);
            default -> clip(plan, steps, at, out, from, to);
        }
    }

    /** out = a times a scalar plus a buffer or a scalar. */
    static void multiplyAdd(RenderPlan plan, float[] a, int factor, int addend, float[] out, int from, int to) {
        float start = plan.start(factor);
        float step = plan.step(factor);
        if (addend >= 0) {
            Arithmetic.multiplyAdd(a, start, step, plan.buffers[addend], out, from, to);
        } else {
            Arithmetic.multiplyAddRamp(a, start, step, plan.start(addend), plan.step(addend), out, from, to);
        }
    }

    private static void clip(RenderPlan plan, int[] steps, int at, float[] out, int from, int to) {
        float[] a = plan.buffers[steps[at + Step.IN]];
        int low = steps[at + Step.IN + 1];
        int high = steps[at + Step.IN + 2];
        if (steps[at] == Step.CLIP) {
            Arithmetic.clip(a, plan.buffers[low], plan.buffers[high], out, from, to);
        } else {
            Arithmetic.clip(a, plan.start(low), plan.step(low), plan.start(high), plan.step(high), out, from, to);
        }
    }
}
