package vorlauf.plan;

import static vorlauf.plan.VectorMath.FLOATS;
import static vorlauf.plan.VectorMath.INTS;
import static vorlauf.plan.VectorMath.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import vorlauf.dsp.Biquad;
import vorlauf.dsp.Phases;

/**
 * Element-wise steps and oscillators of sixteen voices beside each other, in slots. {@code floats} is how many floats of a
 * slot are in use: frames times lanes. The target may be any operand.
 */
final class VectorLanes {
    private static final int WIDTH = BankForm.LANES;

    private static final int QUARTER_TURN = 1 << 30;
    private static final float QUARTERS_PER_PHASE = 0x1p-30f;

    private VectorLanes() {}

    // ---- of slots ---------------------------------------------------------------------------------------------------

    static void add(float[] a, float[] b, float[] out, int floats) {
        for (int i = 0; i < floats; i += LANES) {
            FloatVector.fromArray(FLOATS, a, i)
                    .add(FloatVector.fromArray(FLOATS, b, i))
                    .intoArray(out, i);
        }
    }

    static void subtract(float[] a, float[] b, float[] out, int floats) {
        for (int i = 0; i < floats; i += LANES) {
            FloatVector.fromArray(FLOATS, a, i)
                    .sub(FloatVector.fromArray(FLOATS, b, i))
                    .intoArray(out, i);
        }
    }

    static void multiply(float[] a, float[] b, float[] out, int floats) {
        for (int i = 0; i < floats; i += LANES) {
            FloatVector.fromArray(FLOATS, a, i)
                    .mul(FloatVector.fromArray(FLOATS, b, i))
                    .intoArray(out, i);
        }
    }

    static void multiplyAdd(float[] a, float[] b, float[] c, float[] out, int floats) {
        for (int i = 0; i < floats; i += LANES) {
            FloatVector.fromArray(FLOATS, a, i)
                    .fma(FloatVector.fromArray(FLOATS, b, i), FloatVector.fromArray(FLOATS, c, i))
                    .intoArray(out, i);
        }
    }

    /** a limited to b..c; where b is above c, c. */
    static void clip(float[] a, float[] b, float[] c, float[] out, int floats) {
        for (int i = 0; i < floats; i += LANES) {
            FloatVector.fromArray(FLOATS, a, i)
                    .max(FloatVector.fromArray(FLOATS, b, i))
                    .min(FloatVector.fromArray(FLOATS, c, i))
                    .intoArray(out, i);
        }
    }

    /** The active lanes alone. */
    static void set(float[] a, boolean[] active, float[] out, int floats) {
        for (int lane = 0; lane < WIDTH; lane += LANES) {
            VectorMask<Float> mask = VectorMask.fromArray(FLOATS, active, lane);
            for (int i = lane; i < floats; i += WIDTH) {
                FloatVector.fromArray(FLOATS, out, i)
                        .blend(FloatVector.fromArray(FLOATS, a, i), mask)
                        .intoArray(out, i);
            }
        }
    }

    /** The active lanes alone. */
    static void set(float value, boolean[] active, float[] out, int floats) {
        for (int lane = 0; lane < WIDTH; lane += LANES) {
            VectorMask<Float> mask = VectorMask.fromArray(FLOATS, active, lane);
            for (int i = lane; i < floats; i += WIDTH) {
                FloatVector.fromArray(FLOATS, out, i).blend(value, mask).intoArray(out, i);
            }
        }
    }

    /** State of biquads that is tiny where a segment ends is zero, as in {@link Biquad#flushed}. */
    static void flushAtSegmentEnd(float[] memory, int frame, int begun) {
        if (Phases.inSegment(frame, begun) == 0) {
            flush(memory);
        }
    }

    private static void flush(float[] memory) {
        for (int i = 0; i < memory.length; i += LANES) {
            FloatVector state = FloatVector.fromArray(FLOATS, memory, i);
            state.blend(0f, state.abs().compare(VectorOperators.LT, Biquad.STATE_FLOOR))
                    .intoArray(memory, i);
        }
    }

