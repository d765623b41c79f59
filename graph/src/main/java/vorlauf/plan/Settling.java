package vorlauf.plan;

import java.util.BitSet;

/**
 * The steps of a plan that prepare coefficients of constants: they are run in its first blocks alone.
 *
 * <p>Threads: control.
 */
final class Settling {
    private final PlanForm plan;

    /** Steps that are no headers. */
    private final BitSet steps = new BitSet();

    /** Flags of their coefficients. */
    private final BitSet flags = new BitSet();

    /** By the place of coefficients the row that prepares them; 0 where none of these does. */
    private final int[] rows;

    Settling(PlanForm plan) {
        this.plan = plan;
        rows = new int[plan.banks().isEmpty() ? 0 : plan.doubles().length];
        int[] sections = plan.sections();
        for (int i = 0; i < sections.length; i += 4) {
            for (int step = sections[i]; sections[i + 3] != 0 && step < sections[i + 1]; step++) {
                int at = step * Step.LENGTH;
                if (plan.steps()[at] < Step.GROUP) {
                    steps.set(step);
                    flags.set(plan.steps()[at + Step.EXTRA + 1]);
                    if (rows.length > 0) {
                        rows[plan.steps()[at + Step.EXTRA]] = at;
                    }
                }
            }
        }
    }

    /** Whether the coefficients with these flags rest once the plan has settled. */
    boolean rests(int flag) {
        return flags.get(flag);
    }

    /** The row that prepares coefficients. */
    int row(int coefficients) {
        return rows[coefficients];
    }

    /** Whether coefficients are what those of another plan are: constants say so in both. */
    boolean isSame(int coefficients, Settling other, int others) {
        int at = rows[coefficients];
        int from = other.rows[others];
        if (!steps.get(at / Step.LENGTH) || !other.steps.get(from / Step.LENGTH)) {
            return false;
        }
        int[] own = plan.steps();
        int[] before = other.plan.steps();
        boolean same = own[at] == before[from] && own[at + Step.EXTRA + 2] == before[from + Step.EXTRA + 2];
        for (int i = 0; same && i < Prepared.MOST_PARAMETERS; i++) {
            int operand = own[at + Step.IN + i];
            int was = before[from + Step.IN + i];
            boolean none = operand == Step.NONE && was == Step.NONE;
            same = none
                    || (isConstant(plan, operand)
                            && isConstant(other.plan, was)
                            && bits(plan, operand) == bits(other.plan, was));
        }
        return same;
    }

    /** Whether an operand is a number that never moves. */
    static boolean isConstant(PlanForm plan, int operand) {
        return operand < 0 && ~operand >= plan.movingScalars() && ~operand < Step.SAVED;
    }

    private static long bits(PlanForm plan, int constant) {
        return Double.doubleToRawLongBits(plan.constants()[~constant - plan.movingScalars()]);
    }

    /** Steps but for those whose rows are named. */
    int[] stepsBut(BitSet named) {
        return steps.stream().filter(step -> !named.get(step * Step.LENGTH)).toArray();
    }
}
