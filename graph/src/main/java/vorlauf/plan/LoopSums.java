package vorlauf.plan;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vorlauf.dsp.RealTime;

/**
 * Rows y = a + y or a = a + y of which y is what a loop gives, and nobody else reads that: whoever renders the loops together
 * may write the sums at once, the second where a is.
 *
 * <p>Such a sum is there from when its loop is rendered, not only from where its row stands: a must be ready by then, and may be
 * the sum of other loops again.
 *
 * <p>Threads: made on the control thread; the rest producer.
 */
final class LoopSums {
    private static final int ROW = Step.LENGTH;

    private final RenderPlan plan;
    private final int[] steps;

    /** By row the loops that may write it; null where none may. */
    private final @Nullable LoopBank[] rows;

    /** By header the loops that may write all rows behind it; null where none may. */
    private final @Nullable LoopBank[] headersOfAll;

    /** By header whether there are such rows behind it. */
    private final boolean[] headersOfSome;

    /** Finds the sums. */
    LoopSums(RenderPlan plan, int[] steps, LoopBank[] loops) {
        this.plan = plan;
        this.steps = steps;
        rows = new LoopBank[steps.length / ROW];
        headersOfAll = new LoopBank[rows.length];
        headersOfSome = new boolean[rows.length];
        new Search(loops).run();
        for (int at = 0; at < steps.length; at += ROW) {
            if (steps[at] == Step.LANES) {
                lookAt(at / ROW, steps[at + Step.EXTRA]);
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // banks are what they are
    private void lookAt(int header, int count) {
        headersOfAll[header] = rows[header + 1];
        for (int row = header + 1; row <= header + count; row++) {
            headersOfSome[header] |= rows[row] != null;
            headersOfAll[header] = rows[row] == rows[header + 1] ? headersOfAll[header] : null;
        }
    }

    /** Goes through the steps in their order. A moment is a place in the step table; loops behind one header follow it. */
    private final class Search {
        private final LoopBank[] loops;

        /** By buffer the loop that has written what nobody has read since. */
        private final @Nullable LoopVoice[] given = new LoopVoice[plan.buffers.length];

        private final @Nullable LoopBank[] givers = new LoopBank[given.length];

        /** By buffer the row of the sum in it that loops may have written; -1 for none. */
        private final int[] summed = new int[given.length];

        /** By buffer the moment when it was last written, and last read. */
        private final int[] written = new int[given.length];

        private final int[] read = new int[given.length];

        Search(LoopBank[] loops) {
            this.loops = loops;
            Arrays.fill(summed, -1);
            Arrays.fill(written, -1);
            Arrays.fill(read, -1);
        }

        void run() {
            for (int at = 0, grouped = 0; at < steps.length; at += ROW) {
                int code = steps[at];
                if (code < Step.GROUP) {
                    pass(at, at >= grouped);
                } else if (code == Step.LOOPS) {
                    int end = at + steps[at + Step.EXTRA] * ROW;
                    for (int row = at + ROW; row <= end; row += ROW) {
                        pass(row, false);
                    }
                    give(loops[steps[at + LoopVoice.NUMBER]], at);
                    at = end;
                } else if (code != Step.LANES) { // a bank or a run, which writes no values between its rows
                    grouped = Math.max(grouped, at + (1 + steps[at + Step.EXTRA]) * ROW);
                }
            }
        }

        private void give(LoopBank bank, int header) {
            for (int voice = 0; voice < bank.loops.length; voice++) {
                int output = bank.loops[voice].output(steps);
                given[output] = bank.loops[voice];
                givers[output] = bank;
                written[output] = header + voice; // fewer than a row is long
            }
        }

        /** @param mayBeSum whether it is rendered by itself, or beside others */
        private void pass(int at, boolean mayBeSum) {
            int y = steps[at + Step.IN + 1];
            boolean isSum = mayBeSum && steps[at] == Step.ADD && y >= 0 && given[y] != null && isReady(at);
            if (isSum) {
                take(at);
                return;
            }
            for (int i = 0; i < Step.MOST_INPUTS; i++) {
                int in = steps[at + Step.IN + i];
                if (in >= 0) {
                    given[in] = null;
                    read[in] = at;
                }
            }
            for (int i = 0; i < Step.MOST_OUTPUTS; i++) {
                int out = steps[at + Step.OUT + i];
                if (out >= 0) {
                    given[out] = null;
                    summed[out] = -1;
                    written[out] = at;
                }
            }
            if (steps[at] == Step.CUSTOM || steps[at] == Step.SAMPLES) { // these read and write what no operand tells
                Arrays.fill(given, null);
                Arrays.fill(written, at);
                Arrays.fill(read, at);
            }
        }

        /** Whether a sum can be written when the loop is rendered. */
        private boolean isReady(int at) {
            int a = steps[at + Step.IN];
            int y = steps[at + Step.IN + 1];
            int out = steps[at + Step.OUT];
            boolean isThere = a >= 0 && a != y && written[a] < written[y];
            return isThere && (out == y || (out == a && read[a] < written[y] && !isReadFrom(at + ROW, y)));
        }

        @SuppressWarnings("ReferenceEquality") // banks are what they are
        private void take(int at) {
            int a = steps[at + Step.IN];
            int y = steps[at + Step.IN + 1];
            int out = steps[at + Step.OUT];
            LoopBank bank = Objects.requireNonNull(givers[y]);
            Objects.requireNonNull(given[y]).sum(plan.buffers[a], plan.buffers[out]);
            LoopBank before =
                    summed[a] < written[y] ? null : rows[summed[a] / ROW]; // null: its row stands before the loop
            if (before != null && before != bank) {
                bank.followed = Arrays.copyOf(bank.followed, bank.followed.length + 1);
                bank.followed[bank.followed.length - 1] = before;
            }
            rows[at / ROW] = bank;
            read[a] = written[y];
            written[out] = written[y];
            summed[out] = at;
            given[a] = null;
            given[y] = null;
        }

        /** Whether what is in a buffer is read by a step from there on, or heard. */
        private boolean isReadFrom(int from, int buffer) {
            for (int at = from; at < steps.length; at += ROW) {
                if (steps[at] >= Step.GROUP) {
                    continue;
                }
                if (steps[at] == Step.CUSTOM
                        || steps[at] == Step.SAMPLES
                        || has(at + Step.IN, Step.MOST_INPUTS, buffer)) {
                    return true;
                }
                if (has(at + Step.OUT, Step.MOST_OUTPUTS, buffer)) {
                    return false;
                }
            }
            return Arrays.stream(plan.form().outputs()).anyMatch(output -> output == buffer);
        }

        private boolean has(int from, int count, int buffer) {
            boolean has = false;
            for (int i = from; i < from + count; i++) {
                has |= steps[i] == buffer;
            }
            return has;
        }
    }

    /** Whether all rows behind a header are written in this block, as far as that is seen at once. */
    @RealTime
    boolean hasAll(int header) {
        LoopBank bank = headersOfAll[header / ROW];
        return bank != null && bank.isSummed(plan);
    }

    /** Whether one of the rows behind a header is written in this block. */
    @RealTime
    boolean hasSome(int header) {
        boolean some = false;
        for (int row = 1; headersOfSome[header / ROW] && row <= steps[header + Step.EXTRA]; row++) {
            some |= has(header + row * ROW);
        }
        return some;
    }

    /** Whether a row is written in this block. */
    @RealTime
    boolean has(int row) {
        LoopBank bank = rows[row / ROW];
        return bank != null && bank.isSummed(plan);
    }
}
