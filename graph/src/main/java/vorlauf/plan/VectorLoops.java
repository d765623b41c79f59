package vorlauf.plan;

import static vorlauf.plan.VectorMath.FLOATS;
import static vorlauf.plan.VectorMath.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Loops in one pass each, in vectors of frames: what the taps read is used where it is, and what comes out goes to the buffer
 * and into the lines at once.
 *
 * <p>Through the past of a loop that is joined there is one pass. Through lines a pass ends where a line begins anew, and has no
 * more frames than the shorter delay. Frames that are left over behind the last whole vector are rendered by another that ends
 * with them: those that it renders again come out the same, since no vector reads what it writes.
 */
final class VectorLoops {
    private VectorLoops() {}

    static void render(RenderPlan plan, LoopBank bank, int[] steps, int from, int to) {
        boolean sums = bank.maySum(plan);
        for (LoopVoice loop : bank.loops) {
            boolean rests = loop.prepare(plan);
            LoopPast past = to - from < LANES ? null : loop.joined;
            int left = to - from & LANES - 1;
            if (rests && past != null && left == 0) {
                float[] added = sums ? loop.added : bank.nothing;
                float[] out = sums ? loop.out : loop.y;
                pass(loop, past.samples, past.at, added, out, from, to - from);
                loop.passed(plan, to - from);
                continue;
            }
            if (!rests) {
                loop.byRows(plan, steps, from, to);
            } else if (past != null) {
                pass(loop, past.samples, past.at, bank.nothing, loop.y, from, to - from - left);
                pass(loop, past.samples, past.at + (to - from) - LANES, bank.nothing, loop.y, to - LANES, LANES);
                loop.passed(plan, to - from);
            } else {
                throughLines(loop, plan, from, to);
                loop.passed(plan, to - from);
            }
            if (sums) {
                loop.add(from, to);
            }
        }
        if (sums) {
            bank.hasSummed(plan);
        }
    }

    private static void pass(LoopVoice loop, float[] line, int at, float[] added, float[] out, int from, int frames) {
        switch (loop.shape) {
            case LoopVoice.COMB -> comb(loop, line, at, added, out, from, frames);
            case LoopVoice.MEAN -> mean(loop, line, at, added, out, from, frames);
            default -> twoTaps(loop, line, at, added, out, from, frames);
        }
    }

    private static void throughLines(LoopVoice loop, RenderPlan plan, int from, int to) {
        if (loop.joined != null) {
            loop.release(plan);
        }
        if (loop.shortest < LANES) {
            loop.frameByFrame(0, from, to);
            return;
        }
        int maskA = loop.lineA.length - 1;
        int maskB = loop.lineB.length - 1;
        for (int begin = from; begin < to; ) {
            int writeA = (int) loop.positionA + (begin - from) & maskA;
            int writeB = (int) loop.positionB + (begin - from) & maskB;
            int readA = writeA - loop.delayA & maskA;
            int readB = writeB - loop.delayB & maskB;
            int frames = Math.min(
                    Math.min(to - begin, loop.shortest),
                    Math.min(maskA + 1 - Math.max(readA, writeA), maskB + 1 - Math.max(readB, writeB)));
            int whole = frames & -LANES;
            if (whole == 0) {
                loop.frameByFrame(begin - from, begin, begin + frames);
            } else {
                pass(loop, readA, writeA, readB, writeB, begin, whole);
                int left = frames - LANES;
                if (whole < frames) {
                    pass(loop, readA + left, writeA + left, readB + left, writeB + left, begin + left, LANES);
                }
            }
            begin += frames;
        }
    }

    /** From the lines, then into them. */
    private static void pass(LoopVoice loop, int readA, int writeA, int readB, int writeB, int from, int frames) {
        float[] a = loop.lineA;
        float[] b = loop.lineB;
        switch (loop.shape) {
            case LoopVoice.COMB -> comb(a, readA, loop.g, loop.x, loop.y, from, frames);
            case LoopVoice.MEAN -> mean(a, readA, b, readB, loop.g, loop.x, loop.y, from, frames);
            default -> twoTaps(a, readA, loop.g, b, readB, loop.h, loop.x, loop.y, from, frames);
        }
        VectorDelays.flushed(loop.y, from, a, writeA, frames);
        if (loop.shape != LoopVoice.COMB) {
            VectorDelays.flushed(loop.y, from, b, writeB, frames);
        }
    }

