package vorlauf.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vorlauf.dsp.RealTime;

/**
 * The groups of a plan: rows that one kernel renders together, and what banks and loops keep for their rows meanwhile.
 *
 * <p>Threads: made on the control thread; the rest producer.
 */
final class PlanGroups {
    /** Loops of a plan that may have lines to write when it is followed by another: that takes them 2 MB at most. */
    private static final int MOST_JOINED = 256;

    private final RenderPlan plan;
    private final int[] steps;
    private final GroupKernels kernels;
    private final LaneBanks banks;

    /** The banks of the plan that this one follows, by number; 0 for none. */
    private final long followed;

    private LoopBank[] loops = {};

    /** All loops of all banks, and for each which of those of the plan that this one follows it goes on from, or -1. */
    private LoopVoice[] voices = {};

    private int[] sources = {};

    /** Sums that loops may write; null where there are no loops. */
    private @Nullable LoopSums sums;

    /** @param before the plan that this one follows; null where there is none */
    PlanGroups(RenderPlan plan, PlanForm form, @Nullable RenderPlan before, @Nullable PlanGroups groupsBefore) {
        this.plan = plan;
        steps = form.steps();
        kernels = form.kernels();
        followed = groupsBefore == null ? 0 : groupsBefore.banks.serial;
        banks = new LaneBanks(
                form, before == null ? null : before.form(), groupsBefore == null ? null : groupsBefore.banks);
    }

    /** Reads the loops, once the plan has its lines. */
    void open(@Nullable PlanGroups before) {
        List<LoopBank> all = new ArrayList<>();
        int count = 0;
        for (int at = 0; at < steps.length; at += Step.LENGTH) {
            if (steps[at] == Step.LOOPS) {
                LoopBank bank = new LoopBank(plan, steps, at, MOST_JOINED - count);
                count += bank.loops.length;
                all.add(bank);
            }
        }
        loops = all.toArray(LoopBank[]::new);
        voices = all.stream().flatMap(bank -> Arrays.stream(bank.loops)).toArray(LoopVoice[]::new);
        follow(before == null ? new LoopVoice[0] : before.voices);
        sums = loops.length == 0 ? null : new LoopSums(plan, steps, loops);
    }

    /** By numbers, not by references: plans that are never rendered would hold all that came before them. */
    private void follow(LoopVoice[] before) {
        IdentityHashMap<float[], Integer> places = new IdentityHashMap<>();
        for (int i = 0; i < before.length; i++) {
            places.put(before[i].lineA, i);
        }
        sources = new int[voices.length];
        for (int i = 0; i < voices.length; i++) {
            int place = places.getOrDefault(voices[i].lineA, -1);
            sources[i] = place >= 0 && voices[i].isAlike(before[place]) ? place : -1;
        }
    }

    /** Room for all banks, one after the other: none has anything in it between two blocks. */
    float[][] slots() {
        return banks.slots();
    }

    /** Whether steps are a group of groups, with nothing beside it. */
    @RealTime
    boolean isAlone(int first, int end) {
        int header = first * Step.LENGTH;
        return Step.holdsGroups(steps[header]) && first + 1 + steps[header + Step.EXTRA] == end;
    }

    /** Renders the rows behind a header together; 0 where they have to be rendered one by one, else how many there are. */
    @RealTime
    int render(int at, int from, int to) {
        int rows = steps[at + Step.EXTRA];
        int first = at + Step.LENGTH;
        boolean done = switch (steps[at]) {
            case Step.BANK -> banks.render(plan, kernels, steps, at, from, to);
            case Step.LOOPS -> {
                kernels.loops(plan, loops[steps[at + LoopVoice.NUMBER]], steps, from, to);
                yield true;
            }
            case Step.LANES ->
                (steps[first] == Step.BIQUAD_PREPARE && banks.prepare(plan, steps, at))
                        || besideSums(at, rows, from, to)
                        || kernels.lanes(plan, steps, first, rows, from, to);
            default -> kernels.run(plan, steps, first, rows, from, to);
        };
        return done ? rows : 0;
    }

    /** Whether loops have written a sum in this block. */
    boolean isSummed(int row) {
        return sums != null && sums.has(row);
    }

    /** Renders the rows behind a header that loops have not written; false where they write none, and nothing was done. */
    @RealTime
    private boolean besideSums(int header, int count, int from, int to) {
        if (sums != null && sums.hasAll(header)) {
            return true;
        }
        if (sums == null || !sums.hasSome(header)) {
            return false;
        }
        for (int row = header + Step.LENGTH; row <= header + count * Step.LENGTH; row += Step.LENGTH) {
            if (!sums.has(row) && !kernels.lanes(plan, steps, row, 1, from, to)) {
                ArithmeticSteps.run(plan, steps, row, from, to);
            }
        }
        return true;
    }

    /** Renders a row that stands alone as a group of one, where there is a kernel for it; false where it is still to be done. */
    @RealTime
    boolean renderAlone(int at, int from, int to) {
        int code = steps[at];
        if (code == Step.ADD && sums != null && sums.has(at)) {
            return true;
        }
        return (code < Step.OSCILLATOR || code == Step.WHITE_NOISE) && kernels.lanes(plan, steps, at, 1, from, to);
    }

    /** Frames that the rows of a bank of cycles may be rendered at a time in this block. */
    @RealTime
    int strideFrames(int header) {
        return banks.strideFrames(plan, steps, header);
    }

    /** Takes over lanes and pasts from the plan before, which gives its rows the rest: see {@link LaneBanks#takeOver}. */
    @RealTime
    @Nullable
    LaneHeritage takeOver(@Nullable PlanGroups before) {
        if (before == null) {
            banks.goOver(false);
            return null;
        }
        LaneHeritage heritage = banks.takeOver(before.plan, before.banks);
        for (int i = 0; before.banks.serial == followed && i < sources.length; i++) {
            if (sources[i] >= 0) {
                voices[i].goOn(before.voices[sources[i]]);
            }
        }
        for (LoopBank bank : before.loops) {
            bank.release(before.plan);
        }
        return heritage;
    }

    /** Writes a block's channels frame by frame; whether all samples are finite, else anything may be written. */
    @RealTime
    boolean deliver(float[][] channels, float[] interleaved, int frames) {
        return kernels.deliver(channels, interleaved, frames);
    }

    /** Gives the rows all that banks and loops keep for them. */
    @RealTime
    void release() {
        banks.release(plan);
        for (LoopBank bank : loops) {
            bank.release(plan);
        }
    }
}
