package vorlauf.plan;

import vorlauf.dsp.Arithmetic;
import vorlauf.dsp.DelayLine;
import vorlauf.dsp.Envelopes;
import vorlauf.dsp.Noise;
import vorlauf.dsp.RealTime;

/** Interpreter of delays, ramps and noise. */
@RealTime
final class TimeSteps {
    /** Frames from which a line is worth being written in two passes without a branch. */
    private static final int FEWEST_FRAMES = 16;

    private TimeSteps() {}

    static void run(RenderPlan plan, int[] steps, int at, int from, int to) {
        int extra = at + Step.EXTRA;
        switch (steps[at]) {
            case Step.DELAY_WRITE -> write(plan, steps, at, from, to);
            case Step.WHITE_NOISE ->
                Noise.white(
                        seed(plan, steps, at), plan.longs, steps[extra], plan.buffers[steps[at + Step.OUT]], from, to);
            case Step.PINK_NOISE ->
                Noise.pink(
                        seed(plan, steps, at),
                        plan.longs,
                        steps[extra],
                        (double[]) plan.payloads[steps[extra + 3]],
                        0,
                        plan.doubles,
                        steps[extra + 2],
                        plan.buffers[steps[at + Step.OUT]],
                        from,
                        to);
            case Step.RAMP_LINEAR, Step.RAMP_EXPONENTIAL -> ramp(plan, steps, at, from, to);
            default -> read(plan, steps, at, from, to);
        }
    }

    private static void write(RenderPlan plan, int[] steps, int at, int from, int to) {
        float[] line = (float[]) plan.payloads[steps[at + Step.EXTRA]];
        int position = steps[at + Step.EXTRA + 1];
        float[] a = plan.buffers[steps[at + Step.IN]];
        if (to - from < FEWEST_FRAMES) {
            DelayLine.write(line, plan.longs, position, a, from, to);
        } else {
            DelayLine.flush(a, plan.spare, from, to);
            DelayLine.append(line, plan.longs[position], plan.spare, from, to);
            plan.longs[position] += to - from;
        }
    }

    private static long seed(RenderPlan plan, int[] steps, int at) {
        return ((long[]) plan.payloads[steps[at + Step.EXTRA + 1]])[0];
    }

    private static void read(RenderPlan plan, int[] steps, int at, int from, int to) {
        float[] line = (float[]) plan.payloads[steps[at + Step.EXTRA]];
        boolean written = steps[at + Step.EXTRA + 3] != 0;
        long position = plan.longs[steps[at + Step.EXTRA + 1]] - (written ? to - from : 0);
        int frames = steps[at + Step.EXTRA + 2];
        int nearest = written ? 0 : 1;
        float[] out = plan.buffers[steps[at + Step.OUT]];
        int seconds = steps[at + Step.IN];
        double rate = plan.sampleRateHertz;
        switch (steps[at]) {
            case Step.DELAY_READ -> DelayLine.read(line, position, frames, out, from, to);
            case Step.DELAY_READ_MODULATED ->
                DelayLine.readModulated(line, position, plan.buffers[seconds], rate, nearest, frames, out, from, to);
            default ->
                DelayLine.readModulatedRamp(
                        line, position, plan.start(seconds), plan.step(seconds), rate, nearest, frames, out, from, to);
        }
    }

    private static void ramp(RenderPlan plan, int[] steps, int at, int from, int to) {
        int a = steps[at + Step.IN];
        int b = steps[at + Step.IN + 1];
        int position = steps[at + Step.EXTRA];
        long frames = ((long[]) plan.payloads[steps[at + Step.EXTRA + 1]])[0];
        float[] out = plan.buffers[steps[at + Step.OUT]];
        if (steps[at] == Step.RAMP_LINEAR) {
            if (a >= 0 && b >= 0) {
                long drawn = plan.longs[position];
                Arithmetic.crossfade(plan.buffers[a], plan.buffers[b], drawn - 1, frames, out, from, to);
                plan.longs[position] = Math.min(frames, drawn + (to - from));
                return;
            }
            Envelopes.line(plan.valueAtEnd(a), plan.valueAtEnd(b), frames, plan.longs, position, out, from, to);
            return;
        }
        double start = plan.valueAtEnd(a);
        double end = plan.valueAtEnd(b);
        if (!Envelopes.isGeometric(start, end)) {
            Envelopes.line(
                    end, end, frames, plan.longs, position, out, from, to); // no way between them: at the end at once
            return;
        }
        double way = Envelopes.logarithmicWay(start, end);
        Envelopes.exponential(start, end, way, frames, plan.longs, position, out, from, to);
    }

    /** Silences what the delays of a node remember. */
    static void clearLines(RenderPlan plan, int[] steps, int node) {
        for (int at = 0; at < steps.length; at += Step.LENGTH) {
            if (steps[at + Step.NODE] == node && steps[at] == Step.DELAY_WRITE) {
                float[] line = (float[]) plan.payloads[steps[at + Step.EXTRA]];
                Arithmetic.fill(0f, 0f, line, 0, line.length);
            }
        }
    }
}
