package vorlauf.plan;

import vorlauf.dsp.Envelopes;
import vorlauf.dsp.RealTime;

/**
 * Envelopes that decay or are released while their gates stay open or closed, four beside each other: in one by itself each frame waits for the
 * frame before.
 */
@RealTime
final class PlainEnvelopes {
    private static final int ROWS = 4;

    private PlainEnvelopes() {}

    static void lanes(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        int waiting = 0;
        for (int row = at; row < at + count * Step.LENGTH; row += Step.LENGTH) {
            if (!decays(plan, steps, row, from, to)) {
                FilterSteps.run(plan, steps, row, from, to);
                continue;
            }
            plan.places[waiting++] = row; // from here on its gate may be written over
            if (waiting == ROWS) {
                beside(plan, steps, from, to);
                waiting = 0;
            }
        }
        for (int i = 0; i < waiting; i++) {
            alone(plan, steps, plan.places[i], from, to);
        }
    }

    private static boolean decays(RenderPlan plan, int[] steps, int row, int from, int to) {
        int gate = steps[row + Step.IN];
        boolean decays = gate < 0
                ? Envelopes.decays(plan.longs, stage(steps, row), plan.start(gate), plan.step(gate), from, to)
                : Envelopes.decays(plan.longs, stage(steps, row), plan.buffers[gate], from, to);
        return decays
                && !Envelopes.rests(
                        plan.doubles[level(steps, row)],
                        plan.doubles,
                        coefficients(steps, row),
                        plan.longs[stage(steps, row)]);
    }

    private static void beside(RenderPlan plan, int[] steps, int from, int to) {
        int a = plan.places[0];
        int b = plan.places[1];
        int c = plan.places[2];
        int d = plan.places[3];
        double levelA = plan.doubles[level(steps, a)];
        double levelB = plan.doubles[level(steps, b)];
        double levelC = plan.doubles[level(steps, c)];
        double levelD = plan.doubles[level(steps, d)];
        Envelopes.decayBeside(
                plan.doubles,
                level(steps, a),
                end(plan, steps, a),
                left(plan, steps, a),
                Rows.output(plan, steps, a),
                level(steps, b),
                end(plan, steps, b),
                left(plan, steps, b),
                Rows.output(plan, steps, b),
                level(steps, c),
                end(plan, steps, c),
                left(plan, steps, c),
                Rows.output(plan, steps, c),
                level(steps, d),
                end(plan, steps, d),
                left(plan, steps, d),
                Rows.output(plan, steps, d),
                from,
                to);
        again(plan, steps, a, levelA, from, to);
        again(plan, steps, b, levelB, from, to);
        again(plan, steps, c, levelC, from, to);
        again(plan, steps, d, levelD, from, to);
    }

    /** Renders one that falls silent in these frames once more, by itself. */
    private static void again(RenderPlan plan, int[] steps, int row, double level, int from, int to) {
        if (Envelopes.isSilent(plan.doubles[level(steps, row)], plan.longs[stage(steps, row)])) {
            plan.doubles[level(steps, row)] = level;
            alone(plan, steps, row, from, to);
        }
    }

    private static void alone(RenderPlan plan, int[] steps, int row, int from, int to) {
        Envelopes.decay(
                plan.doubles,
                coefficients(steps, row),
                plan.doubles,
                level(steps, row),
                plan.longs,
                stage(steps, row),
                Rows.output(plan, steps, row),
                from,
                to);
    }

    private static int level(int[] steps, int row) {
        return steps[row + Step.EXTRA];
    }

    private static int stage(int[] steps, int row) {
        return steps[row + Step.EXTRA + 2];
    }

    private static double end(RenderPlan plan, int[] steps, int row) {
        return Envelopes.end(plan.doubles, coefficients(steps, row), plan.longs[stage(steps, row)]);
    }

    private static double left(RenderPlan plan, int[] steps, int row) {
        return Envelopes.left(plan.doubles, coefficients(steps, row), plan.longs[stage(steps, row)]);
    }

    private static int coefficients(int[] steps, int row) {
        return Prepared.next(steps[row + Step.EXTRA + 1]);
    }
}
