package vorlauf.simulate;

/**
 * One stall and constant costs a second time, nanosecond by nanosecond: slow, and as plain as the rules are. Its broken twins
 * show that the checks see a mistake.
 */
final class ReferenceSimulation {
    private ReferenceSimulation() {}

    /** A mistake to make. */
    enum Twin {
        NONE,
        /** A block that is done exactly at a deadline is late: {@code <} for {@code <=}. */
        STRICTLY_BEFORE,
        /** A block more in the ring. */
        RING_PLUS_ONE,
        /** A block less in the ring. */
        RING_MINUS_ONE,
        /** The other policy. */
        OTHER_POLICY
    }

    /** Deadlines that are missed. */
    static long underruns(
            int period,
            int cost,
            int lead,
            long stallAt,
            long stallLength,
            long deadlines,
            Scenario.Policy policy,
            Twin twin) {
        int ring = switch (twin) {
            case RING_PLUS_ONE -> lead + 1;
            case RING_MINUS_ONE -> lead - 1;
            case NONE, STRICTLY_BEFORE, OTHER_POLICY -> lead;
        };
        boolean absolute = (policy == Scenario.Policy.ABS) != (twin == Twin.OTHER_POLICY);
        int fill = ring;
        long done = ring;
        long passed = 0;
        long missed = 0;
        int left = 0; // nanoseconds of work on the block in progress, 0 where there is none
        for (long now = 0; passed < deadlines; now++) {
            boolean completes = left == 1;
            if (completes && twin != Twin.STRICTLY_BEFORE) {
                done++;
                fill += absolute && done <= passed ? 0 : 1;
            }
            if (now > 0 && now % period == 0) {
                passed++;
                missed += fill == 0 ? 1 : 0;
                fill = Math.max(0, fill - 1);
            }
            if (completes && twin == Twin.STRICTLY_BEFORE) {
                done++;
                fill += absolute && done <= passed ? 0 : 1;
            }
            left = completes ? 0 : left;
            boolean stalled = now >= stallAt && now < stallAt + stallLength;
            boolean room = absolute ? done + 1 - ring <= passed : fill < ring;
            if (left == 0 && !stalled && room) {
                left = cost + 1;
            }
            left -= left > 0 && !stalled ? 1 : 0;
        }
        return missed;
    }
}
