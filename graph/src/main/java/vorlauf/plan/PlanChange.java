package vorlauf.plan;

import org.jspecify.annotations.Nullable;
import vorlauf.dsp.RealTime;

/**
 * What the control thread hands to the producer for one edit of the graph: the plan for the new graph and, where something
 * appears or goes, a transition plan that fades between the two graphs.
 *
 * <p>The producer adopts the transition at a block boundary, renders so many blocks with it, then adopts the settled plan by
 * itself: the end of a fade never waits for the control thread. Behind its fades the transition renders what the settled
 * plan renders, but for the rounding of sums that something came to or left (decision 0036), so the settled plan may come
 * after the change: until it is there, the producer stays with the transition.
 * The next change is taken only when the settled plan is in force, since it was compiled against it.
 *
 * <p>Threads: made and settled by the control thread; the other methods any.
 */
public final class PlanChange {
    private final long revision;
    private final @Nullable RenderPlan transition;
    private final int transitionBlocks;

    /** Written once, after all that the plan holds was written: the producer that sees it sees a whole plan. */
    private volatile @Nullable RenderPlan settled;

    /**
     * A change with both plans.
     *
     * @param revision counts the edits of an engine from 1
     * @param transition plan that also holds what leaves, or null where nothing fades (always for revision 1)
     * @param transitionBlocks blocks that {@code transition} renders; 0 where it is null
     * @param settled plan of the new graph alone
     */
    public PlanChange(long revision, @Nullable RenderPlan transition, int transitionBlocks, RenderPlan settled) {
        this.revision = revision;
        this.transition = transition;
        this.transitionBlocks = transitionBlocks;
        this.settled = settled;
    }

    /** A change whose settled plan comes later, by {@link #settle}; the others are as above. */
    public PlanChange(long revision, RenderPlan transition, int transitionBlocks) {
        this.revision = revision;
        this.transition = transition;
        this.transitionBlocks = transitionBlocks;
    }

    /** Counts the edits of an engine from 1. */
    public long revision() {
        return revision;
    }

    /** The plan that also holds what leaves, or null where nothing fades. */
    public @Nullable RenderPlan transition() {
        return transition;
    }

    /** Blocks that the transition renders at least; 0 where there is none. */
    public int transitionBlocks() {
        return transitionBlocks;
    }

    /**
     * Adds the settled plan, compiled against the transition, which may be in force by then.
     *
     * <p>Threads: control. Errors: {@link IllegalStateException} where it is there already.
     */
    public void settle(RenderPlan plan) {
        if (settled != null) {
            throw ChangeMistakes.settledTwice(revision);
        }
        settled = plan;
    }

    /** The settled plan, or null where it has not come yet. */
    @RealTime
    public @Nullable RenderPlan settledOrNull() {
        return settled;
    }

    /** The settled plan. Errors: {@link IllegalStateException} where it has not come yet. */
    public RenderPlan settled() {
        RenderPlan plan = settled;
        if (plan == null) {
            throw ChangeMistakes.notSettled(revision);
        }
        return plan;
    }
}
