package vorlauf.backend.javasound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vorlauf.engine.BackendException;
import vorlauf.files.PcmEncoder;
import vorlauf.files.SampleFormat;
import vorlauf.render.ManualClock;

class LineSupervisorTest {
    private static final int RATE = 48_000;
    private static final int FRAME_BYTES = 2;

    private final ManualClock clock = new ManualClock(1_000_000);
    private final List<ScriptedLine> lines = new ArrayList<>();
    private final List<Long> attemptNanos = new ArrayList<>();
    private final List<OpenLine> discarded = new ArrayList<>();
    private final List<Turn> turns = new ArrayList<>();
    private final Heard heard = new Heard();
    private final ClockedRing ring = new ClockedRing(clock, 512, 20.0 * RATE);
    private boolean present = true;
    private final LinePlayer player = new LinePlayer(ring, newLine(), RATE, 128, clock);
    private final LineSupervisor supervisor =
            new LineSupervisor(player, heard, this::reopen, turns::add, discarded::add);

    private OpenLine newLine() {
        ScriptedLine line = new ScriptedLine(clock, 512 * FRAME_BYTES, RATE * FRAME_BYTES);
        line.start();
        lines.add(line);
        return new OpenLine(line, "card " + lines.size(), PcmEncoder.of(SampleFormat.PCM16), FRAME_BYTES, 512);
    }

    private OpenLine reopen() throws BackendException {
        attemptNanos.add(clock.nanoTime());
        if (!present) {
            throw new BackendException("it is gone");
        }
        return newLine();
    }

    /** Plays and ticks as the two threads do, in one. */
    private void run(double seconds) {
        long endNanos = clock.nanoTime() + (long) (seconds * 1e9);
        long tickNanos = clock.nanoTime();
        while (clock.nanoTime() < endNanos) {
            if (clock.nanoTime() >= tickNanos) {
                supervisor.tick(clock.nanoTime());
                tickNanos = clock.nanoTime() + LineSupervisor.TICK_MILLISECONDS * 1_000_000;
            }
            long nextNanos = player.step(supervisor.turn(), clock.nanoTime());
            clock.advanceTo(Math.max(nextNanos, clock.nanoTime() + 1_000));
        }
    }

    @Test
    void reportsALossAndTheReturnOnceEach() {
        run(1);
        lines.getFirst().manner = ScriptedLine.Manner.TAKES_NOTHING;
        run(2);
        assertThat(heard.lines).hasSize(3);
        assertThat(heard.lines.get(0))
                .startsWith("lost: java-sound: 'card 1' takes no frames any more")
                .doesNotContain("\n");
        assertThat(heard.lines.get(1)).isEqualTo("back: card 2");
        assertThat(heard.lines.get(2))
                .isEqualTo("notice: java-sound: " + player.droppedFrames()
                        + " frames were not heard while no device took them");
        // Each frame that was taken was heard by one card, or dropped, or is in the period that the first one refused.
        int heardFrames =
                lines.stream().mapToInt(line -> line.heard.size() / FRAME_BYTES).sum();
        assertThat(ring.positionFrames() - heardFrames - player.droppedFrames()).isBetween(1L, 2 * 128L);
        assertThat(discarded).hasSize(1);
        assertThat(discarded.getFirst().line()).isSameAs(lines.get(0));
        assertThat(lines.get(1).heard.size()).isGreaterThan(RATE);
        assertThat(ring.underrunEvents).isZero();
    }

    @Test
    void movesToAnotherDeviceWhereTheFirstStaysAway() throws BackendException {
        LineSearch search = new LineSearch(List.of(this::reopen, this::newLine), 10_000);
        search.open();
        LineSupervisor moving = new LineSupervisor(player, heard, search, turns::add, discarded::add);
        present = false;
        lines.getFirst().manner = ScriptedLine.Manner.TAKES_NOTHING;
        for (int tick = 0; tick < 30; tick++) {
            long untilNanos = clock.nanoTime() + LineSupervisor.TICK_MILLISECONDS * 1_000_000;
            while (clock.nanoTime() < untilNanos) {
                clock.advanceTo(Math.max(player.step(moving.turn(), clock.nanoTime()), clock.nanoTime() + 1_000));
            }
            moving.tick(clock.nanoTime());
        }
        assertThat(heard.lines).hasSize(3);
        assertThat(heard.lines.get(0)).startsWith("lost: java-sound: 'card 1'");
        assertThat(heard.lines.get(1)).isEqualTo("back: card 3");
        // The first device was asked when the search began, alone after the loss, and once more beside the other.
        assertThat(attemptNanos).hasSize(3);
        assertThat(lines.getLast().heard.size()).isGreaterThan(RATE);
    }

