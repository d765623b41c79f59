package vorlauf.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DelayLineTest {

    private static final int FRAMES = 3_000;

    private static float[] ramp() {
        float[] ramp = new float[FRAMES];
        for (int i = 0; i < FRAMES; i++) {
            ramp[i] = i + 1;
        }
        return ramp;
    }

    @Test
    void capacityHoldsTheDelayTheBlockAndTheTaps() {
        assertThat(DelayLine.capacity(1, 1)).isEqualTo(8);
        assertThat(DelayLine.capacity(4, 1)).isEqualTo(8);
        assertThat(DelayLine.capacity(5, 1)).isEqualTo(16);
        assertThat(DelayLine.capacity(48_000, 128)).isEqualTo(65_536);
    }

    @Test
    void readingAfterWritingIsExactFromNoneToTheLongest() {
        float[] ramp = ramp();
        for (int delay : new int[] {0, 1, 2, 5, 127, 128, 129, 372}) {
            float[] line = new float[512];
            long[] written = new long[1];
            float[] out = new float[FRAMES];
            Random random = new Random(delay);
            int from = 0;
            while (from < FRAMES) {
                int to = Math.min(FRAMES, from + 1 + random.nextInt(140));
                DelayLine.write(line, written, 0, ramp, from, to);
                DelayLine.read(line, written[0] - (to - from), delay, out, from, to);
                from = to;
            }
            assertThat(written[0]).isEqualTo(FRAMES);
            for (int i = 0; i < FRAMES; i++) {
                assertThat(out[i]).as("frame %d, delay %d", i, delay).isEqualTo(Math.max(0, i + 1 - delay));
            }
        }
    }

    @Test
    void aLoopOfOneSampleIsExact() {
        float[] line = new float[DelayLine.capacity(1, 1)];
        long[] written = new long[1];
        float[] loop = new float[100];
        for (int i = 0; i < 100; i++) {
            DelayLine.read(line, written[0], 1, loop, i, i + 1);
            loop[i] = loop[i] * 0.5f + (i == 0 ? 1f : 0f);
            DelayLine.write(line, written, 0, loop, i, i + 1);
        }
        for (int i = 0; i < 100; i++) {
            assertThat(loop[i]).isEqualTo((float) StrictMath.pow(0.5, i));
        }
    }

    @Test
    void subnormalSamplesDoNotCircle() {
        float[] line = new float[8];
        DelayLine.write(line, new long[1], 0, new float[] {1e-40f, -1e-40f, Float.MIN_NORMAL, Float.NaN}, 0, 4);
        assertThat(line).startsWith(0f, 0f, Float.MIN_NORMAL, Float.NaN);
    }

    @Test
    void aCrossfadeBeginsAtOneDelayAndEndsAtTheOtherExactly() {
        float[] line = new float[1024];
        long[] written = new long[1];
        float[] noise = new float[640];
        Noise.white(1, new long[1], 0, noise, 0, 640);
        DelayLine.write(line, written, 0, noise, 0, 640);
        float[] out = new float[128];
        DelayLine.readCrossfade(line, 512, 100, 37, 128, out, 0, 128);
        assertThat(out[127]).isEqualTo(noise[639 - 37]);
        assertThat(out[0]).isCloseTo(noise[512 - 100], within(0.02f));
        assertThat((double) out[63]).isCloseTo((noise[575 - 100] + (double) noise[575 - 37]) / 2, within(1e-6));
    }

    /** The line read by the modulated kernel at one steady delay. */
    private static float[] modulated(float[] samples, double delayFrames, int minimumFrames) {
        float[] line = new float[DelayLine.capacity(1_000, samples.length)];
        long[] written = new long[1];
        DelayLine.write(line, written, 0, samples, 0, samples.length);
        float[] out = new float[samples.length];
        DelayLine.readModulatedRamp(line, 0, (float) delayFrames, 0f, 1, minimumFrames, 1_000, out, 0, samples.length);
        return out;
    }

    @Test
    void modulatedReadingIsExactAtWholeDelaysAndCubicsAreMetBetween() {
        float[] cubic = new float[64];
        for (int i = 0; i < 64; i++) {
            double x = (i - 32) / 16.0;
            cubic[i] = (float) (0.3 * x * x * x - 0.2 * x * x + x - 0.5);
        }
        for (double delay : new double[] {1, 2, 3.25, 7.5, 9.875}) {
            float[] out = modulated(cubic, delay, 0);
            for (int i = 16; i < 64; i++) {
                double x = (i - delay - 32) / 16.0;
                assertThat((double) out[i])
                        .as("frame %d, delay %s", i, delay)
                        .isCloseTo(0.3 * x * x * x - 0.2 * x * x + x - 0.5, within(1e-6));
            }
        }
        assertThat(modulated(cubic, 5, 0)[40]).isEqualTo(cubic[35]);
    }

    @Test
    void belowTheFourTapsTheLineIsReadAndTheBoundsHold() {
        float[] ramp = ramp();
        assertThat(modulated(ramp, 0.25, 0)[100]).isCloseTo(100.75f, within(1e-4f));
        assertThat(modulated(ramp, -3, 0)[100]).isEqualTo(101f);
        assertThat(modulated(ramp, 2.5, 20)[100]).isEqualTo(81f);
        assertThat(modulated(ramp, 1e9, 0)[2_000]).isEqualTo(1_001f);
        assertThat(modulated(ramp, Double.NaN, 3)[100]).isEqualTo(98f);
        assertThat(modulated(ramp, 20.5, 20)[100]).isCloseTo(80.5f, within(1e-4f));
        // With a minimum of 20 nothing newer than 20 back may be read: it is not written yet.
        float[] spoiled = ramp();
        for (int i = 81; i < FRAMES; i++) {
            spoiled[i] = Float.NaN;
        }
        for (double delay : new double[] {20, 20.3, 21.2, 25.9}) {
            assertThat(modulated(spoiled, delay, 20)[100]).isNotNaN();
        }
    }

    @Test
    void aDelayThatRestsGivesTheBitsOfOneThatIsReadFrameByFrame() {
        float[] line = new float[256];
        Noise.white(3, new long[1], 0, line, 0, 256);
        for (double frames : new double[] {1, 1.4, 2, 2.5, 3.125, 17.3, 100, 180.9999}) {
            for (int position : new int[] {0, 5, 200, 256_000, -3}) {
                float[] out = new float[3 * 300];
                DelayLine.readResting(line, position, frames, 1, out, 2, 3, 299);
                for (int i = 0; i < 299; i++) {
                    assertThat(out[2 + 3 * i])
                            .as("frame %d, delay %s", i, frames)
                            .isEqualTo(DelayLine.between(line, position + i, frames, 1));
                }
            }
        }
    }

    @Test
    void flushingInPassesKeepsWhatWritingKeeps() {
        Random random = new Random(5);
        float[] samples = new float[FRAMES];
        for (int i = 0; i < FRAMES; i++) {
            int exponent = i % 3 == 0 ? random.nextInt(256) : random.nextInt(4);
            samples[i] = Float.intBitsToFloat(exponent << 23 | random.nextInt(1 << 23) | (i & 1) << 31);
        }
        float[] edges = {
            0f,
            -0f,
            Float.MIN_VALUE,
            Float.MIN_NORMAL,
            -Float.MIN_NORMAL,
            Math.nextDown(Float.MIN_NORMAL),
            Float.MAX_VALUE
        };
        System.arraycopy(edges, 0, samples, 0, edges.length);
        float[] kept = new float[FRAMES];
        DelayLine.flush(samples, kept, 0, FRAMES);
        for (int i = 0; i < FRAMES; i++) {
            float written = DelayLine.flushed(samples[i]);
            if (Float.isNaN(written)) {
                assertThat(kept[i]).isNaN();
            } else {
                assertThat(Float.floatToRawIntBits(kept[i]))
                        .as("%s", samples[i])
                        .isEqualTo(Float.floatToRawIntBits(written));
            }
        }
    }
}
