package vorlauf.engine;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import vorlauf.compile.GraphException;
import vorlauf.control.RoutedSchedulers;
import vorlauf.control.VirtualClock;
import vorlauf.graph.Signal;
import vorlauf.render.SystemClock;

/**
 * Renders a patch without a device, as fast as it goes, with audio time as the only time of its publishers: the same patch
 * gives the same bits every time, beside whatever else plays in the JVM.
 *
 * <p>The render runs on a thread of its own. The caller's thread watches it: a publisher that holds audio time for longer
 * than the watchdog allows ends the render, and its thread is left behind.
 *
 * <p>Threads: any; renders are independent of each other.
 */
public final class OfflineRenderer {
    private static final long LOOK_MILLIS = 20;
    private static final long LEAVE_MILLIS = 1_000;

    private OfflineRenderer() {}

    /**
     * Renders.
     *
     * <p>Errors: {@link GraphException} where the first graph has problems; {@link RenderException} where there is no graph or a
     * publisher holds the render up; what {@code patch} or {@code sink} throw is thrown on.
     *
     * @param patch makes the publisher of graphs; called with the audio clock installed
     */
    public static OfflineResult render(
            Supplier<? extends Publisher<? extends Signal>> patch, OfflineSettings settings, BlockSink sink)
            throws GraphException, RenderException, IOException, InterruptedException {
        return render(patch, settings, sink, RenderWitness.NONE);
    }

    /** The same beside a witness, which is told of every graph and value that is played. */
    public static OfflineResult render(
            Supplier<? extends Publisher<? extends Signal>> patch,
            OfflineSettings settings,
            BlockSink sink,
            RenderWitness witness)
            throws GraphException, RenderException, IOException, InterruptedException {
        RoutedSchedulers.install();
        AtomicReference<@Nullable OfflineResult> result = new AtomicReference<>();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        VirtualClock clock = new VirtualClock(
                error -> settings.events().accept(new EngineEvent.Notice("a task failed: " + Session.oneLine(error))));
        OfflineRun run = new OfflineRun(patch, settings, sink, witness, clock);
        Thread thread = new Thread(
                () -> {
                    try {
                        result.set(run.run());
                    } catch (Exception | Error e) {
                        failure.set(e);
                    }
                },
                "vorlauf-offline");
        thread.setDaemon(true);
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        thread.start();
        watch(thread, run, clock, settings);
        Throwable thrown = failure.get();
        if (thrown != null) {
            rethrow(thrown);
        }
        OfflineResult done = result.get();
        if (done == null) {
            throw new IllegalStateException("the render ended without a result");
        }
        return done;
    }

    private static void watch(Thread thread, OfflineRun run, VirtualClock clock, OfflineSettings settings)
            throws RenderException, InterruptedException {
        long limitNanos = (long) (settings.watchdogSeconds() * 1e9);
        long stretch = -1;
        long sinceNanos = 0;
        try {
            while (thread.isAlive()) {
                thread.join(LOOK_MILLIS);
                String holder = clock.heldBy();
                long nowNanos = SystemClock.INSTANCE.nanoTime();
                if (holder == null || holder.equals(OfflineRun.PATCH) || clock.stretch() != stretch) {
                    stretch = clock.stretch();
                    sinceNanos = nowNanos;
                } else if (nowNanos - sinceNanos >= limitNanos && thread.isAlive()) {
                    throw new RenderException(String.format(
                            Locale.ROOT,
                            "%s: its publisher has blocked the render for %.1f s at audio time %.3f s",
                            holder.isEmpty() ? "the patch" : holder,
                            settings.watchdogSeconds(),
                            clock.nowNanos() / 1e9));
                }
            }
        } catch (RenderException | InterruptedException e) {
            run.abandon();
            thread.interrupt();
            thread.join(LEAVE_MILLIS);
            throw e;
        }
    }

    private static void rethrow(Throwable thrown)
            throws GraphException, RenderException, IOException, InterruptedException {
        switch (thrown) {
            case GraphException graph -> throw graph;
            case RenderException render -> throw render;
            case IOException sink -> throw sink;
            case InterruptedException interrupt -> throw interrupt;
            case VirtualClock.EndlessTasksException endless ->
                throw new RenderException(String.valueOf(endless.getMessage()));
            case RuntimeException patch -> throw patch;
            case Error error -> throw error;
            default -> throw new IllegalStateException(thrown);
        }
    }
}
