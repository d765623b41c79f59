package vorlauf.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vorlauf.plan.PlanChange;
import vorlauf.plan.RenderPlan;
import vorlauf.plan.SampleSource;
import vorlauf.render.BlockRenderer;
import vorlauf.render.RenderRecord;

/**
 * The control thread's book of plans that the producer has or will get, and of the resources that these refer to: files and
 * processors are closed when the last plan that refers to them is out of force.
 *
 * <p>Threads: control thread.
 */
final class PlanLedger {
    private final Consumer<String> notices;
    private final Map<Long, RenderPlan> bySerial = new HashMap<>();
    private final IdentityHashMap<RenderPlan, Long> serials = new IdentityHashMap<>();
    private final IdentityHashMap<Object, Integer> references = new IdentityHashMap<>();
    private final List<RenderPlan> leaving = new ArrayList<>();
    private long starvedFramesOfClosed;

    /** An empty book; what cannot be closed becomes a notice. */
    PlanLedger(Consumer<String> notices) {
        this.notices = notices;
    }

    /** Enters the plans that a change has: before the producer gets them, and again when its settled plan has come. */
    void enter(PlanChange change) {
        RenderPlan transition = change.transition();
        if (transition != null) {
            enter(transition, RenderRecord.planSerial(change.revision(), true));
        }
        RenderPlan settled = change.settledOrNull();
        if (settled != null) {
            enter(settled, RenderRecord.planSerial(change.revision(), false));
        }
    }

    private void enter(RenderPlan plan, long serial) {
        if (serials.containsKey(plan)) {
            return;
        }
        bySerial.put(serial, plan);
        serials.put(plan, serial);
        for (Object resource : plan.resources()) {
            references.merge(resource, 1, Integer::sum);
        }
    }

    /** The plan with a serial number, or null where it has been struck off. */
    @Nullable
    RenderPlan find(long serial) {
        return bySerial.get(serial);
    }

    /** Collects plans that are out of force; they stay in the book until {@link #strikeOff}, since records may name them. */
    void collect(BlockRenderer renderer) {
        for (RenderPlan plan = renderer.pollRetired(); plan != null; plan = renderer.pollRetired()) {
            leaving.add(plan);
        }
    }

    /** Strikes off what was collected, after the producer's records have been read. */
    void strikeOff() {
        for (RenderPlan plan : leaving) {
            strikeOff(plan);
        }
        leaving.clear();
    }

    private void strikeOff(RenderPlan plan) {
        Long serial = serials.remove(plan);
        if (serial == null) {
            return;
        }
        bySerial.remove(serial);
        for (Object resource : plan.resources()) {
            if (references.merge(resource, -1, PlanLedger::sumOrNothing) == null) {
                close(resource);
            }
        }
    }

    private static @Nullable Integer sumOrNothing(Integer count, Integer change) {
        return count + change == 0 ? null : Integer.valueOf(count + change);
    }

    private void close(Object resource) {
        if (resource instanceof SampleSource source) {
            starvedFramesOfClosed += source.starvedFrames();
        }
        if (resource instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                notices.accept("a resource of the graph could not be closed: " + e);
            }
        }
    }

    /** Frames that file streams could not give in time, over all plans there were. */
    long starvedFrames() {
        long sum = starvedFramesOfClosed;
        for (Object resource : references.keySet()) {
            if (resource instanceof SampleSource source) {
                sum += source.starvedFrames();
            }
        }
        return sum;
    }

    /** Plans in the book. */
    int size() {
        return serials.size();
    }

    /** Closes everything, after the producer has ended. */
    void closeAll() {
        List<Object> all = new ArrayList<>(references.keySet());
        references.clear();
        bySerial.clear();
        serials.clear();
        leaving.clear();
        all.forEach(this::close);
    }
}
