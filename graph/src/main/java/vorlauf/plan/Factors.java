package vorlauf.plan;

import org.jspecify.annotations.Nullable;

/** The factors of runs of sums, side by side: a run that reads them row by row of the step table waits for memory. */
final class Factors {
    private static final int ROW = Step.LENGTH;

    private Factors() {}

    /**
     * For each step that is the header of a run y = x s + y or y = y s + x whose factors are constants, and which in a ladder
     * all add one buffer, its factors; null for all others.
     */
    static float[] @Nullable [] of(PlanForm form, float[] scalars) {
        int[] steps = form.steps();
        float[] @Nullable [] factors = new float[steps.length / ROW][];
        for (int step = 0; step < factors.length; step++) {
            int at = (step + 1) * ROW;
            if (steps[step * ROW] == Step.RUN && steps[at] == Step.MULTIPLY_ADD) {
                int count = steps[step * ROW + Step.EXTRA];
                boolean ladder = Rows.place(steps, at, 2) == 0;
                factors[step] = ladder && !addsOneBuffer(steps, at, count) ? null : of(form, scalars, at, count);
            }
        }
        return factors;
    }

    private static float @Nullable [] of(PlanForm form, float[] scalars, int at, int count) {
        float[] factors = new float[count];
        for (int row = 0; row < count; row++) {
            int scalar = ~form.steps()[at + row * ROW + Step.IN + 1];
            if (scalar < form.movingScalars()) {
                return null;
            }
            factors[row] = scalars[scalar] + 0f;
        }
        return factors;
    }

    private static boolean addsOneBuffer(int[] steps, int at, int count) {
        int buffer = steps[at + Step.IN + 2];
        for (int row = at; row < at + count * ROW; row += ROW) {
            if (steps[row + Step.IN + 2] != buffer) {
                return false;
            }
        }
        return true;
    }
}
