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
@Timeout(120)
class AlsaFifoTest {
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
            assertThat(fork.await("notice: ")).contains("stood still").contains("the longest for 0.");
            long[] after = fork.ask("report");
            assertThat(after[0]).isGreaterThan(before[0]);
            long[] end = fork.ask("close");
            card.drain();
            assertThat(card.outOfOrder()).isZero();
            // What the device still held when it was closed was not heard.
            long unheard = end[2] - card.heardFrames();
            assertThat(unheard).isBetween(0L, 1_024L);
            assertThat(card.silentFrames()).isBetween(end[1] - unheard, end[1]).isPositive();
            fork.awaitEnd();
        }
    }

    @Test
    void aCardThatDiesIsLostAndAnotherOneTakesItsPlace() throws Exception {
        try (Fork fork = serve()) {
            try (PipeCard card = new PipeCard(pipe)) {
                fork.await("started");
                card.play(1.5);
                assertThat(card.outOfOrder()).isZero();
            }
            assertThat(fork.await("lost: ")).contains("takes no frames any more");
            long taken = fork.ask("report")[2];
            try (PipeCard next = new PipeCard(pipe)) {
                assertThat(fork.await("back: ")).contains("[default]");
                next.play(1);
                // The sound's time went on meanwhile: the new card hears later frames, and those in order.
                assertThat(next.firstFrame()).isGreaterThan(48_000);
                // One gap at most: closing the lost line may still push out what ALSA held for the card before.
                assertThat(next.outOfOrder()).isLessThanOrEqualTo(1);
                assertThat(fork.ask("close")[2]).isGreaterThan(taken + 24_000);
            }
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
