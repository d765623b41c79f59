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
 * Oscillators whose frequencies move: with the block, some of sixteen voices beside each other, or in each frame, then also along
 * time. The operations are those of {@link Oscillators}: first the phases of all frames, then the naive shape of these, then what
 * makes it a sine or band-limited, written out in each loop (0024). A voice so high that the corners of its periods touch is
 * rendered by itself, over what the others' formula gives for it.
 */
final class VectorMovingShapes {
    private static final int WIDTH = BankForm.LANES;

    private static final int QUARTER_TURN = 1 << 30;
    private static final int HALF_TURN = Integer.MIN_VALUE;
    private static final float QUARTERS_PER_PHASE = 0x1p-30f;
    private static final float HALF_TURNS_PER_PHASE = 0x1p-31f;
    private static final float TURNS_PER_INCREMENT = 0x1p-64f;
    private static final float SLOWEST = 0x1p-32f;
    private static final float FASTEST = 0.5f;
    private static final int SIGN = Integer.MIN_VALUE;
    private static final float THIRD = 1f / 3f;
    private static final float ONE_OVER_120 = 1f / 120f;

    private VectorMovingShapes() {}

    /** Writes so many floats from a frame of the block on. */
    static void moving(RenderPlan plan, LaneOperation of, float[] out, int from, int floats) {
        LaneTurns turns = of.turns;
        float[] paces = paces(plan);
        int to = from + floats / WIDTH;
        for (int frame = from; frame < to; ) {
            int next = Phases.segmentEnd(frame, 0, to);
            int begin = (frame - from) * WIDTH;
            int end = (next - from) * WIDTH;
            boolean cornered = of.shape != Step.OSCILLATOR;
            turns.move(of.phase, of.increment, of.growth, cornered, frame, plan.begun, next - frame);
            for (int lane = 0; lane < WIDTH; lane += LANES) {
                phases(turns, lane, plan.phases, begin + lane, end);
                if (turns.pace.length > 0) {
                    paces(turns, lane, Phases.inSegment(frame, 0), paces, begin + lane, end);
                }
            }
            shape(of.shape, plan.phases, paces, out, begin, end);
            for (int lane = 0; lane < turns.pace.length; lane++) {
                if (turns.crowded[lane]) {
                    CrowdedShapes.renderAll(of.shape - Step.SAW, plan.phases, paces, out, begin + lane, WIDTH, end);
                }
            }
            frame = next;
        }
    }

    /** The same with a frequency for each frame. */
    static void modulated(RenderPlan plan, LaneOperation of, float[] hertz, float[] out, int floats) {
        LaneTurns turns = of.turns;
        float[] paces = paces(plan);
        for (int lane = 0; lane < WIDTH; lane++) {
            turns.turn[lane] = Phases.high(of.phase[lane]);
        }
        float scale = Phases.perHertz(plan.sampleRateHertz);
        for (int lane = 0; lane < WIDTH; lane += LANES) {
            phases(turns.turn, hertz, scale, plan.phases, lane, floats);
            if (turns.pace.length > 0) {
                paces(turns.pace, lane, hertz, turnsPerHertz(plan), paces, lane, WIDTH, floats);
            }
        }
        for (int lane = 0; lane < WIDTH; lane++) {
            of.phase[lane] = Phases.joined(turns.turn[lane], of.phase[lane]);
        }
        shape(of.shape, plan.phases, paces, out, 0, floats);
        for (int lane = 0; lane < turns.pace.length; lane++) {
            if (of.active[lane] && CrowdedShapes.is(turns.pace[lane])) {
                CrowdedShapes.renderCrowded(of.shape - Step.SAW, plan.phases, paces, out, lane, WIDTH, floats);
            }
        }
    }

    /** Rows with a frequency for each frame, each along time. */
    static void rows(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        int whole = VectorOscillators.whole(from, to);
        for (int row = at; row < at + count * Step.LENGTH; row += Step.LENGTH) {
            if (from < whole) {
                row(plan, steps, row, from, whole);
            }
            if (whole < to) {
                OscillatorSteps.run(plan, steps, row, whole, to);
            }
        }
    }

