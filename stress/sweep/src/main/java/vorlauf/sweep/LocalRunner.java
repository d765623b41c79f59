package vorlauf.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The cores of this machine, each taking the next slice.
 *
 * @param workers threads
 */
record LocalRunner(int workers) implements SliceRunner {
    @Override
    public void run(SweepPlan plan, List<Slice> slices, Sink sink) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>(null);
        int threads = Math.min(workers, slices.size());
        CountDownLatch running = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            Thread.ofPlatform().daemon().name("vorlauf-sweep-" + i).start(() -> {
                try {
                    for (int slice = next.getAndIncrement();
                            slice < slices.size() && failure.get() == null;
                            slice = next.getAndIncrement()) {
                        run(plan, slices.get(slice), sink);
                    }
                } catch (RuntimeException | Error thrown) {
                    failure.compareAndSet(null, thrown);
                } finally {
                    running.countDown();
                }
            });
        }
        running.await();
        switch (failure.get()) {
            case null -> {
                // all is done
            }
            case Error error -> throw error;
            case RuntimeException thrown -> throw thrown;
            case Throwable other -> throw new IllegalStateException(other);
        }
    }

    private static void run(SweepPlan plan, Slice slice, Sink sink) {
        List<RunRow> rows = new ArrayList<>(slice.runs());
        for (Slice.Stretch stretch : slice.stretches()) {
            rows.addAll(SliceWork.run(
                    plan.experiment(stretch.cell()),
                    stretch.cell(),
                    plan.seed(stretch.first()),
                    stretch.count(),
                    sink::progress));
        }
        sink.done(slice, rows);
    }
}
