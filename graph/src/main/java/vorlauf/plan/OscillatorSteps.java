package vorlauf.plan;

import vorlauf.dsp.Oscillators;
import vorlauf.dsp.RealTime;

/** Interpreter of the oscillator steps; codes follow the order of {@link vorlauf.graph.Operation.Shape}. */
@RealTime
final class OscillatorSteps {
    private OscillatorSteps() {}

    /** The step that draws the shape of an oscillator, where its frequency is a number. */
    static int shape(int code) {
        if (code >= Step.SINE_MULTIPLY_ADD) {
            return Step.OSCILLATOR;
        }
        return isModulated(code) ? code - Step.OSCILLATOR_AUDIO + Step.OSCILLATOR : code;
    }

    /** Whether what draws such a shape smooths its corners. */
    static boolean isBandLimited(int shape) {
        return shape >= Step.SAW && shape <= Step.TRIANGLE;
    }

    /** Whether it is an oscillator that has a frequency for each frame. */
    static boolean isModulated(int code) {
        return code >= Step.OSCILLATOR_AUDIO && code < Step.SINE_MULTIPLY_ADD;
    }

    static void run(RenderPlan plan, int[] steps, int at, int from, int to) {
        int phase = steps[at + Step.EXTRA];
        int hertz = steps[at + Step.IN];
        float[] out = plan.buffers[steps[at + Step.OUT]];
        int code = steps[at];
        if (code >= Step.SINE_MULTIPLY_ADD) {
            sineMultiplyAdd(plan, steps, at, from, to);
            return;
        }
        if (code >= Step.OSCILLATOR_AUDIO) {
            audio(code - Step.OSCILLATOR_AUDIO, plan, phase, plan.buffers[hertz], out, from, to);
            return;
        }
        long now = Rows.increment(plan, steps, at);
        long step = Rows.incrementStep(plan, steps, at);
        ramp(code - Step.OSCILLATOR, plan.longs, phase, now + step, step, begun(plan, step), out, from, to);
    }

    /** Where everything is steady in one loop, else as the two steps that it stands for. */
    private static void sineMultiplyAdd(RenderPlan plan, int[] steps, int at, int from, int to) {
        int factor = steps[at + Step.IN + 1];
        int addend = steps[at + Step.IN + 2];
        float[] out = plan.buffers[steps[at + Step.OUT]];
        boolean steady = Rows.hertzRests(plan, steps, at) && plan.step(factor) == 0f;
        if (steady && addend >= 0) {
            steadySine(plan, steps, at, plan.buffers[addend], out, from, to);
            return;
        }
        int phase = steps[at + Step.EXTRA];
        long now = Rows.increment(plan, steps, at);
        if (steady && plan.step(addend) == 0f) {
            float by = plan.start(factor) + 0f;
            Oscillators.steadySineMultiplyAdd(
                    plan.longs, phase, now, plan.begun, by, plan.start(addend) + 0f, out, from, to);
        } else {
            long step = Rows.incrementStep(plan, steps, at);
            float[] sine = plan.spare;
            Oscillators.sine(plan.longs, phase, now + step, step, begun(plan, step), sine, from, to);
            ArithmeticSteps.multiplyAdd(plan, sine, factor, addend, out, from, to);
        }
    }

    /** y = sine s + y where neither the frequency nor the factor moves. */
    static void steadySine(RenderPlan plan, int[] steps, int at, float[] y, float[] out, int from, int to) {
        int phase = steps[at + Step.EXTRA];
        long increment = Rows.increment(plan, steps, at);
        float factor = Rows.scalar(plan, steps, at, 1);
        Oscillators.steadySineMultiplyAdd(plan.longs, phase, increment, plan.begun, factor, y, out, from, to);
    }

    /** A frequency that moves does so from block to block: its segments begin with the block. */
    private static int begun(RenderPlan plan, long step) {
        return step == 0 ? plan.begun : 0;
    }

    private static void ramp(
            int shape, long[] l, int o, long start, long step, int begun, float[] out, int from, int to) {
        switch (shape) {
            case 0 -> Oscillators.sine(l, o, start, step, begun, out, from, to);
            case 1 -> Oscillators.saw(l, o, start, step, begun, out, from, to);
            case 2 -> Oscillators.square(l, o, start, step, begun, out, from, to);
            case 3 -> Oscillators.triangle(l, o, start, step, begun, out, from, to);
            case 4 -> Oscillators.naiveSaw(l, o, start, step, begun, out, from, to);
            case 5 -> Oscillators.naiveSquare(l, o, start, step, begun, out, from, to);
            case 6 -> Oscillators.naiveTriangle(l, o, start, step, begun, out, from, to);
            default -> Oscillators.phasor(l, o, start, step, begun, out, from, to);
        }
    }

    private static void audio(int shape, RenderPlan plan, int o, float[] hertz, float[] out, int from, int to) {
        double rate = plan.sampleRateHertz;
        long[] l = plan.longs;
        switch (shape) {
            case 0 -> Oscillators.sineAudio(l, o, hertz, rate, plan.scratch, out, from, to);
            case 1 -> Oscillators.sawAudio(l, o, hertz, rate, plan.scratch, out, from, to);
            case 2 -> Oscillators.squareAudio(l, o, hertz, rate, plan.scratch, out, from, to);
            case 3 -> Oscillators.triangleAudio(l, o, hertz, rate, plan.scratch, out, from, to);
            case 4 -> Oscillators.naiveSawAudio(l, o, hertz, rate, plan.scratch, out, from, to);
            case 5 -> Oscillators.naiveSquareAudio(l, o, hertz, rate, plan.scratch, out, from, to);
            case 6 -> Oscillators.naiveTriangleAudio(l, o, hertz, rate, plan.scratch, out, from, to);
            default -> Oscillators.phasorAudio(l, o, hertz, rate, plan.scratch, out, from, to);
        }
    }
}
