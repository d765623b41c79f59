package vorlauf.plan;

import vorlauf.dsp.RealTime;

/**
 * Vector kernels as far as they are admitted, plain ones for the rest: one set for the whole JVM, since all its plans share
 * what its JIT has compiled. Sets give the same bits, so it may change between any two groups.
 *
 * <p>A vector kernel allocates nothing once C2 has compiled it, and much before. So whoever warms up tries the kernels that a
 * plan needs, admits those of which a trial has allocated nothing, and whoever measures a producer takes all of them back
 * when it allocates.
 *
 * <p>Threads: {@link #admit}, {@link #fallBack} control; the rest producer.
 */
public final class AutomaticKernels extends GroupKernels {
    private static final KernelUses NONE = new KernelUses();

    static final AutomaticKernels INSTANCE = new AutomaticKernels();

    /** Either may be stale: the bits are the same. */
    private volatile KernelUses admitted = NONE;

    private volatile GroupKernels vector = PlainKernels.INSTANCE;

    private volatile boolean trusted = true;

    private AutomaticKernels() {}

    /** Renders from now on with the vector kernels of these uses, too. */
    public synchronized void admit(KernelUses uses) {
        if (trusted) {
            vector = GroupKernels.vector();
            admitted = admitted.and(uses);
        }
    }

    /** Whether there is nothing to try for a plan: all that it needs is admitted, or nothing ever will be. */
    public boolean admits(RenderPlan plan) {
        return !trusted || admitted.suffice(plan.form());
    }

    /**
     * Goes back to the plain kernels for as long as this JVM lives, since its compiler has broken its word once; false where
     * they are in use.
     */
    public synchronized boolean fallBack() {
        boolean had = !admitted.isEmpty();
        admitted = NONE;
        trusted = false;
        return had;
    }

    @Override
    public String name() {
        return admitted.isEmpty() ? PlainKernels.INSTANCE.name() : vector.name();
    }

    private GroupKernels kernels(int form, int code, boolean moves) {
        return admitted.has(form, code, moves) ? vector : PlainKernels.INSTANCE;
    }

    @Override
    @RealTime
    boolean lanes(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        return kernels(KernelUses.LANES, steps[at], false).lanes(plan, steps, at, count, from, to);
    }

    @Override
    @RealTime
    boolean bank(RenderPlan plan, LaneBank bank, int[] steps, int from, int to) {
        KernelUses uses = admitted;
        if (uses == NONE) {
            return false;
        }
        bank.prepare(plan, steps);
        return uses.hasAll(bank) && vector.bank(plan, bank, steps, from, to);
    }

    @Override
    @RealTime
    boolean run(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        boolean moves = moves(plan, steps, at, count);
        return kernels(KernelUses.RUN, steps[at], moves).run(plan, steps, at, count, from, to);
    }

    @Override
    @RealTime
    void loops(RenderPlan plan, LoopBank bank, int[] steps, int from, int to) {
        kernels(KernelUses.LOOPS, bank.shape, false).loops(plan, bank, steps, from, to);
    }

    @Override
    @RealTime
    boolean deliver(float[][] channels, float[] interleaved, int frames) {
        return kernels(KernelUses.DELIVERY, 0, false).deliver(channels, interleaved, frames);
    }

    /** Whether a factor of a run of sums moves in this block, for which there is another loop. */
    static boolean moves(RenderPlan plan, int[] steps, int at, int count) {
        return steps[at] == Step.MULTIPLY_ADD
                && plan.factors[at / Step.LENGTH - 1] == null
                && !Rows.rest(plan, steps, at, count, 1);
    }
}
