package vorlauf.stress.bench;

/**
 * One of the workloads W1 to W5 made ready by one engine: the seam between a benchmark and what it measures.
 *
 * <p>W1 additive, W2 subtractive voices, W3 frequency modulation, W4 a chain of filters with an echo, W5 a ladder of
 * gains and sums; the patches of the same names say what exactly. 48 kHz, blocks of {@link #BLOCK_FRAMES} frames.
 *
 * <p>Threads: one.
 */
public interface Workload {
    /** Frames in a block. */
    int BLOCK_FRAMES = 128;

    /** Frames a second. */
    double SAMPLE_RATE_HERTZ = 48_000;

    /** Renders the next block into memory of its own. */
    void renderBlock();
}
