package vorlauf.dsp;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Every kernel gives the same bits, however a block is cut into chunks. */
class ChunkInvarianceTest {

    private static final double RATE = 48_000;
    private static final float[] A = Chunks.noise(1);
    private static final float[] B = Chunks.noise(2);
    private static final float[] HERTZ = hertz();
    private static final int BLOCK = Chunks.BLOCK_FRAMES;

    private static float[] hertz() {
        float[] hertz = Chunks.noise(3);
        for (int i = 0; i < hertz.length; i++) {
            hertz[i] *= i % 3 == 0 ? 30_000 : 500;
        }
        return hertz;
    }

    private static void same(String name, Chunks.Kernel kernel) {
        Chunks.expectSameBits(name, Chunks.of(kernel));
    }

    @Test
    void arithmetic() {
        float[] table = {-1f, 0.5f, -0.25f, 1f};
        same("fill", (s, out, from, to) -> Arithmetic.fill(0.3f, 1e-3f, out, from, to));
        same("fill", (s, out, from, to) -> Arithmetic.fill(-0f, -0f, out, from, to));
        same("add", (s, out, from, to) -> Arithmetic.add(A, B, out, from, to));
        same("addRamp", (s, out, from, to) -> Arithmetic.addRamp(A, 0.3f, 1e-3f, out, from, to));
        same("subtractRamp", (s, out, from, to) -> Arithmetic.subtractRamp(A, 0.3f, 1e-3f, out, from, to));
        same("rampSubtract", (s, out, from, to) -> Arithmetic.rampSubtract(0.3f, 1e-3f, A, out, from, to));
        same("multiplyRamp", (s, out, from, to) -> Arithmetic.multiplyRamp(A, 0.3f, 1e-3f, out, from, to));
        same("clip", (s, out, from, to) -> Arithmetic.clip(A, -0.3f, 1e-4f, 0.3f, 0f, out, from, to));
        same("tanh", (s, out, from, to) -> Arithmetic.tanh(A, out, from, to));
        same("shape", (s, out, from, to) -> Arithmetic.shape(A, table, out, from, to));
        same("crossfade", (s, out, from, to) -> {
            Arithmetic.crossfade(A, B, s.l[0], 1000, out, from, to);
            s.l[0] += to - from;
        });
        same("peak", (s, out, from, to) -> {
            s.f[0] = Arithmetic.peak(A, from, to, s.f[0]);
            s.d[0] = Arithmetic.sumOfSquares(A, from, to, s.d[0]);
            if (to > from) {
                out[to - 1] = 0f;
            }
            if (to == BLOCK) {
                out[0] = s.f[0];
                out[1] = (float) s.d[0];
            }
        });
    }

    /** The steady and moving form of an oscillator. */
    interface Oscillator {
        void render(long[] l, int o, long start, long step, float[] out, int from, int to);
    }

    /** The form with a frequency for each frame. */
    interface AudioOscillator {
        void render(long[] l, int o, float[] hertz, double rateHertz, float[] out, int from, int to);
    }

    private static void oscillator(String name, Oscillator steady, AudioOscillator audio) {
        for (double hertz : new double[] {0.37, 440.1, -1234.5, 9_000, 17_000, 24_000}) {
            long start = Oscillators.increment(hertz, RATE);
            long step = Oscillators.incrementStep(start, Oscillators.increment(hertz * 0.9 + 50, RATE), BLOCK);
            same(name + " " + hertz, (s, out, from, to) -> steady.render(s.l, 3, start, 0, out, from, to));
            same(name + " moving " + hertz, (s, out, from, to) -> steady.render(s.l, 3, start, step, out, from, to));
        }
        same(name + "Audio", (s, out, from, to) -> audio.render(s.l, 2, HERTZ, RATE, out, from, to));
    }

    @Test
    void oscillators() {
        oscillator("sine", Oscillators::sine, Oscillators::sineAudio);
        oscillator("phasor", Oscillators::phasor, Oscillators::phasorAudio);
        oscillator("naiveSaw", Oscillators::naiveSaw, Oscillators::naiveSawAudio);
        oscillator("naiveSquare", Oscillators::naiveSquare, Oscillators::naiveSquareAudio);
        oscillator("naiveTriangle", Oscillators::naiveTriangle, Oscillators::naiveTriangleAudio);
        oscillator("saw", Oscillators::saw, Oscillators::sawAudio);
        oscillator("square", Oscillators::square, Oscillators::squareAudio);
        oscillator("triangle", Oscillators::triangle, Oscillators::triangleAudio);
    }

    @Test
    void biquads() {
        double[] now = new double[7];
        double[] next = new double[7];
        for (BiquadKind kind : BiquadKind.values()) {
            Biquad.coefficients(kind, 900, 2, 6, RATE, now, 2);
            Biquad.coefficients(kind, 1200, 3, -3, RATE, next, 1);
            same(kind + " steady", (s, out, from, to) -> Biquad.run(A, now, 2, s.d, 4, out, from, to));
            same(
                    kind + " moving",
                    (s, out, from, to) -> Biquad.runRamp(A, now, 2, next, 1, s.d, 4, BLOCK, out, from, to));
            // Runs into silence, where state is flushed at the ends of chunks.
            float[] click = new float[BLOCK];
            click[3] = 1e-38f;
            same(kind + " dying", (s, out, from, to) -> Biquad.run(click, now, 2, s.d, 4, out, from, to));
        }
    }

    @Test
    void delays() {
        same("write, read", (s, out, from, to) -> {
            DelayLine.write(s.f, s.l, 1, A, from, to);
            DelayLine.read(s.f, s.l[1] - (to - from), 100, out, from, to);
        });
        same("readCrossfade", (s, out, from, to) -> {
            DelayLine.write(s.f, s.l, 1, A, from, to);
            DelayLine.readCrossfade(s.f, s.l[1] - (to - from), 17, 900, BLOCK, out, from, to);
        });
        same("readModulated", (s, out, from, to) -> {
            DelayLine.write(s.f, s.l, 1, A, from, to);
            DelayLine.readModulated(s.f, s.l[1] - (to - from), B, 700, 0, 2000, out, from, to);
        });
        same("readModulatedRamp", (s, out, from, to) -> {
            DelayLine.write(s.f, s.l, 1, A, from, to);
            DelayLine.readModulatedRamp(s.f, s.l[1] - (to - from), 0f, 1e-4f, RATE, 0, 2000, out, from, to);
        });
    }

    @Test
    void aKernelThatAccumulatesItsRampIsCaught() {
        Supplier<Chunks.Rendering> accumulating = Chunks.of((s, out, from, to) -> {
            float value = 0.1f + 1e-4f * from;
            for (int i = from; i < to; i++) {
                value += 1e-4f;
                out[i] = value;
            }
        });
        assertThatThrownBy(() -> Chunks.expectSameBits("accumulating", accumulating))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void aFilterThatFlushesAudibleStateIsCaught() {
        Supplier<Chunks.Rendering> flushing = Chunks.of((s, out, from, to) -> {
            for (int i = from; i < to; i++) {
                s.d[0] = 0.9 * s.d[0] + A[i] * 1e-30;
                out[i] = (float) s.d[0];
            }
            s.d[0] = Math.abs(s.d[0]) < 1e-30 ? 0 : s.d[0];
        });
        assertThatThrownBy(() -> Chunks.expectSameBits("flushing", flushing)).isInstanceOf(AssertionError.class);
    }
}
