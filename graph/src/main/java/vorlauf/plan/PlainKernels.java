package vorlauf.plan;

import vorlauf.dsp.RealTime;

/** Group kernels as plain loops. */
@RealTime
final class PlainKernels extends GroupKernels {
    static final GroupKernels INSTANCE = new PlainKernels();

    private PlainKernels() {}

    @Override
    public String name() {
        return "plain";
    }

    @Override
    boolean lanes(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        return false;
    }

    @Override
    boolean run(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        return false;
    }
}
