package vorlauf.control;

import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.scheduler.Scheduler;

/** Reactor's view of a {@link VirtualClock}: whatever is scheduled here runs when the clock gets there. */
final class VirtualScheduler implements Scheduler {
    private static final long ONCE = -1;

    private final VirtualClock clock;

    VirtualScheduler(VirtualClock clock) {
        this.clock = clock;
    }

    @Override
    public Disposable schedule(Runnable task) {
        return clock.schedule(task, 0, ONCE, null);
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
        return clock.schedule(task, unit.toNanos(delay), ONCE, null);
    }

    @Override
    public Disposable schedulePeriodically(Runnable task, long initialDelay, long period, TimeUnit unit) {
        return clock.schedule(task, unit.toNanos(initialDelay), Math.max(0, unit.toNanos(period)), null);
    }

    @Override
    public long now(TimeUnit unit) {
        return unit.convert(clock.nowNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public Worker createWorker() {
        return new VirtualWorker(clock);
    }

    @Override
    public void dispose() {
        // The clock belongs to the render, not to the operators that use it.
    }

    /** A worker whose tasks are dropped together. */
    static final class VirtualWorker implements Worker {
        private final VirtualClock clock;
        private volatile boolean disposed;

        VirtualWorker(VirtualClock clock) {
            this.clock = clock;
        }

        @Override
        public Disposable schedule(Runnable task) {
            return add(task, 0, ONCE);
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            return add(task, unit.toNanos(delay), ONCE);
        }

        @Override
        public Disposable schedulePeriodically(Runnable task, long initialDelay, long period, TimeUnit unit) {
            return add(task, unit.toNanos(initialDelay), Math.max(0, unit.toNanos(period)));
        }

        private Disposable add(Runnable task, long delayNanos, long periodNanos) {
            if (disposed) {
                throw Exceptions.failWithRejected("the worker is disposed");
            }
            return clock.schedule(task, delayNanos, periodNanos, this);
        }

        @Override
        public void dispose() {
            disposed = true;
        }

        @Override
        public boolean isDisposed() {
            return disposed;
        }
    }
}
