package vorlauf.engine;

/**
 * What an offline render came to.
 *
 * @param frames frames that the sink got
 * @param channels channels of a frame
 * @param cpuNanosPerFrame CPU time of the producer's work (mail, swaps, rendering into memory) for each frame, after
 *     the warm-up and the beginning of the render
 * @param allocatedBytes bytes that this work allocated, after warm-up; -1 where the JVM cannot tell
 * @param measuredBlocks blocks that both figures cover
 * @param planNanos time to compile the first graph
 * @param nodes nodes of the last graph
 * @param steps steps of the last graph's plan
 * @param buffers buffers of the last graph's plan
 * @param swaps graphs that came into force
 * @param conflatedGraphs graphs that were replaced before they were compiled
 * @param rejectedGraphs graphs that had problems
 * @param conflatedControlValues control values that were replaced before a block started
 * @param refusedControlValues control values that were not finite
 * @param mutedBlocks blocks that were not finite
 * @param starvedFileFrames frames that a file could not give; always 0 unless a disk fails
 * @param kernels name of the kernels that were in use at the end
 */
public record OfflineResult(
        long frames,
        int channels,
        double cpuNanosPerFrame,
        long allocatedBytes,
        long measuredBlocks,
        long planNanos,
        int nodes,
        int steps,
        int buffers,
        long swaps,
        long conflatedGraphs,
        long rejectedGraphs,
        long conflatedControlValues,
        long refusedControlValues,
        long mutedBlocks,
        long starvedFileFrames,
        String kernels) {}
