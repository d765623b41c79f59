package vorlauf.engine;

import vorlauf.dsp.RealTime;

/** The view that an input device's thread has of the input's ring. */
public interface FrameSink {
    /** Channels of a frame. */
    int channels();

    /**
     * Puts {@code frameCount} frames that were just recorded into the ring, from {@code offsetFrames} on. Frames for which
     * there is no room are lost and counted; nobody waits.
     *
     * @return the frames that went into the ring
     */
    @RealTime(RealTime.Thread.PLATFORM)
    int push(float[] interleaved, int offsetFrames, int frameCount);
}
