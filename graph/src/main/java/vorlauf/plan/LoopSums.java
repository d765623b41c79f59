package vorlauf.plan;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import vorlauf.dsp.RealTime;

/**
 * Rows y = a + y of which y is what a loop gives, and nobody else reads that: whoever renders the loops together may write the
 * sums at once.
 *
 * <p>Threads: made on the control thread; the rest producer.
 */
final class LoopSums {
    private static final int ROW = Step.LENGTH;

    private final RenderPlan plan;
    private final int[] steps;

    /** By row the loops that may write it; null where none may. */
    private final @Nullable LoopBank[] rows;

    /** By header whether there are such rows behind it. */
    private final boolean[] headersOfSome;

    /** By buffer the loop that has written what nobody has read since. */
    private final @Nullable LoopVoice[] given;

    private final @Nullable LoopBank[] givers;

    /** Where the header of those is. */
    private final int[] headers;

    /** By buffer the last step that has written it. */
    private final int[] written;

    /** Finds the sums. */
    LoopSums(RenderPlan plan, int[] steps, LoopBank[] loops) {
        this.plan = plan;
        this.steps = steps;
        rows = new LoopBank[steps.length / ROW];
        headersOfSome = new boolean[rows.length];
        given = new LoopVoice[plan.buffers.length];
        givers = new LoopBank[given.length];
        headers = new int[given.length];
        written = new int[given.length];
        Arrays.fill(written, -1);
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
        for (int at = 0; at < steps.length; at += ROW) {
            for (int row = 1; steps[at] == Step.LANES && row <= steps[at + Step.EXTRA]; row++) {
                headersOfSome[at / ROW] |= rows[at / ROW + row] != null;
            }
        }
    }

    private void give(LoopBank bank, int header) {
        for (LoopVoice loop : bank.loops) {
            int output = loop.output(steps);
            given[output] = loop;
            givers[output] = bank;
            headers[output] = header;
        }
    }

    /** @param mayBeSum whether it is rendered by itself, or beside others */
    private void pass(int at, boolean mayBeSum) {
        int a = steps[at + Step.IN];
        int y = steps[at + Step.OUT];
        LoopVoice loop = y < 0 ? null : given[y];
        boolean isSum = mayBeSum && steps[at] == Step.ADD && steps[at + Step.IN + 1] == y && a != y;
        if (isSum && loop != null && a >= 0 && written[a] < headers[y]) {
            loop.added = plan.buffers[a];
            rows[at / ROW] = givers[y];
        }
        for (int i = 0; i < Step.MOST_INPUTS; i++) {
            forget(steps[at + Step.IN + i]);
        }
        for (int i = 0; i < Step.MOST_OUTPUTS; i++) {
            int out = steps[at + Step.OUT + i];
            forget(out);
            if (out >= 0) {
                written[out] = at;
            }
        }
        if (steps[at] == Step.CUSTOM || steps[at] == Step.SAMPLES) { // these read and write what no operand tells
            Arrays.fill(given, null);
            Arrays.fill(written, at);
        }
    }

    private void forget(int operand) {
        if (operand >= 0) {
            given[operand] = null;
        }
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
