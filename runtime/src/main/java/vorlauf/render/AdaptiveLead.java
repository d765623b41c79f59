package vorlauf.render;

import vorlauf.dsp.RealTime;

/**
 * A lead that grows by what was missing and shrinks by what was never needed.
 *
 * <p><b>It grows</b> by the frames that an underrun was short of, in whole blocks. A stall that a lead of N blocks was U blocks
 * too short for is covered by exactly N + U, so the same stall costs no second underrun, where one block more at a time would
 * cost U of them.
 *
 * <p><b>It shrinks</b> when in a whole window of time the ring was never emptier than two blocks: by half of what lay idle
 * beyond one block. An underrun after a shrink doubles the window, up to a limit, so that stalls that are further apart than the
 * window cost underruns ever more rarely, and not one in each window.
 *
 * <p>Nothing clicks at a change: a producer with a lower limit lets the device catch up with it, one with a higher limit renders
 * some blocks at once.
 */
public final class AdaptiveLead implements LeadRule {
    /** First window: what was not needed for so long may go. */
    public static final long USUAL_WINDOW_NANOS = 10_000_000_000L;

    /** Longest window. */
    public static final long LONGEST_WINDOW_NANOS = 1_280_000_000_000L;

    private final int initialFrames;
    private final int blockFrames;
    private final int minimumFrames;
    private final int maximumFrames;
    private final long longestWindowNanos;

    private int limitFrames;
    private long windowNanos;
    private long windowStartNanos = Long.MIN_VALUE;
    private int lowestFillFrames = Integer.MAX_VALUE;
    private long seenFrames;
    private boolean shrunk;

    /**
     * A rule before its first look, with the usual windows.
     *
     * @param initialFrames lead at the beginning
     * @param blockFrames frames that are rendered at once: a change is whole blocks
     * @param minimumFrames shortest lead, at least a block
     * @param maximumFrames longest lead
     */
    public AdaptiveLead(int initialFrames, int blockFrames, int minimumFrames, int maximumFrames) {
        this(initialFrames, blockFrames, minimumFrames, maximumFrames, USUAL_WINDOW_NANOS, LONGEST_WINDOW_NANOS);
    }

    /** The same with other windows; {@code longestWindowNanos} is at least {@code windowNanos}. */
    public AdaptiveLead(
            int initialFrames,
            int blockFrames,
            int minimumFrames,
            int maximumFrames,
            long windowNanos,
            long longestWindowNanos) {
        this.initialFrames = initialFrames;
        this.blockFrames = blockFrames;
        this.minimumFrames = minimumFrames;
        this.maximumFrames = maximumFrames;
        this.windowNanos = windowNanos;
        this.longestWindowNanos = longestWindowNanos;
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
        if (windowStartNanos == Long.MIN_VALUE) {
            beginWindow(nowNanos);
        }
        if (underrunFrames > seenFrames) {
            grow(nowNanos, underrunFrames);
        } else {
            lowestFillFrames = Math.min(lowestFillFrames, fillFrames);
        }
        if (nowNanos - windowStartNanos >= windowNanos) {
            shrink(nowNanos);
        }
        return limitFrames;
    }

    @RealTime
    private void grow(long nowNanos, long underrunFrames) {
        long blocks = (underrunFrames - seenFrames + blockFrames - 1) / blockFrames;
        seenFrames = underrunFrames;
        limitFrames = (int) Math.min(maximumFrames, limitFrames + blocks * blockFrames);
        if (shrunk) {
            shrunk = false;
            windowNanos = Math.min(longestWindowNanos, 2 * windowNanos);
        }
        beginWindow(nowNanos);
    }

    @RealTime
    private void shrink(long nowNanos) {
        int idleBlocks = lowestFillFrames / blockFrames - 1;
        if (lowestFillFrames != Integer.MAX_VALUE && idleBlocks > 0 && limitFrames > minimumFrames) {
            int lessBlocks = Math.max(1, idleBlocks / 2);
            limitFrames = Math.max(minimumFrames, limitFrames - lessBlocks * blockFrames);
            shrunk = true;
        }
        beginWindow(nowNanos);
    }

    @RealTime
    private void beginWindow(long nowNanos) {
        windowStartNanos = nowNanos;
        lowestFillFrames = Integer.MAX_VALUE;
    }
}
