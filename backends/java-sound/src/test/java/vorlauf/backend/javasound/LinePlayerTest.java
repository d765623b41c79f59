package vorlauf.backend.javasound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import vorlauf.backend.javasound.LinePlayer.Loss;
import vorlauf.files.PcmEncoder;
import vorlauf.files.SampleFormat;
import vorlauf.render.ManualClock;

class LinePlayerTest {
    private static final int RATE = 48_000;
    private static final int PERIOD = 128;
    private static final int BUFFER = 512;
    private static final int FRAME_BYTES = 3;

    private final ManualClock clock = new ManualClock(5_000);
    private final ScriptedLine line = newLine();
    private final ClockedRing ring = new ClockedRing(clock, 4 * PERIOD, 20.0 * RATE);
    private final LinePlayer player = new LinePlayer(ring, open(line), RATE, PERIOD, clock);
    private final Turn turn = new Turn();

    private ScriptedLine newLine() {
        return new ScriptedLine(clock, BUFFER * FRAME_BYTES, RATE * FRAME_BYTES);
    }

    private static OpenLine open(ScriptedLine line) {
        return new OpenLine(line, "card", PcmEncoder.of(SampleFormat.PCM24), FRAME_BYTES, BUFFER);
    }

    private void playUntil(long nanos) {
        while (clock.nanoTime() < nanos) {
            long nextNanos = player.step(turn, clock.nanoTime());
            clock.advanceTo(Math.max(nextNanos, clock.nanoTime() + 1_000));
        }
    }

    private void playSeconds(double seconds) {
        playUntil(clock.nanoTime() + (long) (seconds * 1e9));
    }

    private void assertHeardInOrder() {
        byte[] bytes = line.heard.toByteArray();
        assertThat(bytes.length % FRAME_BYTES).isZero();
        for (int frame = 0; frame < bytes.length / FRAME_BYTES; frame++) {
            int value = (bytes[3 * frame] & 0xFF) | (bytes[3 * frame + 1] & 0xFF) << 8 | bytes[3 * frame + 2] << 16;
            if (value != (int) (ClockedRing.sample(frame) * (1 << 23))) {
                throw new AssertionError("frame " + frame + " is " + value);
            }
        }
    }

    @Test
    void aCardThatKeepsTimeHearsEachFrameOnce() {
        playSeconds(10);
        assertThat(player.pacing()).isEqualTo(PacingMeter.State.PACED);
        assertThat(player.loss()).isNull();
        assertThat(ring.underrunEvents).isZero();
        assertThat(line.heard.size() / FRAME_BYTES).isBetween(10 * RATE, 10 * RATE + BUFFER + PERIOD);
        assertHeardInOrder();
    }

    @Test
    void partialWritesAreContinued() {
        line.mostBytesPerWrite = 7 * FRAME_BYTES;
        playSeconds(2);
        assertThat(player.pacing()).isEqualTo(PacingMeter.State.PACED);
        assertHeardInOrder();
    }

    @Test
    void aSinkWithoutTimeIsFedAsFramesComeAndCountsNoUnderrun() {
        line.manner = ScriptedLine.Manner.SWALLOWS;
        playSeconds(5);
        assertThat(player.pacing()).isEqualTo(PacingMeter.State.FREE_RUNNING);
        assertThat(ring.underrunEvents).isZero();
        // As fast as the producer renders, which is 20 times real time here.
        assertThat(ring.positionFrames()).isGreaterThan(10L * 5 * RATE);
        assertHeardInOrder();
    }

    @Test
    void aSlowProducerAtASinkWithoutTimeCountsNoUnderrunBeforeThatIsKnown() {
        ClockedRing slow = new ClockedRing(clock, 4 * PERIOD, 20.0 * RATE);
        line.manner = ScriptedLine.Manner.SWALLOWS;
        LinePlayer patient = new LinePlayer(slow, open(line), RATE, PERIOD, clock);
        for (long endNanos = clock.nanoTime() + 1_000_000_000; clock.nanoTime() < endNanos; ) {
            long nextNanos = patient.step(turn, clock.nanoTime());
            // Held up for 50 ms again and again, as on a machine with other things to do.
            slow.rendering = clock.nanoTime() / 50_000_000 % 2 == 0;
            clock.advanceTo(Math.max(nextNanos, clock.nanoTime() + 1_000));
        }
        assertThat(patient.pacing()).isEqualTo(PacingMeter.State.FREE_RUNNING);
        assertThat(slow.underrunEvents).isZero();
    }

    @Test
    void aCardWithABufferCountsWhatIsMissingFromTheFirstMomentOn() {
        playSeconds(0.02);
        assertThat(player.pacing()).isEqualTo(PacingMeter.State.UNDECIDED);
        ring.rendering = false;
        playSeconds(0.1);
        assertThat(ring.underrunFrames).isGreaterThan((long) (0.07 * RATE));
    }

    @Test
    void framesThatAreMissingAtACardAreSilenceAndCounted() {
        playSeconds(1);
        ring.rendering = false;
        playSeconds(0.5);
        // What ring and card held when the producer stopped was heard.
        assertThat(ring.underrunFrames).isBetween((long) (0.45 * RATE), (long) (0.5 * RATE) + PERIOD);
        long counted = ring.underrunFrames;
        ring.rendering = true;
        playSeconds(1);
        assertThat(ring.underrunFrames).isEqualTo(counted);
    }

