package vorlauf.plan;

import static vorlauf.plan.VectorMath.FLOATS;
import static vorlauf.plan.VectorMath.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Loops in one pass each, in vectors of frames: what the taps read is used where it is, and what comes out goes to the buffer
 * and into the lines at once.
 *
 * <p>A pass ends where a line begins anew, and has no more frames than the shorter delay. Frames that are left over behind
 * the last whole vector are rendered by another that ends with them: those that it renders again come out the same, since no
 * pass reads what it writes.
 */
final class VectorLoops {
    private VectorLoops() {}

    static void render(RenderPlan plan, LoopBank bank, int[] steps, int from, int to) {
        for (LoopVoice loop : bank.loops) {
            if (!loop.prepare(plan)) {
                loop.byRows(plan, steps, from, to);
                loop.add(from, to);
                continue;
            }
            if (loop.shortest < LANES) {
                loop.frameByFrame(0, from, to);
                loop.add(from, to);
            } else if (loop.hasOneLine()) {
                throughOneLine(loop, from, to);
            } else {
                throughTwoLines(loop, from, to);
                loop.add(from, to);
            }
            loop.passed(plan, to - from);
        }
        bank.hasSummed(plan);
    }

    private static void throughOneLine(LoopVoice loop, int from, int to) {
        float[] line = loop.lineA;
        int mask = line.length - 1;
        int most = loop.shortest & -LANES;
        for (int begin = from; begin < to; ) {
            int write = (int) loop.positionA + (begin - from) & mask;
            int readA = write - loop.delayA & mask;
            int readB = write - loop.delayB & mask;
            int straight = line.length - Math.max(write, Math.max(readA, readB));
            int frames = Math.min(to - begin, most);
            if (straight < frames) {
                frames = Math.max(LANES, straight & -LANES);
            }
            if (straight < LANES || frames < LANES) {
                frames = Math.min(frames, to - begin);
                loop.frameByFrame(begin - from, begin, begin + frames);
                loop.add(begin, begin + frames);
            } else {
                pass(loop, line, readA, readB, write, begin, frames & -LANES);
                frames &= -LANES;
            }
            begin += frames;
        }
    }

    private static void throughTwoLines(LoopVoice loop, int from, int to) {
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

    private static void pass(LoopVoice loop, float[] line, int readA, int readB, int write, int from, int frames) {
        switch (loop.shape) {
            case LoopVoice.COMB -> comb(line, readA, write, loop.g, loop.x, loop.added, loop.y, from, frames);
            case LoopVoice.MEAN -> mean(line, readA, readB, write, loop.g, loop.x, loop.added, loop.y, from, frames);
            default -> twoTaps(line, readA, loop.g, readB, loop.h, write, loop.x, loop.added, loop.y, from, frames);
        }
    }

    /** From two lines, then into both. */
    private static void pass(LoopVoice loop, int readA, int writeA, int readB, int writeB, int from, int frames) {
        float[] a = loop.lineA;
        float[] b = loop.lineB;
        if (loop.shape == LoopVoice.MEAN) {
            mean(a, readA, b, readB, loop.g, loop.x, loop.y, from, frames);
        } else {
            twoTaps(a, readA, loop.g, b, readB, loop.h, loop.x, loop.y, from, frames);
        }
        VectorDelays.flushed(loop.y, from, a, writeA, frames);
        VectorDelays.flushed(loop.y, from, b, writeB, frames);
    }

    // ---- through one line -------------------------------------------------------------------------------------------

    private static void comb(
            float[] line, int read, int write, float g, float[] x, float[] added, float[] y, int from, int frames) {
        for (int i = 0; i < frames; i += LANES) {
            FloatVector value = FloatVector.fromArray(FLOATS, line, read + i)
                    .fma(FloatVector.broadcast(FLOATS, g), FloatVector.fromArray(FLOATS, x, from + i));
            FloatVector.fromArray(FLOATS, added, from + i).add(value).intoArray(y, from + i);
            value.blend(0f, value.abs().compare(VectorOperators.LT, Float.MIN_NORMAL))
                    .intoArray(line, write + i);
        }
    }

    private static void mean(
            float[] line,
            int readA,
            int readB,
            int write,
            float g,
            float[] x,
            float[] added,
            float[] y,
            int from,
            int frames) {
        for (int i = 0; i < frames; i += LANES) {
            FloatVector value = FloatVector.fromArray(FLOATS, line, readA + i)
                    .add(FloatVector.fromArray(FLOATS, line, readB + i))
                    .fma(FloatVector.broadcast(FLOATS, g), FloatVector.fromArray(FLOATS, x, from + i));
            FloatVector.fromArray(FLOATS, added, from + i).add(value).intoArray(y, from + i);
            value.blend(0f, value.abs().compare(VectorOperators.LT, Float.MIN_NORMAL))
                    .intoArray(line, write + i);
        }
    }

    private static void twoTaps(
            float[] line,
            int readA,
            float g,
            int readB,
            float h,
            int write,
            float[] x,
            float[] added,
            float[] y,
            int from,
            int frames) {
        for (int i = 0; i < frames; i += LANES) {
            FloatVector inner = FloatVector.fromArray(FLOATS, line, readA + i)
                    .fma(FloatVector.broadcast(FLOATS, g), FloatVector.fromArray(FLOATS, x, from + i));
            FloatVector value =
                    FloatVector.fromArray(FLOATS, line, readB + i).fma(FloatVector.broadcast(FLOATS, h), inner);
            FloatVector.fromArray(FLOATS, added, from + i).add(value).intoArray(y, from + i);
            value.blend(0f, value.abs().compare(VectorOperators.LT, Float.MIN_NORMAL))
                    .intoArray(line, write + i);
        }
    }

    // ---- from two lines ---------------------------------------------------------------------------------------------

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
