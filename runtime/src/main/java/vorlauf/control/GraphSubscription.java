package vorlauf.control;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import vorlauf.control.PublisherWorkers.Seat;

/**
 * The publisher of graphs, and the newest graph that has not been taken; older ones are replaced and counted.
 *
 * @param <G> what the publisher emits
 */
public final class GraphSubscription<G> implements CoreSubscriber<G> {
    private final Publisher<? extends G> publisher;
    private final Runnable wakeControl;
    private final AtomicReference<@Nullable G> newest = new AtomicReference<>();
    private final AtomicReference<@Nullable Subscription> subscription = new AtomicReference<>();
    private volatile long replaced;
    private volatile boolean cancelled;
    private volatile boolean ended;
    private volatile @Nullable Throwable error;
    private @Nullable Seat seat;

    /** A subscription that calls {@code wakeControl}, which must not wait, whenever there is something new. */
    public GraphSubscription(Publisher<? extends G> publisher, Runnable wakeControl) {
        this.publisher = publisher;
        this.wakeControl = wakeControl;
    }

    /** Subscribes. Control thread. */
    public void start(PublisherWorkers workers) {
        seat = workers.seat("the graph", this::subscribe);
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
    @SuppressWarnings("NonAtomicVolatileUpdate") // a publisher calls onNext from one thread at a time
    public void onNext(G graph) {
        if (cancelled) {
            return;
        }
        if (newest.getAndSet(graph) != null) {
            replaced++;
        }
        wakeControl.run();
    }

    @Override
    public void onError(Throwable failure) {
        if (!ended) {
            error = failure;
            ended = true;
            wakeControl.run();
        }
    }

    @Override
    public void onComplete() {
        ended = true;
        wakeControl.run();
    }

    /** Takes the newest graph, or null where there is no newer one. Control thread. */
    public @Nullable G take() {
        return newest.getAndSet(null);
    }

    /** Whether a graph waits to be taken. */
    public boolean isWaiting() {
        return newest.get() != null;
    }

    /** Graphs that were replaced by newer ones before they were taken. */
    public long replacedGraphs() {
        return replaced;
    }

    /** Whether the publisher has ended; the last graph may still wait. */
    public boolean hasEnded() {
        return ended;
    }

    /** Why it ended, or null where it has not or ended well. */
    public @Nullable Throwable error() {
        return error;
    }

    /** Cancels. Control thread. */
    public void cancel() {
        cancelled = true;
        Subscription current = subscription.getAndSet(Operators.cancelledSubscription());
        if (current != null) {
            current.cancel();
        }
        if (seat != null) {
            seat.release();
            seat = null;
        }
    }
}
