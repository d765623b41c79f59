package vorlauf.engine;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import vorlauf.compile.AudioFiles;
import vorlauf.compile.CompileSettings;
import vorlauf.compile.CompiledGraph;
import vorlauf.compile.GraphCompiler;
import vorlauf.compile.GraphException;
import vorlauf.graph.Signal;
import vorlauf.plan.AutomaticKernels;
import vorlauf.plan.ControlCell;
import vorlauf.plan.RenderPlan;
import vorlauf.plan.TrialKernels;
import vorlauf.render.Clock;

/**
 * Finds out whether the vector kernels that a graph needs are ready: a copy of the graph, which nobody hears, is rendered with
 * them until many blocks in a row have allocated nothing.
 *
 * <p>A vector is an object until HotSpot's second compiler has the method that makes it. Whether and when that is so is not
 * counted or guessed but measured. Where it does not come to pass in time (no second compiler, registers too narrow, no module)
 * the plain kernels stay, with the same bits.
 *
 * <p>Threads: control thread, or a thread of its own beside it.
 */
final class KernelTrial {
    /** Blocks that have to allocate nothing, one after the other. */
    private static final int CLEAN_BLOCKS = 400;

    private static final int BLOCKS_AT_A_TIME = 20;

    private static final long LONGEST_NANOS = 5_000_000_000L;

    /** Tier of the code that the second compiler makes. */
    private static final int SECOND_COMPILER_LEVEL = 4;

    private KernelTrial() {}

    /** Admits the vector kernels that a graph needs, where they are ready within some seconds. */
    static void run(Signal graph, CompileSettings settings, AutomaticKernels automatic, AudioFiles files, Clock clock)
            throws GraphException {
        if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)
                || !threads.isThreadAllocatedMemorySupported()
                || !threads.isThreadAllocatedMemoryEnabled()
                || !hasSecondCompiler()) {
            return;
        }
        TrialKernels kernels;
        try {
            kernels = new TrialKernels();
        } catch (UnsupportedOperationException notHere) {
            return;
        }
        CompiledGraph compiled =
                new GraphCompiler(settings.withKernels(kernels), new SilentFiles(files)).compile(graph);
        RenderPlan plan = compiled.change().settled();
        if (!automatic.admits(plan) && becomesClean(compiled, plan, threads, clock)) {
            automatic.admit(kernels.uses());
        }
    }

    private static boolean becomesClean(CompiledGraph compiled, RenderPlan plan, ThreadMXBean threads, Clock clock) {
        plan.adopt(null);
        float[] block = new float[plan.blockFrames() * plan.channels()];
        long latestNanos = clock.nanoTime() + LONGEST_NANOS;
        int clean = 0;
        while (clean < CLEAN_BLOCKS
                && clock.nanoTime() < latestNanos
                && !Thread.currentThread().isInterrupted()) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int count = 0; count < BLOCKS_AT_A_TIME; count++) {
                move(compiled, count);
                plan.render(block);
            }
            clean = threads.getCurrentThreadAllocatedBytes() == before ? clean + BLOCKS_AT_A_TIME : 0;
        }
        return clean >= CLEAN_BLOCKS;
    }

    /**
     * Controls move in every other pair of blocks, a little, and come back: all of them and the first alone by turns, since tiles
     * that rest beside one that moves have other loops.
     */
    private static void move(CompiledGraph compiled, int block) {
        List<CompiledGraph.Control> controls = compiled.controls();
        int moving = block % 8 < 4 ? controls.size() : Math.min(1, controls.size());
        for (CompiledGraph.Control control : controls.subList(0, moving)) {
            ControlCell cell = control.cell();
            double value = cell.value();
            double little = 0x1p-20 * Math.max(1, Math.abs(value));
            cell.set(block % 4 == 2 ? value + little : block % 4 == 3 ? value - little : value);
        }
    }

    /** Whether HotSpot's second compiler may come at all: without it nothing would be awaited but the end of the time. */
    private static boolean hasSecondCompiler() {
        if (ManagementFactory.getCompilationMXBean() == null) {
            return false;
        }
        HotSpotDiagnosticMXBean options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        return options == null
                || Integer.parseInt(options.getVMOption("TieredStopAtLevel").getValue()) >= SECOND_COMPILER_LEVEL;
    }
}
