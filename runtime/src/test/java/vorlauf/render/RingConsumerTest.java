package vorlauf.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vorlauf.ring.RecordRing;
import vorlauf.ring.SpscFrameRing;

class RingConsumerTest {
    private final ManualClock clock = new ManualClock(5);
    private final RecordRing records = new RecordRing(RenderRecord.LONGS, 16);
    private final SpscFrameRing ring = new SpscFrameRing(8, 2);
    private final RingConsumer consumer = new RingConsumer(ring, clock, records);

    private void write(int frames) {
        float[] source = new float[frames * 2];
        java.util.Arrays.fill(source, 1f);
        assertThat(ring.write(source, 0, frames)).isTrue();
    }

    @Test
    void playsSilenceAndCountsWhereFramesAreMissing() {
        write(5);
        float[] taken = {9, 9, 9, 9, 9, 9, 9, 9, 9, 9};
        assertThat(consumer.pull(taken, 1, 3)).isEqualTo(3);
        assertThat(taken).containsExactly(9, 9, 1, 1, 1, 1, 1, 1, 9, 9);
        assertThat(consumer.underrunEvents()).isZero();
        assertThat(consumer.pull(taken, 0, 4)).isEqualTo(2);
        assertThat(taken).containsExactly(1, 1, 1, 1, 0, 0, 0, 0, 9, 9);
        assertThat(consumer.pull(taken, 0, 1)).isZero();
        assertThat(consumer.underrunEvents()).isEqualTo(2);
        assertThat(consumer.underrunFrames()).isEqualTo(3);
        assertThat(consumer.positionFrames()).isEqualTo(8);
        assertThat(consumer.playedFrames()).isEqualTo(5);
        assertThat(consumer.lowestFillFrames()).isZero();
    }

    @Test
    void aFreeRunningPullCountsNothing() {
        float[] taken = new float[8];
        assertThat(consumer.pullAvailable(taken, 0, 4)).isZero();
        write(3);
        assertThat(consumer.pullAvailable(taken, 0, 4)).isEqualTo(3);
        assertThat(consumer.underrunEvents()).isZero();
        assertThat(consumer.positionFrames()).isEqualTo(3);
        assertThat(consumer.lowestFillFrames()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void afterTheEndSilenceIsNoUnderrun() {
        write(2);
        consumer.markAllWritten();
        assertThat(consumer.ended()).isFalse();
        assertThat(consumer.pull(new float[8], 0, 4)).isEqualTo(2);
        assertThat(consumer.ended()).isTrue();
        assertThat(consumer.pull(new float[8], 0, 4)).isZero();
        assertThat(consumer.underrunEvents()).isZero();
    }

    @Test
    void recordsEachPull() {
        write(5);
        consumer.pull(new float[16], 0, 8);
        long[] record = new long[RenderRecord.LONGS];
        assertThat(records.read(record)).isTrue();
        assertThat(record).startsWith(RenderRecord.PULL, 0, 5, 8, 5, 5, 1);
    }

    @Test
    void aTapSeesWhatTheDeviceGets() {
        List<String> seen = new ArrayList<>();
        consumer.tap((samples, offset, frames, position, nanos) ->
                seen.add(offset + " " + frames + " " + position + " " + nanos));
        write(5);
        consumer.pull(new float[16], 2, 3);
        consumer.pull(new float[16], 0, 3);
        consumer.tap(null);
        write(1);
        consumer.pull(new float[16], 0, 1);
        assertThat(seen).containsExactly("2 3 0 5", "0 2 3 5");
    }
}
