package vorlauf.plan;

import vorlauf.dsp.Biquad;
import vorlauf.dsp.Envelopes;
import vorlauf.dsp.OnePole;
import vorlauf.dsp.RealTime;
import vorlauf.dsp.StateVariable;

/** Interpreter of the filter and envelope steps. */
@RealTime
final class FilterSteps {
    private static final StateVariable.Output[] OUTPUTS = StateVariable.Output.values();

    private FilterSteps() {}

    static void run(RenderPlan plan, int[] steps, int at, int from, int to) {
        switch (steps[at]) {
            case Step.BIQUAD ->
                biquad(
                        plan,
                        steps,
                        at,
                        plan.buffers[steps[at + Step.IN]],
                        plan.buffers[steps[at + Step.OUT]],
                        from,
                        to);
            case Step.ONE_POLE -> onePole(plan, steps, at, from, to);
            case Step.STATE_VARIABLE -> stateVariable(plan, steps, at, from, to);
            case Step.ADSR -> adsr(plan, steps, at, from, to);
            case Step.SAVE -> plan.doubles[steps[at + Step.EXTRA]] = plan.buffers[steps[at + Step.IN]][to - 1];
            default -> Prepared.run(plan, steps, at);
        }
    }

    /** Renders a biquad step from other buffers than its own. */
    static void biquad(RenderPlan plan, int[] steps, int at, float[] a, float[] out, int from, int to) {
        double[] d = plan.doubles;
        int memory = steps[at + Step.EXTRA];
        int now = steps[at + Step.EXTRA + 1];
        int next = Prepared.next(now);
        if (Prepared.isMoving(plan, steps[at + Step.EXTRA + 2])) {
            Biquad.runRamp(a, d, now, d, next, d, memory, plan.begun, plan.blockFrames, out, from, to);
        } else {
            Biquad.run(a, d, next, d, memory, plan.begun, out, from, to);
        }
    }

    private static void onePole(RenderPlan plan, int[] steps, int at, int from, int to) {
        float[] a = plan.buffers[steps[at + Step.IN]];
        float[] out = plan.buffers[steps[at + Step.OUT]];
        double[] d = plan.doubles;
        int memory = steps[at + Step.EXTRA];
        int now = steps[at + Step.EXTRA + 1];
        int next = Prepared.next(now);
        if (Prepared.isMoving(plan, steps[at + Step.EXTRA + 2])) {
            OnePole.runRamp(a, d[now], d[next], d, memory, plan.blockFrames, out, from, to);
        } else {
            OnePole.run(a, d[next], d, memory, out, from, to);
        }
    }

    private static void stateVariable(RenderPlan plan, int[] steps, int at, int from, int to) {
        float[] a = plan.buffers[steps[at + Step.IN]];
        float[] out = plan.buffers[steps[at + Step.OUT]];
        double[] d = plan.doubles;
        int memory = steps[at + Step.EXTRA];
        int now = steps[at + Step.EXTRA + 1];
        int next = Prepared.next(now);
        StateVariable.Output output = output(steps, at);
        if (Prepared.isMoving(plan, steps[at + Step.EXTRA + 2])) {
            StateVariable.runRamp(output, a, d, now, d, next, d, memory, plan.blockFrames, out, from, to);
        } else {
            StateVariable.run(output, a, d, next, d, memory, out, from, to);
        }
    }

    /** Which output of a state-variable filter a step is. */
    static StateVariable.Output output(int[] steps, int at) {
        return OUTPUTS[steps[at + Step.EXTRA + 3]];
    }

    private static void adsr(RenderPlan plan, int[] steps, int at, int from, int to) {
        int gate = steps[at + Step.IN];
        float[] out = plan.buffers[steps[at + Step.OUT]];
        double[] d = plan.doubles;
        int level = steps[at + Step.EXTRA];
        int coefficients = Prepared.next(steps[at + Step.EXTRA + 1]);
        int stage = steps[at + Step.EXTRA + 2];
        if (gate >= 0) {
            Envelopes.adsr(d, coefficients, d, level, plan.longs, stage, plan.buffers[gate], out, from, to);
        } else {
            Envelopes.adsrRamp(
                    d, coefficients, d, level, plan.longs, stage, plan.start(gate), plan.step(gate), out, from, to);
        }
    }
}
