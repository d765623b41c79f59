package vorlauf.render;

import vorlauf.dsp.RealTime;

/** Somebody who looks at the frames that the device takes, such as a latency probe; set for measurements only. */
public interface FrameTap {
    /**
     * Sees frames that were just handed to the device.
     *
     * <p>Threads: the platform's; the rules of that thread hold.
     *
     * @param interleaved the device's buffer; read only
     * @param offsetFrames first frame
     * @param frameCount frames that came from the ring
     * @param positionFrames position of the first frame on the device's time line
     * @param nowNanos when they were taken
     */
    @RealTime(RealTime.Thread.PLATFORM)
    void taken(float[] interleaved, int offsetFrames, int frameCount, long positionFrames, long nowNanos);
}
