package vorlauf.control;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import vorlauf.control.PublisherWorkers.Seat;

/**
 * One subscription of one control: takes values from the publisher's thread to the port, and notes how it ends.
 *
 * <p>Threads: the publisher's, whichever that is; {@link #cancel}, {@link #report} the control thread.
 */
final class ControlFollower implements CoreSubscriber<Number> {
    private static final long REPORT_NANOS = 1_000_000_000L;
    static final long BLOCKED_NANOS = 2_000_000_000L;

    private final ControlPort port;
    private final LiveControl control;
    private final Publisher<? extends Number> publisher;
    private final AtomicReference<@Nullable Subscription> subscription = new AtomicReference<>();
    private @Nullable Seat seat;

    private volatile boolean ended;
    private volatile @Nullable Throwable error;
    private volatile double lastRefused;

    // Owned by the control thread.
    private boolean endReported;
    private boolean blockedReported;
    private long reportedAtNanos = Long.MIN_VALUE;
    private long replacedReported;
    private long refusedReported;
    private long publishedBefore;
    private long publishedSinceNanos;

    ControlFollower(LiveControl control, Publisher<? extends Number> publisher, long nowNanos) {
        this.port = control.port();
        this.control = control;
        this.publisher = publisher;
        this.replacedReported = port.replacedValues();
        this.refusedReported = port.refusedValues();
        this.publishedBefore = control.publishedValues();
        this.publishedSinceNanos = nowNanos;
    }

    void start(PublisherWorkers workers) {
        seat = workers.seat(String.format(Locale.ROOT, "control \"%s\"", port.name()), this::subscribe);
    }

    private void subscribe() {
        try {
            publisher.subscribe(this);
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            onError(e);
        }
    }

    @Override
    public void onSubscribe(Subscription offered) {
        if (Operators.validate(subscription.get(), offered) && subscription.compareAndSet(null, offered)) {
            offered.request(Long.MAX_VALUE);
        } else {
            offered.cancel();
        }
    }

    @Override
    public void onNext(Number value) {
        double number = value.doubleValue();
        // The lock keeps a value of a publisher that has just been replaced from arriving after one of its successor.
        synchronized (control) {
            if (ended) {
                return;
            }
            if (control.publish(number) == ControlPort.Outcome.NOT_FINITE) {
                lastRefused = number;
            }
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (!ended) {
            error = failure;
            ended = true;
        }
    }

    @Override
    public void onComplete() {
        ended = true;
    }

    /** Stops to follow: no value is posted once this has returned. */
    void cancel() {
        synchronized (control) {
            ended = true;
            endReported = true;
        }
        Subscription current = subscription.getAndSet(Operators.cancelledSubscription());
        if (current != null) {
            cancelQuietly(current);
        }
        releaseSeat();
    }

    private static void cancelQuietly(Subscription current) {
        try {
            current.cancel();
        } catch (Exception | LinkageError | AssertionError e) {
            Operators.onErrorDropped(e, reactor.util.context.Context.empty());
        }
    }

    private void releaseSeat() {
        if (seat != null) {
            seat.release();
            seat = null;
        }
    }

    /** Tells the listener what is new since the last report. */
    void report(long nowNanos, ControlListener listener) {
        boolean over = ended;
        if (over && endReported) {
            return;
        }
        if (over || reportedAtNanos == Long.MIN_VALUE || nowNanos - reportedAtNanos >= REPORT_NANOS) {
            reportCounts(nowNanos, listener);
        }
        if (over) {
            endReported = true;
            Throwable failure = error;
            if (failure == null) {
                listener.completed(port.name());
            } else {
                listener.failed(port.name(), failure);
            }
            releaseSeat();
        } else {
            reportBlocked(nowNanos, listener);
        }
    }

    private void reportCounts(long nowNanos, ControlListener listener) {
        long replaced = port.replacedValues();
        long refused = port.refusedValues();
        if (replaced > replacedReported) {
            listener.conflated(port.name(), replaced);
            reportedAtNanos = nowNanos;
        }
        if (refused > refusedReported) {
            listener.refused(port.name(), lastRefused, refused);
            reportedAtNanos = nowNanos;
        }
        replacedReported = replaced;
        refusedReported = refused;
    }

    private void reportBlocked(long nowNanos, ControlListener listener) {
        long published = control.publishedValues();
        if (published != publishedBefore) {
            publishedBefore = published;
            publishedSinceNanos = nowNanos;
        }
        if (blockedReported || seat == null) {
            return;
        }
        long heldNanos = Math.min(seat.heldNanos(nowNanos), nowNanos - publishedSinceNanos);
        if (heldNanos >= BLOCKED_NANOS) {
            blockedReported = true;
            listener.blocked(port.name(), heldNanos / 1e9);
        }
    }
}
