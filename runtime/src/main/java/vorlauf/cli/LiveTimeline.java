package vorlauf.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vorlauf.drawing.Charts;
import vorlauf.drawing.Timeline;
import vorlauf.drawing.TimelineWindow;
import vorlauf.engine.EngineSettings;
import vorlauf.engine.LiveWitness;

/**
 * What happened around the first underrun of a live run, as pictures: lead, blocks, missed deadlines, and beside them pauses of
 * the JVM, which stop all Java threads, and late wake-ups of the producer.
 *
 * <p>Threads: as a {@link LiveWitness}; pictures after the engine's stop.
 */
final class LiveTimeline implements LiveWitness {
    private static final int WIDTH = 1_200;
    private static final int HEIGHT = 620;
    private static final int STALLS_KEPT = 4_096;

    /** How late the control thread may read what the real-time threads have recorded. */
    private static final long AHEAD_NANOS = 4_000_000_000L;

    /** A wake-up that is not later than this is a usual one. */
    private static final long LATE_NANOS = 300_000;

    private final TimelineWindow window;
    private final ArrayDeque<Timeline.Stall> stalls = new ArrayDeque<>();

    LiveTimeline(EngineSettings settings) {
        window = new TimelineWindow(
                settings.leadLimitFrames(),
                settings.maximumLeadFrames(),
                settings.devicePeriodFrames(),
                settings.blockFrames(),
                settings.sampleRateHertz(),
                AHEAD_NANOS);
    }

    @Override
    public void block(long startNanos, long endNanos, long latenessNanos) {
        window.block(startNanos, endNanos, true);
        if (latenessNanos > LATE_NANOS) {
            add(new Timeline.Stall(startNanos - latenessNanos, startNanos, false));
        }
    }

    @Override
    public void pull(long nanos, int requestedFrames, int foundFrames, int fillFrames) {
        window.deadline(nanos, requestedFrames, foundFrames, fillFrames);
    }

    @Override
    public void pause(long startNanos, long endNanos, boolean collection) {
        add(new Timeline.Stall(startNanos, endNanos, true));
    }

    /** Stalls before the first underrun are kept up to a bound, those after it up to another one: nothing grows for hours. */
    private void add(Timeline.Stall stall) {
        synchronized (stalls) {
            if (stalls.size() == STALLS_KEPT) {
                if (window.hasUnderrun()) {
                    return;
                }
                stalls.removeFirst();
            }
            stalls.addLast(stall);
        }
    }

    /** What was kept; the picture's 0 is the first underrun. */
    Timeline timeline() {
        return window.timeline((from, to) -> {
            List<Timeline.Stall> inside = new ArrayList<>();
            synchronized (stalls) {
                for (Timeline.Stall stall : stalls) {
                    if (stall.toNanos() >= from && stall.fromNanos() <= to) {
                        inside.add(stall);
                    }
                }
            }
            return inside;
        });
    }

    /** Draws what was kept; a null names no file. Errors: a file that cannot be written is a {@link CommandException}. */
    void draw(String name, @Nullable Path png, @Nullable Path svg) {
        String title = window.hasUnderrun() ? name + ", time from the first underrun" : name + ", no underrun";
        if (png != null) {
            write("--png", png, Charts.timeline(title, timeline(), WIDTH, HEIGHT));
        }
        if (svg != null) {
            String text = Charts.timelineSvg(title, timeline(), WIDTH, HEIGHT);
            write("--svg", svg, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void write(String option, Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw CommandException.failed(
                    option + " " + file + ": cannot be written (" + e.getClass().getSimpleName() + ")");
        }
    }
}
