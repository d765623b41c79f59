package vorlauf.backend.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import vorlauf.dsp.RealTime;
import vorlauf.engine.FrameSource;

/** Pacing and drift in virtual time. */
final class PacerTest {
    private static final int BUFFER_FRAMES = 4_096;
    private static final double RATE = 48_000;
    private static final long MILLI = 1_000_000;

    /** A slow sine without end, one channel. */
    private static final class Endless implements FrameSource {
        private long frame;

        @Override
        @RealTime(RealTime.Thread.PLATFORM)
        public int channels() {
            return 1;
        }

        @Override
        @RealTime(RealTime.Thread.PLATFORM)
        public int pull(float[] interleaved, int offsetFrames, int frameCount) {
            return pullAvailable(interleaved, offsetFrames, frameCount);
        }

        @Override
        @RealTime(RealTime.Thread.PLATFORM)
        public int pullAvailable(float[] interleaved, int offsetFrames, int frameCount) {
            for (int index = 0; index < frameCount; index++) {
                interleaved[offsetFrames + index] = sample(frame++);
            }
            return frameCount;
        }

        @Override
        @RealTime(RealTime.Thread.PLATFORM)
        public boolean ended() {
            return false;
        }
    }

    private static float sample(long frame) {
        return (float) Math.sin(frame * 0.05);
    }

    /** A page with a clock of its own, and what its connection does for it. */
    private static final class Ear {
        private final Feed feed = new Feed(BUFFER_FRAMES, 1, 0);
        private final DriftControl drift = new DriftControl(BUFFER_FRAMES, RATE);
        private final float[] chunk = new float[BUFFER_FRAMES];
        private final double speed;
        private float[] heard = new float[1 << 24];
        private int sent;
        private double due;
        private long played;
        private long dryFrames;
        private boolean flowing;

        Ear(double speed) {
            this.speed = speed;
        }

        void millisecond(long nowNanos, boolean controls) {
            int given = feed.take(chunk, chunk.length);
            System.arraycopy(chunk, 0, heard, sent, given);
            sent += given;
            flowing = flowing || sent - played >= BUFFER_FRAMES / 2;
            due += flowing ? RATE / 1_000 * speed : 0;
            long now = Math.min(sent, (long) due);
            dryFrames += (long) due - now;
            due -= (long) due - now;
            played = now;
            assertThat(feed.played(played, nowNanos)).isTrue();
            if (controls && nowNanos % (100 * MILLI) == 0) {
                feed.pace(drift.look(feed.backlogFrames(), 0.1));
            }
        }
    }

    private static void run(Pacer pacer, Ear master, Ear other, int seconds, boolean controls) {
        pacer.listeners(new Feed[] {master.feed, other.feed});
        for (long nowNanos = MILLI; nowNanos <= seconds * 1_000L * MILLI; nowNanos += MILLI) {
            pacer.step(nowNanos);
            master.millisecond(nowNanos, false);
            other.millisecond(nowNanos, controls);
        }
    }

    @Test
    void aListenerWhoseClockDriftsIsResampledAndHearsAllOfIt() {
        Pacer pacer = new Pacer(new Endless(), RATE);
        Ear master = new Ear(1);
        Ear slow = new Ear(1 - 400e-6);
        run(pacer, master, slow, 300, true);
        assertThat(pacer.master()).isSameAs(master.feed);
        assertThat(slow.drift.resamples()).isTrue();
        assertThat(slow.drift.partsPerMillion()).isCloseTo(400, within(40.0));
        assertThat(slow.feed.lostFrames()).isZero();
        assertThat(slow.dryFrames).isZero();
        assertThat(curvature(slow.heard, slow.sent)).as("no step in the sine").isLessThan(0.003);
        for (int frame = 0; frame < master.sent; frame++) {
            if (Float.floatToRawIntBits(master.heard[frame]) != Float.floatToRawIntBits(sample(frame))) {
                throw new AssertionError("the master hears another bit in frame " + frame);
            }
        }
    }

    @Test
    void withoutTheControlADriftingListenerLosesFrames() {
        Pacer pacer = new Pacer(new Endless(), RATE);
        Ear fast = new Ear(1 + 400e-6);
        run(pacer, new Ear(1), fast, 300, false);
        assertThat(fast.dryFrames).isPositive();
    }

    @Test
    void aListenerOnTheSameClockIsNeverResampled() {
        Pacer pacer = new Pacer(new Endless(), RATE);
        Ear same = new Ear(1);
        run(pacer, new Ear(1), same, 60, true);
        assertThat(same.drift.resamples()).isFalse();
        float[] first = Arrays.copyOf(same.heard, 10_000);
        for (int frame = 0; frame < first.length; frame++) {
            assertThat(first[frame]).isEqualTo(sample(frame));
        }
    }

    @Test
    void framesAreTakenAtTheirRateWhereNobodyPlays() {
        Pacer pacer = new Pacer(new Endless(), RATE);
        for (long nowNanos = MILLI; nowNanos <= 10_000 * MILLI; nowNanos += MILLI) {
            assertThat(pacer.step(nowNanos)).isEqualTo(nowNanos + Pacer.STEP_NANOS);
        }
        assertThat(pacer.master()).isNull();
        assertThat(pacer.positionFrames()).isBetween(479_000L, 480_000L);
    }

    @Test
    void aMasterThatStallsIsReplaced() {
        Pacer pacer = new Pacer(new Endless(), RATE);
        Ear first = new Ear(1);
        Ear second = new Ear(1);
        run(pacer, first, second, 2, false);
        assertThat(pacer.master()).isSameAs(first.feed);
        for (long nowNanos = 2_001 * MILLI; nowNanos <= 3_000 * MILLI; nowNanos += MILLI) {
            pacer.step(nowNanos);
            second.millisecond(nowNanos, false);
        }
        assertThat(pacer.master()).isSameAs(second.feed);
        assertThat(second.feed.lostFrames()).isZero();
    }

    /** The largest second difference: a sine's is its square frequency, a step's is the step. */
    private static double curvature(float[] samples, int count) {
        double largest = 0;
        for (int frame = 200; frame < count - 1; frame++) {
            largest = Math.max(largest, Math.abs(samples[frame - 1] - 2.0 * samples[frame] + samples[frame + 1]));
        }
        return largest;
    }
}
