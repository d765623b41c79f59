package vorlauf.plan;

import vorlauf.dsp.RealTime;

/**
 * The plain kernels, until somebody knows better: one set for the whole JVM, since all its plans share what its JIT has
 * compiled. Sets give the same bits, so it may change between any two groups.
 *
 * <p>Vector kernels allocate nothing once C2 has compiled all of them, and much before. So whoever warms them up looks at what
 * they allocate before they are taken, and whoever measures a producer gives them back when it allocates.
 *
 * <p>Threads: {@link #use} control; the rest producer.
 */
public final class AutomaticKernels extends GroupKernels {
    static final AutomaticKernels INSTANCE = new AutomaticKernels();

    /** Either set: a stale one renders the same bits. */
    private volatile GroupKernels inUse = PlainKernels.INSTANCE;

    private AutomaticKernels() {}

    /** Renders groups from now on with this set. */
    public void use(GroupKernels kernels) {
        inUse = kernels;
    }

    /** Goes back to the plain kernels; false where they are in use. */
    public boolean fallBack() {
        boolean had = !inUse.name().equals(PlainKernels.INSTANCE.name());
        inUse = PlainKernels.INSTANCE;
        return had;
    }

    @Override
    public String name() {
        return inUse.name();
    }

    @Override
    @RealTime
    boolean lanes(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        return inUse.lanes(plan, steps, at, count, from, to);
    }

    @Override
    @RealTime
    boolean bank(RenderPlan plan, LaneBank bank, int[] steps, int from, int to) {
        return inUse.bank(plan, bank, steps, from, to);
    }

    @Override
    @RealTime
    boolean run(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        return inUse.run(plan, steps, at, count, from, to);
    }
}
