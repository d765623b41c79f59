package vorlauf.plan;

import vorlauf.dsp.RealTime;

/**
 * The loops behind one header.
 *
 * <p>Threads: made on the control thread; the rest producer.
 */
@RealTime
final class LoopBank {
    final int shape;
    final LoopVoice[] loops;

    /** Room for what taps read: the buffers that the rows of the first loop have for it. */
    final float[] a;

    final float[] b;

    /** @param mayJoin how many of the loops may have lines to write when somebody asks for the rows */
    LoopBank(RenderPlan plan, int[] steps, int header, int mayJoin) {
        shape = steps[header + LoopVoice.SHAPE];
        loops = new LoopVoice[steps[header + LoopVoice.COUNT]];
        for (int voice = 0; voice < loops.length; voice++) {
            loops[voice] = new LoopVoice(plan, steps, header, voice, voice < mayJoin);
        }
        int taps = header + Step.LENGTH * (loops.length > 1 ? 2 : 1);
        int next = loops.length > 1 ? loops.length + 1 : 1;
        a = Rows.output(plan, steps, taps);
        b = Rows.output(plan, steps, taps + next * Step.LENGTH);
    }

    /** Gives all lines what the rows would have written. */
    void release(RenderPlan plan) {
        for (LoopVoice loop : loops) {
            loop.release(plan);
        }
    }
}
