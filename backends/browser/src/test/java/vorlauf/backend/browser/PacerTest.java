package vorlauf.backend.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vorlauf.dsp.RealTime;
import vorlauf.engine.BackendException;
import vorlauf.engine.FrameSource;
import vorlauf.engine.StreamListener;
import vorlauf.engine.StreamRequest;
import vorlauf.render.ManualClock;

/** Pacing and drift in virtual time. */
final class PacerTest {
    private static final int BUFFER_FRAMES = 4_096;
    private static final double RATE = 48_000;
    private static final long MILLI = 1_000_000;

    /** A slow sine without end, one channel; at most so many frames at once, as from a ring. */
    private static final class Endless implements FrameSource {
        private final int mostFrames;
        private long frame;

        Endless(int mostFrames) {
            this.mostFrames = mostFrames;
        }

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
            int given = Math.min(mostFrames, frameCount);
            for (int index = 0; index < given; index++) {
                interleaved[offsetFrames + index] = sample(frame++);
            }
            return given;
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
        Pacer pacer = new Pacer(new Endless(4_096), RATE);
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
        Pacer pacer = new Pacer(new Endless(4_096), RATE);
        Ear fast = new Ear(1 + 400e-6);
        run(pacer, new Ear(1), fast, 300, false);
        assertThat(fast.dryFrames).isPositive();
    }

    @Test
    void aListenerOnTheSameClockIsNeverResampled() {
        Pacer pacer = new Pacer(new Endless(4_096), RATE);
        Ear same = new Ear(1);
        run(pacer, new Ear(1), same, 60, true);
        assertThat(same.drift.resamples()).isFalse();
        float[] first = Arrays.copyOf(same.heard, 10_000);
        for (int frame = 0; frame < first.length; frame++) {
            assertThat(first[frame]).isEqualTo(sample(frame));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4_096, 128, 64})
    void framesAreTakenAtTheirRateWhereNobodyPlaysFromARingOfAnySize(int ringFrames) {
        Pacer pacer = new Pacer(new Endless(ringFrames), RATE);
        int steps = 0;
        for (long nowNanos = MILLI; nowNanos <= 10_000 * MILLI; nowNanos = pacer.step(nowNanos)) {
            steps++;
        }
        assertThat(pacer.master()).isNull();
        assertThat(pacer.positionFrames()).isBetween(479_000L, 480_000L);
        // Each five milliseconds, and as often again as the ring is too small for that.
        assertThat(steps).isBetween(480_000 / 240, 480_000 / Math.min(240, ringFrames) + 2_001);
    }

    @Test
    void aPageThatPlayedForAMomentBetweenTwoLooksIsMissedWhenItGoes() throws BackendException {
        Pacer pacer = new Pacer(new Endless(4_096), RATE);
        StreamRequest request = new StreamRequest(RATE, 1, 128, Optional.empty(), Map.of());
        Events events = new Events();
        Watch watch =
                new Watch(pacer, new Audience(BrowserSettings.of(request), request, pacer, new ManualClock(0)), events);
        watch.tick(0);
        Ear moment = new Ear(1);
        listen(pacer, moment, 10, 40);
        pacer.listeners(new Feed[0]);
        look(pacer, watch, 50, 150);
        assertThat(events.said).isEmpty();
        look(pacer, watch, 200, 1_000);
        assertThat(events.said).containsExactly("lost");
        listen(pacer, new Ear(1), 1_010, 1_100);
        watch.tick(1_100 * MILLI);
        assertThat(events.said).containsExactly("lost", "back");
    }

    /** One page plays between these milliseconds, and nobody looks. */
    private static void listen(Pacer pacer, Ear ear, int fromMillis, int toMillis) {
        pacer.listeners(new Feed[] {ear.feed});
        for (long nowNanos = fromMillis * MILLI; nowNanos < toMillis * MILLI; nowNanos += MILLI) {
            pacer.step(nowNanos);
            ear.millisecond(nowNanos, false);
        }
    }

    private static void look(Pacer pacer, Watch watch, int fromMillis, int toMillis) {
        for (long nowNanos = fromMillis * MILLI; nowNanos <= toMillis * MILLI; nowNanos += 50 * MILLI) {
            pacer.step(nowNanos);
            watch.tick(nowNanos);
        }
    }

    /** What the engine is told. */
    private static final class Events implements StreamListener {
        private final List<String> said = new ArrayList<>();

        @Override
        public void deviceLost(String reason) {
            said.add("lost");
        }

        @Override
        public void deviceBack(String device) {
            said.add("back");
        }

        @Override
        public void notice(String message) {
            said.add(message);
        }
    }

    @Test
    void aMasterThatStallsIsReplaced() {
        Pacer pacer = new Pacer(new Endless(4_096), RATE);
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
