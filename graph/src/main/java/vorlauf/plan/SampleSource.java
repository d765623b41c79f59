package vorlauf.plan;

import vorlauf.dsp.RealTime;

/**
 * A stream of frames that somebody else keeps filled: a file read ahead by a disk thread, an input device.
 *
 * <p>Threads: {@link #read} on the producer; the counts may be read by any thread.
 */
public interface SampleSource {
    /** Channels of the stream. */
    int channels();

    /**
     * Copies the next {@code to - from} frames into {@code outputs[channel][from..to)}; frames that are not there yet are
     * zero and counted as starved.
     */
    @RealTime
    void read(float[][] outputs, int from, int to);

    /** Frames that were asked for before they were there, since the stream was opened. */
    long starvedFrames();
}
