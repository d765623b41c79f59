package vorlauf.stress.bench;

/**
 * A workload made ready by one engine: the seam between a benchmark and what it measures.
 *
 * <p>W1 additive, W2 subtractive voices, W3 frequency modulation, W4 a chain of filters with an echo, W5 a ladder of
 * gains and sums; and W2-100 a hundred voices, mixed three kinds of voices, moving one control on all cutoffs, moving-lfo an
 * oscillator on each cutoff, strings a bank of plucked strings. The patches say what exactly. 48 kHz, blocks of
 * {@link #BLOCK_FRAMES} frames.
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