    @Test
    void waitsForTheFirstFramesAndForLateOnesWhileTheCardHasSoundLeft() {
        ClockedRing late = new ClockedRing(clock, 4 * PERIOD, 20.0 * RATE);
        late.pullAvailable(new float[4 * PERIOD], 0, 4 * PERIOD);
        late.rendering = false;
        LinePlayer waiting = new LinePlayer(late, open(line), RATE, PERIOD, clock);
        for (int step = 0; step < 100; step++) {
            clock.advanceTo(waiting.step(turn, clock.nanoTime()));
        }
        assertThat(late.underrunEvents).isZero();
        assertThat(line.writes).isZero();
        late.rendering = true;
        for (int step = 0; step < 4; step++) {
            clock.advanceTo(Math.max(waiting.step(turn, clock.nanoTime()), clock.nanoTime() + 1_000));
        }
        assertThat(late.underrunEvents).isZero();
        assertThat(line.writes).isPositive();
    }

    @Test
    void aCardThatTakesNothingAnyMoreIsLostAndTimeGoesOn() {
        playSeconds(1);
        line.manner = ScriptedLine.Manner.TAKES_NOTHING;
        playSeconds(0.15);
        assertThat(player.loss()).isNull();
        playSeconds(0.15);
        assertThat(player.loss()).isEqualTo(Loss.TAKES_NOTHING);
        int writes = line.writes;
        long position = ring.positionFrames();
        playSeconds(10);
        assertThat(line.writes).isEqualTo(writes);
        assertThat(ring.positionFrames() - position).isBetween(10L * RATE - PERIOD, 10L * RATE + PERIOD);
        assertThat(ring.underrunEvents).isZero();
    }

    @Test
    void aCardThatFailsAndSwallowsByTurnsIsLost() {
        playSeconds(1);
        int[] writes = {0};
        line.beforeEachWrite(() ->
                line.manner = writes[0]++ % 5 == 0 ? ScriptedLine.Manner.TAKES_NOTHING : ScriptedLine.Manner.SWALLOWS);
        playSeconds(0.5);
        assertThat(player.loss()).isEqualTo(Loss.TAKES_NOTHING);
    }

    @Test
    void aMomentWithoutRoomIsNoLoss() {
        playSeconds(1);
        line.manner = ScriptedLine.Manner.TAKES_NOTHING;
        playSeconds(0.1);
        line.manner = ScriptedLine.Manner.KEEPS_TIME;
        playSeconds(1);
        line.manner = ScriptedLine.Manner.TAKES_NOTHING;
        playSeconds(0.15);
        line.manner = ScriptedLine.Manner.KEEPS_TIME;
        playSeconds(1);
        assertThat(player.loss()).isNull();
        assertHeardInOrder();
    }

    @Test
    void aCardThatSwallowsAllAfterItKeptTimeIsLost() {
        playSeconds(1);
        line.manner = ScriptedLine.Manner.SWALLOWS;
        playSeconds(1);
        assertThat(player.loss()).isEqualTo(Loss.RUNS_AHEAD);
    }

    @Test
    void playsOnWithTheLineThatReplacesALostOne() {
        playSeconds(1);
        line.manner = ScriptedLine.Manner.TAKES_NOTHING;
        playSeconds(1);
        ScriptedLine next = newLine();
        next.start();
        player.replace(open(next));
        playSeconds(2);
        assertThat(player.loss()).isNull();
        assertThat(player.pacing()).isEqualTo(PacingMeter.State.PACED);
        assertThat(player.takeBackReplacement()).isNull();
        assertThat(next.heard.size() / FRAME_BYTES).isGreaterThan((int) (1.9 * RATE));
    }

    @Test
    void countsAStallOfTheCard() {
        playSeconds(1);
        line.beforeEachWrite(() -> {
            clock.advanceBy(300_000_000);
            line.beforeEachWrite(() -> {});
        });
        playSeconds(1);
        assertThat(player.stallEvents()).isEqualTo(1);
        assertThat(player.longestStallNanos()).isBetween(300_000_000L, 320_000_000L);
        assertThat(player.loss()).isNull();
    }

    @Test
    void noticesThatTheCardRanDryWhenThePlayerWasLate() {
        playSeconds(1);
        assertThat(player.dryEvents()).isZero();
        clock.advanceBy(50_000_000);
        playSeconds(1);
        assertThat(player.dryEvents()).isEqualTo(1);
        assertThat(player.stallEvents()).isZero();
    }

    @Test
    void aThreadWhoseTurnEndedInsideAWriteTouchesNothingMore() {
        playSeconds(1);
        line.beforeEachWrite(() -> assertThat(player.abandon(turn, turn.writingSinceNanos(), clock.nanoTime()))
                .isTrue());
        long position = ring.positionFrames();
        assertThat(player.step(turn, clock.nanoTime())).isEqualTo(LinePlayer.TURN_ENDED);
        assertThat(player.loss()).isEqualTo(Loss.HANGS);
        assertThat(ring.positionFrames()).isEqualTo(position + PERIOD);
        assertThat(player.abandon(turn, turn.writingSinceNanos(), clock.nanoTime()))
                .isFalse();
    }
}
