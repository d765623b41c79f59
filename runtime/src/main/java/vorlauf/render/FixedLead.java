package vorlauf.render;

import vorlauf.dsp.RealTime;

/**
 * The same lead all the time.
 *
 * <p>Not a record: those have string constants, which HotSpot would make on the producer's thread.
 */
public final class FixedLead implements LeadRule {
    private final int frames;

    /** A lead of so many frames. */
    public FixedLead(int frames) {
        this.frames = frames;
    }

    @Override
    public int initialFrames() {
        return frames;
    }

    @Override
    public int maximumFrames() {
        return frames;
    }

    @Override
    @RealTime
    public int limitFrames(long nowNanos, int fillFrames, long underrunEvents, long underrunFrames) {
        return frames;
    }
}
