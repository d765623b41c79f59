package vorlauf.backend.javasound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Java Sound on ALSA's file plugin into a pipe: whoever reads the pipe is the card and keeps its time, stalls, and dies at
 * will. Samples count the frames, so what is heard shows each frame that was lost, doubled or replaced by silence.
 */
@Timeout(300)
class AlsaFifoTest {
    /** More than a line of the default buffer and its plugin hold. */
    private static final long HELD_FRAMES = 16_384;

    @TempDir
    Path folder;

    private Path pipe;
    private Path configuration;

    @BeforeEach
    void makePipe() throws Exception {
        Fork.assumeAlsa();
        pipe = folder.resolve("card.pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        configuration = Fork.configuration(
                folder, "pcm.!default { type file slave.pcm { type null } file \"" + pipe + "\" format \"raw\" }\n");
    }

    private Fork serve() throws Exception {
        return Fork.start(configuration, Map.of(), "serve", "2", "24");
    }

    @Test
    void aStallOfTheCardIsReportedAndEachFrameOfSilenceWasCounted() throws Exception {
        try (PipeCard card = new PipeCard(pipe);
                Fork fork = serve()) {
            fork.await("started");
            card.play(2);
            long[] before = fork.ask("report");
            card.stall(300_000_000L);
            // The card catches up: it takes what it missed in one go, far more than the ring's four blocks.
            card.play(1);
            assertThat(fork.await("notice: java-sound: '[default]' stood still"))
                    .contains("the longest for ");
            long[] after = fork.ask("report");
            assertThat(after[0]).isGreaterThan(before[0]);
            long[] end = fork.ask("close");
            card.drain();
            FrameCheck heard = card.check();
            assertThat(heard.isWhole()).as(heard.toString()).isTrue();
            assertThat(heard.firstFrame()).isZero();
            // What the device still held when it was closed was not heard; the last block is the fade to silence.
            long unheard = end[2] - heard.heardFrames();
            assertThat(unheard).isBetween(0L, 1_024L);
            assertThat(heard.silentFrames()).isBetween(end[1] - unheard, end[1]).isPositive();
            assertThat(end[2] - end[1] - heard.nextFrame()).isBetween(0L, 1_024L + 2 * 128);
            fork.awaitEnd();
        }
    }

    @Test
    void aReaderThatGoesAwayIsALossAndTheNextOneHearsTheRest() throws Exception {
        try (Fork fork = serve()) {
            FrameCheck first;
            try (PipeCard card = new PipeCard(pipe)) {
                fork.await("started");
                card.play(1.5);
                first = card.check();
                assertThat(first.isWhole()).as(first.toString()).isTrue();
            }
            Loss loss = Loss.watch(fork, System.nanoTime());
            assertThat(loss.event()).contains("takes no frames any more");
            loss.assertCheap("reader of a pipe");
            try (PipeCard next = new PipeCard(pipe)) {
                assertThat(fork.await("back: ")).contains("[default]");
                long dropped = Loss.droppedFrames(fork);
                next.play(1);
                long[] end = fork.ask("close");
                FrameCheck second = next.check();
                // One gap at most: closing the lost line may still push out what ALSA held for the card before.
                assertThat(second.gaps()).as(second.toString()).isLessThanOrEqualTo(1);
                assertThat(second.toString()).contains(" 0 repeats, 0 wrong");
                // The sound's time went on meanwhile. Only what card and pipe held is missing beside what was dropped.
                long missing = second.firstFrame() - first.nextFrame() + second.missingFrames();
                assertThat(missing - dropped).isBetween(0L, 48_000L);
                assertThat(end[2]).isGreaterThanOrEqualTo(second.nextFrame());
            }
            fork.awaitEnd();
        }
    }

    @Test
    void aCardThatHangsIsLostAndHearsNoFrameTwice() throws Exception {
        try (PipeCard card = new PipeCard(pipe);
                Fork fork = serve()) {
            fork.await("started");
            card.play(1);
            FrameCheck heard = card.check();
            assertThat(heard.isWhole()).as(heard.toString()).isTrue();
            card.stall(4_000_000_000L);
            assertThat(fork.await("lost: ")).contains("has taken nothing for 2.0 s");
            // What the card missed comes at once, then it keeps time again.
            card.play(8);
            System.out.println("a card that hung: " + heard);
            assertThat(heard.gaps()).as(heard.toString()).isPositive();
            assertThat(heard.toString()).contains(" 0 repeats, 0 wrong");
            // Two lines write to one pipe when the card wakes: what the hung one still holds may come behind the new
            // one's.
            assertThat(heard.lateFrames()).as(heard.toString()).isLessThan(HELD_FRAMES);
            fork.ask("close");
            fork.awaitEnd();
        }
    }

    /** Minutes with {@code -Dvorlauf.soak.seconds}. */
    @Test
    @Timeout(3_600)
    void playsOnFrameByFrame() throws Exception {
        try (PipeCard card = new PipeCard(pipe);
                Fork fork = Fork.start(configuration, Map.of(), "serve", "2", "24", "ring=16")) {
            fork.await("started");
            card.play(Integer.getInteger("vorlauf.soak.seconds", 10));
            long[] end = fork.ask("close");
            card.drain();
            FrameCheck heard = card.check();
            System.out.printf("soak, ALSA pipe: %s; ring: %d underruns; %s%n", heard, end[0], fork.toldSummary());
            assertThat(heard.isWhole()).as(heard.toString()).isTrue();
            fork.awaitEnd();
        }
    }

    @Test
    void closesThoughTheCardTakesNothingAndIsStillThere() throws Exception {
        try (PipeCard card = new PipeCard(pipe);
                Fork fork = serve()) {
            fork.await("started");
            card.play(0.5);
            fork.ask("close");
            fork.awaitEnd();
        }
    }
}
