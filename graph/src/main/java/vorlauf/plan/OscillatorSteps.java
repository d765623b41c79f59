package vorlauf.plan;

import vorlauf.dsp.Oscillators;
import vorlauf.dsp.RealTime;

/** Interpreter of the oscillator steps; codes follow the order of {@link vorlauf.graph.Operation.Shape}. */
@RealTime
final class OscillatorSteps {
    private OscillatorSteps() {}

    static void run(RenderPlan plan, int[] steps, int at, int from, int to) {
        int phase = steps[at + Step.EXTRA];
        int hertz = steps[at + Step.IN];
        float[] out = plan.buffers[steps[at + Step.OUT]];
        int code = steps[at];
        if (code >= Step.OSCILLATOR_AUDIO) {
            audio(code - Step.OSCILLATOR_AUDIO, plan, phase, plan.buffers[hertz], out, from, to);
            return;
        }
        long now = Oscillators.increment(plan.scalarNow[~hertz], plan.sampleRateHertz);
        long next = Oscillators.increment(plan.scalarNext[~hertz], plan.sampleRateHertz);
        long step = Oscillators.incrementStep(now, next, plan.blockFrames);
        ramp(code - Step.OSCILLATOR, plan.longs, phase, now + step, step, out, from, to);
    }

    private static void ramp(int shape, long[] l, int o, long start, long step, float[] out, int from, int to) {
        switch (shape) {
            case 0 -> Oscillators.sine(l, o, start, step, out, from, to);
            case 1 -> Oscillators.saw(l, o, start, step, out, from, to);
            case 2 -> Oscillators.square(l, o, start, step, out, from, to);
            case 3 -> Oscillators.triangle(l, o, start, step, out, from, to);
            case 4 -> Oscillators.naiveSaw(l, o, start, step, out, from, to);
            case 5 -> Oscillators.naiveSquare(l, o, start, step, out, from, to);
            case 6 -> Oscillators.naiveTriangle(l, o, start, step, out, from, to);
            default -> Oscillators.phasor(l, o, start, step, out, from, to);
        }
    }

    private static void audio(int shape, RenderPlan plan, int o, float[] hertz, float[] out, int from, int to) {
        double rate = plan.sampleRateHertz;
        long[] l = plan.longs;
        switch (shape) {
            case 0 -> Oscillators.sineAudio(l, o, hertz, rate, out, from, to);
            case 1 -> Oscillators.sawAudio(l, o, hertz, rate, out, from, to);
            case 2 -> Oscillators.squareAudio(l, o, hertz, rate, out, from, to);
            case 3 -> Oscillators.triangleAudio(l, o, hertz, rate, out, from, to);
            case 4 -> Oscillators.naiveSawAudio(l, o, hertz, rate, out, from, to);
            case 5 -> Oscillators.naiveSquareAudio(l, o, hertz, rate, out, from, to);
            case 6 -> Oscillators.naiveTriangleAudio(l, o, hertz, rate, out, from, to);
            default -> Oscillators.phasorAudio(l, o, hertz, rate, out, from, to);
        }
    }
}
