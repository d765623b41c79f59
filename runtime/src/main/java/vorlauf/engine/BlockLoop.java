package vorlauf.engine;

import vorlauf.control.DueTime;
import vorlauf.dsp.RealTime;
import vorlauf.render.BlockRenderer;

/**
 * The producer's loop of an offline render: blocks, one after another, until something is due on the clock.
 *
 * <p>Its class has no string constants, on purpose: HotSpot makes all strings of a class when the class first gets a compiled
 * method, on the thread that runs it, and here that thread's allocations are counted.
 *
 * <p>Threads: the render's.
 */
final class BlockLoop {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final BlockRenderer renderer;
    private final DueTime nextDue;
    private final double sampleRateHertz;
    private final float[] buffer;
    private final int blockSamples;
    private final int mostBlocks;

    /** A loop that renders up to {@code mostBlocks} blocks into its {@link #buffer} in one go. */
    BlockLoop(BlockRenderer renderer, DueTime nextDue, double sampleRateHertz, int mostBlocks) {
        this.renderer = renderer;
        this.nextDue = nextDue;
        this.sampleRateHertz = sampleRateHertz;
        this.blockSamples = renderer.blockFrames() * renderer.channels();
        this.mostBlocks = mostBlocks;
        this.buffer = new float[mostBlocks * blockSamples];
    }

    /** Interleaved frames of the last run, from index 0 on. */
    float[] buffer() {
        return buffer;
    }

    /** Audio time at a frame, rounded down; exact where the rate is a whole number. */
    @RealTime
    static long nanosAt(long frame, double rateHertz) {
        long wholeRate = (long) rateHertz;
        if (wholeRate == rateHertz) {
            return frame / wholeRate * NANOS_PER_SECOND + frame % wholeRate * NANOS_PER_SECOND / wholeRate;
        }
        return (long) Math.floor(frame * 1e9 / rateHertz);
    }

    /**
     * Renders the block at {@code frame} and those after it, as long as there is room, they start before {@code endFrame}, and
     * nothing is due.
     *
     * @return blocks rendered, at least 1
     */
    @RealTime
    int run(long frame, long endFrame, boolean oneOnly) {
        int most = oneOnly ? 1 : mostBlocks;
        int blocks = 0;
        long next = frame;
        do {
            renderer.renderBlock(nanosAt(next, sampleRateHertz));
            System.arraycopy(renderer.interleaved(), 0, buffer, blocks * blockSamples, blockSamples);
            blocks++;
            next += renderer.blockFrames();
        } while (blocks < most && next < endFrame && !nextDue.isReachedAt(nanosAt(next, sampleRateHertz)));
        return blocks;
    }
}
