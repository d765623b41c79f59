package vorlauf.engine;

import vorlauf.dsp.RealTime;

/** The platform thread's view of the ring. */
public interface FrameSource {
    /** Channels of a frame. */
    int channels();

    /**
     * Fills {@code interleaved} with the next {@code frameCount} frames from {@code offsetFrames} on. Frames that are not
     * there are silence and an underrun, which is counted and reported to the control thread.
     *
     * @return the frames that were there
     */
    @RealTime(RealTime.Thread.PLATFORM)
    int pull(float[] interleaved, int offsetFrames, int frameCount);

    /**
     * Fills {@code interleaved} with the frames that are there, at most {@code frameCount}, and counts nothing: for
     * free-running devices.
     *
     * @return the frames that were there
     */
    @RealTime(RealTime.Thread.PLATFORM)
    int pullAvailable(float[] interleaved, int offsetFrames, int frameCount);

    /** Whether the stream has ended and all its frames were pulled; what is pulled after that is silence and no underrun. */
    @RealTime(RealTime.Thread.PLATFORM)
    boolean ended();
}
