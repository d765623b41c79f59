package vorlauf.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EnvelopesTest {

    private static final double RATE = 1_000;

    /** An envelope in milliseconds, under a gate that is on for some frames. */
    private static float[] adsr(double attack, double decay, double sustain, double release, int on, int frames) {
        double[] c = new double[Envelopes.COEFFICIENTS];
        Envelopes.coefficients(attack / RATE, decay / RATE, sustain, release / RATE, RATE, c, 0);
        float[] gate = new float[frames];
        Arrays.fill(gate, 0, on, 1f);
        float[] out = new float[frames];
        Envelopes.adsr(c, 0, new double[1], 0, new long[1], 0, gate, out, 0, frames);
        return out;
    }

    @Test
    void stagesTakeTheirStatedTimes() {
        float[] out = adsr(100, 200, 0.5, 300, 500, 1_000);
        assertThat(out[0]).isCloseTo(0.01f, within(1e-6f));
        assertThat(out[49]).isCloseTo(0.5f, within(1e-6f));
        assertThat(out[98]).isLessThan(1f);
        assertThat(out[99]).isEqualTo(1f);
        // Within 0.1 % of the way at the stated time, and not before.
        assertThat(out[299] - 0.5).isCloseTo(0.5 * 0.001, within(1e-6));
        assertThat(out[280] - 0.5).isGreaterThan(0.5 * 0.0015);
        assertThat(out[499]).isCloseTo(0.5f, within(1e-5f));
        assertThat((double) out[799]).isCloseTo(0.5 * 0.001, within(1e-6));
    }

    /** A gate that rests in a block, one that moves in it, levels that stay: all are those of a gate for each frame. */
    @Test
    void blocksOfAnyGateHaveTheBitsOfFrames() {
        double[] c = new double[Envelopes.COEFFICIENTS];
        SplittableRandom random = new SplittableRandom(5);
        for (int times = 0; times < 60; times++) {
            Envelopes.coefficients(
                    random.nextInt(4) * 0.01,
                    random.nextInt(4) * 0.02,
                    random.nextInt(3) / 2.0,
                    random.nextInt(4) * 0.02,
                    RATE,
                    c,
                    0);
            double[] d = new double[2];
            long[] l = new long[2];
            float gate = 0;
            for (int block = 0; block < 80; block++) {
                int frames = 1 + random.nextInt(40);
                float to = random.nextInt(8) == 0 ? random.nextInt(2) : gate;
                float step = (to - gate) / frames;
                float[] each = new float[frames];
                for (int i = 0; i < frames; i++) {
                    each[i] = gate + step * (i + 1);
                }
                float[] expected = new float[frames];
                float[] found = new float[frames];
                Envelopes.adsr(c, 0, d, 0, l, 0, each, expected, 0, frames);
                Envelopes.adsrRamp(c, 0, d, 1, l, 1, gate, step, found, 0, frames);
                assertThat(found).containsExactly(expected);
                assertThat(d[1]).isEqualTo(d[0]);
                gate = to;
            }
        }
    }

    @Test
    void aReleaseEndsInExactSilence() {
        assertThat(adsr(10, 10, 0.5, 30, 100, 1_000)[300]).isEqualTo(0f);
    }

    @Test
    void zeroTimesAreAtOnce() {
        assertThat(adsr(0, 0, 0.25, 0, 3, 5)).containsExactly(0.25f, 0.25f, 0.25f, 0f, 0f);
        assertThat(adsr(0, 100, 0, 0, 3, 5)[0]).isEqualTo(1f);
        assertThat(adsr(Double.NaN, Double.NaN, Double.NaN, Double.NaN, 3, 5)).containsOnly(0f);
    }

    @Test
    void aRetriggerRisesFromTheLevelThatIsThere() {
        double[] c = new double[Envelopes.COEFFICIENTS];
        Envelopes.coefficients(0.1, 0.2, 0.5, 0.3, RATE, c, 0);
        float[] gate = new float[400];
        Arrays.fill(gate, 0, 200, 1f);
        Arrays.fill(gate, 250, 400, 1f);
        float[] out = new float[400];
        Envelopes.adsr(c, 0, new double[1], 0, new long[1], 0, gate, out, 0, 400);
        assertThat(out[249]).isBetween(0.1f, 0.4f);
        assertThat(out[250] - out[249]).isCloseTo(0.01f, within(1e-6f));
        for (int i = 1; i < 400; i++) {
            assertThat(Math.abs(out[i] - out[i - 1])).isLessThan(0.021f);
        }
    }

    @Test
    void theGateIsOnAboveOneHalfOnly() {
        double[] c = new double[Envelopes.COEFFICIENTS];
        Envelopes.coefficients(0, 0, 1, 0, RATE, c, 0);
        float[] gate = {0.5f, 0.500001f, Float.NaN, 1f, -1f};
        float[] out = new float[5];
        Envelopes.adsr(c, 0, new double[1], 0, new long[1], 0, gate, out, 0, 5);
        assertThat(out).containsExactly(0f, 1f, 0f, 1f, 0f);
        // A gate that rises over a block of four crosses one half at its third frame.
        float[] ramp = new float[4];
        Envelopes.adsrRamp(c, 0, new double[1], 0, new long[1], 0, 0f, 0.25f, ramp, 0, 4);
        assertThat(ramp).containsExactly(0f, 0f, 1f, 1f);
    }

    @Test
    void linesStartArriveAndHoldExactly() {
        float[] out = new float[20];
        long[] drawn = new long[1];
        Envelopes.line(-1, 0.3, 10, drawn, 0, out, 0, 20);
        assertThat(out[0]).isEqualTo(-1f);
        assertThat((double) out[5]).isCloseTo(-0.35, within(1e-7));
        assertThat(Arrays.copyOfRange(out, 10, 20)).containsOnly(0.3f);
        Envelopes.line(-1, 0.3, 10, drawn, 0, out, 0, 20);
        assertThat(out).containsOnly(0.3f);
        assertThat(drawn[0]).isEqualTo(10);
        Envelopes.line(5, 7, 0, new long[1], 0, out, 0, 20);
        assertThat(out).containsOnly(7f);
    }

    @Test
    void geometricRampsHaveEqualRatiosAndArriveExactly() {
        float[] out = new float[120];
        for (double[] ends : new double[][] {{20, 20_000}, {-3, -0.001}}) {
            double way = Envelopes.logarithmicWay(ends[0], ends[1]);
            Envelopes.exponential(ends[0], ends[1], way, 100, new long[1], 0, out, 0, 120);
            assertThat((double) out[0]).isCloseTo(ends[0], within(1e-6));
            for (int i = 0; i < 100; i++) {
                double expected = ends[0] * StrictMath.pow(ends[1] / ends[0], i / 100.0);
                assertThat(out[i] / expected).isCloseTo(1, within(1e-7));
            }
            assertThat(Arrays.copyOfRange(out, 100, 120)).containsOnly((float) ends[1]);
        }
        assertThat(Envelopes.isGeometric(1, 2)).isTrue();
        assertThat(Envelopes.isGeometric(-1, -2)).isTrue();
        assertThat(Envelopes.isGeometric(1e-300, 1e-300)).isTrue();
        assertThat(Envelopes.logarithmicWay(1e-200, 1e200)).isCloseTo(400 * StrictMath.log(10), within(1e-9));
        assertThat(Envelopes.isGeometric(0, 1)).isFalse();
        assertThat(Envelopes.isGeometric(-1, 1)).isFalse();
        assertThat(Envelopes.isGeometric(1, Double.POSITIVE_INFINITY)).isFalse();
        assertThat(Envelopes.isGeometric(Double.NaN, 1)).isFalse();
    }
}
