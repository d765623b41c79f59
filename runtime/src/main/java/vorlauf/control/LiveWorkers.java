package vorlauf.control;

import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Workers in real time: a publisher is subscribed on a thread that nobody else uses meanwhile, and the first
 * {@value #OWN_TIMERS} publishers that are subscribed at once also have a timer thread of their own.
 *
 * <p>Further publishers share Reactor's timer threads: a bound on threads, which costs only that one of those may delay
 * another if it blocks where Reactor forbids blocking.
 */
public final class LiveWorkers implements PublisherWorkers, AutoCloseable {
    /** Most publishers with a timer thread of their own. */
    public static final int OWN_TIMERS = 256;

    private static final int MAXIMUM_THREADS = ControlMail.MAXIMUM_CONTROLS + 16;

    private final LongSupplier nanoTime;
    private final ThreadPoolExecutor subscribers = new ThreadPoolExecutor(
            0, MAXIMUM_THREADS, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), OwnWorker::subscriber);
    private int ownTimers;

    /** Workers that measure with {@code nanoTime} how long a publisher holds them. */
    public LiveWorkers(LongSupplier nanoTime) {
        RoutedSchedulers.install();
        this.nanoTime = nanoTime;
    }

    @Override
    public Seat seat(String owner, Runnable subscription) {
        OwnWorker timers = null;
        if (ownTimers < OWN_TIMERS) {
            ownTimers++;
            timers = new OwnWorker(owner, nanoTime);
        }
        LiveSeat seat = new LiveSeat(timers);
        seat.start(subscription);
        return seat;
    }

    /** Interrupts what still blocks in a subscription. */
    @Override
    public void close() {
        subscribers.shutdownNow();
    }

    private final class LiveSeat implements Seat {
        private final @Nullable OwnWorker timers;
        private @Nullable Future<?> subscribing;
        private volatile long subscribingSinceNanos;
        private boolean released;

        LiveSeat(@Nullable OwnWorker timers) {
            this.timers = timers;
        }

        void start(Runnable subscription) {
            subscribing = subscribers.submit(() -> {
                long now = nanoTime.getAsLong();
                subscribingSinceNanos = now == 0 ? 1 : now;
                try {
                    if (timers == null) {
                        subscription.run();
                    } else {
                        ScopedValue.where(Timeline.CURRENT, timers).run(subscription);
                    }
                } finally {
                    subscribingSinceNanos = 0;
                }
            });
        }

        @Override
        public long heldNanos(long nowNanos) {
            long since = subscribingSinceNanos;
            long held = since == 0 ? 0 : Math.max(0, nowNanos - since);
            return timers == null ? held : Math.max(held, timers.heldNanos(nowNanos));
        }

        @Override
        public void release() {
            if (released) {
                return;
            }
            released = true;
            if (subscribing != null) {
                subscribing.cancel(true);
            }
            if (timers != null) {
                ownTimers--;
                timers.release();
            }
        }
    }
}
