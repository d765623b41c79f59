package vorlauf.render;

/**
 * The layout of the records that real-time threads write for the control thread: eight {@code long}s, the first one the kind.
 *
 * <p>All times are nanoseconds of the engine's {@link Clock}; all positions are frames since the start.
 */
public final class RenderRecord {
    /** Longs in a record. */
    public static final int LONGS = 8;

    /** Index of the kind in every record. */
    public static final int KIND = 0;

    /** Index of the position of the first frame that the record is about, in every record. */
    public static final int POSITION_FRAMES = 1;

    /** Kind: the producer rendered a block. */
    public static final long BLOCK = 1;

    /** BLOCK: when rendering began. */
    public static final int BLOCK_START_NANOS = 2;

    /** BLOCK: when rendering ended. */
    public static final int BLOCK_END_NANOS = 3;

    /** BLOCK: how long after the instant that it had asked for the producer came; 0 where it had not slept. */
    public static final int BLOCK_LATENESS_NANOS = 4;

    /** BLOCK: frames in the ring before the block. */
    public static final int BLOCK_FILL_FRAMES = 5;

    /** BLOCK: edits of the graph that were in force. */
    public static final int BLOCK_REVISION = 6;

    /** BLOCK: the slowest node of the block, see {@link #slowest}; {@link #NOT_WATCHED} where nobody watched. */
    public static final int BLOCK_SLOWEST = 7;

    /** Value of {@link #BLOCK_SLOWEST}. */
    public static final long NOT_WATCHED = -1;

    private static final long LONGEST_NANOS = 0xffff_ffffL;

    /** Kind: a plan came into force. */
    public static final long SWAP = 2;

    /** SWAP: the revision of the graph. */
    public static final int SWAP_REVISION = 2;

    /** SWAP: 1 where the plan is a transition, 0 where it is the settled plan. */
    public static final int SWAP_TRANSITION = 3;

    /** SWAP: when. */
    public static final int SWAP_NANOS = 4;

    /** Kind: a block was not finite and was muted. */
    public static final long FAULT = 3;

    /** FAULT: the node, or -1 where it is not known. */
    public static final int FAULT_NODE = 2;

    /** FAULT: the serial number of the plan, see {@link #METER_PLAN}. */
    public static final int FAULT_PLAN = 3;

    /** FAULT: blocks that were muted since the record before. */
    public static final int FAULT_BLOCKS = 4;

    /** Kind: the reading of a meter. */
    public static final long METER = 4;

    /** METER: plan that has the meter: twice the revision, plus 1 where it is the transition. */
    public static final int METER_PLAN = 2;

    /** METER: index of the meter in its plan. */
    public static final int METER_INDEX = 3;

    /** METER: {@link Double#doubleToRawLongBits} of the peak. */
    public static final int METER_PEAK_BITS = 4;

    /** METER: {@link Double#doubleToRawLongBits} of the mean square. */
    public static final int METER_MEAN_SQUARE_BITS = 5;

    /** Kind: the device pulled frames. */
    public static final long PULL = 5;

    /** PULL: when. */
    public static final int PULL_NANOS = 2;

    /** PULL: frames that were asked for. */
    public static final int PULL_REQUESTED_FRAMES = 3;

    /** PULL: frames that were there. */
    public static final int PULL_FOUND_FRAMES = 4;

    /** PULL: frames in the ring before. */
    public static final int PULL_FILL_FRAMES = 5;

    /** PULL: 1 where missing frames are an underrun, 0 where nothing is expected (a free-running device, after the end). */
    public static final int PULL_COUNTS = 6;

    /** Kind: the producer may be further ahead, or less far. */
    public static final long LEAD = 6;

    /** LEAD: frames that it may be ahead from now on. */
    public static final int LEAD_FRAMES = 2;

    /** LEAD: frames that it might be ahead before. */
    public static final int LEAD_BEFORE_FRAMES = 3;

    /** LEAD: when. */
    public static final int LEAD_NANOS = 4;

    private RenderRecord() {}

    /** Serial number of a plan in records. */
    public static long planSerial(long revision, boolean transition) {
        return 2 * revision + (transition ? 1 : 0);
    }

    /** A node, whether its plan is a transition, and its time, at most 4.29 s, as one number. */
    static long slowest(int node, boolean transition, long nanos) {
        return (2L * node + (transition ? 1 : 0)) << Integer.SIZE | Math.min(LONGEST_NANOS, Math.max(0, nanos));
    }

    /** The node in {@link #BLOCK_SLOWEST}. */
    public static int slowestNode(long slowest) {
        return (int) (slowest >>> (Integer.SIZE + 1));
    }

    /** The plan of that node in a block of this revision. */
    public static long slowestPlan(long slowest, long revision) {
        return planSerial(revision, (slowest >>> Integer.SIZE & 1) != 0);
    }

    /** The time of that node. */
    public static long slowestNanos(long slowest) {
        return slowest & LONGEST_NANOS;
    }
}
