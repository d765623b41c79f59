package vorlauf.plan;

import java.util.ArrayList;
import java.util.List;
import vorlauf.dsp.RealTime;

/**
 * The loops behind one header.
 *
 * <p>Threads: made on the control thread; the rest producer.
 */
@RealTime
final class LoopBank {
    /** Loops of a plan that may have lines to write when it is followed by another: that takes them a millisecond at most. */
    private static final int MOST_JOINED = 256;

    final int shape;
    final LoopVoice[] loops;

    /** Room for what taps read: the buffers that the rows of the first loop have for it. */
    final float[] a;

    final float[] b;

    private LoopBank(RenderPlan plan, int[] steps, int header, int mayJoin) {
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

    /** The loops of a plan, header by header. */
    static LoopBank[] of(RenderPlan plan, int[] steps) {
        List<LoopBank> all = new ArrayList<>();
        int count = 0;
        for (int at = 0; at < steps.length; at += Step.LENGTH) {
            if (steps[at] == Step.LOOPS) {
                LoopBank bank = new LoopBank(plan, steps, at, MOST_JOINED - count);
                count += bank.loops.length;
                all.add(bank);
            }
        }
        return all.toArray(LoopBank[]::new);
    }

    /** Gives all lines what the rows would have written. */
    void release(RenderPlan plan) {
        for (LoopVoice loop : loops) {
            loop.release(plan);
        }
    }
}
