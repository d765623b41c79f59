package vorlauf.plan;

/**
 * Kernels that leave every third block of a bank to the rows, each second time after it was prepared, and of a bank of loops to
 * the plain kernels, not all banks in one block.
 */
final class FickleKernels extends GroupKernels {
    private final GroupKernels kernels = GroupKernels.vector();

    @Override
    public String name() {
        return kernels.name();
    }

    @Override
    boolean lanes(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        return kernels.lanes(plan, steps, at, count, from, to);
    }

    @Override
    boolean bank(RenderPlan plan, LaneBank bank, int[] steps, int from, int to) {
        boolean left = plan.blocks % 3 == 2;
        if (left && plan.blocks % 2 == 0) {
            bank.prepare(plan, steps);
        }
        return !left && kernels.bank(plan, bank, steps, from, to);
    }

    @Override
    boolean run(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        return kernels.run(plan, steps, at, count, from, to);
    }

    @Override
    void loops(RenderPlan plan, LoopBank bank, int[] steps, int from, int to) {
        boolean left = (plan.blocks + bank.loops[0].delayA) % 3 == 2;
        (left ? GroupKernels.plain() : kernels).loops(plan, bank, steps, from, to);
    }
}
