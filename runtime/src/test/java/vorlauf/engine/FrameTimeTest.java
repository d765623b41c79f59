package vorlauf.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FrameTimeTest {
    @Test
    void isExactForWholeRatesHoweverLongTheStream() {
        SplittableRandom random = new SplittableRandom(1);
        for (int trial = 0; trial < 100_000; trial++) {
            long frames = random.nextLong(1L << random.nextInt(8, 46));
            long rate = random.nextLong(8_000, 384_001);
            assertThat(FrameTime.nanos(frames, (double) rate)).isEqualTo(exactNanos(frames, rate));
        }
    }

    @Test
    void addedUpPeriodsWouldDriftByAFrameWithinMinutes() {
        long addedUp = 0;
        long periods = 100_000;
        for (long period = 0; period < periods; period++) {
            addedUp += FrameTime.nanos(128, 44_100);
        }
        assertThat(FrameTime.nanos(periods * 128, 44_100) - addedUp).isGreaterThan(1_000_000_000 / 44_100);
    }

    @Test
    void takesRatesThatAreNoWholeNumbers() {
        assertThat(FrameTime.nanos(44_100_500, 44_100.5)).isEqualTo(1_000_000_000_000L);
    }

    private static long exactNanos(long frames, long rate) {
        return BigInteger.valueOf(frames)
                .multiply(BigInteger.valueOf(1_000_000_000))
                .divide(BigInteger.valueOf(rate))
                .longValueExact();
    }
}
