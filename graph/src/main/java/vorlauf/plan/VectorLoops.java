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
        float[][] added = sums ? bank.added : bank.nothing;
        float[][] out = sums ? bank.out : bank.y;
        int frames = to - from;
        if (frames % LANES == 0 && bank.prepare(plan)) {
            pass(bank, 0, bank.loops.length, 0, added, out, from, frames);
            bank.pasts.passed(frames);
        } else {
            for (LoopVoice loop : bank.loops) {
                render(plan, bank, loop, steps, from, to);
                if (sums) {
                    loop.add(from, to);
                }
            }
        }
        if (sums) {
            bank.hasSummed(plan);
        }
    }

    private static void render(RenderPlan plan, LoopBank bank, LoopVoice loop, int[] steps, int from, int to) {
        int frames = to - from;
        if (!loop.prepare(plan)) {
            loop.byRows(plan, steps, from, to);
            return;
        }
        if (loop.isJoined() && frames >= LANES) {
            int whole = frames & -LANES;
            int end = loop.number + 1;
            pass(bank, loop.number, end, 0, bank.nothing, bank.y, from, whole);
            if (whole < frames) {
                pass(bank, loop.number, end, frames - LANES, bank.nothing, bank.y, to - LANES, LANES);
            }
        } else {
            throughLines(bank, loop, plan, from, to);
        }
        loop.passed(plan, frames);
    }

    /**
     * Loops through their pasts.
     *
     * @param passed frames between the next frame of a past and the first one of this pass
     */
    private static void pass(
            LoopBank bank, int first, int end, int passed, float[][] added, float[][] out, int from, int frames) {
        switch (bank.shape) {
            case LoopVoice.COMB -> combs(bank, first, end, passed, added, out, from, frames);
            case LoopVoice.MEAN -> means(bank, first, end, passed, added, out, from, frames);
            default -> twoTaps(bank, first, end, passed, added, out, from, frames);
        }
    }

    private static void throughLines(LoopBank bank, LoopVoice loop, RenderPlan plan, int from, int to) {
        if (loop.isJoined()) {
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
                pass(bank, loop, readA, writeA, readB, writeB, begin, whole);
                int left = frames - LANES;
                if (whole < frames) {
                    pass(bank, loop, readA + left, writeA + left, readB + left, writeB + left, begin + left, LANES);
                }
            }
            begin += frames;
        }
    }

    /** From the lines, then into them. */
    private static void pass(
            LoopBank bank, LoopVoice loop, int readA, int writeA, int readB, int writeB, int from, int frames) {
        float g = bank.g[loop.number];
        float h = bank.h[loop.number];
        float[] a = loop.lineA;
        float[] b = loop.lineB;
        switch (loop.shape) {
            case LoopVoice.COMB -> comb(a, readA, g, loop.x, loop.y, from, frames);
            case LoopVoice.MEAN -> mean(a, readA, b, readB, g, loop.x, loop.y, from, frames);
            default -> twoTaps(a, readA, g, b, readB, h, loop.x, loop.y, from, frames);
        }
        VectorDelays.flushed(loop.y, from, a, writeA, frames);
        if (loop.shape != LoopVoice.COMB) {
            VectorDelays.flushed(loop.y, from, b, writeB, frames);
        }
    }

    // ---- through pasts ----------------------------------------------------------------------------------------------

    private static void combs(
            LoopBank bank, int first, int end, int passed, float[][] addends, float[][] sums, int from, int frames) {
        for (int loop = first; loop < end; loop++) {
            float[] past = bank.pasts.samples[loop];
            int at = bank.pasts.at[loop] + passed;
            int read = at - bank.delaysA[loop];
            float g = bank.g[loop];
            float[] x = bank.x[loop];
            float[] added = addends[loop];
            float[] out = sums[loop];
            for (int i = 0; i < frames; i += LANES) {
                FloatVector value = FloatVector.fromArray(FLOATS, past, read + i)
                        .fma(FloatVector.broadcast(FLOATS, g), FloatVector.fromArray(FLOATS, x, from + i));
                FloatVector.fromArray(FLOATS, added, from + i).add(value).intoArray(out, from + i);
                value.blend(0f, value.abs().compare(VectorOperators.LT, Float.MIN_NORMAL))
                        .intoArray(past, at + i);
            }
        }
    }

    private static void means(
            LoopBank bank, int first, int end, int passed, float[][] addends, float[][] sums, int from, int frames) {
        for (int loop = first; loop < end; loop++) {
            float[] past = bank.pasts.samples[loop];
            int at = bank.pasts.at[loop] + passed;
            int readA = at - bank.delaysA[loop];
            int readB = at - bank.delaysB[loop];
            float g = bank.g[loop];
            float[] x = bank.x[loop];
            float[] added = addends[loop];
            float[] out = sums[loop];
            for (int i = 0; i < frames; i += LANES) {
                FloatVector value = FloatVector.fromArray(FLOATS, past, readA + i)
                        .add(FloatVector.fromArray(FLOATS, past, readB + i))
                        .fma(FloatVector.broadcast(FLOATS, g), FloatVector.fromArray(FLOATS, x, from + i));
                FloatVector.fromArray(FLOATS, added, from + i).add(value).intoArray(out, from + i);
                value.blend(0f, value.abs().compare(VectorOperators.LT, Float.MIN_NORMAL))
                        .intoArray(past, at + i);
            }
        }
    }

    private static void twoTaps(
            LoopBank bank, int first, int end, int passed, float[][] addends, float[][] sums, int from, int frames) {
        for (int loop = first; loop < end; loop++) {
            float[] past = bank.pasts.samples[loop];
            int at = bank.pasts.at[loop] + passed;
            int readA = at - bank.delaysA[loop];
            int readB = at - bank.delaysB[loop];
            float g = bank.g[loop];
            float h = bank.h[loop];
            float[] x = bank.x[loop];
            float[] added = addends[loop];
            float[] out = sums[loop];
            for (int i = 0; i < frames; i += LANES) {
                FloatVector inner = FloatVector.fromArray(FLOATS, past, readA + i)
                        .fma(FloatVector.broadcast(FLOATS, g), FloatVector.fromArray(FLOATS, x, from + i));
                FloatVector value =
                        FloatVector.fromArray(FLOATS, past, readB + i).fma(FloatVector.broadcast(FLOATS, h), inner);
                FloatVector.fromArray(FLOATS, added, from + i).add(value).intoArray(out, from + i);
                value.blend(0f, value.abs().compare(VectorOperators.LT, Float.MIN_NORMAL))
                        .intoArray(past, at + i);
            }
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
