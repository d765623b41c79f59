package vorlauf.stress.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import vorlauf.graph.Signal;

/**
 * What graphs of growing size cost a node, in a JVM of its own: {@code KERNELS GRAPH NODES...}. For each size it prints a
 * line: nodes, CPU nanoseconds of a frame, bytes that the plan holds.
 */
public final class ScaleProgram {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 9;
    private static final long ROUND_NANOS = 100_000_000;
    private static final long WARM_UP_NANOS = 1_500_000_000;
    private static final int COLLECTIONS = 4;

    private ScaleProgram() {}

    /** Runs all sizes. */
    public static void main(String[] arguments) {
        cpuNanos(
                PlanWorkloads.of(graph(arguments[1], 64), KernelSet.named(arguments[0])),
                WARM_UP_NANOS); // loads classes
        for (int i = 2; i < arguments.length; i++) {
            int nodes = Integer.parseInt(arguments[i]);
            long before = usedBytes();
            Workload workload = PlanWorkloads.of(graph(arguments[1], nodes), KernelSet.named(arguments[0]));
            long held = usedBytes() - before;
            double nanos = nanosPerFrame(workload);
            System.out.println(String.format(Locale.ROOT, "%d %.4f %d", nodes, nanos, held));
        }
    }

    /** A ladder of gains and sums, or a bank of voices. */
    private static Signal graph(String name, int nodes) {
        return name.equals("ladder") ? PlanWorkloads.graph("W5-" + nodes) : new VoiceGraph(nodes).graph();
    }

    /** The signals are garbage by then; the plan is what is left. */
    @SuppressWarnings("ExplicitGC")
    private static long usedBytes() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static double nanosPerFrame(Workload workload) {
        cpuNanos(workload, WARM_UP_NANOS);
        double best = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            best = Math.min(best, cpuNanos(workload, ROUND_NANOS));
        }
        return best;
    }

    /** Renders for so long; returns the CPU time of a frame. */
    private static double cpuNanos(Workload workload, long nanos) {
        long start = THREADS.getCurrentThreadCpuTime();
        long spent = 0;
        long blocks = 0;
        while (spent < nanos) {
            for (int i = 0; i < 16; i++) {
                workload.renderBlock();
            }
            blocks += 16;
            spent = THREADS.getCurrentThreadCpuTime() - start;
        }
        return spent / ((double) blocks * Workload.BLOCK_FRAMES);
    }
}
