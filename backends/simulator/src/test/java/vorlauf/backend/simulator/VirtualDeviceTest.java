package vorlauf.backend.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import vorlauf.engine.FrameTime;

class VirtualDeviceTest {
    private static final double RATE = 44_100;
    private static final int PERIOD = 128;

    private final CountedFrames source = new CountedFrames(2);

    @Test
    void takesNothingBeforeTheFirstPeriodHasPassed() {
        VirtualDevice device = new VirtualDevice(source, RATE, PERIOD, Disturbance.NONE);
        long firstNanos = device.start(1_000);
        assertThat(firstNanos).isEqualTo(1_000 + FrameTime.nanos(PERIOD, RATE));
        assertThat(device.step(firstNanos - 1)).isEqualTo(firstNanos);
        assertThat(source.pulls).isEmpty();
        device.step(firstNanos);
        assertThat(source.pulls).containsExactly(PERIOD);
    }

    @Test
    void meetsEachDeadlineToTheNanosecondWithoutDrift() {
        VirtualDevice device = new VirtualDevice(source, RATE, PERIOD, Disturbance.NONE);
        long startNanos = -5_000;
        long dueNanos = device.start(startNanos);
        for (long period = 1; period <= 1_000_000; period++) {
            assertThat(dueNanos).isEqualTo(startNanos + period * PERIOD * 1_000_000_000 / (long) RATE);
            dueNanos = device.step(dueNanos);
        }
        assertThat(device.takenFrames()).isEqualTo(128_000_000);
        assertThat(device.foundFrames()).isEqualTo(128_000_000);
    }

    @Test
    void takesAllThatIsDueAtOnceWhenItIsLate() {
        VirtualDevice device = new VirtualDevice(source, RATE, PERIOD, Disturbance.NONE);
        device.start(0);
        long nextNanos = device.step(FrameTime.nanos(10 * PERIOD, RATE) + 1);
        assertThat(source.pulls).hasSize(10);
        assertThat(nextNanos).isEqualTo(FrameTime.nanos(11 * PERIOD, RATE));
    }

    @Test
    void boundsTheWorkOfOneStep() {
        VirtualDevice device = new VirtualDevice(source, RATE, 1, Disturbance.NONE);
        device.start(0);
        long hourNanos = 3_600_000_000_000L;
        assertThat(device.step(hourNanos)).isLessThanOrEqualTo(hourNanos);
        assertThat(device.takenPeriods()).isEqualTo(VirtualDevice.MAXIMUM_PERIODS_PER_STEP);
    }

    @Test
    void isLateByNoMoreThanTheJitterAndAlikeForTheSameSeed() {
        long jitterNanos = 700_000;
        VirtualDevice device = new VirtualDevice(source, RATE, PERIOD, new Disturbance(jitterNanos, 7, -1, 0));
        VirtualDevice twin = new VirtualDevice(source, RATE, PERIOD, new Disturbance(jitterNanos, 7, -1, 0));
        VirtualDevice other = new VirtualDevice(source, RATE, PERIOD, new Disturbance(jitterNanos, 8, -1, 0));
        long dueNanos = device.start(0);
        long twinNanos = twin.start(0);
        long otherNanos = other.start(0);
        long sumNanos = 0;
        long different = 0;
        for (int period = 1; period <= 10_000; period++) {
            long lateNanos = dueNanos - FrameTime.nanos((long) period * PERIOD, RATE);
            assertThat(lateNanos).isBetween(0L, jitterNanos);
            assertThat(twinNanos).isEqualTo(dueNanos);
            different += otherNanos != dueNanos ? 1 : 0;
            sumNanos += lateNanos;
            dueNanos = device.step(dueNanos);
            twinNanos = twin.step(twinNanos);
            otherNanos = other.step(otherNanos);
        }
        assertThat(sumNanos / 10_000).isBetween(jitterNanos * 48 / 100, jitterNanos * 52 / 100);
        assertThat(different).isGreaterThan(9_900);
    }

    @Test
    void stallsOnceAndThenCatchesUp() {
        long stallNanos = 300_000_000;
        VirtualDevice device = new VirtualDevice(source, 48_000, 480, new Disturbance(0, 0, 1_000, stallNanos));
        long dueNanos = device.start(0);
        dueNanos = device.step(dueNanos);
        dueNanos = device.step(dueNanos);
        // Frames 960 to 1439 are due at 30 ms and hold frame 1000.
        assertThat(dueNanos).isEqualTo(30_000_000 + stallNanos);
        assertThat(device.takenPeriods()).isEqualTo(2);
        dueNanos = device.step(dueNanos);
        assertThat(device.takenPeriods()).isEqualTo(33);
        assertThat(dueNanos).isEqualTo(340_000_000);
    }

    @Test
    void refusesWhatIsNoDevice() {
        assertThatThrownBy(() -> new VirtualDevice(source, 0, PERIOD, Disturbance.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sampleRateHertz is 0.0, must be above 0");
        assertThatThrownBy(() -> new Disturbance(-1, 0, -1, 0)).hasMessageContaining("jitterNanos is -1");
    }
}
