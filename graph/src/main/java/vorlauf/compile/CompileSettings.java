package vorlauf.compile;

import vorlauf.plan.GroupKernels;

/**
 * What a plan is compiled for.
 *
 * @param sampleRateHertz frames a second, 8,000 to 384,000
 * @param blockFrames frames that a plan renders at once, 1 to 8,192
 * @param fadeSeconds how long what appears and what goes is faded, 0 (off) to 10
 * @param maximumNodes most nodes of a graph; more are a problem that says so
 * @param kernels what renders groups of alike steps; every set gives the same bits
 * @param pack whether alike steps are grouped; off only to compare plans in tests
 * @param fuse whether steps are fused; off only to compare plans in tests
 * @param reuseBuffers whether buffers are reused by lifetime; off only to compare plans in tests
 * @param patchedFrom nodes from which on an edit of parameters, or of a voice for another, changes the plan before ({@link PlanPatch}); another number
 *     only to compare plans in tests
 * @param poisonFreeBuffers whether a buffer is filled with NaN when its value dies, so that a stale read is heard in tests
 */
public record CompileSettings(
        double sampleRateHertz,
        int blockFrames,
        double fadeSeconds,
        int maximumNodes,
        GroupKernels kernels,
        boolean pack,
        boolean fuse,
        boolean reuseBuffers,
        boolean poisonFreeBuffers,
        int patchedFrom) {
    /** Most nodes of a graph where nothing else is said. */
    public static final int DEFAULT_MAXIMUM_NODES = 1_000_000;

    /** Smaller graphs are compiled in a fraction of a block. */
    private static final int PATCHED_FROM_NODES = 256;

    public CompileSettings {
        require(
                sampleRateHertz >= 8_000 && sampleRateHertz <= 384_000,
                "sampleRateHertz",
                sampleRateHertz,
                "8,000 to 384,000");
        require(blockFrames >= 1 && blockFrames <= 8_192, "blockFrames", blockFrames, "1 to 8,192");
        require(fadeSeconds >= 0 && fadeSeconds <= 10, "fadeSeconds", fadeSeconds, "0 to 10");
        require(maximumNodes >= 1, "maximumNodes", maximumNodes, "at least 1");
    }

    /** Settings with a fade of 10 ms, buffers reused and not poisoned. */
    public static CompileSettings of(double sampleRateHertz, int blockFrames) {
        return new CompileSettings(
                sampleRateHertz,
                blockFrames,
                0.010,
                DEFAULT_MAXIMUM_NODES,
                GroupKernels.plain(),
                true,
                true,
                true,
                false,
                PATCHED_FROM_NODES);
    }

    /** The same with another fade. */
    public CompileSettings withFadeSeconds(double seconds) {
        return new CompileSettings(
                sampleRateHertz,
                blockFrames,
                seconds,
                maximumNodes,
                kernels,
                pack,
                fuse,
                reuseBuffers,
                poisonFreeBuffers,
                patchedFrom);
    }

    /** The same with buffers reused or not, poisoned or not. */
    public CompileSettings withBuffers(boolean reuse, boolean poison) {
        return new CompileSettings(
                sampleRateHertz,
                blockFrames,
                fadeSeconds,
                maximumNodes,
                kernels,
                pack,
                fuse,
                reuse,
                poison,
                patchedFrom);
    }

    /** The same with steps fused or not. */
    public CompileSettings withFusion(boolean fused) {
        return new CompileSettings(
                sampleRateHertz,
                blockFrames,
                fadeSeconds,
                maximumNodes,
                kernels,
                pack,
                fused,
                reuseBuffers,
                poisonFreeBuffers,
                patchedFrom);
    }

    /** The same with alike steps grouped or not. */
    public CompileSettings withPacking(boolean packed) {
        return new CompileSettings(
                sampleRateHertz,
                blockFrames,
                fadeSeconds,
                maximumNodes,
                kernels,
                packed,
                fuse,
                reuseBuffers,
                poisonFreeBuffers,
                patchedFrom);
    }

    /** The same with another set of kernels. */
    public CompileSettings withKernels(GroupKernels set) {
        return new CompileSettings(
                sampleRateHertz,
                blockFrames,
                fadeSeconds,
                maximumNodes,
                set,
                pack,
                fuse,
                reuseBuffers,
                poisonFreeBuffers,
                patchedFrom);
    }

    /** The same with edits of parameters patched from another number of nodes on. */
    public CompileSettings withPatchedFrom(int nodes) {
        return new CompileSettings(
                sampleRateHertz,
                blockFrames,
                fadeSeconds,
                maximumNodes,
                kernels,
                pack,
                fuse,
                reuseBuffers,
                poisonFreeBuffers,
                nodes);
    }

    private static void require(boolean holds, String name, double value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is " + value + ", must be " + rule);
        }
    }
}
