package vorlauf.plan;

import vorlauf.dsp.Biquad;
import vorlauf.dsp.BiquadKind;
import vorlauf.dsp.Envelopes;
import vorlauf.dsp.OnePole;
import vorlauf.dsp.RealTime;
import vorlauf.dsp.StateVariable;

/**
 * Coefficients that are computed once a block from parameters, and only where a parameter has moved.
 *
 * <p>In the doubles of a node: the coefficients that the block begins with, those that it ends with, then the parameters of
 * the latter. In its longs: whether there are any yet, and whether the two differ.
 */
@RealTime
public final class Prepared {
    /** Room for the largest set of coefficients. */
    private static final int WIDTH = Biquad.COEFFICIENTS;

    /** Where the parameters are, behind both sets. */
    static final int PARAMETERS = 2 * WIDTH;

    static final int MOST_PARAMETERS = 4;
    private static final int IS_PRIMED = 0;
    private static final int IS_MOVING = 1;

    private static final BiquadKind[] KINDS = BiquadKind.values();

    /** Doubles of a node. */
    public static final int DOUBLES = PARAMETERS + MOST_PARAMETERS;

    /** Longs of a node. */
    public static final int LONGS = 2;

    private Prepared() {}

    /** Offset of the coefficients at the end of the block, from those at its beginning. */
    static int next(int now) {
        return now + WIDTH;
    }

    /** Whether a row prepares coefficients of a low-pass. */
    static boolean isLowPass(int[] steps, int at) {
        return steps[at] == Step.BIQUAD_PREPARE && KINDS[steps[at + Step.EXTRA + 2]] == BiquadKind.LOWPASS;
    }

    static boolean isMoving(RenderPlan plan, int flags) {
        return plan.longs[flags + IS_MOVING] != 0;
    }

    static void run(RenderPlan plan, int[] steps, int at) {
        int now = steps[at + Step.EXTRA];
        int flags = steps[at + Step.EXTRA + 1];
        double[] d = plan.doubles;
        if (plan.longs[flags + IS_PRIMED] == 0) {
            for (int i = 0; i < MOST_PARAMETERS; i++) {
                int operand = steps[at + Step.IN + i];
                d[now + PARAMETERS + i] = operand == Step.NONE ? 0 : valueAtStart(plan, operand);
            }
            compute(plan, steps, at, now + WIDTH);
            plan.longs[flags + IS_PRIMED] = 1;
        }
        move(
                plan,
                steps,
                at,
                parameter(plan, steps, at, 0),
                parameter(plan, steps, at, 1),
                parameter(plan, steps, at, 2),
                parameter(plan, steps, at, 3));
    }

    /** The coefficients that a block ends with are what it begins with; new ones are computed where a parameter is new. */
    static void move(RenderPlan plan, int[] steps, int at, double first, double second, double third, double fourth) {
        int now = steps[at + Step.EXTRA];
        double[] d = plan.doubles;
        for (int i = 0; i < WIDTH; i++) {
            d[now + i] = d[now + WIDTH + i];
        }
        int known = now + PARAMETERS;
        boolean moving = first != d[known] || second != d[known + 1] || third != d[known + 2] || fourth != d[known + 3];
        setMoving(plan, steps, at, moving);
        if (moving) {
            d[known] = first;
            d[known + 1] = second;
            d[known + 2] = third;
            d[known + 3] = fourth;
            compute(plan, steps, at, now + WIDTH);
        }
    }

    static void setMoving(RenderPlan plan, int[] steps, int at, boolean moving) {
        plan.longs[steps[at + Step.EXTRA + 1] + IS_MOVING] = moving ? 1 : 0;
    }

    /** Value of a parameter at the end of the block. */
    static double parameter(RenderPlan plan, int[] steps, int at, int index) {
        int operand = steps[at + Step.IN + index];
        return operand == Step.NONE ? 0 : plan.valueAtEnd(operand);
    }

    /** Value of a parameter where the block before has ended, as far as it is known. */
    private static double valueAtStart(RenderPlan plan, int operand) {
        if (operand >= 0) {
            return plan.buffers[operand][0];
        }
        int scalar = ~operand;
        return scalar >= Step.SAVED ? plan.doubles[scalar - Step.SAVED] : plan.scalarNow[scalar];
    }

    private static void compute(RenderPlan plan, int[] steps, int at, int into) {
        double[] d = plan.doubles;
        int parameters = steps[at + Step.EXTRA] + PARAMETERS;
        double first = d[parameters];
        double second = d[parameters + 1];
        double third = d[parameters + 2];
        double rate = plan.sampleRateHertz;
        switch (steps[at]) {
            case Step.BIQUAD_PREPARE -> {
                BiquadKind kind = KINDS[steps[at + Step.EXTRA + 2]];
                boolean shelf = isShelf(kind);
                Biquad.coefficients(kind, first, shelf ? 1 : second, shelf ? second : third, rate, d, into);
            }
            case Step.ONE_POLE_PREPARE -> d[into] = OnePole.coefficient(first, rate);
            case Step.STATE_VARIABLE_PREPARE -> StateVariable.coefficients(first, second, rate, d, into);
            default -> Envelopes.coefficients(first, second, third, d[parameters + 3], rate, d, into);
        }
    }

    /** {@link Biquad#mix} of the parameters behind the cutoff. */
    static void mix(int[] steps, int at, double second, double third, double[] into, int o, int stride) {
        BiquadKind kind = KINDS[steps[at + Step.EXTRA + 2]];
        boolean shelf = isShelf(kind);
        Biquad.mix(kind, shelf ? 1 : second, shelf ? second : third, into, o, stride);
    }

    /** Whether the second parameter is the gain. */
    private static boolean isShelf(BiquadKind kind) {
        return kind == BiquadKind.LOWSHELF || kind == BiquadKind.HIGHSHELF;
    }
}
