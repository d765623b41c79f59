package vorlauf.engine;

/**
 * A series of ring fills, the oldest first, at most the last 65,536 pulls.
 *
 * @param nanos time of each pull since the device started
 * @param frames frames in the ring before each pull
 */
@SuppressWarnings("ArrayRecordComponent") // made for this caller, plain numbers for a plot
public record RingFill(long[] nanos, int[] frames) {}
