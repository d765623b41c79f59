package vorlauf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import vorlauf.engine.EngineEvent;
import vorlauf.render.ManualClock;

final class StatusLineTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ManualClock clock = new ManualClock(0);

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private StatusLine status(boolean interactive) {
        return new StatusLine(CommandLineRun.stream(bytes), interactive);
    }

    @Test
    void drawsNothingWhereNobodyWatches() {
        StatusLine status = status(false);
        ProgressBar bar = new ProgressBar(status, clock, 1_000, 100);
        bar.accept(0);
        clock.advanceTo(60_000_000_000L);
        bar.accept(500);
        bar.finish();
        status.line("event");

        assertThat(written()).isEqualTo("event" + System.lineSeparator());
    }

    @Test
    void linesAppearAboveTheStatus() {
        StatusLine status = status(true);
        status.show("half");
        status.line("event");
        status.show("");

        assertThat(written()).isEqualTo("\r\u001b[Khalf\r\u001b[Kevent" + System.lineSeparator() + "half\r\u001b[K");
    }

    @Test
    void showsHowLongALongRenderStillTakes() {
        ProgressBar bar = new ProgressBar(status(true), clock, 48_000_000, 48_000);
        bar.accept(1);
        clock.advanceTo(10_000_000_000L);
        bar.accept(12_000_000);

        assertThat(written()).contains("[######------------------]  25 %  25.0 x real time  0:30 left");
        bar.finish();
        assertThat(written()).endsWith("\r\u001b[K");
    }

    @Test
    void showsNothingForWorkThatIsSoonDone() {
        ProgressBar bar = new ProgressBar(status(true), clock, 1_000, 48_000);
        bar.accept(1);
        clock.advanceTo(1_000_000_000L);
        bar.accept(900);
        bar.finish();

        assertThat(written()).isEmpty();
    }

    @Test
    void aFloodOfEventsIsCountedInsteadOfPrinted() {
        EventLines lines = new EventLines(status(false), clock, true);
        for (int i = 0; i < 1_000; i++) {
            lines.accept(new EngineEvent.ControlFailed("a", "x"));
        }
        lines.accept(new EngineEvent.Notice("other kinds have room of their own"));
        clock.advanceTo(1_000_000_000L);
        lines.accept(new EngineEvent.ControlFailed("b", "y"));

        assertThat(written().lines().toList()).hasSize(12).last().asString().endsWith("(after 990 more like this)");
    }
}
