package vorlauf.plan;

/**
 * Vector kernels on trial: for a plan that nobody hears, with a note of what was used of them.
 *
 * <p>Threads: one.
 */
public final class TrialKernels extends GroupKernels {
    private final GroupKernels vector;
    private final KernelUses uses = new KernelUses();

    /** Kernels for a trial. Errors: as {@link GroupKernels#vector}. */
    public TrialKernels() {
        this.vector = GroupKernels.vector();
    }

    /** What was used so far. */
    public KernelUses uses() {
        return uses;
    }

    @Override
    public String name() {
        return vector.name();
    }

    @Override
    boolean lanes(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        boolean done = vector.lanes(plan, steps, at, count, from, to);
        uses.add(KernelUses.LANES, steps[at], false);
        return done;
    }

    @Override
    boolean bank(RenderPlan plan, LaneBank bank, int[] steps, int from, int to) {
        boolean done = vector.bank(plan, bank, steps, from, to);
        uses.addAll(bank);
        return done;
    }

    @Override
    boolean run(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        boolean done = vector.run(plan, steps, at, count, from, to);
        uses.add(KernelUses.RUN, steps[at], AutomaticKernels.moves(plan, steps, at, count));
        return done;
    }

    @Override
    void loops(RenderPlan plan, LoopBank bank, int[] steps, int from, int to) {
        vector.loops(plan, bank, steps, from, to);
        uses.add(KernelUses.LOOPS, bank.shape, false);
    }

    @Override
    boolean deliver(float[][] channels, float[] interleaved, int frames) {
        if (arePairs(channels, frames)) {
            uses.add(KernelUses.DELIVERY, 0, false);
        }
        return vector.deliver(channels, interleaved, frames);
    }
}
