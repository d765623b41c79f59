package vorlauf.plan;

import static vorlauf.plan.VectorMath.FLOATS;
import static vorlauf.plan.VectorMath.INTS;
import static vorlauf.plan.VectorMath.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import vorlauf.dsp.CrowdedShapes;
import vorlauf.dsp.Oscillators;
import vorlauf.dsp.Phases;

/**
 * Shapes with corners whose frequencies rest, of sixteen voices beside each other or along time: the band-limited ones with the
 * operations of the splines that {@link Oscillators} has. Each loop has them written out, as C2 inlines no vector method into
 * another (0024).
 *
 * <p>A voice so high that the corners of its periods touch is rendered by itself, over what the others' formula gives for it.
 */
final class VectorShapes {
    private static final int WIDTH = BankForm.LANES;
    private static final int ROW = Step.LENGTH;

    private static final int QUARTER_TURN = 1 << 30;
    private static final int HALF_TURN = Integer.MIN_VALUE;
    private static final float QUARTERS_PER_PHASE = 0x1p-30f;
    private static final float HALF_TURNS_PER_PHASE = 0x1p-31f;
    private static final int SIGN = Integer.MIN_VALUE;
    private static final float THIRD = 1f / 3f;
    private static final float ONE_OVER_120 = 1f / 120f;

    private VectorShapes() {}

    /** Voices beside each other, from where their phases are. */
    static void lanes(int code, LaneTurns turns, float[] out, int floats) {
        for (int lane = 0; lane < WIDTH; lane += LANES) {
            render(code, turns, lane, out, lane, WIDTH, floats);
        }
        for (int lane = 0; lane < turns.pace.length; lane++) {
            if (CrowdedShapes.is(turns.pace[lane])) {
                CrowdedShapes.render(
                        code - Step.SAW,
                        turns.turn[lane],
                        turns.advance[lane],
                        turns.pace[lane],
                        out,
                        lane,
                        WIDTH,
                        floats);
            }
        }
    }

    /** Steady rows, each along time. */
    static void rows(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        for (int row = at; row < at + count * ROW; row += ROW) {
            long increment = Rows.increment(plan, steps, row);
            int end = Phases.segmentEnd(from, plan.begun, to);
            for (int i = from; i < to; i = end, end = Phases.segmentEnd(i, plan.begun, to)) {
                int whole = isCrowded(steps[row], increment) ? i : VectorOscillators.whole(i, end);
                if (i < whole) {
                    row(plan, steps, row, increment, i, whole);
                }
                if (whole < end) {
                    OscillatorSteps.run(plan, steps, row, whole, end);
                }
            }
        }
    }

    private static boolean isCrowded(int code, long increment) {
        return code <= Step.TRIANGLE && CrowdedShapes.is(CrowdedShapes.turnsPerFrame(increment));
    }

    private static void row(RenderPlan plan, int[] steps, int at, long increment, int from, int to) {
        LaneTurns turns = plan.turns;
        int phase = steps[at + Step.EXTRA];
        int first = Phases.cornered(plan.longs[phase], increment, from, plan.begun);
        int advance = Phases.above(increment);
        float pace = CrowdedShapes.turnsPerFrame(increment);
        for (int frame = 0; frame < LANES; frame++) {
            turns.turn[frame] = first + frame * advance;
            turns.advance[frame] = advance * LANES;
            turns.pace[frame] = pace;
        }
        render(steps[at], turns, 0, Rows.output(plan, steps, at), from, LANES, to);
        plan.longs[phase] += (to - from) * increment;
    }

    /** Writes a vector each {@code stride} floats; {@code lane} is the first of those that it begins with. */
    private static void render(int code, LaneTurns turns, int lane, float[] out, int from, int stride, int end) {
        switch (code) {
            case Step.SAW -> saw(turns, lane, out, from, stride, end);
            case Step.SQUARE -> square(turns, lane, out, from, stride, end);
            case Step.TRIANGLE -> triangle(turns, lane, out, from, stride, end);
            case Step.NAIVE_SAW -> naiveSaw(turns, lane, out, from, stride, end);
            case Step.NAIVE_SQUARE -> stepped(turns, lane, 31, -2f, 1f, out, from, stride, end);
            case Step.NAIVE_TRIANGLE -> naiveTriangle(turns, lane, out, from, stride, end);
            default -> stepped(turns, lane, 8, 0x1p-24f, 0f, out, from, stride, end);
        }
    }

    private static void saw(LaneTurns turns, int lane, float[] out, int from, int stride, int end) {
        IntVector turn = IntVector.fromArray(INTS, turns.turn, lane);
        IntVector advance = IntVector.fromArray(INTS, turns.advance, lane);
        FloatVector scale = FloatVector.broadcast(FLOATS, 0.5f).div(FloatVector.fromArray(FLOATS, turns.pace, lane));
        for (int i = from; i < end; i += stride) {
            FloatVector x = ((FloatVector) turn.convert(VectorOperators.I2F, 0)).mul(HALF_TURNS_PER_PHASE);
            FloatVector samples = x.mul(scale);
            FloatVector u = samples.abs().min(2f);
            FloatVector beyond = u.sub(1f).max(0f);
            FloatVector square = beyond.mul(beyond);
            FloatVector near = u.mul(u).mul(FloatVector.broadcast(FLOATS, 8f).sub(u.mul(3f)));
            FloatVector magnitude = u.mul(FloatVector.broadcast(FLOATS, 16f).sub(near))
                    .mul(0.25f)
                    .sub(square.mul(square))
                    .mul(THIRD);
            IntVector sign = samples.reinterpretAsInts().and(SIGN);
            x.sub(magnitude
                            .reinterpretAsInts()
                            .lanewise(VectorOperators.XOR, sign)
                            .reinterpretAsFloats())
                    .intoArray(out, i);
            turn = turn.add(advance);
        }
    }

