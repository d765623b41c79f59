package vorlauf.engine;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import vorlauf.compile.AudioFiles;
import vorlauf.compile.CompileSettings;
import vorlauf.compile.GraphException;
import vorlauf.graph.Processor;
import vorlauf.graph.Signal;
import vorlauf.plan.AutomaticKernels;
import vorlauf.plan.RenderPlan;
import vorlauf.render.SystemClock;

/**
 * Trials of the kernels that later graphs of a stream need, on a thread of their own with the lowest priority: until one is
 * over, plain kernels render what is new.
 *
 * <p>At most one graph waits, the newest. Graphs with nodes in user code are left alone: these would run twice at a time.
 *
 * <p>Threads: control thread.
 */
final class KernelTrials implements AutoCloseable {
    private static final int MOST_WAITING = 1;
    private static final long IDLE_SECONDS = 5;

    private final CompileSettings settings;
    private final AudioFiles files;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            KernelTrials::thread,
            new ThreadPoolExecutor.DiscardOldestPolicy());

    KernelTrials(CompileSettings settings, AudioFiles files) {
        this.settings = settings;
        this.files = files;
        thread.allowCoreThreadTimeOut(true);
    }

    @SuppressWarnings("ThreadPriorityCheck") // a wish: nothing relies on it
    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "vorlauf-kernels");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }

    /** Tries the kernels of a graph, if some that its plan needs are not admitted. */
    void offer(Signal graph, RenderPlan plan) {
        if (settings.kernels() instanceof AutomaticKernels automatic
                && !automatic.admits(plan)
                && plan.resources().stream().noneMatch(Processor.class::isInstance)) {
            thread.execute(() -> {
                try {
                    KernelTrial.run(graph, settings, automatic, files, SystemClock.INSTANCE);
                } catch (GraphException | RuntimeException withoutTrial) {
                    // The graph itself plays; it keeps the plain kernels.
                    return;
                }
            });
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
