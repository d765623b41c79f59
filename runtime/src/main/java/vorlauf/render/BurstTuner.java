package vorlauf.render;

import vorlauf.dsp.RealTime;

/**
 * The rule of Oboe's LatencyTuner: one burst more at each look that sees a new underrun, and never less.
 *
 * <p>Source: oboe/src/common/LatencyTuner.cpp, with its defaults.
 */
public final class BurstTuner implements LeadRule {
    private final int initialFrames;
    private final int burstFrames;
    private final int maximumFrames;

    private int limitFrames;
    private long seenEvents;

    /**
     * A rule before its first look.
     *
     * @param initialFrames lead at the beginning; Oboe begins with two bursts
     * @param burstFrames frames of a burst: a block
     */
    public BurstTuner(int initialFrames, int burstFrames, int maximumFrames) {
        this.initialFrames = initialFrames;
        this.burstFrames = burstFrames;
        this.maximumFrames = maximumFrames;
        limitFrames = initialFrames;
    }

    @Override
    public int initialFrames() {
        return initialFrames;
    }

    @Override
    public int maximumFrames() {
        return maximumFrames;
    }

    @Override
    @RealTime
    public int limitFrames(long nowNanos, int fillFrames, long underrunEvents, long underrunFrames) {
        if (underrunEvents > seenEvents) {
            seenEvents = underrunEvents;
            limitFrames = Math.min(maximumFrames, limitFrames + burstFrames);
        }
        return limitFrames;
    }
}
