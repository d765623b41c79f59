package vorlauf.render;

import vorlauf.dsp.RealTime;

/**
 * How many frames a producer may be ahead, from one look to the next.
 *
 * <p>Threads: the producer's. It allocates nothing and waits for nobody.
 */
public sealed interface LeadRule permits FixedLead, AdaptiveLead, BurstTuner {
    /** Frames that the producer may be ahead at the beginning. */
    int initialFrames();

    /** Frames that it may ever be ahead: the ring holds so many. */
    int maximumFrames();

    /**
     * Frames that the producer may be ahead now. Called at each of its steps.
     *
     * @param nowNanos the time now
     * @param fillFrames frames in the ring
     * @param underrunEvents pulls that found too few frames, since the start
     * @param underrunFrames frames that were missing, since the start
     */
    @RealTime
    int limitFrames(long nowNanos, int fillFrames, long underrunEvents, long underrunFrames);
}