    // ---- of slots and scalars ---------------------------------------------------------------------------------------

    /** Scalars that may move; {@code first} is the block's frame that the slot begins with. */
    static void ramp(float[] start, float[] step, int first, float[] out, int floats) {
        for (int lane = 0; lane < WIDTH; lane += LANES) {
            FloatVector begin = FloatVector.fromArray(FLOATS, start, lane);
            FloatVector way = FloatVector.fromArray(FLOATS, step, lane);
            for (int i = lane, frame = first + 1; i < floats; i += WIDTH, frame++) {
                begin.add(way.mul(frame)).add(0f).intoArray(out, i);
            }
        }
    }

    static void add(float[] a, float[] scalars, float[] out, int floats, float sign) {
        for (int lane = 0; lane < WIDTH; lane += LANES) {
            FloatVector addend = FloatVector.fromArray(FLOATS, scalars, lane).mul(sign);
            for (int i = lane; i < floats; i += WIDTH) {
                FloatVector.fromArray(FLOATS, a, i).add(addend).intoArray(out, i);
            }
        }
    }

    static void scalarsMinus(float[] scalars, float[] a, float[] out, int floats) {
        for (int lane = 0; lane < WIDTH; lane += LANES) {
            FloatVector minuend = FloatVector.fromArray(FLOATS, scalars, lane);
            for (int i = lane; i < floats; i += WIDTH) {
                minuend.sub(FloatVector.fromArray(FLOATS, a, i)).intoArray(out, i);
            }
        }
    }

    static void scale(float[] a, float[] factors, float[] out, int floats) {
        for (int lane = 0; lane < WIDTH; lane += LANES) {
            FloatVector factor = FloatVector.fromArray(FLOATS, factors, lane);
            for (int i = lane; i < floats; i += WIDTH) {
                FloatVector.fromArray(FLOATS, a, i).mul(factor).intoArray(out, i);
            }
        }
    }

    /** a limited to what each lane has. */
    static void clipToScalars(float[] a, float[] lows, float[] highs, float[] out, int floats) {
        for (int lane = 0; lane < WIDTH; lane += LANES) {
            FloatVector low = FloatVector.fromArray(FLOATS, lows, lane);
            FloatVector high = FloatVector.fromArray(FLOATS, highs, lane);
            for (int i = lane; i < floats; i += WIDTH) {
                FloatVector.fromArray(FLOATS, a, i).max(low).min(high).intoArray(out, i);
            }
        }
    }

    static void scaleAdd(float[] a, float[] factors, float[] b, float[] out, int floats) {
        for (int lane = 0; lane < WIDTH; lane += LANES) {
            FloatVector factor = FloatVector.fromArray(FLOATS, factors, lane);
            for (int i = lane; i < floats; i += WIDTH) {
                FloatVector.fromArray(FLOATS, a, i)
                        .fma(factor, FloatVector.fromArray(FLOATS, b, i))
                        .intoArray(out, i);
            }
        }
    }

    static void scaleAddScalars(float[] a, float[] factors, float[] addends, float[] out, int floats) {
        for (int lane = 0; lane < WIDTH; lane += LANES) {
            FloatVector factor = FloatVector.fromArray(FLOATS, factors, lane);
            FloatVector addend = FloatVector.fromArray(FLOATS, addends, lane);
            for (int i = lane; i < floats; i += WIDTH) {
                FloatVector.fromArray(FLOATS, a, i).fma(factor, addend).intoArray(out, i);
            }
        }
    }

    // ---- oscillators ------------------------------------------------------------------------------------------------

    // Each loop has a method of its own: what goes from frame to frame stays in registers where no other loop is around
    // it.

    static void sine(LaneOperation of, float[] out, int floats) {
        for (int lane = 0; lane < WIDTH; lane += LANES) {
            sine(of.turns.turn, of.turns.advance, out, lane, floats);
        }
    }