    // ---- through a past ---------------------------------------------------------------------------------------------

    private static void comb(LoopVoice loop, float[] line, int at, float[] added, float[] out, int from, int frames) {
        int read = at - loop.delayA;
        float g = loop.g;
        float[] x = loop.x;
        for (int i = 0; i < frames; i += LANES) {
            FloatVector value = FloatVector.fromArray(FLOATS, line, read + i)
                    .fma(FloatVector.broadcast(FLOATS, g), FloatVector.fromArray(FLOATS, x, from + i));
            FloatVector.fromArray(FLOATS, added, from + i).add(value).intoArray(out, from + i);
            value.blend(0f, value.abs().compare(VectorOperators.LT, Float.MIN_NORMAL))
                    .intoArray(line, at + i);
        }
    }

    private static void mean(LoopVoice loop, float[] line, int at, float[] added, float[] out, int from, int frames) {
        int readA = at - loop.delayA;
        int readB = at - loop.delayB;
        float g = loop.g;
        float[] x = loop.x;
        for (int i = 0; i < frames; i += LANES) {
            FloatVector value = FloatVector.fromArray(FLOATS, line, readA + i)
                    .add(FloatVector.fromArray(FLOATS, line, readB + i))
                    .fma(FloatVector.broadcast(FLOATS, g), FloatVector.fromArray(FLOATS, x, from + i));
            FloatVector.fromArray(FLOATS, added, from + i).add(value).intoArray(out, from + i);
            value.blend(0f, value.abs().compare(VectorOperators.LT, Float.MIN_NORMAL))
                    .intoArray(line, at + i);
        }
    }

    private static void twoTaps(
            LoopVoice loop, float[] line, int at, float[] added, float[] out, int from, int frames) {
        int readA = at - loop.delayA;
        int readB = at - loop.delayB;
        float g = loop.g;
        float h = loop.h;
        float[] x = loop.x;
        for (int i = 0; i < frames; i += LANES) {
            FloatVector inner = FloatVector.fromArray(FLOATS, line, readA + i)
                    .fma(FloatVector.broadcast(FLOATS, g), FloatVector.fromArray(FLOATS, x, from + i));
            FloatVector value =
                    FloatVector.fromArray(FLOATS, line, readB + i).fma(FloatVector.broadcast(FLOATS, h), inner);
            FloatVector.fromArray(FLOATS, added, from + i).add(value).intoArray(out, from + i);
            value.blend(0f, value.abs().compare(VectorOperators.LT, Float.MIN_NORMAL))
                    .intoArray(line, at + i);
        }
    }

    // ---- from lines -------------------------------------------------------------------------------------------------

    private static void comb(float[] a, int read, float g, float[] x, float[] y, int from, int frames) {
        for (int i = 0; i < frames; i += LANES) {
            FloatVector.fromArray(FLOATS, a, read + i)
                    .fma(FloatVector.broadcast(FLOATS, g), FloatVector.fromArray(FLOATS, x, from + i))
                    .intoArray(y, from + i);
        }
    }

    private static void mean(
            float[] a, int readA, float[] b, int readB, float g, float[] x, float[] y, int from, int frames) {
        for (int i = 0; i < frames; i += LANES) {
            FloatVector.fromArray(FLOATS, a, readA + i)
                    .add(FloatVector.fromArray(FLOATS, b, readB + i))
                    .fma(FloatVector.broadcast(FLOATS, g), FloatVector.fromArray(FLOATS, x, from + i))
                    .intoArray(y, from + i);
        }
    }

    private static void twoTaps(
            float[] a, int readA, float g, float[] b, int readB, float h, float[] x, float[] y, int from, int frames) {
        for (int i = 0; i < frames; i += LANES) {
            FloatVector inner = FloatVector.fromArray(FLOATS, a, readA + i)
                    .fma(FloatVector.broadcast(FLOATS, g), FloatVector.fromArray(FLOATS, x, from + i));
            FloatVector.fromArray(FLOATS, b, readB + i)
                    .fma(FloatVector.broadcast(FLOATS, h), inner)
                    .intoArray(y, from + i);
        }
    }
}
