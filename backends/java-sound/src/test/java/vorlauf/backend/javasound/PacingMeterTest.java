package vorlauf.backend.javasound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import vorlauf.backend.javasound.PacingMeter.State;
import vorlauf.engine.FrameTime;

class PacingMeterTest {
    private static final int RATE = 48_000;
    private static final int PERIOD = 128;
    private static final int BUFFER = 512;

    private final PacingMeter meter = new PacingMeter(RATE, BUFFER);
    private long nowNanos = 1_000_000;

    /** A card with a buffer and a clock of its own, faster than ours by a factor. */
    private void playOnCard(double seconds, double factor) {
        long periods = (long) (seconds * RATE / PERIOD);
        long startNanos = nowNanos;
        for (long period = 0; period < periods; period++) {
            long room = startNanos + (long) (Math.max(0, (period + 1) * PERIOD - BUFFER) * 1e9 / RATE / factor);
            long beforeNanos = nowNanos;
            nowNanos = Math.max(nowNanos, room);
            meter.written(beforeNanos, nowNanos, PERIOD);
            nowNanos += 20_000;
        }
    }

    private void swallow(double seconds) {
        long periods = (long) (seconds * RATE / PERIOD);
        for (long period = 0; period < periods; period++) {
            meter.written(nowNanos, nowNanos + 2_000, PERIOD);
            nowNanos += 10_000;
        }
    }

    @Test
    void aCardThatMakesUsWaitIsPacedWithinHalfASecond() {
        meter.started(nowNanos, 0);
        playOnCard(0.5, 1);
        assertThat(meter.state()).isEqualTo(State.PACED);
    }

    @Test
    void staysPacedForHoursThoughTheCardsClockIsNotOurs() {
        for (double factor : new double[] {0.9990, 1.0, 1.0010, 1.0045}) {
            PacingMeterTest other = new PacingMeterTest();
            other.meter.started(other.nowNanos, 0);
            other.playOnCard(7_200, factor);
            assertThat(other.meter.state()).as("clock factor %s", factor).isEqualTo(State.PACED);
        }
    }

    @Test
    void aSinkThatSwallowsASecondIsFreeRunningAndNoMoment() {
        meter.started(nowNanos, 0);
        swallow(0.9);
        assertThat(meter.state()).isEqualTo(State.UNDECIDED);
        swallow(0.3);
        assertThat(meter.state()).isEqualTo(State.FREE_RUNNING);
        swallow(1_000);
        assertThat(meter.state()).isEqualTo(State.FREE_RUNNING);
    }

    @Test
    void aSlowDiskThatTakesLongForEachWriteButNoTimeKeepsNone() {
        meter.started(nowNanos, 0);
        for (int period = 0; period < 10_000; period++) {
            // Always inside a write, and yet twice as fast as the sound.
            meter.written(nowNanos, nowNanos + FrameTime.nanos(PERIOD, 2 * RATE), PERIOD);
            nowNanos += FrameTime.nanos(PERIOD, 2 * RATE);
        }
        assertThat(meter.state()).isEqualTo(State.FREE_RUNNING);
    }

    @Test
    void aCardThatSwallowsAllAfterItKeptTimeRanAhead() {
        meter.started(nowNanos, 0);
        playOnCard(5, 1);
        swallow(1.2);
        assertThat(meter.state()).isEqualTo(State.RAN_AHEAD);
        playOnCard(5, 1);
        assertThat(meter.state()).isEqualTo(State.RAN_AHEAD);
    }

    @Test
    void aCardThatCatchesUpAfterAStallIsStillWell() {
        meter.started(nowNanos, 0);
        playOnCard(5, 1);
        meter.written(nowNanos, nowNanos + 900_000_000, PERIOD);
        nowNanos += 900_000_000;
        swallow(0.9);
        playOnCard(5, 1);
        assertThat(meter.state()).isEqualTo(State.PACED);
    }

    @Test
    void aPipeThatFilledUpKeepsTimeFromThenOn() {
        meter.started(nowNanos, 0);
        swallow(3);
        assertThat(meter.state()).isEqualTo(State.FREE_RUNNING);
        playOnCard(60, 1);
        assertThat(meter.state()).isEqualTo(State.PACED);
    }

    @Test
    void theLeadIsWhatACardHasLeftToPlay() {
        meter.started(nowNanos, 0);
        meter.written(nowNanos, nowNanos, 480);
        assertThat(meter.leadFrames(nowNanos)).isEqualTo(480);
        assertThat(meter.leadFrames(nowNanos + 5_000_000)).isBetween(237.0, 240.0);
        assertThat(meter.leadFrames(nowNanos + 50_000_000)).isZero();
    }
}