    private static void sine(int[] turns, int[] advances, float[] out, int lane, int floats) {
        IntVector ahead = IntVector.fromArray(INTS, turns, lane).add(QUARTER_TURN);
        IntVector advance = IntVector.fromArray(INTS, advances, lane);
        for (int i = lane; i < floats; i += WIDTH) {
            FloatVector x = ((FloatVector) ahead.abs().sub(QUARTER_TURN).convert(VectorOperators.I2F, 0))
                    .mul(QUARTERS_PER_PHASE);
            FloatVector z = x.mul(x);
            FloatVector p =
                    z.fma(FloatVector.broadcast(FLOATS, 0.00015128164f), FloatVector.broadcast(FLOATS, -0.0046733953f));
            p = z.fma(p, FloatVector.broadcast(FLOATS, 0.07968947f));
            p = z.fma(p, FloatVector.broadcast(FLOATS, -0.64596367f));
            p = z.fma(p, FloatVector.broadcast(FLOATS, 0.5707963f));
            x.fma(p, x).intoArray(out, i);
            ahead = ahead.add(advance);
        }
    }

    static void sineScaleAdd(LaneOperation of, float[] factors, float[] b, float[] out, int floats) {
        for (int lane = 0; lane < WIDTH; lane += LANES) {
            sineScaleAdd(of.turns.turn, of.turns.advance, factors, b, out, lane, floats);
        }
    }

    private static void sineScaleAdd(
            int[] turns, int[] advances, float[] factors, float[] b, float[] out, int lane, int floats) {
        IntVector ahead = IntVector.fromArray(INTS, turns, lane).add(QUARTER_TURN);
        IntVector advance = IntVector.fromArray(INTS, advances, lane);
        FloatVector factor = FloatVector.fromArray(FLOATS, factors, lane);
        for (int i = lane; i < floats; i += WIDTH) {
            FloatVector x = ((FloatVector) ahead.abs().sub(QUARTER_TURN).convert(VectorOperators.I2F, 0))
                    .mul(QUARTERS_PER_PHASE);
            FloatVector z = x.mul(x);
            FloatVector p =
                    z.fma(FloatVector.broadcast(FLOATS, 0.00015128164f), FloatVector.broadcast(FLOATS, -0.0046733953f));
            p = z.fma(p, FloatVector.broadcast(FLOATS, 0.07968947f));
            p = z.fma(p, FloatVector.broadcast(FLOATS, -0.64596367f));
            p = z.fma(p, FloatVector.broadcast(FLOATS, 0.5707963f));
            x.fma(p, x).fma(factor, FloatVector.fromArray(FLOATS, b, i)).intoArray(out, i);
            ahead = ahead.add(advance);
        }
    }

    static void sineScaleAddScalars(LaneOperation of, float[] factors, float[] addends, float[] out, int floats) {
        for (int lane = 0; lane < WIDTH; lane += LANES) {
            sineScaleAddScalars(of.turns.turn, of.turns.advance, factors, addends, out, lane, floats);
        }
    }

    private static void sineScaleAddScalars(
            int[] turns, int[] advances, float[] factors, float[] addends, float[] out, int lane, int floats) {
        IntVector ahead = IntVector.fromArray(INTS, turns, lane).add(QUARTER_TURN);
        IntVector advance = IntVector.fromArray(INTS, advances, lane);
        FloatVector factor = FloatVector.fromArray(FLOATS, factors, lane);
        FloatVector addend = FloatVector.fromArray(FLOATS, addends, lane);
        for (int i = lane; i < floats; i += WIDTH) {
            FloatVector x = ((FloatVector) ahead.abs().sub(QUARTER_TURN).convert(VectorOperators.I2F, 0))
                    .mul(QUARTERS_PER_PHASE);
            FloatVector z = x.mul(x);
            FloatVector p =
                    z.fma(FloatVector.broadcast(FLOATS, 0.00015128164f), FloatVector.broadcast(FLOATS, -0.0046733953f));
            p = z.fma(p, FloatVector.broadcast(FLOATS, 0.07968947f));
            p = z.fma(p, FloatVector.broadcast(FLOATS, -0.64596367f));
            p = z.fma(p, FloatVector.broadcast(FLOATS, 0.5707963f));
            x.fma(p, x).fma(factor, addend).intoArray(out, i);
            ahead = ahead.add(advance);
        }
    }

