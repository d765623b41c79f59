package vorlauf.graph;

import vorlauf.dsp.RealTime;

/**
 * A node in user code: one instance for each node identity, which moves from plan to plan together with its state.
 *
 * <p>A processor that is {@link AutoCloseable} is closed on the control thread after the last plan that uses it has been
 * retired.
 */
public interface Processor {
    /**
     * Prepares the node before its first block.
     *
     * <p>Threads: control thread; anything is allowed.
     *
     * @param sampleRateHertz frames a second
     * @param maximumFrames the largest {@code frameCount} that {@link #process} will be called with
     */
    default void prepare(double sampleRateHertz, int maximumFrames) {}

    /**
     * Renders frames.
     *
     * <p>Threads: producer thread; allocate nothing, lock nothing, wait for nothing.
     *
     * @param inputs all channels of all inputs in written order, {@code inputs[channel][frame]}
     * @param outputs undefined on entry: every one of the first {@code frameCount} frames must be written
     * @param frameCount frames to render, at most the {@code maximumFrames} of {@link #prepare}
     */
    @RealTime
    void process(float[][] inputs, float[][] outputs, int frameCount);
}
