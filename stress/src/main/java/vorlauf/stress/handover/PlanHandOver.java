package vorlauf.stress.handover;

import org.jspecify.annotations.Nullable;
import vorlauf.control.ControlMail;
import vorlauf.plan.PlanChange;
import vorlauf.plan.RenderPlan;
import vorlauf.render.BlockRenderer;
import vorlauf.render.RenderRecord;
import vorlauf.ring.RecordRing;

/** The way of plans to the producer and back. */
public interface PlanHandOver {
    /** Hands a change over; false where there is no room. Control thread. */
    boolean offer(PlanChange change);

    /** A plan that the producer will never touch again, or null. Control thread. */
    @Nullable
    RenderPlan pollRetired();

    /** Renders a block of {@link PlanSituation#BLOCK_FRAMES} mono frames. Producer. */
    float[] renderBlock();

    /** The product's renderer, with room for so many retired plans. */
    static PlanHandOver ofProduct(int retiredWaiting) {
        return new ProductHandOver(new BlockRenderer(
                new ControlMail(2),
                PlanSituation.BLOCK_FRAMES,
                1,
                PlanSituation.RATE_HERTZ,
                new RecordRing(RenderRecord.LONGS, 2),
                retiredWaiting));
    }
}

/** {@link BlockRenderer} behind the interface. */
record ProductHandOver(BlockRenderer renderer) implements PlanHandOver {
    @Override
    public boolean offer(PlanChange change) {
        return renderer.offer(change);
    }

    @Override
    public @Nullable RenderPlan pollRetired() {
        return renderer.pollRetired();
    }

    @Override
    public float[] renderBlock() {
        renderer.renderBlock(0);
        return renderer.interleaved();
    }
}
