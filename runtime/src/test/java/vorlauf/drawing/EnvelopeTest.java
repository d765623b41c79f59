package vorlauf.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EnvelopeTest {
    @Test
    void holdsASingleClickInALongSignal() {
        float[] samples = Tones.sine(440, 0.1, 480_001);
        samples[123_456] = 0.9f;
        samples[123_457] = -0.8f;
        Envelope envelope = Envelope.ofSamples(samples, 48_000, 1_000);

        int column = (int) (123_456L * 1_000 / samples.length);
        assertThat(envelope.columns()).isEqualTo(1_000);
        assertThat(envelope.highest(column)).isEqualTo(0.9f);
        assertThat(envelope.lowest(column)).isEqualTo(-0.8f);
        assertThat(envelope.peak()).isEqualTo(0.9f);
        assertThat(envelope.seconds(column)).isCloseTo(123_456 / 48_000.0, within(0.01));
    }

    @Test
    void everySampleIsWithinItsColumnAndEveryExtremeIsASample() {
        float[] samples = Tones.sine(3_333, 0.7, 10_007);
        Envelope envelope = Envelope.ofSamples(samples, 48_000, 331);
        int frame = 0;
        for (int column = 0; column < 331; column++) {
            double low = 9;
            double high = -9;
            for (; frame < (long) samples.length * (column + 1) / 331; frame++) {
                low = Math.min(low, samples[frame]);
                high = Math.max(high, samples[frame]);
            }
            assertThat(envelope.lowest(column)).isEqualTo(low);
            assertThat(envelope.highest(column)).isEqualTo(high);
        }
        assertThat(frame).isEqualTo(samples.length);
    }

    @Test
    void aShortSignalHasOneColumnASample() {
        Envelope envelope = Envelope.ofSamples(new float[] {0.5f, -0.5f, 0.25f}, 3, 1_000);

        assertThat(envelope.columns()).isEqualTo(3);
        assertThat(envelope.highest(1)).isEqualTo(-0.5);
        assertThat(envelope.lowest(1)).isEqualTo(-0.5);
        assertThat(envelope.seconds(2)).isCloseTo(2.5 / 3, within(1e-12));
    }

    @Test
    void samplesThatAreNotFiniteAreCountedAndLeftOut() {
        Envelope envelope =
                Envelope.ofSamples(new float[] {Float.NaN, 1, Float.POSITIVE_INFINITY, Float.NaN}, 48_000, 2);

        assertThat(envelope.nonFiniteCount()).isEqualTo(3);
        assertThat(envelope.highest(0)).isEqualTo(1);
        assertThat(envelope.highest(1)).isZero();
        assertThat(Envelope.ofSamples(new float[0], 48_000, 10).peak()).isZero();
    }

    @Test
    void aReadingHoldsUntilTheNextOne() {
        RingFill fill = RingFill.ofSeconds(
                new double[] {0, 2.2, 2.4, 4}, new int[] {400, 100, 300, 300}, 512, 48_000, new double[0]);
        Envelope envelope = Envelope.ofReadings(fill, 0, 5, 5);

        assertThat(envelope.lowest(1)).isEqualTo(400);
        assertThat(envelope.lowest(2)).isEqualTo(100);
        assertThat(envelope.highest(2)).isEqualTo(400);
        assertThat(envelope.highest(3)).isEqualTo(300);
        assertThat(envelope.lowest(4)).isEqualTo(300);
    }

    @Test
    void nanosecondsOfAnyClockCountFromTheGivenInstant() {
        long start = Long.MAX_VALUE - 1_000_000_000L;
        RingFill fill = RingFill.ofNanos(
                start, new long[] {start, start + 1_500_000_000L}, new int[] {1, 2}, 512, 48_000, new long[] {
                    start + 250_000_000L
                });

        assertThat(fill.seconds(1)).isCloseTo(1.5, within(1e-9));
        assertThat(fill.underrunSeconds(0)).isCloseTo(0.25, within(1e-9));
        assertThat(fill.lowestFrames()).isEqualTo(1);
    }

    @Test
    void refusesFillsThatMakeNoSenseAndSaysWhere() {
        double[] none = new double[0];
        assertThatThrownBy(() -> RingFill.ofSeconds(new double[] {0, 1}, new int[] {1}, 512, 48_000, none))
                .hasMessage("there are 2 times and 1 fills; each fill needs its time");
        assertThatThrownBy(() -> RingFill.ofSeconds(new double[] {0, 2, 1}, new int[3], 512, 48_000, none))
                .hasMessage("time 2 is 1.0 s, before the one that it follows; times must ascend");
        assertThatThrownBy(() -> RingFill.ofSeconds(new double[] {0}, new int[] {-1}, 512, 48_000, none))
                .hasMessage("fill 0 is -1 frames; it must not be negative");
        assertThatThrownBy(() -> RingFill.ofSeconds(none, new int[0], 0, 48_000, none))
                .hasMessage("the lead limit is 0 frames; it must be positive");
        assertThatThrownBy(() -> RingFill.ofSeconds(none, new int[0], 512, Double.NaN, none))
                .hasMessage("the rate is NaN Hz; it must be positive and finite");
    }
}
