package vorlauf.plan;

import java.util.Arrays;

/**
 * Where the row of each lane of an operation is, and what that says of where its state, its coefficients and their flags are:
 * the step table itself is cold in the block in which a plan comes into force.
 *
 * <p>Lanes without a voice have the first row. What the rows have none of is empty.
 */
final class LaneRows {
    /** Where the row begins in the step table. */
    final int[] at = new int[BankForm.LANES];

    /** Of filters in doubles, of oscillators in longs. */
    final int[] state;

    final int[] coefficients;
    final int[] flags;

    /** Of coefficients of constants the row that prepares them; 0 for others. */
    final int[] preparing;

    LaneRows(BankForm.Operation form, PlanForm plan, Settling settling) {
        boolean isFilter = LaneOperation.isFilter(form.code());
        boolean hasState = isFilter || LaneOperation.isOscillator(form.code());
        Arrays.fill(at, form.at());
        for (int row = 0; row < form.lanes().length; row++) {
            at[form.lanes()[row]] = form.at() + row * Step.LENGTH;
        }
        state = extras(plan, hasState, 0);
        coefficients = extras(plan, isFilter, 1);
        flags = extras(plan, isFilter, 2);
        preparing = new int[coefficients.length];
        Arrays.setAll(preparing, lane -> settling.row(coefficients[lane]));
    }

    private int[] extras(PlanForm plan, boolean has, int extra) {
        int[] extras = new int[has ? at.length : 0];
        for (int lane = 0; lane < extras.length; lane++) {
            extras[lane] = plan.steps()[at[lane] + Step.EXTRA + extra];
        }
        return extras;
    }

    /** Whether a scalar operand of a row is no constant. */
    boolean mayMove(PlanForm plan, int operand) {
        boolean may = false;
        for (int lane = 0; lane < at.length; lane++) {
            may |= mayMove(plan, operand, lane);
        }
        return may;
    }

    /** Whether the scalar operand of a lane is no constant. */
    boolean mayMove(PlanForm plan, int operand, int lane) {
        return ~plan.steps()[at[lane] + Step.IN + operand] < plan.movingScalars();
    }

    /** The constant that is the operand of a lane. */
    double constant(PlanForm plan, int operand, int lane) {
        return plan.constants()[~plan.steps()[at[lane] + Step.IN + operand] - plan.movingScalars()];
    }
}
