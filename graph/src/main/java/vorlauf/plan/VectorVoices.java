package vorlauf.plan;

import vorlauf.dsp.Arithmetic;
import vorlauf.dsp.StateVariable;

/**
 * Filters of several voices, four at a time: lays their coefficients and state beside each other, turns their samples into
 * tiles, and lets {@link VectorFilters} at these.
 *
 * <p>Where fewer than four are left, the last one fills the lanes that are free; its results there go nowhere.
 */
final class VectorVoices {
    private static final int ROW = Step.LENGTH;
    private static final int VOICES = VectorTiles.VOICES;

    /** Fewer rows than this are rendered one by one. */
    private static final int FEWEST = 3;

    private VectorVoices() {}

    /** Renders lanes of biquads, one-pole or state-variable filters. */
    static void render(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        int whole = from + ((to - from) & -VOICES);
        for (int row = 0; row < count; row += VOICES) {
            int rows = Math.min(VOICES, count - row);
            int first = at + row * ROW;
            int moving = 0;
            for (int voice = 0; voice < rows; voice++) {
                moving += Rows.isMoving(plan, steps, first + voice * ROW) ? 1 : 0;
            }
            if (rows < FEWEST || (moving != 0 && moving != rows)) {
                oneByOne(plan, steps, first, rows, from, to);
                continue;
            }
            together(plan, steps, first, rows, moving != 0, from, whole);
            if (whole < to) {
                oneByOne(plan, steps, first, rows, whole, to);
            }
        }
    }

    private static void oneByOne(RenderPlan plan, int[] steps, int at, int rows, int from, int to) {
        for (int row = 0; row < rows; row++) {
            FilterSteps.run(plan, steps, at + row * ROW, from, to);
        }
    }

    private static void together(RenderPlan plan, int[] steps, int at, int rows, boolean moving, int from, int to) {
        int code = steps[at];
        for (int voice = 0; voice < VOICES; voice++) {
            int row = at + Math.min(voice, rows - 1) * ROW;
            switch (code) {
                case Step.BIQUAD -> biquad(plan, steps, row, moving, voice);
                case Step.ONE_POLE -> onePole(plan, steps, row, voice);
                default -> stateVariable(plan, steps, row, moving, voice);
            }
            int memory = Rows.memory(steps, row);
            plan.lanes[VectorFilters.STATE + voice] = plan.doubles[memory];
            if (code != Step.ONE_POLE) {
                plan.lanes[VectorFilters.STATE + VOICES + voice] = plan.doubles[memory + 1];
            }
        }
        int second = at + ROW;
        int third = at + 2 * ROW;
        int fourth = at + Math.min(3, rows - 1) * ROW;
        for (int begin = from; begin < to; begin += VectorTiles.FRAMES) {
            int end = Math.min(to, begin + VectorTiles.FRAMES);
            VectorTiles.read(
                    Rows.input(plan, steps, at, 0),
                    Rows.input(plan, steps, second, 0),
                    Rows.input(plan, steps, third, 0),
                    Rows.input(plan, steps, fourth, 0),
                    plan.tile,
                    begin,
                    end);
            filter(plan, code, moving, begin, end);
            VectorTiles.write(
                    plan.tile,
                    Rows.output(plan, steps, at),
                    Rows.output(plan, steps, second),
                    Rows.output(plan, steps, third),
                    rows == VOICES ? Rows.output(plan, steps, fourth) : plan.spare,
                    begin,
                    end);
        }
        for (int voice = 0; voice < rows; voice++) {
            int memory = Rows.memory(steps, at + voice * ROW);
            plan.doubles[memory] = Arithmetic.flushed(plan.lanes[VectorFilters.STATE + voice]);
            if (code != Step.ONE_POLE) {
                double state = plan.lanes[VectorFilters.STATE + VOICES + voice];
                plan.doubles[memory + 1] = Arithmetic.flushed(state);
            }
        }
    }

    private static void filter(RenderPlan plan, int code, boolean moving, int begin, int end) {
        double[] d = plan.lanes;
        float[] tile = plan.tile;
        int frames = end - begin;
        switch (code) {
            case Step.BIQUAD -> {
                if (moving) {
                    VectorFilters.movingBiquad(d, tile, frames, begin, plan.blockFrames);
                } else {
                    VectorFilters.biquad(d, tile, frames);
                }
            }
            case Step.ONE_POLE -> {
                if (moving) {
                    VectorFilters.movingOnePole(d, tile, frames, begin, plan.blockFrames);
                } else {
                    VectorFilters.onePole(d, tile, frames);
                }
            }
            default -> {
                if (moving) {
                    VectorFilters.movingStateVariable(d, tile, frames, begin, plan.blockFrames);
                } else {
                    VectorFilters.stateVariable(d, tile, frames);
                }
            }
        }
    }

    // ---- coefficients -----------------------------------------------------------------------------------------------

    private static void biquad(RenderPlan plan, int[] steps, int at, boolean moving, int voice) {
        double[] d = plan.doubles;
        int now = Rows.coefficients(steps, at);
        int next = Prepared.next(now);
        if (moving) {
            for (int i = 0; i < 5; i++) {
                plan.lanes[i * VOICES + voice] = d[now + i];
                plan.lanes[VectorFilters.NEXT + i * VOICES + voice] = d[next + i];
            }
            return;
        }
        double b0 = d[next];
        double a1 = d[next + 3];
        double a2 = d[next + 4];
        put(plan, voice, 0, b0);
        put(plan, voice, 1, d[next + 1] - a1 * b0);
        put(plan, voice, 2, d[next + 2] - a2 * b0);
        put(plan, voice, 3, a1);
        put(plan, voice, 4, a2);
    }

    /** A filter that rests needs the next coefficient alone, which then stands in the first place. */
    private static void onePole(RenderPlan plan, int[] steps, int at, int voice) {
        int now = Rows.coefficients(steps, at);
        boolean moving = Rows.isMoving(plan, steps, at);
        plan.lanes[voice] = plan.doubles[moving ? now : Prepared.next(now)];
        plan.lanes[VectorFilters.NEXT + voice] = plan.doubles[Prepared.next(now)];
    }

    private static void stateVariable(RenderPlan plan, int[] steps, int at, boolean moving, int voice) {
        double[] d = plan.doubles;
        int now = Rows.coefficients(steps, at);
        int next = Prepared.next(now);
        StateVariable.Output output = FilterSteps.output(steps, at);
        if (moving) {
            double fixed = StateVariable.ofBand(output, 0);
            put(plan, voice, 0, d[now]);
            put(plan, voice, 1, d[now + 1]);
            put(plan, voice, 2, StateVariable.ofInput(output));
            put(plan, voice, 3, fixed);
            put(plan, voice, 4, StateVariable.ofBand(output, 1) - fixed);
            put(plan, voice, 5, d[next]);
            put(plan, voice, 6, d[next + 1]);
            put(plan, voice, 7, StateVariable.ofLow(output));
            return;
        }
        double g = d[next];
        double k = d[next + 1];
        double a1 = 1 / (1 + g * (g + k));
        double a2 = g * a1;
        put(plan, voice, 0, a1);
        put(plan, voice, 1, a2);
        put(plan, voice, 2, g * a2);
        put(plan, voice, 3, StateVariable.ofInput(output));
        put(plan, voice, 4, StateVariable.ofBand(output, k));
        put(plan, voice, 5, StateVariable.ofLow(output));
    }

    /** Writes a voice's coefficient of a kind. */
    private static void put(RenderPlan plan, int voice, int kind, double value) {
        plan.lanes[kind * VOICES + voice] = value;
    }
}
