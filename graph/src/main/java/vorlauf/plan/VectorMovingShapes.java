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
 * Oscillators of sixteen voices beside each other of which some have a frequency that moves with the block, with the operations
 * of {@link Oscillators}: first the phases of all frames, then the naive shape of these, then what makes it a sine or
 * band-limited. A voice so high that the corners of its periods touch is rendered by itself, over what the others' formula
 * gives for it.
 */
final class VectorMovingShapes {
    private static final int WIDTH = BankForm.LANES;

    private static final int QUARTER_TURN = 1 << 30;
    private static final int HALF_TURN = Integer.MIN_VALUE;
    private static final float QUARTERS_PER_PHASE = 0x1p-30f;
    private static final float HALF_TURNS_PER_PHASE = 0x1p-31f;
    private static final float TURNS_PER_INCREMENT = 0x1p-64f;
    private static final float SLOWEST = 0x1p-32f;
    private static final int SIGN = Integer.MIN_VALUE;
    private static final float THIRD = 1f / 3f;
    private static final float ONE_OVER_120 = 1f / 120f;

    private VectorMovingShapes() {}

    /** Writes so many floats from a frame of the block on; {@code begun} frames of its first segment lie before it. */
    static void render(LaneOperation of, boolean isSine, float[] out, int from, int floats, int begun) {
        int to = from + floats / WIDTH;
        for (int frame = from; frame < to; ) {
            int end = Phases.segmentEnd(frame, 0, to);
            of.turns.move(of.phase, of.increment, of.growth, !isSine, frame, begun, end - frame);
            shape(of, isSine, out, frame, (frame - from) * WIDTH, (end - from) * WIDTH);
            frame = end;
        }
    }

    private static void shape(LaneOperation of, boolean isSine, float[] out, int frame, int begin, int end) {
        LaneTurns turns = of.turns;
        int[] phases = turns.frames;
        for (int lane = 0; lane < WIDTH; lane += LANES) {
            phases(turns, lane, phases, begin + lane, end);
        }
        int shape = isSine ? Step.OSCILLATOR : of.code;
        switch (shape) {
            case Step.SAW -> signed(phases, 0, out, begin, end);
            case Step.NAIVE_SAW -> signed(phases, HALF_TURN, out, begin, end);
            case Step.NAIVE_SQUARE -> stepped(phases, 31, -2f, 1f, out, begin, end);
            case Step.PHASOR -> stepped(phases, 8, 0x1p-24f, 0f, out, begin, end);
            default -> folded(phases, out, begin, end);
        }
        int passed = Phases.inSegment(frame, 0);
        for (int lane = 0; lane < WIDTH; lane += LANES) {
            switch (shape) {
                case Step.OSCILLATOR -> sine(out, begin + lane, end);
                case Step.SAW -> saw(turns, lane, passed, out, begin + lane, end);
                case Step.SQUARE -> square(turns, lane, passed, out, begin + lane, end);
                case Step.TRIANGLE -> triangle(turns, lane, passed, out, begin + lane, end);
                default -> {}
            }
        }
        for (int lane = 0; lane < turns.pace.length; lane++) {
            if (turns.crowded[lane]) {
                CrowdedShapes.renderMoving(
                        shape - Step.SAW,
                        phases,
                        turns.increment[lane],
                        turns.growth[lane],
                        passed,
                        out,
                        begin + lane,
                        WIDTH,
                        end);
            }
        }
    }

    // Each loop has a method of its own: what goes from frame to frame stays in registers where no other loop is around
    // it.

    private static void phases(LaneTurns turns, int lane, int[] out, int from, int end) {
        IntVector turn = IntVector.fromArray(INTS, turns.turn, lane);
        IntVector advance = IntVector.fromArray(INTS, turns.advance, lane);
        IntVector bend = IntVector.fromArray(INTS, turns.bend, lane);
        IntVector low = IntVector.fromArray(INTS, turns.low, lane);
        IntVector lowAdvance = IntVector.fromArray(INTS, turns.lowAdvance, lane);
        IntVector lowBend = IntVector.fromArray(INTS, turns.lowBend, lane);
        for (int i = from; i < end; i += WIDTH) {
            turn.add(low.lanewise(VectorOperators.LSHR, 16)).intoArray(out, i);
            turn = turn.add(advance);
            advance = advance.add(bend);
            low = low.add(lowAdvance);
            lowAdvance = lowAdvance.add(lowBend);
        }
    }

