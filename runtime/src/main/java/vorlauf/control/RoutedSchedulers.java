package vorlauf.control;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Reactor's schedulers, each of which asks on use whether the caller lives in a {@link Timeline} of its own; real time where
 * it does not.
 *
 * <p>So an offline render has audio time while a live engine beside it has real time, with the same operators in both:
 * {@code Flux.interval}, {@code delayElements}, {@code sample}, {@code timeout}, {@code publishOn(Schedulers.parallel())}.
 * Threads and executors that a patch makes without Reactor stay in real time.
 */
public final class RoutedSchedulers implements Schedulers.Factory {
    /** What there was before; it stays alive, since publishers that were assembled then go on using it. */
    private static Schedulers.@Nullable Snapshot previous;

    private RoutedSchedulers() {}

    /**
     * Installs the routing in this JVM, once. Reactor's shared schedulers are made anew by that; publishers that were assembled
     * before keep the old ones, which are real time for ever. So whoever renders a patch offline installs first and makes the
     * patch then.
     *
     * <p>Threads: any.
     */
    public static synchronized void install() {
        if (previous == null) {
            // Not setFactory: that would shut down what the program's own publishers already use.
            previous = Schedulers.setFactoryWithSnapshot(new RoutedSchedulers());
        }
    }

    @Override
    public Scheduler newParallel(int parallelism, ThreadFactory threads) {
        return new Routed(Schedulers.Factory.super.newParallel(parallelism, threads), Timeline.Kind.PARALLEL);
    }

    @Override
    public Scheduler newSingle(ThreadFactory threads) {
        return new Routed(Schedulers.Factory.super.newSingle(threads), Timeline.Kind.SINGLE);
    }

    @Override
    public Scheduler newBoundedElastic(int threadCap, int queuedTaskCap, ThreadFactory threads, int ttlSeconds) {
        return new Routed(
                Schedulers.Factory.super.newBoundedElastic(threadCap, queuedTaskCap, threads, ttlSeconds),
                Timeline.Kind.ELASTIC);
    }

    @Override
    public Scheduler newThreadPerTaskBoundedElastic(int threadCap, int queuedTaskCap, ThreadFactory threads) {
        return new Routed(
                Schedulers.Factory.super.newThreadPerTaskBoundedElastic(threadCap, queuedTaskCap, threads),
                Timeline.Kind.ELASTIC);
    }

    /** One scheduler that hands every call to the timeline of the caller. */
    private record Routed(Scheduler real, Timeline.Kind kind) implements Scheduler {
        private Scheduler here() {
            return Timeline.CURRENT.isBound() ? Timeline.CURRENT.get().instead(real, kind) : real;
        }

        @Override
        public Disposable schedule(Runnable task) {
            return here().schedule(task);
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            return here().schedule(task, delay, unit);
        }

        @Override
        public Disposable schedulePeriodically(Runnable task, long initialDelay, long period, TimeUnit unit) {
            return here().schedulePeriodically(task, initialDelay, period, unit);
        }

        @Override
        public long now(TimeUnit unit) {
            return here().now(unit);
        }

        @Override
        public Worker createWorker() {
            return here().createWorker();
        }

        @Override
        public boolean isDisposed() {
            return real.isDisposed();
        }

        @Override
        public void dispose() {
            real.dispose();
        }

        @Override
        public reactor.core.publisher.Mono<Void> disposeGracefully() {
            return real.disposeGracefully();
        }

        @Override
        public void init() {
            real.init();
        }
    }
}
