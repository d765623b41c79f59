package vorlauf.plan;

/**
 * Group kernels in the registers of the Vector API; what they have no kernel for goes to the plain ones.
 *
 * <p>None of the vector kernels carries {@link vorlauf.dsp.RealTime}: a vector is an object that C2 leaves away, and what
 * depends on that no scan of bytecode can promise. {@link AutomaticKernels} has them measured instead.
 *
 * <p>Threads: producer.
 */
final class VectorKernels extends GroupKernels {
    private static final GroupKernels INSTANCE = new VectorKernels();

    /** Bits of the registers that filters need: four doubles. */
    private static final int FEWEST_BITS = 256;

    /** Fewer frames than this are left to the plain kernels. */
    private static final int FEWEST_FRAMES = 2 * VectorMath.LANES;

    private VectorKernels() {}

    /** The set. Errors: {@link UnsupportedOperationException} where registers are too narrow: each vector would be an object. */
    static GroupKernels instance() {
        int bits = VectorMath.FLOATS.vectorBitSize();
        if (bits < FEWEST_BITS) {
            throw new UnsupportedOperationException(KernelNames.tooNarrow(bits, FEWEST_BITS));
        }
        return INSTANCE;
    }

    @Override
    public String name() {
        return KernelNames.vector();
    }

    @Override
    boolean lanes(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        return (to - from >= FEWEST_FRAMES && vectorLanes(plan, steps, at, count, from, to))
                || PlainKernels.INSTANCE.lanes(plan, steps, at, count, from, to);
    }

    private static boolean vectorLanes(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        int code = steps[at];
        if (code < Step.OSCILLATOR) {
            return VectorElements.render(plan, steps, at, count, from, to);
        }
        if (code == Step.DELAY_WRITE) {
            VectorDelays.write(plan, steps, at, count, from, to);
            return true;
        }
        if (code == Step.WHITE_NOISE) {
            VectorNoise.white(plan, steps, at, count, from, to);
            return true;
        }
        return code < Step.BIQUAD_PREPARE && VectorOscillators.render(plan, steps, at, count, from, to);
    }

    @Override
    boolean bank(RenderPlan plan, LaneBank bank, int[] steps, int from, int to) {
        VectorBank.render(plan, bank, steps, from, to);
        return true;
    }

    @Override
    boolean run(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        return (to - from >= FEWEST_FRAMES && vectorRun(plan, steps, at, count, from, to))
                || PlainKernels.INSTANCE.run(plan, steps, at, count, from, to);
    }

    @Override
    void loops(RenderPlan plan, LoopBank bank, int[] steps, int from, int to) {
        VectorLoops.render(plan, bank, steps, from, to);
    }

    @Override
    boolean deliver(float[][] channels, float[] interleaved, int frames) {
        return arePairs(channels, frames)
                ? VectorPairs.interleave(channels[0], channels[1], interleaved, frames)
                : super.deliver(channels, interleaved, frames);
    }

    private static boolean vectorRun(RenderPlan plan, int[] steps, int at, int count, int from, int to) {
        switch (steps[at]) {
            case Step.MULTIPLY_ADD -> VectorSums.products(plan, steps, at, count, from, to);
            case Step.ADD -> VectorSums.sum(plan, steps, at, count, from, to);
            case Step.SINE_MULTIPLY_ADD -> {
                if (!Rows.hertzRest(plan, steps, at, count) || !Rows.rest(plan, steps, at, count, 1)) {
                    return false;
                }
                VectorOscillators.sines(plan, steps, at, count, from, to);
            }
            case Step.BIQUAD -> {
                if (!VectorCascades.isPossible(plan, steps, at, count, from, to)) {
                    return false;
                }
                VectorCascades.render(plan, steps, at, count, from, to);
            }
            default -> {
                return false;
            }
        }
        return true;
    }
}