    private static void row(RenderPlan plan, int[] steps, int at, int from, int to) {
        int shape = OscillatorSteps.shape(steps[at]);
        float[] hertz = Rows.input(plan, steps, at, 0);
        float[] out = Rows.output(plan, steps, at);
        Phases.accumulate(plan.longs, steps[at + Step.EXTRA], hertz, plan.sampleRateHertz, plan.scratch, from, to);
        boolean crowded = false;
        if (OscillatorSteps.isBandLimited(shape)) {
            float[] fastest = plan.turns.pace;
            paces(fastest, 0, hertz, turnsPerHertz(plan), plan.spare, from, LANES, to);
            for (int lane = 0; lane < LANES; lane++) {
                crowded |= CrowdedShapes.is(fastest[lane]);
            }
        }
        shape(shape, plan.scratch, plan.spare, out, from, to);
        if (crowded) {
            CrowdedShapes.renderCrowded(shape - Step.SAW, plan.scratch, plan.spare, out, from, 1, to);
        }
    }

    private static float turnsPerHertz(RenderPlan plan) {
        return (float) (1 / plan.sampleRateHertz);
    }

    /** Turns a frame, for each: room for what is band-limited. */
    private static float[] paces(RenderPlan plan) {
        return plan.slots[plan.slots.length - 3];
    }

    private static void shape(int shape, int[] phases, float[] paces, float[] out, int begin, int end) {
        switch (shape) {
            case Step.SAW -> signed(phases, 0, out, begin, end);
            case Step.NAIVE_SAW -> signed(phases, HALF_TURN, out, begin, end);
            case Step.NAIVE_SQUARE -> stepped(phases, 31, -2f, 1f, out, begin, end);
            case Step.PHASOR -> stepped(phases, 8, 0x1p-24f, 0f, out, begin, end);
            default -> folded(phases, out, begin, end);
        }
        switch (shape) {
            case Step.OSCILLATOR -> sine(out, begin, end);
            case Step.SAW -> saw(paces, out, begin, end);
            case Step.SQUARE -> square(paces, out, begin, end);
            case Step.TRIANGLE -> triangle(paces, out, begin, end);
            default -> {}
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

    /** Of a frequency for each frame; {@code turns} are where each lane begins, then where it ends. */
    private static void phases(int[] turns, float[] hertz, float scale, int[] out, int lane, int end) {
        IntVector turn = IntVector.fromArray(INTS, turns, lane);
        for (int i = lane; i < end; i += WIDTH) {
            turn.intoArray(out, i);
            turn = turn.add((IntVector)
                    FloatVector.fromArray(FLOATS, hertz, i).mul(scale).convert(VectorOperators.F2I, 0));
        }
        turn.intoArray(turns, lane);
    }

    /** Turns a frame where increments grow; {@code passed} frames of the segment come before. */
    private static void paces(LaneTurns turns, int lane, int passed, float[] out, int from, int end) {
        FloatVector increment = FloatVector.fromArray(FLOATS, turns.increment, lane);
        FloatVector growth = FloatVector.fromArray(FLOATS, turns.growth, lane);
        for (int i = from, frame = passed; i < end; i += WIDTH, frame++) {
            increment
                    .add(growth.mul(frame))
                    .abs()
                    .mul(TURNS_PER_INCREMENT)
                    .max(SLOWEST)
                    .intoArray(out, i);
        }
    }

    /**
     * Turns a frame of a frequency for each, half a turn at most, which NaN is, from vector to vector {@code stride} apart;
     * {@code fastest} is the largest of each lane from {@code lane} on.
     */
    private static void paces(
            float[] fastest, int lane, float[] hertz, float turnsPerHertz, float[] out, int from, int stride, int end) {
        FloatVector most = FloatVector.broadcast(FLOATS, SLOWEST);
        for (int i = from; i < end; i += stride) {
            FloatVector turns =
                    FloatVector.fromArray(FLOATS, hertz, i).mul(turnsPerHertz).abs();
            FloatVector limited = FloatVector.broadcast(FLOATS, FASTEST)
                    .blend(turns, turns.compare(VectorOperators.LT, FASTEST))
                    .max(SLOWEST);
            limited.intoArray(out, i);
            most = most.max(limited);
        }
        most.intoArray(fastest, lane);
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
        for (int i = from; i < end; i += LANES) {
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

    private static void saw(float[] paces, float[] out, int from, int end) {
        for (int i = from; i < end; i += LANES) {
            FloatVector pace = FloatVector.fromArray(FLOATS, paces, i);
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

    private static void square(float[] paces, float[] out, int from, int end) {
        for (int i = from; i < end; i += LANES) {
            FloatVector pace = FloatVector.fromArray(FLOATS, paces, i);
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

    private static void triangle(float[] paces, float[] out, int from, int end) {
        for (int i = from; i < end; i += LANES) {
            FloatVector pace = FloatVector.fromArray(FLOATS, paces, i);
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
