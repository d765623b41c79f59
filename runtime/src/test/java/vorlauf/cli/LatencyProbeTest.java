package vorlauf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import vorlauf.engine.EngineSettings;

final class LatencyProbeTest {
    private final LatencyProbe probe = new LatencyProbe(3, 1_000_000);

    @Test
    void findsTheFirstFrameThatIsHigherThanBefore() {
        probe.sent(0, 100);
        probe.taken(new float[] {0, 0, 0, 0}, 0, 4, 0, 9_000);
        probe.taken(new float[] {0, 0.25f, 0.5f, 1}, 0, 4, 4, 13_000);
        probe.sent(1, 14_000);
        probe.taken(new float[] {1, 1, 1, 1}, 0, 4, 8, 17_000);
        probe.taken(new float[] {9, 1, 1.01f, 9}, 1, 2, 12, 21_000);

        assertThat(probe.latenciesNanos()).containsExactly(7_000, 12_900);
    }

    @Test
    void countsChangesThatShareABlock() {
        probe.sent(0, 0);
        probe.sent(1, 10);
        probe.sent(2, 20);
        probe.taken(new float[] {0, 1, 2, 3}, 0, 4, 0, 50);

        assertThat(probe.latenciesNanos()).containsExactly(30, 40, 50);
    }

    @Test
    void aFrameIsHeardWhenItIsDueHoweverLateTheDeviceWasCalled() {
        probe.sent(0, 100);
        probe.taken(new float[] {0, 0, 0, 0}, 0, 4, 0, 9_300);
        probe.taken(new float[] {0, 0, 0, 1}, 0, 4, 4, 20_000);
        probe.taken(new float[] {1, 1, 1, 1}, 0, 4, 8, 17_000);

        assertThat(probe.latenciesNanos()).containsExactly(12_900);
    }

    @Test
    void theBoundIsLeadAndABlockAndTheHandOver() {
        EngineSettings settings = EngineSettings.defaults().withBlockFrames(480).withRingBlocks(3);

        Latency latency = Latency.of(4, new long[] {1, 2, 3, 45_000_000}, settings);

        assertThat(latency.boundNanos()).isEqualTo(40_000_000 + Latency.HAND_OVER_NANOS);
        assertThat(latency.medianNanos()).isEqualTo(2);
        assertThat(latency.percentile99Nanos()).isEqualTo(45_000_000);
        assertThat(latency.holds()).isTrue();
        assertThat(Latency.of(4, new long[] {1, 2, 3, 45_000_001}, settings).holds())
                .isFalse();
        assertThat(Latency.of(5, new long[] {1, 2, 3, 4}, settings).holds()).isFalse();
    }

    @Test
    void hearsEveryChangeThroughAnEngine() throws Exception {
        long[] latencies = LatencyProbe.measure(
                20, new QuietDevice(), EngineSettings.defaults().withWarmUpSeconds(0));

        // How long they took says nothing here: this device keeps no time.
        assertThat(latencies).hasSize(20).isSorted();
    }
}
