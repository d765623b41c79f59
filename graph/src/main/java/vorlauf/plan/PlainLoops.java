package vorlauf.plan;

import org.jspecify.annotations.Nullable;
import vorlauf.dsp.DelayLine;
import vorlauf.dsp.LoopKernels;
import vorlauf.dsp.RealTime;

/** Loops in passes that C2 vectorises: it copies out of a line and into it, but cannot tell two places of one apart. */
@RealTime
final class PlainLoops {
    /** Delays from which a loop is rendered some frames at a time. */
    private static final int FEWEST_FRAMES = 16;

    private PlainLoops() {}

    static void render(RenderPlan plan, LoopBank bank, int[] steps, int from, int to) {
        for (LoopVoice loop : bank.loops) {
            if (!loop.prepare(plan)) {
                loop.byRows(plan, steps, from, to);
                continue;
            }
            if (loop.shortest < FEWEST_FRAMES) {
                loop.frameByFrame(0, from, to);
            } else {
                inPasses(bank, loop, plan.spare, from, to);
            }
            loop.passed(plan, to - from);
        }
    }

    private static void inPasses(LoopBank bank, LoopVoice loop, float[] kept, int from, int to) {
        float[] past = loop.isJoined() ? bank.pasts.samples[loop.number] : null;
        int at = bank.pasts.at[loop.number];
        float g = bank.g[loop.number];
        float h = bank.h[loop.number];
        float[] a = bank.a;
        float[] b = bank.b;
        for (int begin = from; begin < to; ) {
            int end = Math.min(to, begin + loop.shortest);
            int passed = begin - from;
            read(past, at, loop.lineA, loop.positionA, loop.delayA, passed, a, begin, end);
            if (loop.shape != LoopVoice.COMB) {
                read(past, at, loop.lineB, loop.positionB, loop.delayB, passed, b, begin, end);
            }
            switch (loop.shape) {
                case LoopVoice.COMB -> LoopKernels.comb(a, g, loop.x, loop.y, kept, begin, end);
                case LoopVoice.MEAN -> LoopKernels.mean(a, b, g, loop.x, loop.y, kept, begin, end);
                default -> LoopKernels.twoTaps(a, g, b, h, loop.x, loop.y, kept, begin, end);
            }
            if (past != null) {
                System.arraycopy(kept, begin, past, at + passed, end - begin);
            } else {
                DelayLine.append(loop.lineA, loop.positionA + passed, kept, begin, end);
                if (loop.shape != LoopVoice.COMB) {
                    DelayLine.append(loop.lineB, loop.positionB + passed, kept, begin, end);
                }
            }
            begin = end;
        }
    }

    private static void read(
            float @Nullable [] past,
            int at,
            float[] line,
            long position,
            int delayFrames,
            int passed,
            float[] out,
            int from,
            int to) {
        if (past != null) {
            System.arraycopy(past, at + passed - delayFrames, out, from, to - from);
        } else {
            DelayLine.read(line, position + passed, delayFrames, out, from, to);
        }
    }
}
