package vorlauf.plan;

import vorlauf.dsp.RealTime;

/**
 * Finds the slowest node of a block: the time is read after each step, or group of steps that are rendered together, and
 * the steps of one node that follow each other count as one. A cycle that is rendered in chunks counts as its first node.
 *
 * <p>Reading the clock some dozen times costs a block about a microsecond, so a plan is watched only when that is asked for.
 *
 * <p>Threads: the producer.
 */
public final class StepWatch {
    private final PlanClock clock;
    private long lastNanos;
    private int node;
    private long nodeNanos;
    private int slowestNode;
    private long slowestNanos;

    /** A watch that reads {@code clock}. */
    public StepWatch(PlanClock clock) {
        this.clock = clock;
        begin();
    }

    /** Starts with a block. */
    @RealTime
    void begin() {
        node = -1;
        nodeNanos = 0;
        slowestNode = -1;
        slowestNanos = 0;
        lastNanos = clock.nanoTime();
    }

    /** Runs the steps of a section: each of them, or each group, by itself where they render whole blocks. */
    @RealTime
    void run(RenderPlan plan, int[] steps, int first, int end, int chunkFrames) {
        if (chunkFrames < plan.blockFrames) {
            plan.chunks(first, end, chunkFrames);
            rendered(nodeOf(steps, first), first);
            return;
        }
        for (int step = first; step < end; ) {
            int next = endOfPart(steps, step);
            plan.run(step, next, 0, plan.blockFrames);
            rendered(nodeOf(steps, step), step);
            step = next;
        }
    }

    /** The step behind a part: behind a step by itself, or behind the last row of a group. */
    @RealTime
    public static int endOfPart(int[] steps, int step) {
        int at = step * Step.LENGTH;
        return steps[at] >= Step.GROUP ? step + 1 + steps[at + Step.EXTRA] : step + 1;
    }

    /** The node of a step; of a group, that of its first row. */
    @RealTime
    public static int nodeOf(int[] steps, int step) {
        int at = step * Step.LENGTH;
        return steps[steps[at] >= Step.GROUP ? at + Step.LENGTH + Step.NODE : at + Step.NODE];
    }

    /** Says that steps of a node have been rendered. */
    @RealTime
    private void rendered(int ofNode, int firstStep) {
        long nowNanos = clock.nanoTimeAfter(firstStep);
        nodeNanos = (ofNode == node ? nodeNanos : 0) + nowNanos - lastNanos;
        node = ofNode;
        lastNanos = nowNanos;
        if (nodeNanos > slowestNanos) {
            slowestNanos = nodeNanos;
            slowestNode = node;
        }
    }

    /** The slowest node of the last block that was watched, or -1 where no step took any time. */
    @RealTime
    public int slowestNode() {
        return slowestNode;
    }

    /** How long that took. */
    @RealTime
    public long slowestNanos() {
        return slowestNanos;
    }
}