    @Test
    void triesAgainWithGrowingPausesWhileTheDeviceStaysAway() {
        run(1);
        present = false;
        lines.getFirst().manner = ScriptedLine.Manner.TAKES_NOTHING;
        run(30);
        assertThat(heard.lines).hasSize(1);
        long beforeNanos = 0;
        for (int attempt = 2; attempt < attemptNanos.size(); attempt++) {
            long pauseNanos = attemptNanos.get(attempt) - attemptNanos.get(attempt - 1);
            assertThat(pauseNanos).isGreaterThanOrEqualTo(Math.min(beforeNanos, LineSupervisor.LONGEST_PAUSE_NANOS));
            assertThat(pauseNanos).isLessThan(LineSupervisor.LONGEST_PAUSE_NANOS + 200_000_000);
            beforeNanos = pauseNanos - 200_000_000;
        }
        assertThat(attemptNanos).hasSizeBetween(7, 12);
        present = true;
        run(6);
        assertThat(heard.lines).hasSize(3);
        assertThat(player.loss()).isNull();
    }

    @Test
    void aDeviceThatIsLostAgainAtOnceIsNotOpenedEveryMoment() {
        run(1);
        lines.getFirst().manner = ScriptedLine.Manner.TAKES_NOTHING;
        for (int round = 0; round < 300; round++) {
            run(0.1);
            lines.getLast().manner = ScriptedLine.Manner.TAKES_NOTHING;
        }
        assertThat(attemptNanos).hasSizeLessThan(15);
    }

    @Test
    void endsAWriteThatHangsAndLetsAnotherThreadGoOn() {
        run(1);
        Turn hanging = supervisor.turn();
        lines.getFirst().beforeEachWrite(() -> {
            supervisor.tick(clock.nanoTime() + 1_900_000_000L);
            assertThat(turns).isEmpty();
            supervisor.tick(clock.nanoTime() + 2_100_000_000L);
            assertThat(turns).hasSize(1);
        });
        assertThat(player.step(hanging, clock.nanoTime())).isEqualTo(LinePlayer.TURN_ENDED);
        assertThat(supervisor.turn()).isSameAs(turns.getFirst()).isNotSameAs(hanging);
        assertThat(heard.lines).hasSize(1);
        assertThat(heard.lines.getFirst()).contains("has taken nothing for 2.0 s");
        // Closing a line waits for its write, so nobody but the hanging thread may try.
        assertThat(discarded).isEmpty();
        run(4);
        assertThat(heard.lines).contains("back: card 2");
    }

    @Test
    void saysThatASinkKeepsNoTime() {
        lines.getFirst().manner = ScriptedLine.Manner.SWALLOWS;
        run(3);
        assertThat(heard.lines).hasSize(1);
        assertThat(heard.lines.getFirst()).contains("'card 1' keeps no time of its own");
    }

    @Test
    void gathersTroubleIntoOneLineASecond() {
        run(1);
        for (int stall = 0; stall < 20; stall++) {
            lines.getFirst().beforeEachWrite(() -> {
                clock.advanceBy(150_000_000);
                lines.getFirst().beforeEachWrite(() -> {});
            });
            run(0.2);
        }
        run(2);
        assertThat(heard.lines).allMatch(line -> line.contains("stood still")).hasSizeBetween(3, 9);
        int stalls = heard.lines.stream()
                .mapToInt(line -> Integer.parseInt(line.replaceAll(".*stood still (\\d+) times.*", "$1")))
                .sum();
        assertThat(stalls).isEqualTo(20);
    }
}
