package vorlauf.stress.twins;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import vorlauf.plan.PlanChange;
import vorlauf.plan.RenderPlan;
import vorlauf.stress.handover.PlanHandOver;
import vorlauf.stress.handover.PlanSituation;

/** Two small queues around a plan in force, with one {@link Fault}; changes without transitions. */
final class BrokenHandOver implements PlanHandOver {
    private static final int CHANGES = 2;
    private static final int RETIRED = 1;

    /** What can be wrong between control thread and producer. */
    enum Fault {
        /** A change can be taken before it is there. */
        PUBLISHED_EARLY,
        /** A change that finds no room replaces the newest one that waits. */
        REPLACES_WHEN_FULL,
        /** The plan before goes back as soon as its successor is known, one block before it is replaced. */
        RETIRED_EARLY,
        /** A plan that finds no room on the way back is forgotten. */
        DROPPED_WHEN_FULL
    }

    private final Fault fault;
    private final @Nullable PlanChange[] changes = new @Nullable PlanChange[CHANGES];
    private final AtomicInteger changesWritten = new AtomicInteger();
    private final AtomicInteger changesRead = new AtomicInteger();
    private final @Nullable RenderPlan[] retired = new @Nullable RenderPlan[RETIRED];
    private final AtomicInteger retiredWritten = new AtomicInteger();
    private final AtomicInteger retiredRead = new AtomicInteger();
    private final float[] block = new float[PlanSituation.BLOCK_FRAMES];
    private @Nullable RenderPlan plan;
    private @Nullable RenderPlan next;

    BrokenHandOver(Fault fault) {
        this.fault = fault;
    }

    @Override
    public boolean offer(PlanChange change) {
        int written = changesWritten.get();
        boolean full = written - changesRead.get() == CHANGES;
        if (full && fault != Fault.REPLACES_WHEN_FULL) {
            return false;
        }
        if (full) {
            changes[(written - 1) % CHANGES] = change;
            return true;
        }
        if (fault == Fault.PUBLISHED_EARLY) {
            changesWritten.set(written + 1);
            BrokenFrameRing.linger();
        }
        changes[written % CHANGES] = change;
        changesWritten.set(written + 1);
        return true;
    }

    @Override
    public @Nullable RenderPlan pollRetired() {
        int read = retiredRead.get();
        if (retiredWritten.get() == read) {
            return null;
        }
        RenderPlan back = retired[read % RETIRED];
        retiredRead.set(read + 1);
        return back;
    }

    @Override
    public float[] renderBlock() {
        RenderPlan successor = next;
        if (successor != null) {
            successor.adopt(plan);
            plan = successor;
            next = null;
        }
        int read = changesRead.get();
        if (changesWritten.get() > read && (hasRoomBack() || fault == Fault.DROPPED_WHEN_FULL)) {
            PlanChange change = changes[read % CHANGES];
            changesRead.set(read + 1);
            if (change != null) {
                take(change.settled());
            }
        }
        RenderPlan current = plan;
        if (current != null) {
            current.render(block);
        }
        return block;
    }

    private void take(RenderPlan settled) {
        RenderPlan before = plan;
        if (fault == Fault.RETIRED_EARLY && before != null) {
            next = settled;
        } else {
            settled.adopt(before);
            plan = settled;
        }
        retire(before);
    }

    private boolean hasRoomBack() {
        return retiredWritten.get() - retiredRead.get() < RETIRED;
    }

    private void retire(@Nullable RenderPlan before) {
        if (before != null && hasRoomBack()) {
            int written = retiredWritten.get();
            retired[written % RETIRED] = before;
            retiredWritten.set(written + 1);
        }
    }
}
