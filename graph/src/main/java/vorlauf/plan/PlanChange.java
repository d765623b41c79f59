package vorlauf.plan;

import org.jspecify.annotations.Nullable;

/**
 * What the control thread hands to the producer for one edit of the graph: the plan for the new graph and, where something
 * appears or goes, a transition plan that fades between the two graphs.
 *
 * <p>The producer adopts {@code transition} at a block boundary, renders {@code transitionBlocks} blocks with it, then adopts
 * {@code settled} by itself: the end of a fade never waits for the control thread. The next change is taken only when
 * {@code settled} is in force, since it was compiled against it.
 *
 * @param revision counts the edits of an engine from 1
 * @param transition plan that also holds what leaves, or null where nothing fades (always for revision 1)
 * @param transitionBlocks blocks that {@code transition} renders; 0 where it is null
 * @param settled plan of the new graph alone
 */
public record PlanChange(long revision, @Nullable RenderPlan transition, int transitionBlocks, RenderPlan settled) {}
