package vorlauf.plan;

import vorlauf.dsp.RealTime;

/** Runs the scalar steps of a plan: values that move once a block. */
@RealTime
final class ScalarSteps {
    /** Ints of a step: code, target, a, b, extra. */
    private static final int LENGTH = 5;

    private ScalarSteps() {}

    /** Evaluates all steps: at the end of the block to come, or where the block before has ended. */
    static void run(RenderPlan plan, int[] code, ControlCell[] cells, double[] into, boolean atStart) {
        for (int i = 0; i < code.length; i += LENGTH) {
            int a = code[i + 2];
            int b = code[i + 3];
            int extra = code[i + 4];
            into[code[i + 1]] = switch (code[i]) {
                case ScalarOperation.TIMES -> into[a] * into[b];
                case ScalarOperation.CELL -> atStart ? cells[a].now : cells[a].next;
                case ScalarOperation.TANH -> ScalarOperation.tanh(into[a]);
                case ScalarOperation.CLIP -> ScalarOperation.clip(into[a], into[b], into[extra]);
                case ScalarOperation.SHAPE -> ScalarOperation.shape(into[a], (float[]) plan.payloads[extra]);
                case ScalarOperation.FADE ->
                    ScalarOperation.fade(into[a], into[b], atStart ? 0 : plan.age + plan.blockFrames, extra);
                default -> ScalarOperation.arithmetic(code[i], into[a], into[b]);
            };
        }
    }

    /** Where values begin in a block, and how far they go in a frame. */
    static void ramps(double[] now, double[] next, int count, int frames, float[] start, float[] step) {
        if (Integer.bitCount(frames) == 1) {
            double share = 1.0 / frames; // exact: so is a product with it what the quotient is
            for (int i = 0; i < count; i++) {
                start[i] = (float) now[i];
                step[i] = (float) ((next[i] - now[i]) * share);
            }
        } else {
            for (int i = 0; i < count; i++) {
                start[i] = (float) now[i];
                step[i] = (float) ((next[i] - now[i]) / frames);
            }
        }
    }
}
