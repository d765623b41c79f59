package vorlauf.engine;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import vorlauf.render.Clock;

/**
 * The time as the producer, its watch and the consumer read it. A block's time passes when the producer reads it first: as
 * the watch begins, or at the end of a block that no watch sees.
 *
 * <p>Threads: one, as all of a {@link VirtualEngine}, which sets its fields.
 */
final class StepClock implements Clock {
    /** The time now. */
    long nowNanos;

    /** Says when a block is done that begins at an instant; null where none is about to begin. */
    @Nullable
    LongUnaryOperator doneNanos;

    private boolean watched;
    private long startNanos;

    /** For each part of the block that was begun last, when it is done. */
    long[] partDoneNanos = new long[1];

    /** For each step that a part begins with, when that part is done. */
    private long[] stepDoneNanos = new long[0];

    void begins(long nanos, @Nullable BlockWork work) {
        watched = work != null;
        startNanos = nanos;
        int parts = work == null ? 0 : work.parts().size();
        if (partDoneNanos.length < parts) {
            partDoneNanos = new long[parts];
        }
        Arrays.fill(partDoneNanos, nanos);
    }

    void share(@Nullable BlockWork work) {
        if (work == null) {
            return;
        }
        List<BlockWork.Part> parts = work.parts();
        int last = parts.getLast().firstStep();
        if (stepDoneNanos.length <= last) {
            stepDoneNanos = new long[last + 1];
        }
        for (int part = 0; part < parts.size(); part++) {
            stepDoneNanos[parts.get(part).firstStep()] = partDoneNanos[part];
        }
    }

    @Override
    public long nanoTime() {
        LongUnaryOperator block = doneNanos;
        if (block != null) {
            // Once: the device's pulls in between read the time as well.
            doneNanos = null;
            nowNanos = block.applyAsLong(nowNanos);
            return watched ? startNanos : nowNanos;
        }
        return nowNanos;
    }

    @Override
    public long nanoTimeAfter(int firstStep) {
        return stepDoneNanos[firstStep];
    }

    @Override
    public void parkUntil(long deadlineNanos) {
        // Whoever drives this engine decides when it runs next.
    }

    @Override
    public void wake(Thread thread) {
        // Nobody sleeps.
    }
}
