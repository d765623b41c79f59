package vorlauf.render;

import vorlauf.dsp.RealTime;

/** The same lead all the time. */
public record FixedLead(int initialFrames) implements LeadRule {
    @Override
    public int maximumFrames() {
        return initialFrames;
    }

    @Override
    @RealTime
    public int limitFrames(long nowNanos, int fillFrames, long underrunEvents, long underrunFrames) {
        return initialFrames;
    }
}