    private static void signed(int[] phases, int ahead, float[] out, int from, int end) {
        for (int i = from; i < end; i += LANES) {
            ((FloatVector) IntVector.fromArray(INTS, phases, i).add(ahead).convert(VectorOperators.I2F, 0))
                    .mul(HALF_TURNS_PER_PHASE)
                    .intoArray(out, i);
        }
    }

    private static void folded(int[] phases, float[] out, int from, int end) {
        for (int i = from; i < end; i += LANES) {
            IntVector ahead = IntVector.fromArray(INTS, phases, i).add(QUARTER_TURN);
            ((FloatVector) ahead.abs().sub(QUARTER_TURN).convert(VectorOperators.I2F, 0))
                    .mul(QUARTERS_PER_PHASE)
                    .intoArray(out, i);
        }
    }

    private static void stepped(int[] phases, int shift, float factor, float addend, float[] out, int from, int end) {
        for (int i = from; i < end; i += LANES) {
            IntVector step = IntVector.fromArray(INTS, phases, i).lanewise(VectorOperators.LSHR, shift);
            ((FloatVector) step.convert(VectorOperators.I2F, 0))
                    .mul(factor)
                    .add(addend)
                    .intoArray(out, i);
        }
    }

    private static void sine(float[] out, int from, int end) {
        for (int i = from; i < end; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, out, i);
            FloatVector z = x.mul(x);
            FloatVector p =
                    z.fma(FloatVector.broadcast(FLOATS, 0.00015128164f), FloatVector.broadcast(FLOATS, -0.0046733953f));
            p = z.fma(p, FloatVector.broadcast(FLOATS, 0.07968947f));
            p = z.fma(p, FloatVector.broadcast(FLOATS, -0.64596367f));
            p = z.fma(p, FloatVector.broadcast(FLOATS, 0.5707963f));
            x.fma(p, x).intoArray(out, i);
        }
    }

    private static void saw(LaneTurns turns, int lane, int passed, float[] out, int from, int end) {
        FloatVector increment = FloatVector.fromArray(FLOATS, turns.increment, lane);
        FloatVector growth = FloatVector.fromArray(FLOATS, turns.growth, lane);
        for (int i = from, frame = passed; i < end; i += WIDTH, frame++) {
            FloatVector pace = increment
                    .add(growth.mul(frame))
                    .abs()
                    .mul(TURNS_PER_INCREMENT)
                    .max(SLOWEST);
            FloatVector x = FloatVector.fromArray(FLOATS, out, i);
            FloatVector samples = x.mul(FloatVector.broadcast(FLOATS, 0.5f).div(pace));
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
        }
    }

    private static void square(LaneTurns turns, int lane, int passed, float[] out, int from, int end) {
        FloatVector increment = FloatVector.fromArray(FLOATS, turns.increment, lane);
        FloatVector growth = FloatVector.fromArray(FLOATS, turns.growth, lane);
        for (int i = from, frame = passed; i < end; i += WIDTH, frame++) {
            FloatVector pace = increment
                    .add(growth.mul(frame))
                    .abs()
                    .mul(TURNS_PER_INCREMENT)
                    .max(SLOWEST);
            FloatVector samples = FloatVector.fromArray(FLOATS, out, i)
                    .mul(FloatVector.broadcast(FLOATS, 0.25f).div(pace));
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
        }
    }

    private static void triangle(LaneTurns turns, int lane, int passed, float[] out, int from, int end) {
        FloatVector increment = FloatVector.fromArray(FLOATS, turns.increment, lane);
        FloatVector growth = FloatVector.fromArray(FLOATS, turns.growth, lane);
        for (int i = from, frame = passed; i < end; i += WIDTH, frame++) {
            FloatVector pace = increment
                    .add(growth.mul(frame))
                    .abs()
                    .mul(TURNS_PER_INCREMENT)
                    .max(SLOWEST);
            FloatVector scale = FloatVector.broadcast(FLOATS, 0.25f).div(pace);
            FloatVector x = FloatVector.fromArray(FLOATS, out, i);
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
            x.sub(pace.mul(8f)
                            .mul(corner)
                            .reinterpretAsInts()
                            .lanewise(VectorOperators.XOR, sign)
                            .reinterpretAsFloats())
                    .intoArray(out, i);
        }
    }
}
