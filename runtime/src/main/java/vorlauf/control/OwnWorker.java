package vorlauf.control;

import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.NonBlocking;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The real-time timeline of one publisher: a thread of its own for its timers, made when the first one is wanted, so that a
 * publisher that blocks in a timer delays no other publisher.
 *
 * <p>It stands in for Reactor's parallel and single schedulers, where blocking is forbidden anyway. Work that may block goes
 * to Reactor's elastic threads as ever: it may wait for a timer of the same publisher.
 */
final class OwnWorker implements Timeline {
    private final String owner;
    private final LongSupplier nanoTime;
    private @Nullable ScheduledThreadPoolExecutor executor;
    private @Nullable Scheduler scheduler;
    private boolean released;

    /** Start of the task that runs now, or 0 where none does. */
    private volatile long taskSinceNanos;

    OwnWorker(String owner, LongSupplier nanoTime) {
        this.owner = owner;
        this.nanoTime = nanoTime;
    }

    @Override
    public Scheduler instead(Scheduler real, Kind kind) {
        return switch (kind) {
            case PARALLEL, SINGLE -> own();
            case ELASTIC -> real;
        };
    }

    private synchronized Scheduler own() {
        if (scheduler == null) {
            if (released) {
                throw new RejectedExecutionException(owner + " is no longer subscribed");
            }
            executor = new Timers();
            scheduler = Schedulers.fromExecutorService(executor, "vorlauf " + owner);
        }
        return scheduler;
    }

    long heldNanos(long nowNanos) {
        long since = taskSinceNanos;
        return since == 0 ? 0 : Math.max(0, nowNanos - since);
    }

    synchronized void release() {
        released = true;
        if (scheduler != null) {
            scheduler.dispose();
        }
        if (executor != null) {
            executor.shutdownNow();
        }
    }

    /** One thread that runs in this timeline and notes when a task began. */
    private final class Timers extends ScheduledThreadPoolExecutor {
        Timers() {
            super(1, task -> new TimerThread(task, OwnWorker.this));
            setRemoveOnCancelPolicy(true);
        }

        @Override
        protected void beforeExecute(Thread thread, Runnable task) {
            long now = nanoTime.getAsLong();
            taskSinceNanos = now == 0 ? 1 : now;
        }

        @Override
        protected void afterExecute(Runnable task, @Nullable Throwable failure) {
            taskSinceNanos = 0;
        }
    }

    /** A thread on which Reactor refuses {@code block()}, as on its own timer threads. */
    private static final class TimerThread extends Thread implements NonBlocking {
        TimerThread(Runnable work, OwnWorker timeline) {
            super(
                    () -> ScopedValue.where(CURRENT, timeline).run(work),
                    String.format(Locale.ROOT, "vorlauf-timer %s", timeline.owner));
            setDaemon(true);
        }
    }

    /** A thread that subscribes publishers. */
    static Thread subscriber(Runnable work) {
        Thread thread = Executors.defaultThreadFactory().newThread(work);
        thread.setName("vorlauf-subscribe");
        thread.setDaemon(true);
        return thread;
    }
}
