package vorlauf.plan;

import vorlauf.dsp.Arithmetic;
import vorlauf.dsp.BiquadCascades;
import vorlauf.dsp.BiquadLanes;
import vorlauf.dsp.BiquadRamps;
import vorlauf.dsp.RealTime;
import vorlauf.dsp.RunKernels;

/** Group kernels as plain loops over four rows at a time. */
@RealTime
final class PlainKernels extends GroupKernels {
    static final GroupKernels INSTANCE = new PlainKernels();

    /** Fewer frames than this are rendered row by row. */
    private static final int FEWEST_FRAMES = 8;

    private static final int ROWS = 4;
    private static final int ROW = Step.LENGTH;

    private PlainKernels() {}

    @Override
    public String name() {
        return KernelNames.plain();
    }

    @Override
    boolean lanes(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        if (steps[at] == Step.BIQUAD_PREPARE) {
            for (int row = 0; row < count; row++) {
                Prepared.run(plan, steps, at + row * ROW);
            }
            return true;
        }
        if (steps[at] == Step.MULTIPLY_RAMP || steps[at] == Step.MULTIPLY_ADD) {
            return twoByTwo(plan, steps, at, count, from, to);
        }
        if (steps[at] == Step.ADSR) {
            PlainEnvelopes.lanes(plan, steps, at, count, from, to);
            return true;
        }
        if (steps[at] != Step.BIQUAD) {
            return PlainOscillators.lanes(plan, steps, at, count, from, to);
        }
        if (count < ROWS || to - from < FEWEST_FRAMES) {
            return false;
        }
        biquads(plan, steps, at, count, from, to);
        return true;
    }

    /** Products, to which something may be added; false where a factor moves, and nothing was done. */
    private static boolean twoByTwo(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        if (count < 2 || !Rows.rest(plan, steps, at, count, 1)) {
            return false;
        }
        int row = at;
        for (int pair = 0; pair < count / 2; pair++, row += 2 * ROW) {
            float[] a0 = Rows.input(plan, steps, row, 0);
            float[] a1 = Rows.input(plan, steps, row + ROW, 0);
            float f0 = Rows.scalar(plan, steps, row, 1);
            float f1 = Rows.scalar(plan, steps, row + ROW, 1);
            float[] out0 = Rows.output(plan, steps, row);
            float[] out1 = Rows.output(plan, steps, row + ROW);
            if (steps[at] == Step.MULTIPLY_RAMP) {
                Arithmetic.multiplyTwo(a0, f0, a1, f1, out0, out1, from, to);
            } else {
                float[] b0 = Rows.input(plan, steps, row, 2);
                float[] b1 = Rows.input(plan, steps, row + ROW, 2);
                Arithmetic.multiplyAddTwo(a0, f0, b0, a1, f1, b1, out0, out1, from, to);
            }
        }
        if (count % 2 != 0) {
            ArithmeticSteps.run(plan, steps, row, from, to);
        }
        return true;
    }

    /** Filters, four by four. */
    private static void biquads(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        int row = 0;
        for (; row + ROWS <= count; row += ROWS) {
            int first = at + row * ROW;
            places(plan, steps, first);
            boolean rest = Rows.filtersRest(plan, steps, first, ROWS);
            if (rest && BiquadLanes.areAlike(plan.doubles, plan.places)) {
                BiquadLanes.beside(
                        Rows.input(plan, steps, first, 0),
                        Rows.input(plan, steps, first + ROW, 0),
                        Rows.input(plan, steps, first + 2 * ROW, 0),
                        Rows.input(plan, steps, first + 3 * ROW, 0),
                        plan.doubles,
                        plan.places,
                        plan.begun,
                        Rows.output(plan, steps, first),
                        Rows.output(plan, steps, first + ROW),
                        Rows.output(plan, steps, first + 2 * ROW),
                        Rows.output(plan, steps, first + 3 * ROW),
                        from,
                        to);
            } else if (rest || to - from < BiquadRamps.FEWEST_FRAMES) {
                each(plan, steps, first, ROWS, from, to);
            } else {
                placesOfRamps(plan, steps, first);
                BiquadRamps.beside(
                        Rows.input(plan, steps, first, 0),
                        Rows.input(plan, steps, first + ROW, 0),
                        Rows.input(plan, steps, first + 2 * ROW, 0),
                        Rows.input(plan, steps, first + 3 * ROW, 0),
                        plan.doubles,
                        plan.places,
                        plan.begun,
                        plan.blockFrames,
                        plan.ramps,
                        Rows.output(plan, steps, first),
                        Rows.output(plan, steps, first + ROW),
                        Rows.output(plan, steps, first + 2 * ROW),
                        Rows.output(plan, steps, first + 3 * ROW),
                        from,
                        to);
            }
        }
        each(plan, steps, at + row * ROW, count - row, from, to);
    }

    @Override
    boolean bank(RenderPlan plan, LaneBank bank, int[] steps, int from, int to) {
        return false;
    }

    @Override
    void loops(RenderPlan plan, LoopBank bank, int[] steps, int from, int to) {
        PlainLoops.render(plan, bank, steps, from, to);
    }

    private static void each(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        for (int row = 0; row < count; row++) {
            FilterSteps.run(plan, steps, at + row * ROW, from, to);
        }
    }

