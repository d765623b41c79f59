package vorlauf.plan;

import vorlauf.dsp.Arithmetic;
import vorlauf.dsp.Finite;
import vorlauf.dsp.RealTime;

/** What becomes of a step whose output is not finite: silence, and its node begins anew. */
@RealTime
final class FiniteCheck {
    private FiniteCheck() {}

    /** Silences what a step has written that is not finite; whether there was anything. */
    static boolean silences(RenderPlan plan, int[] steps, int at, int from, int to) {
        boolean silenced = false;
        for (int i = 0; i < Step.MOST_OUTPUTS; i++) {
            int buffer = steps[at + Step.OUT + i];
            if (buffer >= 0 && steps[at] != Step.POISON && !Finite.all(plan.buffers[buffer], from, to - from)) {
                Arithmetic.fill(0f, 0f, plan.buffers[buffer], from, to);
                silenced = true;
            }
        }
        if (steps[at] == Step.CUSTOM) {
            PlanProcessor processor = (PlanProcessor) plan.payloads[steps[at + Step.EXTRA]];
            if (!processor.isFinite(from, to)) {
                processor.silence(from, to);
                silenced = true;
            }
        }
        return silenced;
    }

    /** Zeros the state of a node, its delay lines included. */
    static void reset(RenderPlan plan, int[] owners, int[] steps, int node) {
        for (int i = 0; i < owners.length; i += 4) {
            if (owners[i] == node && owners[i + 1] == 1) {
                for (int k = 0; k < owners[i + 3]; k++) {
                    plan.doubles[owners[i + 2] + k] = 0;
                }
            }
        }
        TimeSteps.clearLines(plan, steps, node);
    }
}
