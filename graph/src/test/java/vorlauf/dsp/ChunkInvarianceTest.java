package vorlauf.dsp;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Every kernel gives the same bits, however a block is cut into chunks. */
class ChunkInvarianceTest {

    @Test
    void everyKernelGivesTheSameBitsInChunks() {
        for (Catalogue.Entry entry : Catalogue.all()) {
            Chunks.expectSameBits(entry.name(), Chunks.of(entry.kernel()));
        }
    }

    @Test
    void aKernelThatAccumulatesItsRampIsCaught() {
        expectCaught((s, out, from, to) -> {
            float value = 0.1f + 1e-4f * from;
            for (int i = from; i < to; i++) {
                value += 1e-4f;
                out[i] = value;
            }
        });
    }

    @Test
    void aFilterThatFlushesAudibleStateIsCaught() {
        float[] noise = Chunks.noise(1);
        expectCaught((s, out, from, to) -> {
            for (int i = from; i < to; i++) {
                s.d[0] = 0.9 * s.d[0] + noise[i] * 1e-30;
                out[i] = (float) s.d[0];
            }
            s.d[0] = Math.abs(s.d[0]) < 1e-30 ? 0 : s.d[0];
        });
    }

    @Test
    void anOscillatorThatStepsTheUpperHalfOfItsPhaseFromTheChunkIsCaught() {
        long increment = Oscillators.increment(440.1, 48_000);
        expectCaught((s, out, from, to) -> {
            int phase = (int) (s.l[0] >>> 32);
            for (int i = from; i < to; i++) {
                out[i] = Functions.sine(phase + (i - from) * (int) (increment >>> 32));
            }
            s.l[0] += (to - from) * increment;
        });
    }

    private static void expectCaught(Chunks.Kernel broken) {
        assertThatThrownBy(() -> Chunks.expectSameBits("broken", Chunks.of(broken)))
                .isInstanceOf(AssertionError.class);
    }
}
