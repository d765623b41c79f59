package vorlauf.check.model;

/**
 * How far the checker goes.
 *
 * @param bound most departures of one execution: a thread that is preempted, and a load that sees an old value
 * @param schedules most executions of one scenario
 */
public record Limits(int bound, long schedules) {
    /** Synchronising accesses without a call that returns, after which an execution counts as never ending. */
    static final int STEPS = 1_500;

    /** Jumps back without a call that returns, after which an execution counts as never ending. */
    static final int JUMPS_BACK = 200_000;

    /** Synchronising accesses in a row after which a thread lets the others go on. */
    static final int STEPS_IN_A_ROW = 100;

    /** No bound: for programs of a few accesses. */
    public static final int UNBOUNDED = Integer.MAX_VALUE;
}