    /** A slot times a sine (times a factor, plus an addend), times a gain, and added to something; for vectors of all lanes. */
    static void tremolo(LaneOperation of, float[] gains, float[] slot, float[] added, float[] out, int floats) {
        IntVector ahead = IntVector.fromArray(INTS, of.turns.turn, 0).add(QUARTER_TURN);
        IntVector advance = IntVector.fromArray(INTS, of.turns.advance, 0);
        FloatVector factor = FloatVector.fromArray(FLOATS, of.start[1], 0);
        FloatVector addend = FloatVector.fromArray(FLOATS, of.start[2], 0);
        FloatVector gain = FloatVector.fromArray(FLOATS, gains, 0);
        for (int i = 0; i < floats; i += WIDTH) {
            FloatVector x = ((FloatVector) ahead.abs().sub(QUARTER_TURN).convert(VectorOperators.I2F, 0))
                    .mul(QUARTERS_PER_PHASE);
            FloatVector z = x.mul(x);
            FloatVector p =
                    z.fma(FloatVector.broadcast(FLOATS, 0.00015128164f), FloatVector.broadcast(FLOATS, -0.0046733953f));
            p = z.fma(p, FloatVector.broadcast(FLOATS, 0.07968947f));
            p = z.fma(p, FloatVector.broadcast(FLOATS, -0.64596367f));
            p = z.fma(p, FloatVector.broadcast(FLOATS, 0.5707963f));
            FloatVector.fromArray(FLOATS, slot, i)
                    .mul(x.fma(p, x).fma(factor, addend))
                    .fma(gain, FloatVector.fromArray(FLOATS, added, i))
                    .intoArray(out, i);
            ahead = ahead.add(advance);
        }
    }

    /** Sines with a frequency for each frame. */
    static void modulatedSine(LaneOperation of, float[] hertz, float scale, float[] out, int floats) {
        for (int lane = 0; lane < WIDTH; lane++) {
            of.turns.turn[lane] = Phases.high(of.phase[lane]);
        }
        for (int lane = 0; lane < WIDTH; lane += LANES) {
            modulatedSine(of.turns.turn, hertz, scale, out, lane, floats);
        }
        for (int lane = 0; lane < WIDTH; lane++) {
            of.phase[lane] = Phases.joined(of.turns.turn[lane], of.phase[lane]);
        }
    }

    private static void modulatedSine(int[] turns, float[] hertz, float scale, float[] out, int lane, int floats) {
        IntVector ahead = IntVector.fromArray(INTS, turns, lane).add(QUARTER_TURN);
        for (int i = lane; i < floats; i += WIDTH) {
            IntVector advance = (IntVector)
                    FloatVector.fromArray(FLOATS, hertz, i).mul(scale).convert(VectorOperators.F2I, 0);
            FloatVector x = ((FloatVector) ahead.abs().sub(QUARTER_TURN).convert(VectorOperators.I2F, 0))
                    .mul(QUARTERS_PER_PHASE);
            FloatVector z = x.mul(x);
            FloatVector p =
                    z.fma(FloatVector.broadcast(FLOATS, 0.00015128164f), FloatVector.broadcast(FLOATS, -0.0046733953f));
            p = z.fma(p, FloatVector.broadcast(FLOATS, 0.07968947f));
            p = z.fma(p, FloatVector.broadcast(FLOATS, -0.64596367f));
            p = z.fma(p, FloatVector.broadcast(FLOATS, 0.5707963f));
            x.fma(p, x).intoArray(out, i);
            ahead = ahead.add(advance);
        }
        ahead.sub(QUARTER_TURN).intoArray(turns, lane);
    }
}
