package vorlauf.plan;

import java.util.BitSet;
import vorlauf.dsp.Biquad;
import vorlauf.dsp.RealTime;

/**
 * The banks of a plan.
 *
 * <p>Threads: made on the control thread; the rest producer.
 */
final class LaneBanks {
    /** Slots behind those of a bank that kernels work in. */
    private static final int WORK_SLOTS = 4;

    /**
     * Floats between two slots. Where the addresses of two were the same but for a multiple of 4,096 bytes, the core would take what
     * is read from one for what was just written to the other, and wait.
     */
    private static final int APART = 276;

    private final LaneBank[] banks;
    private final CoefficientGroups coefficients;
    private final float[][] slots;

    LaneBanks(PlanForm form) {
        BitSet settling = settlingFlags(form);
        BitSet lowPasses = Prepared.lowPasses(form.steps());
        banks = new LaneBank[form.banks().size()];
        float[] remaining = new float[banks.length == 0 ? 0 : form.blockFrames()];
        for (int frame = 0; frame < remaining.length; frame++) {
            remaining[frame] = Biquad.remaining(frame, remaining.length);
        }
        int most = 0;
        for (int i = 0; i < banks.length; i++) {
            banks[i] = new LaneBank(form.banks().get(i), form, settling, lowPasses, remaining);
            most = Math.max(most, form.banks().get(i).slots());
        }
        coefficients = new CoefficientGroups(form, banks);
        slots = new float[banks.length == 0 ? 0 : most + WORK_SLOTS][BankForm.LANES * BankForm.FRAMES + APART];
    }

    /** Where flags of coefficients are that only move in a plan's first blocks. */
    private static BitSet settlingFlags(PlanForm form) {
        BitSet flags = new BitSet();
        for (int i = 0; i < form.sections().length; i += 4) {
            for (int step = form.sections()[i]; form.sections()[i + 3] != 0 && step < form.sections()[i + 1]; step++) {
                int at = step * Step.LENGTH;
                if (form.steps()[at] < Step.GROUP) {
                    flags.set(form.steps()[at + Step.EXTRA + 1]);
                }
            }
        }
        return flags;
    }

    /** Room for all banks, one after the other: none has anything in it between two blocks. */
    float[][] slots() {
        return slots;
    }

    /** Renders the bank behind a header; false where its rows have to be rendered, and then they have their state. */
    @RealTime
    boolean render(RenderPlan plan, GroupKernels kernels, int[] steps, int header, int from, int to) {
        int number = steps[header + Step.EXTRA + 1];
        if (number >= banks.length) {
            return false; // a plan from bytes has rows alone
        }
        boolean done = !banks[number].isSmall && kernels.bank(plan, banks[number], steps, from, to);
        if (!done) {
            banks[number].release(plan);
        }
        return done;
    }

    /** Leaves the rows behind a header, which prepare coefficients, to banks; false where they have to be run. */
    @RealTime
    boolean prepare(RenderPlan plan, int[] steps, int header) {
        return coefficients.leave(plan, steps, header);
    }

    /** Frames that the rows of a bank of cycles may be rendered at a time in this block. */
    @RealTime
    int strideFrames(RenderPlan plan, int[] steps, int header) {
        int number = steps[header + Step.EXTRA + 1];
        return number < banks.length ? banks[number].strideFrames(plan) : 1;
    }

    /** Gives all state back to the rows. */
    @RealTime
    void release(RenderPlan plan) {
        for (LaneBank bank : banks) {
            bank.release(plan);
        }
    }
}
