package vorlauf.cli;

import java.util.Locale;
import java.util.function.LongConsumer;
import vorlauf.render.Clock;

/**
 * How far a render is and how long it still takes, on a terminal; nothing for work that is done within two seconds.
 *
 * <p>Threads: one at a time.
 */
public final class ProgressBar implements LongConsumer {
    private static final int CELLS = 24;
    private static final long FIRST_LOOK_NANOS = 500_000_000L;
    private static final long WORTH_SHOWING_NANOS = 2_000_000_000L;
    private static final long REDRAW_NANOS = 100_000_000L;

    private final StatusLine status;
    private final Clock clock;
    private final long totalFrames;
    private final double sampleRateHertz;
    private long startedNanos = -1;
    private long drawnNanos;
    private boolean shown;

    /** A bar for {@code totalFrames}; the time begins with the first call of {@link #accept}. */
    public ProgressBar(StatusLine status, Clock clock, long totalFrames, double sampleRateHertz) {
        this.status = status;
        this.clock = clock;
        this.totalFrames = totalFrames;
        this.sampleRateHertz = sampleRateHertz;
    }

    @Override
    public void accept(long doneFrames) {
        long nowNanos = clock.nanoTime();
        if (startedNanos < 0) {
            startedNanos = nowNanos;
        }
        long elapsedNanos = nowNanos - startedNanos;
        if (!status.interactive() || doneFrames <= 0 || elapsedNanos < FIRST_LOOK_NANOS) {
            return;
        }
        double wholeNanos = elapsedNanos * ((double) totalFrames / doneFrames);
        if ((shown || wholeNanos > WORTH_SHOWING_NANOS) && nowNanos - drawnNanos >= REDRAW_NANOS) {
            shown = true;
            drawnNanos = nowNanos;
            status.show(text(doneFrames, elapsedNanos, wholeNanos));
        }
    }

    private String text(long doneFrames, long elapsedNanos, double wholeNanos) {
        int filled = (int) (CELLS * doneFrames / totalFrames);
        long leftSeconds = Math.round((wholeNanos - elapsedNanos) / 1e9);
        return String.format(
                Locale.ROOT,
                "[%s%s] %3d %%  %.1f x real time  %d:%02d left",
                "#".repeat(filled),
                "-".repeat(CELLS - filled),
                100 * doneFrames / totalFrames,
                doneFrames / sampleRateHertz / (elapsedNanos / 1e9),
                leftSeconds / 60,
                leftSeconds % 60);
    }

    /** Takes the bar away. */
    public void finish() {
        if (shown) {
            status.show("");
        }
    }
}
