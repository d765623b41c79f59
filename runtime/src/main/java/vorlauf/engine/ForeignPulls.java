package vorlauf.engine;

/** The books of a consumer that takes frames out of the ring by itself: told what it has taken, some time after. */
public interface ForeignPulls {
    /**
     * What was taken since the last time.
     *
     * @param foundFrames frames that were taken out of the ring
     * @param missedFrames frames of silence in place of those that were not there
     * @param underruns pulls that found too few frames
     * @param fillFrames frames in the ring at the last pull
     * @param lowestFillFrames fewest frames in the ring at any pull so far
     */
    record Taken(int foundFrames, int missedFrames, int underruns, int fillFrames, int lowestFillFrames) {}

    /** Counts and reports it as pulls are. Threads: one at a time, not a real-time one. */
    void taken(Taken taken);

    /** Whether the stream has ended and all its frames were taken. Any thread. */
    boolean ended();
}
