package vorlauf.plan;

import vorlauf.dsp.Arithmetic;
import vorlauf.dsp.OscillatorLanes;
import vorlauf.dsp.Phases;
import vorlauf.dsp.RealTime;

/** Oscillators whose frequencies rest as plain loops over four rows at a time, segment by segment. */
@RealTime
final class PlainOscillators {
    private static final int ROWS = OscillatorLanes.LANES;
    private static final int ROW = Step.LENGTH;

    private PlainOscillators() {}

    /** Renders lanes; false where there is no loop for them, for what moves or for so few frames, and nothing was done. */
    static boolean lanes(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        int code = steps[at];
        if (count < ROWS || to - from < OscillatorLanes.FEWEST_FRAMES || !hasLoop(code)) {
            return false;
        }
        if (!Rows.hertzRest(plan, steps, at, count)) {
            return false;
        }
        if (code == Step.SINE_MULTIPLY_ADD && !Rows.rest(plan, steps, at, count, 1)) {
            return false;
        }
        int end = Phases.segmentEnd(from, plan.begun, to);
        for (int begin = from; begin < to; begin = end, end = Phases.segmentEnd(begin, plan.begun, to)) {
            int row = 0;
            if (end - begin >= OscillatorLanes.FEWEST_FRAMES) {
                for (; row + ROWS <= count; row += ROWS) {
                    four(plan, steps, at + row * ROW, begin, end);
                }
            }
            for (; row < count; row++) {
                OscillatorSteps.run(plan, steps, at + row * ROW, begin, end);
            }
        }
        return true;
    }

    private static boolean hasLoop(int code) {
        return code == Step.OSCILLATOR || code == Step.NAIVE_SAW || code == Step.SINE_MULTIPLY_ADD;
    }

    private static void four(RenderPlan plan, int[] steps, int at, int from, int to) {
        OscillatorLanes four = plan.oscillators;
        place(plan, steps, at, from, to);
        if (steps[at] == Step.NAIVE_SAW) {
            four.saws(
                    Rows.output(plan, steps, at),
                    Rows.output(plan, steps, at + ROW),
                    Rows.output(plan, steps, at + 2 * ROW),
                    Rows.output(plan, steps, at + 3 * ROW),
                    from,
                    to);
            return;
        }
        four.computeSines(from, to);
        if (steps[at] == Step.OSCILLATOR) {
            for (int row = 0; row < ROWS; row++) {
                four.copySines(row, Rows.output(plan, steps, at + row * ROW), from, to);
            }
            return;
        }
        four.multiplyAdd(
                Rows.scalar(plan, steps, at, 1),
                Rows.scalar(plan, steps, at + ROW, 1),
                Rows.scalar(plan, steps, at + 2 * ROW, 1),
                Rows.scalar(plan, steps, at + 3 * ROW, 1),
                Rows.input(plan, steps, at, 2),
                Rows.input(plan, steps, at + ROW, 2),
                Rows.input(plan, steps, at + 2 * ROW, 2),
                Rows.input(plan, steps, at + 3 * ROW, 2),
                Rows.output(plan, steps, at),
                Rows.output(plan, steps, at + ROW),
                Rows.output(plan, steps, at + 2 * ROW),
                Rows.output(plan, steps, at + 3 * ROW),
                from,
                to);
    }

    private static void place(RenderPlan plan, int[] steps, int at, int from, int to) {
        boolean saws = steps[at] == Step.NAIVE_SAW;
        for (int row = 0; row < ROWS; row++) {
            int step = at + row * ROW;
            int phase = steps[step + Step.EXTRA];
            long increment = Rows.increment(plan, steps, step);
            if (saws) {
                plan.oscillators.placeSaw(row, plan.longs, phase, increment, plan.begun, from, to);
            } else {
                plan.oscillators.placeSine(row, plan.longs, phase, increment, plan.begun, from, to);
            }
        }
    }

    /** Renders a run of sines that are multiplied and added; false where something moves, and nothing was done. */
    static boolean run(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        if (!Rows.hertzRest(plan, steps, at, count) || !Rows.rest(plan, steps, at, count, 1)) {
            return false;
        }
        float[] out = plan.spare;
        int end = Phases.segmentEnd(from, plan.begun, to);
        for (int begin = from; begin < to; begin = end, end = Phases.segmentEnd(begin, plan.begun, to)) {
            float[] y = Rows.input(plan, steps, at, 2);
            int row = 0;
            if (end - begin >= OscillatorLanes.FEWEST_FRAMES) {
                for (; row + ROWS <= count; row += ROWS) {
                    int first = at + row * ROW;
                    place(plan, steps, first, begin, end);
                    plan.oscillators.computeSines(begin, end);
                    plan.oscillators.addTo(
                            y,
                            Rows.scalar(plan, steps, first, 1),
                            Rows.scalar(plan, steps, first + ROW, 1),
                            Rows.scalar(plan, steps, first + 2 * ROW, 1),
                            Rows.scalar(plan, steps, first + 3 * ROW, 1),
                            out,
                            begin,
                            end);
                    y = out;
                }
            }
            for (; row < count; row++) {
                OscillatorSteps.steadySine(plan, steps, at + row * ROW, y, out, begin, end);
                y = out;
            }
        }
        Arithmetic.copy(out, Rows.output(plan, steps, at + (count - 1) * ROW), from, to);
        return true;
    }
}
