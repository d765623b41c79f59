package vorlauf.plan;

/** Plain kernels with a fault that a hash has to show: their samples are as good as the right ones, but not the same. */
public final class BrokenKernels extends GroupKernels {
    /** What is wrong. */
    public enum Fault {
        /** A product is rounded before it is added, as if it were a step of its own. */
        PARTED,
        /** Two sums of two, which are added after that, take each other's second term. */
        CROSSED,
        /** Nothing. */
        NONE
    }

    private final Fault fault;

    /** Kernels with a fault. */
    public BrokenKernels(Fault fault) {
        this.fault = fault;
    }

    @Override
    public String name() {
        return "broken";
    }

    @Override
    boolean lanes(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        if (fault == Fault.CROSSED && steps[at] == Step.ADD && count == 2) {
            crossed(plan, steps, at, from, to);
            return true;
        }
        return PlainKernels.INSTANCE.lanes(plan, steps, at, count, from, to);
    }

    @Override
    boolean bank(RenderPlan plan, LaneBank bank, int[] steps, int from, int to) {
        return false;
    }

    @Override
    void loops(RenderPlan plan, LoopBank bank, int[] steps, int from, int to) {
        PlainKernels.INSTANCE.loops(plan, bank, steps, from, to);
    }

    @Override
    boolean run(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        boolean products = steps[at] == Step.MULTIPLY_ADD && Rows.rest(plan, steps, at, count, 1);
        if (fault == Fault.PARTED && products) {
            parted(plan, steps, at, count, from, to);
            return true;
        }
        return PlainKernels.INSTANCE.run(plan, steps, at, count, from, to);
    }

    private static float[] output(RenderPlan plan, int[] steps, int at, int count) {
        return Rows.output(plan, steps, at + (count - 1) * Step.LENGTH);
    }

    private static void parted(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        int x = Rows.place(steps, at, 2) == 0 ? 2 : 0;
        float[] y = Rows.input(plan, steps, at, 2 - x);
        float[] out = output(plan, steps, at, count);
        for (int frame = from; frame < to; frame++) {
            float value = y[frame];
            for (int row = 0; row < count; row++) {
                int step = at + row * Step.LENGTH;
                float other = Rows.input(plan, steps, step, x)[frame];
                float factor = Rows.scalar(plan, steps, step, 1);
                value = x == 0 ? other * factor + value : value * factor + other;
            }
            out[frame] = value;
        }
    }

    private static void crossed(RenderPlan plan, int[] steps, int at, int from, int to) {
        int second = at + Step.LENGTH;
        for (int frame = from; frame < to; frame++) {
            float first = Rows.input(plan, steps, at, 0)[frame] + Rows.input(plan, steps, second, 1)[frame];
            float other = Rows.input(plan, steps, second, 0)[frame] + Rows.input(plan, steps, at, 1)[frame];
            Rows.output(plan, steps, at)[frame] = first;
            Rows.output(plan, steps, second)[frame] = other;
        }
    }
}
