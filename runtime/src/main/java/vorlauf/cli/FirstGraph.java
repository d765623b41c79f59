package vorlauf.cli;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import vorlauf.control.VirtualClock;
import vorlauf.engine.RenderException;
import vorlauf.graph.Signal;

/** The first graph of a patch, without waiting for it: its publisher lives in audio time. */
final class FirstGraph {
    private static final long LATEST_NANOS = 60_000_000_000L;
    private static final long STEP_NANOS = 10_000_000L;

    private FirstGraph() {}

    /**
     * Lets up to a minute of audio time pass.
     *
     * <p>Errors: {@link PatchException} as the patch throws it; {@link RenderException} where no graph comes.
     */
    static Signal of(Patch patch) throws RenderException {
        AtomicReference<@Nullable Signal> graph = new AtomicReference<>();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        VirtualClock clock = new VirtualClock(failed -> failure.compareAndSet(null, failed));
        try {
            Disposable subscription = subscribe(clock, patch, graph, failure);
            for (long nanos = 0; nanos <= LATEST_NANOS && !subscription.isDisposed(); nanos += STEP_NANOS) {
                clock.advanceTo(nanos);
            }
            subscription.dispose();
        } finally {
            clock.close();
        }
        Signal first = graph.get();
        if (first != null) {
            return first;
        }
        Throwable failed = failure.get();
        throw new RenderException("the publisher of graphs "
                + (failed == null
                        ? "emits no graph within a minute; startWith(...) gives a first one"
                        : "failed: " + failed));
    }

    private static Disposable subscribe(
            VirtualClock clock,
            Patch patch,
            AtomicReference<@Nullable Signal> graph,
            AtomicReference<@Nullable Throwable> failure) {
        try {
            return clock.call("patch()", () -> {
                Publisher<Signal> graphs = patch.get();
                return Flux.from(graphs).take(1).subscribe(graph::set, failure::set);
            });
        } catch (RuntimeException thrown) {
            throw thrown;
        } catch (Exception thrown) {
            throw new IllegalStateException(thrown);
        }
    }
}
