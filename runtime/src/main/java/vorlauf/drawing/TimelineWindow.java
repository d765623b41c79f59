package vorlauf.drawing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps what happens around the first underrun of a stream, for a picture: three times the lead and at least eight periods
 * before and behind it. Where there is no underrun, the last such stretch is kept.
 *
 * <p>Times are nanoseconds of any clock. Deadlines come in the order of time, and so do blocks; blocks may be told up to
 * {@code aheadNanos} before deadlines of the same instant.
 *
 * <p>Threads: one.
 */
public final class TimelineWindow {
    private static final int MOST_EVENTS = 20_000;
    private static final int LEADS = 3;
    private static final int PERIODS = 8;

    private final long mostLeadFrames;
    private final int blockFrames;
    private final double rateHertz;
    private final long aheadNanos;
    private final long reachNanos;
    private final ArrayDeque<Timeline.Deadline> deadlines = new ArrayDeque<>();
    private final ArrayDeque<Timeline.Block> blocks = new ArrayDeque<>();
    private boolean underrun;
    private long underrunNanos;
    private long firstNanos = Long.MAX_VALUE;

    /**
     * A window on one stream.
     *
     * @param leadFrames frames that the producer may be ahead
     * @param mostLeadFrames up to where that may grow
     */
    public TimelineWindow(
            long leadFrames,
            long mostLeadFrames,
            int periodFrames,
            int blockFrames,
            double rateHertz,
            long aheadNanos) {
        this.mostLeadFrames = Math.max(leadFrames, mostLeadFrames);
        this.blockFrames = blockFrames;
        this.rateHertz = rateHertz;
        this.aheadNanos = aheadNanos;
        reachNanos = (long) (1e9 / rateHertz * Math.max(LEADS * (double) leadFrames, PERIODS * (double) periodFrames));
    }

    /** The device wanted frames. */
    public void deadline(long atNanos, int requestedFrames, int foundFrames, long fillFrames) {
        if (!underrun && foundFrames < requestedFrames) {
            underrun = true;
            underrunNanos = atNanos;
        }
        firstNanos = Math.min(firstNanos, atNanos);
        if (isOver(atNanos)) {
            return;
        }
        deadlines.addLast(new Timeline.Deadline(
                atNanos, requestedFrames, foundFrames, (int) Math.min(Integer.MAX_VALUE, fillFrames)));
        while ((!underrun || deadlines.size() > MOST_EVENTS)
                && deadlines.getFirst().atNanos() < atNanos - reachNanos) {
            deadlines.removeFirst();
        }
    }

    /** A block was rendered. */
    public void block(long startNanos, long doneNanos, boolean kept) {
        if (isOver(startNanos)) {
            return;
        }
        blocks.addLast(new Timeline.Block(startNanos, doneNanos, kept));
        while (!underrun && blocks.getFirst().doneNanos() < doneNanos - 2 * reachNanos - aheadNanos) {
            blocks.removeFirst();
        }
    }

    private boolean isOver(long nanos) {
        return (underrun && nanos > underrunNanos + reachNanos) || deadlines.size() > 2 * MOST_EVENTS;
    }

    /** Whether there was an underrun. */
    public boolean hasUnderrun() {
        return underrun;
    }

    /** Stalls of a stretch. */
    public interface Stalls {
        /** Those that touch it. */
        List<Timeline.Stall> between(long fromNanos, long toNanos);
    }

    /** What was kept; the picture's 0 is the first underrun, or instant 0 where there was none. */
    public Timeline timeline(Stalls stalls) {
        long lastNanos = deadlines.isEmpty() ? reachNanos : deadlines.getLast().atNanos();
        long from = underrun
                ? Math.max(Math.min(0, firstNanos), underrunNanos - reachNanos)
                : deadlines.isEmpty() ? 0 : deadlines.getFirst().atNanos();
        long to = underrun
                ? Math.min(underrunNanos + reachNanos, Math.max(lastNanos, underrunNanos + 1))
                : Math.max(lastNanos, from + 1);
        List<Timeline.Deadline> inside = new ArrayList<>();
        for (Timeline.Deadline deadline : deadlines) {
            if (deadline.atNanos() >= from && deadline.atNanos() <= to) {
                inside.add(deadline);
            }
        }
        return new Timeline(
                from,
                to,
                underrun ? underrunNanos : 0,
                (int) Math.min(Integer.MAX_VALUE, mostLeadFrames),
                blockFrames,
                rateHertz,
                inside,
                List.copyOf(blocks),
                stalls.between(from, to));
    }
}
