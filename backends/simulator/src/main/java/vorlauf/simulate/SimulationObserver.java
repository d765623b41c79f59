package vorlauf.simulate;

/**
 * Somebody who looks at a simulation, for pictures and histograms.
 *
 * <p>Threads: the simulation's.
 */
public interface SimulationObserver {
    /**
     * A deadline has read.
     *
     * @param atNanos when
     * @param requestedFrames frames that the device wanted
     * @param foundFrames frames that it got
     * @param fillFrames frames in the ring before
     */
    void deadline(long atNanos, int requestedFrames, int foundFrames, long fillFrames);

    /**
     * A block is done.
     *
     * @param startNanos when it began
     * @param doneNanos when it was done
     * @param kept whether it is in the ring; false where all of it came too late for its deadline and was dropped
     */
    void block(long startNanos, long doneNanos, boolean kept);
}
