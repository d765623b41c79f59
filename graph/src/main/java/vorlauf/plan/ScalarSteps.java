package vorlauf.plan;

import vorlauf.dsp.RealTime;

/**
 * The scalar steps of a plan: values that move once a block. Numbers that one value is multiplied by, as where a control moves all
 * voices, lie side by side, so that these products are one loop.
 */
final class ScalarSteps {
    private static final int LENGTH = ScalarOperation.LENGTH;

    /** Products from which a loop of their own is worth its while. */
    private static final int FEWEST = 4;

    private final int[] code;

    /** For each step of how many products of one value with numbers, whose targets follow each other, it is the first; or 0. */
    private final int[] products;

    /** The number that the product at a target is of. */
    private final double[] factors;

    /** @param movingScalars scalars before those that are numbers, which are never written */
    ScalarSteps(int[] code, int movingScalars, double[] constants) {
        this.code = code;
        products = new int[code.length / LENGTH];
        factors = new double[movingScalars];
        for (int first = 0; first < products.length; first++) {
            int count = products(first, movingScalars);
            if (count >= FEWEST) {
                products[first] = count;
                for (int at = LENGTH * first; at < LENGTH * (first + count); at += LENGTH) {
                    factors[code[at + 1]] = constants[code[at + 3] - movingScalars];
                }
                first += count - 1;
            }
        }
    }

    private int products(int first, int movingScalars) {
        int value = code[LENGTH * first + 2];
        int count = 0;
        for (int at = LENGTH * first; at < code.length; at += LENGTH) {
            boolean goesOn = code[at] == ScalarOperation.TIMES
                    && code[at + 1] == code[LENGTH * first + 1] + count
                    && code[at + 2] == value
                    && code[at + 3] >= movingScalars;
            if (!goesOn) {
                break;
            }
            count++;
        }
        return count;
    }

    /** Evaluates all steps: at the end of the block to come, or where the block before has ended. */
    @RealTime
    void run(RenderPlan plan, ControlCell[] cells, double[] into, boolean atStart) {
        for (int i = 0; i < code.length; i += LENGTH) {
            int a = code[i + 2];
            int b = code[i + 3];
            int extra = code[i + 4];
            int count = products[i / LENGTH];
            if (count > 0) {
                multiply(into[a], factors, into, code[i + 1], code[i + 1] + count);
                i += LENGTH * (count - 1);
                continue;
            }
            into[code[i + 1]] = switch (code[i]) {
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

    @RealTime
    private static void multiply(double value, double[] factors, double[] into, int from, int to) {
        for (int i = from; i < to; i++) {
            into[i] = value * factors[i];
        }
    }

    /** Where values begin in a block, and how far they go in a frame. */
    @RealTime
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
