package vorlauf.dsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.Supplier;

/** Renders a block at once and in random chunks, and expects the same bits. */
final class Chunks {

    static final int BLOCK_FRAMES = 613;

    private static final int TRIALS = 25;

    private Chunks() {}

    /** A kernel with inputs and state of its own, made anew for each rendering. */
    interface Rendering {
        void render(int from, int to);

        float[] out();

        /** Called between blocks, for what moves with blocks. */
        default void nextBlock() {}
    }

    /** Three blocks of chunked renderings against one of whole blocks. */
    static void expectSameBits(String name, Supplier<Rendering> maker) {
        int blocks = 3;
        float[] whole = new float[blocks * BLOCK_FRAMES];
        Rendering expected = maker.get();
        for (int block = 0; block < blocks; block++) {
            expected.render(0, BLOCK_FRAMES);
            System.arraycopy(expected.out(), 0, whole, block * BLOCK_FRAMES, BLOCK_FRAMES);
            expected.nextBlock();
        }
        Random random = new Random(7);
        for (int trial = 0; trial < TRIALS; trial++) {
            Rendering chunked = maker.get();
            for (int block = 0; block < blocks; block++) {
                int longest = trial == 0 ? 1 : 1 + random.nextInt(200);
                int from = 0;
                while (from < BLOCK_FRAMES) {
                    int to = Math.min(BLOCK_FRAMES, from + random.nextInt(longest + 1)); // an empty chunk is one too
                    if (trial == 0) {
                        to = from + 1;
                    }
                    chunked.render(from, to);
                    from = to;
                }
                for (int i = 0; i < BLOCK_FRAMES; i++) {
                    assertThat(Float.floatToRawIntBits(chunked.out()[i]))
                            .as("%s, block %d, frame %d, trial %d", name, block, i, trial)
                            .isEqualTo(Float.floatToRawIntBits(whole[block * BLOCK_FRAMES + i]));
                }
                chunked.nextBlock();
            }
        }
    }

    /** Random samples between -1 and 1. */
    static float[] noise(long seed) {
        Random random = new Random(seed);
        float[] samples = new float[BLOCK_FRAMES];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = 2 * random.nextFloat() - 1;
        }
        return samples;
    }

    /** A one-output kernel whose state lives in three arrays, zeros at first. */
    static Supplier<Rendering> of(Kernel kernel) {
        return () -> new Rendering() {
            private final float[] out = new float[BLOCK_FRAMES];
            private final State state = new State();

            @Override
            public void render(int from, int to) {
                kernel.run(state, out, from, to);
            }

            @Override
            public float[] out() {
                return out;
            }
        };
    }

    /** State arrays as a plan has them, with room before a kernel's own. */
    static final class State {
        final float[] f = new float[4096];
        final double[] d = new double[64];
        final long[] l = new long[8];
    }

    /** A kernel call with everything but the state, the output and the chunk bound. */
    interface Kernel {
        void run(State state, float[] out, int from, int to);
    }
}
