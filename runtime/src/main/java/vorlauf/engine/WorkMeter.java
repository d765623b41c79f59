package vorlauf.engine;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * CPU time and allocated bytes of stretches of the calling thread's work.
 *
 * <p>Reading the CPU clock takes CPU time itself; the least time between two readings is measured once and taken off every
 * stretch. The count of allocated bytes is exact; it is read inside, since the JVM itself allocates now and then when it is
 * asked for CPU time.
 *
 * <p>Threads: the one whose work is measured.
 */
final class WorkMeter {
    private static final int CALIBRATIONS = 1_000;

    private final @Nullable ThreadMXBean threads;
    private final long readingNanos;
    private long cpuBefore;
    private long allocatedBefore;
    private long cpuNanos;
    private long allocatedBytes;

    WorkMeter() {
        this.threads = ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean
                        && bean.isThreadAllocatedMemorySupported()
                        && bean.isThreadAllocatedMemoryEnabled()
                        && bean.isCurrentThreadCpuTimeSupported()
                ? bean
                : null;
        long least = Long.MAX_VALUE;
        for (int time = 0; time < CALIBRATIONS; time++) {
            begin();
            end();
            least = Math.min(least, cpuNanos);
            cpuNanos = 0;
        }
        this.readingNanos = threads == null ? 0 : least;
        this.allocatedBytes = 0;
    }

    void begin() {
        if (threads != null) {
            cpuBefore = threads.getCurrentThreadCpuTime();
            allocatedBefore = threads.getCurrentThreadAllocatedBytes();
        }
    }

    void end() {
        if (threads != null) {
            allocatedBytes += threads.getCurrentThreadAllocatedBytes() - allocatedBefore;
            cpuNanos += Math.max(0, threads.getCurrentThreadCpuTime() - cpuBefore - readingNanos);
        }
    }

    long cpuNanos() {
        return cpuNanos;
    }

    /** Bytes, or -1 where the JVM cannot tell. */
    long allocatedBytes() {
        return threads == null ? -1 : allocatedBytes;
    }
}
