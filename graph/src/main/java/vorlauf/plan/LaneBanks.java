package vorlauf.plan;

import java.util.BitSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
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

    private static final AtomicLong SERIALS = new AtomicLong();

    /** Tells these banks from those of any other plan. */
    final long serial = SERIALS.incrementAndGet();

    private final LaneBank[] banks;
    private final Settling settling;
    private final CoefficientGroups coefficients;
    private final float[][] slots;

    /** What goes on of the plan before, until that is known to be here. */
    private @Nullable LaneHeritage heritage;

    /**
     * @param before the plan that this one follows; null where there is none
     * @param banksBefore its banks
     */
    LaneBanks(PlanForm form, @Nullable PlanForm before, @Nullable LaneBanks banksBefore) {
        settling = new Settling(form);
        BitSet lowPasses = LaneVoices.lowPasses(form.steps());
        boolean rowsAlone = form.kernels() instanceof PlainKernels;
        LaneHeritage.Search search = before == null || banksBefore == null || rowsAlone
                ? null
                : new LaneHeritage.Search(form, settling, before, banksBefore);
        boolean needed = !rowsAlone || form.banks().stream().anyMatch(BankForm::hasLines);
        banks = new LaneBank[needed ? form.banks().size() : 0];
        float[] remaining = new float[banks.length == 0 ? 0 : form.blockFrames()];
        for (int frame = 0; frame < remaining.length; frame++) {
            remaining[frame] = Biquad.remaining(frame, remaining.length);
        }
        int most = 0;
        for (int i = 0; i < banks.length; i++) {
            if (search != null) {
                search.bank(i);
            }
            banks[i] = new LaneBank(form.banks().get(i), form, settling, lowPasses, remaining, search);
            most = Math.max(most, form.banks().get(i).slots());
        }
        coefficients = new CoefficientGroups(form, banks);
        heritage = search == null ? null : search.found();
        int wanted = banks.length == 0 ? 0 : most + WORK_SLOTS;
        slots = banksBefore != null && banksBefore.slots.length >= wanted
                ? banksBefore.slots
                : new float[wanted][BankForm.LANES * BankForm.FRAMES + APART];
    }

    Settling settling() {
        return settling;
    }

    /** A bank whose voices may be in lanes. */
    @Nullable
    LaneBank bankOrNull(int number) {
        return number < banks.length && !banks[number].isSmall ? banks[number] : null;
    }

    /** Room for all banks, one after the other, and for those of the next plan: none has anything in it between two blocks. */
    float[][] slots() {
        return slots;
    }

    /** Renders the bank behind a header; false where its rows have to be rendered, and then they have their state. */
    @RealTime
    boolean render(RenderPlan plan, GroupKernels kernels, int[] steps, int header, int from, int to) {
        int number = steps[header + Step.EXTRA + 1];
        if (number >= banks.length) {
            return false; // a plan from bytes, or with plain kernels, has rows alone
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

    /**
     * Takes over lanes from the banks of the plan before, which gives its rows the rest: what it gives back then is what rows have to
     * do beside that. Null where rows have all of it.
     */
    @RealTime
    @Nullable
    LaneHeritage takeOver(RenderPlan before, LaneBanks banksBefore) {
        LaneHeritage found = heritage;
        boolean inLanes = found != null && found.source == banksBefore.serial;
        for (int i = 0; inLanes && i < banks.length; i++) {
            inLanes = banks[i].isInLanesOf(banksBefore.bankOrNull(i));
        }
        for (int i = 0; i < banksBefore.banks.length; i++) {
            if (inLanes && i < banks.length) {
                banksBefore.banks[i].release(before, banks[i]);
            } else {
                banksBefore.banks[i].release(before);
            }
        }
        goOver(inLanes);
        return inLanes ? found : null;
    }

    /** Takes what goes on, with its lanes or without. */
    @RealTime
    void goOver(boolean keepsLanes) {
        heritage = null;
        for (LaneBank bank : banks) {
            bank.goOver(keepsLanes);
        }
    }
}
