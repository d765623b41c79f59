package vorlauf.engine;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import vorlauf.compile.AudioFiles;
import vorlauf.compile.CompileSettings;
import vorlauf.compile.GraphCompiler;
import vorlauf.compile.GraphException;
import vorlauf.graph.Signal;
import vorlauf.plan.AutomaticKernels;
import vorlauf.plan.GroupKernels;
import vorlauf.plan.RenderPlan;
import vorlauf.render.Clock;

/**
 * Finds out, once in a JVM, whether vector kernels are ready: rendered until they allocate nothing.
 *
 * <p>A vector is an object until HotSpot's second compiler has the method that makes it. Whether and when that is so is not
 * counted or guessed: plans that need every kernel are rendered until many blocks in a row have allocated nothing. Where that
 * does not come to pass in time (no second compiler, registers too narrow, no module) the plain kernels stay.
 *
 * <p>Threads: control thread.
 */
final class KernelReadiness {
    /** Blocks that have to allocate nothing, one after the other. */
    private static final int CLEAN_BLOCKS = 400;

    /** Frames of a block: kernels have loops for whole tiles, for vectors and for what is left. */
    private static final int[] BLOCK_FRAMES = {128, 100};

    private static final int MOST_BLOCKS = 60_000;
    private static final long LONGEST_NANOS = 4_000_000_000L;
    private static final int BLOCKS_AT_A_TIME = 20;

    private static boolean known;

    private KernelReadiness() {}

    /** Takes the vector kernels where they are ready; the first call in a JVM renders for up to some seconds. */
    static synchronized void decide(AutomaticKernels automatic, AudioFiles files, Clock clock) throws GraphException {
        if (known) {
            return;
        }
        known = true;
        GroupKernels vector;
        try {
            vector = GroupKernels.vector();
        } catch (UnsupportedOperationException notHere) {
            return;
        }
        if (isReady(vector, files, clock)) {
            automatic.use(vector);
        }
    }

    private static boolean isReady(GroupKernels vector, AudioFiles files, Clock clock) throws GraphException {
        if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)
                || !threads.isThreadAllocatedMemorySupported()
                || !threads.isThreadAllocatedMemoryEnabled()) {
            return false;
        }
        long latestNanos = clock.nanoTime() + LONGEST_NANOS;
        boolean ready = true;
        for (int blockFrames : BLOCK_FRAMES) {
            for (Signal graph : EveryKernel.graphs()) {
                ready = ready && becomesClean(graph, vector, blockFrames, files, threads, clock, latestNanos);
            }
        }
        return ready;
    }

    private static boolean becomesClean(
            Signal graph,
            GroupKernels vector,
            int blockFrames,
            AudioFiles files,
            ThreadMXBean threads,
            Clock clock,
            long latestNanos)
            throws GraphException {
        CompileSettings settings = CompileSettings.of(48_000, blockFrames).withKernels(vector);
        RenderPlan plan =
                new GraphCompiler(settings, files).compile(graph).change().settled();
        plan.adopt(null);
        float[] block = new float[blockFrames * plan.channels()];
        int clean = 0;
        for (int done = 0; done < MOST_BLOCKS && clean < CLEAN_BLOCKS; done += BLOCKS_AT_A_TIME) {
            if (clock.nanoTime() > latestNanos) {
                return false;
            }
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int count = 0; count < BLOCKS_AT_A_TIME; count++) {
                plan.render(block);
            }
            clean = threads.getCurrentThreadAllocatedBytes() == before ? clean + BLOCKS_AT_A_TIME : 0;
        }
        return clean >= CLEAN_BLOCKS;
    }
}
