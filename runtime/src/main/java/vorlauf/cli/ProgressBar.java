package vorlauf.cli;

import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.LongConsumer;
import vorlauf.render.Clock;

/**
 * How far a work is and how long it still takes, on a terminal; nothing for work that is done within two seconds.
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
    private final DoubleFunction<String> speed;
    private long total;
    private long startedNanos = -1;
    private long drawnNanos;
    private boolean shown;

    /** A bar for a render of {@code totalFrames}; the time begins with the first call of {@link #accept}. */
    public ProgressBar(StatusLine status, Clock clock, long totalFrames, double sampleRateHertz) {
        this(
                status,
                clock,
                totalFrames,
                framesPerSecond -> String.format(Locale.ROOT, "%.1f x real time", framesPerSecond / sampleRateHertz));
    }

    /**
     * A bar for any work.
     *
     * @param total units of work
     * @param speed words for so many units a second
     */
    public ProgressBar(StatusLine status, Clock clock, long total, DoubleFunction<String> speed) {
        this.status = status;
        this.clock = clock;
        this.total = total;
        this.speed = speed;
    }

    /** Sets how much work there is in all, where some of it turned out not to be needed. */
    public void setTotal(long newTotal) {
        total = newTotal;
    }

    @Override
    public void accept(long done) {
        long nowNanos = clock.nanoTime();
        if (startedNanos < 0) {
            startedNanos = nowNanos;
        }
        long elapsedNanos = nowNanos - startedNanos;
        if (!status.interactive() || done <= 0 || elapsedNanos < FIRST_LOOK_NANOS) {
            return;
        }
        double wholeNanos = elapsedNanos * ((double) total / done);
        if ((shown || wholeNanos > WORTH_SHOWING_NANOS) && nowNanos - drawnNanos >= REDRAW_NANOS) {
            shown = true;
            drawnNanos = nowNanos;
            status.show(text(done, elapsedNanos, wholeNanos));
        }
    }

    private String text(long done, long elapsedNanos, double wholeNanos) {
        double part = Math.min(1, (double) done / total);
        int filled = (int) (CELLS * part);
        long leftSeconds = Math.round(Math.max(0, wholeNanos - elapsedNanos) / 1e9);
        return String.format(
                Locale.ROOT,
                "[%s%s] %3d %%  %s  %d:%02d left",
                "#".repeat(filled),
                "-".repeat(CELLS - filled),
                (int) (100 * part),
                speed.apply(done / (elapsedNanos / 1e9)),
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
