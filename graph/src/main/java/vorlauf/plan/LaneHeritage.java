package vorlauf.plan;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * What a plan takes over lane by lane from the plan before it: operations whose voices all go on, each in its lane and with its
 * constants, are the same objects in both plans. So the block in which the producer takes the plan neither writes their state
 * into rows nor reads it there, and nothing of them is new to its core.
 *
 * <p>Only operations that rest are: what moves is read from rows. Their rows know nothing of state and coefficients until the
 * bank gives them back ({@link LaneBank#release}), so these are in neither of the moves here.
 *
 * <p>Threads: made on the control thread while the plan before is being rendered, of which only what never changes is read; then
 * the producer's.
 */
final class LaneHeritage {
    /** Operations of the bank before among which the one that goes on is looked for. */
    private static final int REACH = 24;

    /** Tells the banks that this was made against. */
    final long source;

    /** Moves of state that is not in lanes. */
    final int[] doubleMoves;

    final int[] longMoves;

    /** Steps that settle what is not taken over. */
    final int[] settlingSteps;

    private LaneHeritage(long source, int[] doubleMoves, int[] longMoves, int[] settlingSteps) {
        this.source = source;
        this.doubleMoves = doubleMoves;
        this.longMoves = longMoves;
        this.settlingSteps = settlingSteps;
    }

    /** Finds what goes on while the banks of a plan are made. */
    static final class Search {
        private final PlanForm plan;
        private final PlanForm before;
        private final Settling settling;
        private final LaneBanks banksBefore;
        private final BitSet doubles = new BitSet();
        private final BitSet longs = new BitSet();
        private final BitSet settled = new BitSet();
        private final BitSet left = new BitSet();
        private @Nullable LaneBank bankBefore;
        private int cursor;

        Search(PlanForm plan, Settling settling, PlanForm before, LaneBanks banksBefore) {
            this.plan = plan;
            this.settling = settling;
            this.before = before;
            this.banksBefore = banksBefore;
        }

        /** Begins with another bank. */
        void bank(int number) {
            bankBefore = banksBefore.bankOrNull(number);
            cursor = 0;
        }

        /** The operation that goes on as this one; null where there is none. */
        @Nullable
        LaneOperation next(BankForm.Operation form, LaneRows rows) {
            LaneBank bank = bankBefore;
            int end = bank == null ? 0 : Math.min(bank.operations.length, cursor + REACH);
            for (int i = cursor; bank != null && i < end; i++) {
                if (goesOn(bank.operations[i], bank.rows[i], form, rows)) {
                    leave(bank, i);
                    cursor = i + 1;
                    note(form, rows);
                    return bank.operations[i];
                }
            }
            return null;
        }

        /** Operations with state that were looked at in vain, and all behind them. */
        int[] left() {
            LaneBank bank = bankBefore;
            if (bank != null) {
                leave(bank, bank.operations.length);
            }
            int[] all = left.stream().toArray();
            left.clear();
            return all;
        }

        private void leave(LaneBank bank, int until) {
            for (int i = cursor; i < until; i++) {
                if (bank.rows[i].state.length > 0) {
                    left.set(i);
                }
            }
        }

        private boolean goesOn(LaneOperation old, LaneRows oldRows, BankForm.Operation form, LaneRows rows) {
            if (old.code != form.code()
                    || old.target != form.target()
                    || old.mayMove()
                    || old.lines != null
                    || !Arrays.equals(old.operands, form.operands())
                    || !Arrays.equals(old.lanes(), form.lanes())) {
                return false;
            }
            for (int lane : form.code() < 0 ? new int[0] : form.lanes()) {
                if (!hasSameState(oldRows, rows, lane)
                        || !hasSameConstants(old, rows, lane)
                        || !hasSameCoefficients(old.code, oldRows, rows, lane)) {
                    return false;
                }
            }
            return true;
        }

        private boolean hasSameState(LaneRows oldRows, LaneRows rows, int lane) {
            boolean inLongs = rows.coefficients.length == 0;
            return rows.state.length == 0
                    || from(inLongs ? plan.longMoves() : plan.doubleMoves(), rows.state[lane]) == oldRows.state[lane];
        }

        private boolean hasSameConstants(LaneOperation old, LaneRows rows, int lane) {
            boolean same = true;
            for (int operand = 0; same && operand < old.operands.length; operand++) {
                same = old.operands[operand] != BankForm.NOTHING
                        || (!rows.mayMove(plan, operand, lane)
                                && old.isConstant(operand, lane, rows.constant(plan, operand, lane), plan));
            }
            return same;
        }

        private boolean hasSameCoefficients(int code, LaneRows oldRows, LaneRows rows, int lane) {
            if (rows.coefficients.length == 0) {
                return true;
            }
            int now = rows.coefficients[lane];
            int was = oldRows.coefficients[lane];
            return from(plan.doubleMoves(), now) == was
                    && from(plan.longMoves(), rows.flags[lane]) == oldRows.flags[lane]
                    && (code != Step.STATE_VARIABLE
                            || FilterSteps.output(plan.steps(), rows.at[lane])
                                    == FilterSteps.output(before.steps(), oldRows.at[lane]))
                    && settling.isSame(now, banksBefore.settling(), was);
        }

        /** Where what a plan has at an offset was before; -1 where it is new. */
        private static int from(int[] moves, int to) {
            int low = 0;
            int high = moves.length / 3 - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                int begin = moves[3 * middle + 1];
                if (to < begin) {
                    high = middle - 1;
                } else if (to >= begin + moves[3 * middle + 2]) {
                    low = middle + 1;
                } else {
                    return moves[3 * middle] + to - begin;
                }
            }
            return -1;
        }

        private void note(BankForm.Operation form, LaneRows rows) {
            for (int lane : rows.state.length == 0 ? new int[0] : form.lanes()) {
                int state = rows.state[lane];
                if (rows.coefficients.length == 0) {
                    longs.set(state);
                } else {
                    doubles.set(state, state + LaneOperation.states(form.code()));
                    doubles.set(rows.coefficients[lane], rows.coefficients[lane] + Prepared.DOUBLES);
                    longs.set(rows.flags[lane], rows.flags[lane] + Prepared.LONGS);
                    settled.set(settling.row(rows.coefficients[lane]));
                }
            }
        }

        LaneHeritage found() {
            return new LaneHeritage(
                    banksBefore.serial,
                    without(plan.doubleMoves(), doubles),
                    without(plan.longMoves(), longs),
                    settling.stepsBut(settled));
        }

        private static int[] without(int[] moves, BitSet gone) {
            int[] left = new int[moves.length];
            int length = 0;
            for (int i = 0; i < moves.length; i += 3) {
                int end = moves[i + 1] + moves[i + 2];
                for (int at = gone.nextClearBit(moves[i + 1]); at < end; ) {
                    int next = gone.nextSetBit(at);
                    int until = next < 0 ? end : Math.min(end, next);
                    left = length + 3 > left.length ? Arrays.copyOf(left, 2 * left.length) : left;
                    left[length++] = moves[i] + at - moves[i + 1];
                    left[length++] = at;
                    left[length++] = until - at;
                    at = gone.nextClearBit(until);
                }
            }
            return Arrays.copyOf(left, length);
        }
    }
}
