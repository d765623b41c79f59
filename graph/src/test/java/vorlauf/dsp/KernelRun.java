package vorlauf.dsp;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Runs every kernel, and reports on one line a hash of all bits and the bytes that the thread allocated: in this virtual
 * machine, or as the program of one that is started with other options.
 */
final class KernelRun {

    private static final int WARM_UP_ROUNDS = 20;
    private static final int ROUNDS = 20;

    /** What a run found. */
    record Result(int hash, long allocatedBytes) {}

    private KernelRun() {}

    public static void main(String[] arguments) {
        Result result = run(Catalogue.all());
        System.out.println(result.hash() + " " + result.allocatedBytes());
    }

    static Result run(List<Catalogue.Entry> entries) {
        Catalogue.Entry[] kernels = entries.toArray(new Catalogue.Entry[0]);
        Chunks.State[] states = new Chunks.State[kernels.length];
        for (int k = 0; k < kernels.length; k++) {
            states[k] = new Chunks.State();
        }
        float[] out = new float[Catalogue.BLOCK_FRAMES];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        threads.getCurrentThreadAllocatedBytes();
        int hash = rounds(kernels, states, out, WARM_UP_ROUNDS, 1);
        long before = threads.getCurrentThreadAllocatedBytes();
        hash = rounds(kernels, states, out, ROUNDS, hash);
        long after = threads.getCurrentThreadAllocatedBytes();
        return new Result(hash, after - before);
    }

    private static int rounds(
            Catalogue.Entry[] kernels, Chunks.State[] states, float[] out, int rounds, int startHash) {
        int hash = startHash;
        for (int round = 0; round < rounds; round++) {
            for (int k = 0; k < kernels.length; k++) {
                kernels[k].kernel().run(states[k], out, 0, out.length);
                for (int i = 0; i < out.length; i++) {
                    hash = 31 * hash + Float.floatToRawIntBits(out[i]);
                }
            }
        }
        return hash;
    }
}
