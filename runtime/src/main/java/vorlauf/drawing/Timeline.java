package vorlauf.drawing;

import java.util.List;

/**
 * What a producer, a ring and a device did in a stretch of time, for a picture: most of all around an underrun.
 *
 * <p>Times are nanoseconds of any clock.
 *
 * <p>Threads: any; immutable. Errors: a stretch without length, or a rate, limit or block that is not positive, are an
 * {@link IllegalArgumentException} that says which.
 *
 * @param fromNanos where the stretch begins
 * @param toNanos where it ends
 * @param originNanos the instant that the picture calls 0
 * @param leadLimitFrames how many frames the producer may be ahead
 * @param blockFrames frames of a block
 * @param rateHertz frames a second
 * @param deadlines in the order of time
 * @param blocks in the order of time
 * @param stalls in any order
 */
public record Timeline(
        long fromNanos,
        long toNanos,
        long originNanos,
        int leadLimitFrames,
        int blockFrames,
        double rateHertz,
        List<Deadline> deadlines,
        List<Block> blocks,
        List<Stall> stalls) {

    /**
     * The device wanted frames.
     *
     * @param fillFrames frames in the ring before
     */
    public record Deadline(long atNanos, int requestedFrames, int foundFrames, int fillFrames) {}

    /**
     * A block was rendered.
     *
     * @param kept whether it came to the ring; false where it was too late and dropped
     */
    public record Block(long startNanos, long doneNanos, boolean kept) {}

    /**
     * A thread stood still.
     *
     * @param stopsDevice whether the device did so too
     */
    public record Stall(long fromNanos, long toNanos, boolean stopsDevice) {}

    public Timeline {
        deadlines = List.copyOf(deadlines);
        blocks = List.copyOf(blocks);
        stalls = List.copyOf(stalls);
        if (toNanos <= fromNanos) {
            throw new IllegalArgumentException(
                    "the stretch is from " + fromNanos + " to " + toNanos + " ns; it must have a length");
        }
        if (leadLimitFrames < 1 || blockFrames < 1) {
            throw new IllegalArgumentException("leadLimitFrames is " + leadLimitFrames + " and blockFrames is "
                    + blockFrames + "; both must be positive");
        }
        Charts.requireRate(rateHertz);
    }

    double milliseconds(long nanos) {
        return (nanos - originNanos) / 1e6;
    }

    /** Deadlines that found too few frames. */
    public long missedDeadlines() {
        return deadlines.stream()
                .filter(deadline -> deadline.foundFrames() < deadline.requestedFrames())
                .count();
    }
}
