package vorlauf.plan;

import vorlauf.dsp.Arithmetic;
import vorlauf.dsp.Panning;
import vorlauf.dsp.RealTime;

/** Interpreter of panning, meters, streams and user code. */
@RealTime
final class SpaceSteps {
    private SpaceSteps() {}

    static void run(RenderPlan plan, int[] steps, int at, int from, int to) {
        switch (steps[at]) {
            case Step.PAN_MONO -> panMono(plan, steps, at, from, to);
            case Step.PAN_STEREO -> panStereo(plan, steps, at, from, to);
            case Step.BALANCE -> balance(plan, steps, at, from, to);
            case Step.METER -> meter(plan, steps, at, from, to);
            case Step.SAMPLES -> ((PlanSamples) plan.payloads[steps[at + Step.EXTRA]]).run(from, to);
            default -> custom(plan, steps, at, from, to);
        }
    }

    private static void custom(RenderPlan plan, int[] steps, int at, int from, int to) {
        PlanProcessor processor = (PlanProcessor) plan.payloads[steps[at + Step.EXTRA]];
        if (!processor.run(from, to)) {
            plan.noteFailure(steps[at + Step.NODE]);
        }
    }

    private static void panMono(RenderPlan plan, int[] steps, int at, int from, int to) {
        float[] a = plan.buffers[steps[at + Step.IN]];
        int place = steps[at + Step.IN + 1];
        float[] left = plan.buffers[steps[at + Step.OUT]];
        float[] right = plan.buffers[steps[at + Step.OUT + 1]];
        if (place >= 0) {
            Panning.panMonoAudio(a, plan.buffers[place], plan.scratch, left, right, from, to);
        } else {
            Panning.panMono(a, plan.start(place), plan.step(place), plan.scratch, left, right, from, to);
        }
    }

    private static void panStereo(RenderPlan plan, int[] steps, int at, int from, int to) {
        float[] a = plan.buffers[steps[at + Step.IN]];
        float[] b = plan.buffers[steps[at + Step.IN + 1]];
        int place = steps[at + Step.IN + 2];
        float[] left = plan.buffers[steps[at + Step.OUT]];
        float[] right = plan.buffers[steps[at + Step.OUT + 1]];
        if (place >= 0) {
            Panning.panStereoAudio(a, b, plan.buffers[place], left, right, from, to);
        } else {
            Panning.panStereo(a, b, plan.start(place), plan.step(place), left, right, from, to);
        }
    }

    private static void balance(RenderPlan plan, int[] steps, int at, int from, int to) {
        float[] a = plan.buffers[steps[at + Step.IN]];
        float[] b = plan.buffers[steps[at + Step.IN + 1]];
        int place = steps[at + Step.IN + 2];
        float[] left = plan.buffers[steps[at + Step.OUT]];
        float[] right = plan.buffers[steps[at + Step.OUT + 1]];
        if (place >= 0) {
            Panning.balanceAudio(a, b, plan.buffers[place], left, right, from, to);
        } else {
            Panning.balance(a, b, plan.start(place), plan.step(place), left, right, from, to);
        }
    }

    private static void meter(RenderPlan plan, int[] steps, int at, int from, int to) {
        float[] a = plan.buffers[steps[at + Step.IN]];
        int offset = steps[at + Step.EXTRA];
        double[] d = plan.doubles;
        d[offset] = Arithmetic.peak(a, from, to, (float) d[offset]);
        d[offset + 1] = Arithmetic.sumOfSquares(a, from, to, d[offset + 1]);
        d[offset + 2] += to - from;
    }
}