    /** Writes where four filters have their coefficients, then where they have their state. */
    private static void places(RenderPlan plan, int[] steps, int at) {
        for (int row = 0; row < ROWS; row++) {
            plan.places[row] = Prepared.next(Rows.coefficients(steps, at + row * ROW));
            plan.places[ROWS + row] = Rows.memory(steps, at + row * ROW);
        }
    }

    /** The same with the coefficients that the block begins with, which those at its end are behind. */
    private static void placesOfRamps(RenderPlan plan, int[] steps, int at) {
        for (int row = 0; row < ROWS; row++) {
            plan.places[row] = Rows.coefficients(steps, at + row * ROW);
            plan.places[ROWS + row] = Rows.memory(steps, at + row * ROW);
        }
    }

    // ---- runs -------------------------------------------------------------------------------------------------------

    @Override
    boolean run(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        if (count < ROWS || to - from < FEWEST_FRAMES) {
            return false;
        }
        return switch (steps[at]) {
            case Step.MULTIPLY_ADD -> products(plan, steps, at, count, from, to);
            case Step.ADD -> sum(plan, steps, at, count, from, to);
            case Step.SINE_MULTIPLY_ADD -> PlainOscillators.run(plan, steps, at, count, from, to);
            case Step.BIQUAD -> cascade(plan, steps, at, count, from, to);
            default -> false;
        };
    }

    private static boolean products(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        if (!Rows.rest(plan, steps, at, count, 1)) {
            return false;
        }
        boolean ladder = Rows.place(steps, at, 2) == 0;
        int x = ladder ? 2 : 0;
        float[] y = Rows.input(plan, steps, at, 2 - x);
        float[] out = plan.spare;
        int row = 0;
        for (; row + ROWS <= count; row += ROWS) {
            int first = at + row * ROW;
            float[] a = Rows.input(plan, steps, first, x);
            float[] b = Rows.input(plan, steps, first + ROW, x);
            float[] c = Rows.input(plan, steps, first + 2 * ROW, x);
            float[] d = Rows.input(plan, steps, first + 3 * ROW, x);
            float fa = Rows.scalar(plan, steps, first, 1);
            float fb = Rows.scalar(plan, steps, first + ROW, 1);
            float fc = Rows.scalar(plan, steps, first + 2 * ROW, 1);
            float fd = Rows.scalar(plan, steps, first + 3 * ROW, 1);
            if (!ladder) {
                RunKernels.weightedSum(y, a, fa, b, fb, c, fc, d, fd, out, from, to);
            } else if (shared(steps, first, x)) {
                RunKernels.ladder(y, a, fa, fb, fc, fd, out, from, to);
            } else {
                RunKernels.ladder(y, a, fa, b, fb, c, fc, d, fd, out, from, to);
            }
            y = out;
        }
        for (; row < count; row++) {
            int rest = at + row * ROW;
            float[] other = Rows.input(plan, steps, rest, x);
            Arithmetic.multiplyAdd(
                    ladder ? y : other, Rows.scalar(plan, steps, rest, 1), 0f, ladder ? other : y, out, from, to);
        }
        Arithmetic.copy(out, Rows.output(plan, steps, at + (count - 1) * ROW), from, to);
        return true;
    }

    /** Whether four rows read the same buffer. */
    private static boolean shared(int[] steps, int at, int operand) {
        int buffer = steps[at + Step.IN + operand];
        return steps[at + ROW + Step.IN + operand] == buffer
                && steps[at + 2 * ROW + Step.IN + operand] == buffer
                && steps[at + 3 * ROW + Step.IN + operand] == buffer;
    }

    private static boolean sum(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        float[] y = Rows.input(plan, steps, at, 0);
        float[] out = plan.spare;
        int row = 0;
        for (; row + ROWS <= count; row += ROWS) {
            int first = at + row * ROW;
            RunKernels.sum(
                    y,
                    Rows.input(plan, steps, first, 1),
                    Rows.input(plan, steps, first + ROW, 1),
                    Rows.input(plan, steps, first + 2 * ROW, 1),
                    Rows.input(plan, steps, first + 3 * ROW, 1),
                    out,
                    from,
                    to);
            y = out;
        }
        for (; row < count; row++) {
            Arithmetic.add(y, Rows.input(plan, steps, at + row * ROW, 1), out, from, to);
        }
        Arithmetic.copy(out, Rows.output(plan, steps, at + (count - 1) * ROW), from, to);
        return true;
    }

    private static boolean cascade(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        float[] y = Rows.input(plan, steps, at, 0);
        float[] out = Rows.output(plan, steps, at + (count - 1) * ROW);
        for (int row = 0; row < count; row += ROWS) {
            int first = at + row * ROW;
            if (row + ROWS <= count && Rows.filtersRest(plan, steps, first, ROWS)) {
                places(plan, steps, first);
                BiquadCascades.behind(y, plan.doubles, plan.places, plan.begun, out, from, to);
                y = out;
                continue;
            }
            for (int i = row; i < Math.min(count, row + ROWS); i++) {
                FilterSteps.biquad(plan, steps, at + i * ROW, y, out, from, to);
                y = out;
            }
        }
        return true;
    }
}