    private static void square(LaneTurns turns, int lane, float[] out, int from, int stride, int end) {
        IntVector ahead = IntVector.fromArray(INTS, turns.turn, lane).add(QUARTER_TURN);
        IntVector advance = IntVector.fromArray(INTS, turns.advance, lane);
        FloatVector scale = FloatVector.broadcast(FLOATS, 0.25f).div(FloatVector.fromArray(FLOATS, turns.pace, lane));
        for (int i = from; i < end; i += stride) {
            FloatVector samples = ((FloatVector) ahead.abs().sub(QUARTER_TURN).convert(VectorOperators.I2F, 0))
                    .mul(QUARTERS_PER_PHASE)
                    .mul(scale);
            FloatVector u = samples.abs().min(2f);
            FloatVector beyond = u.sub(1f).max(0f);
            FloatVector square = beyond.mul(beyond);
            FloatVector near = u.mul(u).mul(FloatVector.broadcast(FLOATS, 8f).sub(u.mul(3f)));
            FloatVector magnitude = u.mul(FloatVector.broadcast(FLOATS, 16f).sub(near))
                    .mul(0.25f)
                    .sub(square.mul(square))
                    .mul(THIRD);
            IntVector sign = samples.reinterpretAsInts().and(SIGN);
            magnitude
                    .reinterpretAsInts()
                    .lanewise(VectorOperators.XOR, sign)
                    .reinterpretAsFloats()
                    .intoArray(out, i);
            ahead = ahead.add(advance);
        }
    }

    private static void triangle(LaneTurns turns, int lane, float[] out, int from, int stride, int end) {
        IntVector ahead = IntVector.fromArray(INTS, turns.turn, lane).add(QUARTER_TURN);
        IntVector advance = IntVector.fromArray(INTS, turns.advance, lane);
        FloatVector turnsPerFrame = FloatVector.fromArray(FLOATS, turns.pace, lane);
        FloatVector scale = FloatVector.broadcast(FLOATS, 0.25f).div(turnsPerFrame);
        FloatVector height = turnsPerFrame.mul(8f);
        for (int i = from; i < end; i += stride) {
            FloatVector x = ((FloatVector) ahead.abs().sub(QUARTER_TURN).convert(VectorOperators.I2F, 0))
                    .mul(QUARTERS_PER_PHASE);
            FloatVector u =
                    FloatVector.broadcast(FLOATS, 1f).sub(x.abs()).mul(scale).abs();
            FloatVector far = FloatVector.broadcast(FLOATS, 2f).sub(u).max(0f);
            FloatVector near = FloatVector.broadcast(FLOATS, 1f).sub(u).max(0f);
            FloatVector farSquare = far.mul(far);
            FloatVector nearSquare = near.mul(near);
            FloatVector corner = farSquare
                    .mul(farSquare)
                    .mul(far)
                    .sub(nearSquare.mul(nearSquare).mul(near).mul(4f))
                    .mul(ONE_OVER_120);
            IntVector sign = x.reinterpretAsInts().and(SIGN);
            x.sub(height.mul(corner)
                            .reinterpretAsInts()
                            .lanewise(VectorOperators.XOR, sign)
                            .reinterpretAsFloats())
                    .intoArray(out, i);
            ahead = ahead.add(advance);
        }
    }

    private static void naiveSaw(LaneTurns turns, int lane, float[] out, int from, int stride, int end) {
        IntVector turn = IntVector.fromArray(INTS, turns.turn, lane).add(HALF_TURN);
        IntVector advance = IntVector.fromArray(INTS, turns.advance, lane);
        for (int i = from; i < end; i += stride) {
            ((FloatVector) turn.convert(VectorOperators.I2F, 0))
                    .mul(HALF_TURNS_PER_PHASE)
                    .intoArray(out, i);
            turn = turn.add(advance);
        }
    }

    private static void naiveTriangle(LaneTurns turns, int lane, float[] out, int from, int stride, int end) {
        IntVector ahead = IntVector.fromArray(INTS, turns.turn, lane).add(QUARTER_TURN);
        IntVector advance = IntVector.fromArray(INTS, turns.advance, lane);
        for (int i = from; i < end; i += stride) {
            ((FloatVector) ahead.abs().sub(QUARTER_TURN).convert(VectorOperators.I2F, 0))
                    .mul(QUARTERS_PER_PHASE)
                    .intoArray(out, i);
            ahead = ahead.add(advance);
        }
    }

    /** Phasors and squares: the phase without its lowest bits, as an unsigned number, times a factor plus an addend. */
    private static void stepped(
            LaneTurns turns,
            int lane,
            int shift,
            float factor,
            float addend,
            float[] out,
            int from,
            int stride,
            int end) {
        IntVector turn = IntVector.fromArray(INTS, turns.turn, lane);
        IntVector advance = IntVector.fromArray(INTS, turns.advance, lane);
        for (int i = from; i < end; i += stride) {
            ((FloatVector) turn.lanewise(VectorOperators.LSHR, shift).convert(VectorOperators.I2F, 0))
                    .mul(factor)
                    .add(addend)
                    .intoArray(out, i);
            turn = turn.add(advance);
        }
    }
}
