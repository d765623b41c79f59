package vorlauf.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vorlauf.drawing.Timeline;
import vorlauf.engine.EngineSettings;

/** The picture of a live underrun, from what an engine tells its witness: blocks first, pulls later, pauses last. */
final class LiveTimelineTest {
    private static final long MILLI = 1_000_000;

    /** An instant of the machine's clock, which may be anything. */
    private static final long START = -77_000 * MILLI;

    private final EngineSettings settings = EngineSettings.defaults()
            .withSampleRateHertz(48_000)
            .withBlockFrames(48)
            .withRingBlocks(4);

    private final LiveTimeline timeline = new LiveTimeline(settings);

    /** A second: the producer is away from 500 to 506 ms, wakes late, and the ring of 4 ms is empty at 504 and 505. */
    private void play() {
        for (int block = 0; block < 1_000; block++) {
            long startNanos = START + (block == 500 ? 506 : block) * MILLI;
            timeline.block(startNanos, startNanos + 300_000, block == 500 ? 6 * MILLI : 20_000);
        }
        for (int pull = 0; pull < 1_000; pull++) {
            boolean empty = pull == 504 || pull == 505;
            timeline.pull(START + pull * MILLI, 48, empty ? 0 : 48, empty ? 0 : 192);
        }
        timeline.pause(START + 501 * MILLI, START + 505 * MILLI, true);
        timeline.pause(START + 900 * MILLI, START + 901 * MILLI, true);
    }

    @Test
    void surroundsTheFirstUnderrunWithBlocksThatWereToldLongBeforeIt() {
        play();
        Timeline kept = timeline.timeline();
        assertThat(kept.originNanos()).isEqualTo(START + 504 * MILLI);
        assertThat(kept.fromNanos()).isEqualTo(START + 492 * MILLI);
        assertThat(kept.toNanos()).isEqualTo(START + 516 * MILLI);
        assertThat(kept.deadlines()).hasSize(25);
        assertThat(kept.deadlines().stream().filter(deadline -> deadline.foundFrames() < 48))
                .extracting(deadline -> (deadline.atNanos() - START) / MILLI)
                .containsExactly(504L, 505L);
        assertThat(kept.blocks())
                .contains(new Timeline.Block(START + 506 * MILLI, START + 506 * MILLI + 300_000, true))
                .contains(new Timeline.Block(START + 493 * MILLI, START + 493 * MILLI + 300_000, true));
        assertThat(kept.stalls())
                .containsExactly(
                        new Timeline.Stall(START + 500 * MILLI, START + 506 * MILLI, false),
                        new Timeline.Stall(START + 501 * MILLI, START + 505 * MILLI, true));
    }

    @Test
    void draws(@TempDir Path folder) throws Exception {
        play();
        Path png = folder.resolve("underrun.png");
        timeline.draw("Tone.java", png, folder.resolve("underrun.svg"));
        assertThat(ImageIO.read(png.toFile()).getWidth()).isEqualTo(1_200);
        assertThat(folder.resolve("underrun.svg")).isNotEmptyFile();
        assertThatThrownBy(() -> timeline.draw("Tone.java", folder.resolve("no/such.png"), null))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("such.png: cannot be written");
    }

    @Test
    void aRunWithoutAnUnderrunIsDrawnToo(@TempDir Path folder) {
        for (int pull = 0; pull < 100; pull++) {
            timeline.pull(START + pull * MILLI, 48, 48, 192);
        }
        timeline.draw("Tone.java", folder.resolve("quiet.png"), null);
        assertThat(folder.resolve("quiet.png")).isNotEmptyFile();
        assertThat(timeline.timeline().missedDeadlines()).isZero();
    }
}
