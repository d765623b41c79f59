package vorlauf.stress.bench;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import vorlauf.render.SystemClock;

/**
 * Renders one workload in a JVM of its own and measures when it is told to: {@code WORKLOAD KERNELS SAMPLES}.
 *
 * <p>It writes the first second to the file SAMPLES (32-bit floats, interleaved), warms up, and says {@code ready} with the
 * number of channels. For each line that it reads, a number of seconds, it renders for about that long and prints the CPU
 * time of the thread in nanoseconds a frame and the bytes that the thread has allocated. It ends with its input.
 */
public final class WorkloadProgram {
    /** Seconds between two looks at how far C2 is. */
    private static final double LOOK_SECONDS = 0.5;

    private static final int FEWEST_LOOKS = 4;
    private static final int MOST_LOOKS = 20;

    /** Of the time of a block what C2 may still gain between two looks when it has had its time. */
    private static final double STEADY = 0.95;

    private static final int SAMPLED_BLOCKS = (int) (Workload.SAMPLE_RATE_HERTZ / Workload.BLOCK_FRAMES);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final PlanWorkloads.PlanWorkload workload;

    private WorkloadProgram(PlanWorkloads.PlanWorkload workload) {
        this.workload = workload;
    }

    /** Runs until its input ends. */
    public static void main(String[] arguments) throws IOException {
        WorkloadProgram program = new WorkloadProgram(PlanWorkloads.named(arguments[0], KernelSet.named(arguments[1])));
        program.writeSamples(Path.of(arguments[2]));
        int blocksInASecond = program.warmUp();
        System.out.println("ready " + program.workload.plan().channels());
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            int blocks = (int) Math.max(1, Double.parseDouble(line) * blocksInASecond);
            System.out.println(program.measure(blocks));
        }
    }

    private void writeSamples(Path file) throws IOException {
        float[] block = workload.block();
        ByteBuffer bytes =
                ByteBuffer.allocate(SAMPLED_BLOCKS * block.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < SAMPLED_BLOCKS; i++) {
            workload.renderBlock();
            for (float sample : block) {
                bytes.putFloat(sample);
            }
        }
        Files.write(file, bytes.array());
    }

    /**
     * Renders until C2 has had its time, which is when blocks allocate nothing and have stopped getting faster; 10 s at most.
     * Returns how many blocks a second takes.
     */
    private int warmUp() {
        double least = Double.MAX_VALUE;
        for (int look = 1; ; look++) {
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            long cpu = THREADS.getCurrentThreadCpuTime();
            long endNanos = SystemClock.INSTANCE.nanoTime() + (long) (LOOK_SECONDS * 1e9);
            int blocks = 0;
            while (SystemClock.INSTANCE.nanoTime() < endNanos) {
                workload.renderBlock();
                blocks++;
            }
            double nanos = (THREADS.getCurrentThreadCpuTime() - cpu) / (double) blocks;
            boolean steady = nanos > STEADY * least && THREADS.getCurrentThreadAllocatedBytes() == allocated;
            least = Math.min(least, nanos);
            if (look == MOST_LOOKS || (look >= FEWEST_LOOKS && steady)) {
                return (int) Math.max(1, blocks / LOOK_SECONDS);
            }
        }
    }

    private String measure(int blocks) {
        long cpu = THREADS.getCurrentThreadCpuTime();
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < blocks; i++) {
            workload.renderBlock();
        }
        allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
        cpu = THREADS.getCurrentThreadCpuTime() - cpu;
        return String.format(Locale.ROOT, "%.4f %d", cpu / ((double) blocks * Workload.BLOCK_FRAMES), allocated);
    }
}
