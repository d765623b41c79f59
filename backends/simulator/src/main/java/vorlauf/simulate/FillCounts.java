package vorlauf.simulate;

import vorlauf.drawing.Counts;

/**
 * How full the ring was at each deadline.
 *
 * <p>Threads: the simulation's.
 */
public final class FillCounts implements SimulationObserver {
    private static final int MOST_BINS = 512;

    private final long[] counts;
    private final long widthFrames;

    /** Counts for the lead of a scenario, in at most 512 intervals. */
    public FillCounts(Scenario scenario) {
        long most = Math.max(scenario.leadFrames(), scenario.tuningMostFrames());
        widthFrames = Math.max(1, Math.ceilDiv(most + 1, MOST_BINS));
        counts = new long[(int) (most / widthFrames) + 1];
    }

    @Override
    public void deadline(long atNanos, int requestedFrames, int foundFrames, long fillFrames) {
        counts[(int) Math.min(counts.length - 1, fillFrames / widthFrames)]++;
    }

    @Override
    public void block(long startNanos, long doneNanos, boolean kept) {}

    /** The counts of the intervals, the emptiest first; each is {@link #widthFrames} wide. */
    public long[] counts() {
        return counts.clone();
    }

    /** Frames that an interval spans. */
    public long widthFrames() {
        return widthFrames;
    }

    /** The same for a picture. */
    public Counts forPicture() {
        return new Counts("frames in the ring at a deadline", 0, widthFrames, counts);
    }
}
