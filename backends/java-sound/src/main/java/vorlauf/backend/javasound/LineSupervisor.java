package vorlauf.backend.javasound;

import java.util.Locale;
import java.util.function.Consumer;
import vorlauf.engine.BackendException;
import vorlauf.engine.StreamListener;

/**
 * What watches a player, as a function of time: reports what happened, ends a write that hangs, and brings a lost device back
 * with growing pauses between attempts.
 *
 * <p>Threads: {@link #tick} one ordinary thread, which may wait in native calls; {@link #turn} any.
 */
final class LineSupervisor {
    static final long TICK_MILLISECONDS = 100;
    static final long HANGING_NANOS = 2_000_000_000L;
    static final long FIRST_PAUSE_NANOS = 250_000_000L;
    static final long LONGEST_PAUSE_NANOS = 5_000_000_000L;

    /** A device that plays for this long again is well: the next loss starts with the first pause. */
    static final long WELL_NANOS = 10_000_000_000L;

    private static final long NOTICE_NANOS = 1_000_000_000L;

    /** What it takes to go on after a loss; each may wait for long. */
    private final LineSupply reopen;

    private final Consumer<Turn> playOn;
    private final Consumer<OpenLine> discard;
    private final LinePlayer player;
    private final StreamListener listener;

    private volatile Turn turn = new Turn();
    private boolean lost;
    private boolean offered;
    private long pauseNanos = FIRST_PAUSE_NANOS;
    private long nextAttemptNanos;
    private long backNanos;
    private boolean cameBack;
    private boolean saidFreeRunning;
    private long saidDroppedFrames;
    private long saidDryEvents;
    private long saidStallEvents;
    private boolean saidAnything;
    private long saidNanos;

    LineSupervisor(
            LinePlayer player,
            StreamListener listener,
            LineSupply reopen,
            Consumer<Turn> playOn,
            Consumer<OpenLine> discard) {
        this.player = player;
        this.listener = listener;
        this.reopen = reopen;
        this.playOn = playOn;
        this.discard = discard;
    }

    /** The turn of the thread that plays. */
    Turn turn() {
        return turn;
    }

    /** Looks after the player once. */
    void tick(long nowNanos) {
        endHangingWrite(nowNanos);
        LinePlayer.Loss loss = player.loss();
        if (loss == null) {
            if (lost) {
                recovered(nowNanos);
            }
            notice(nowNanos);
        } else if (!lost) {
            lose(loss, nowNanos);
        } else if (!offered && nowNanos - nextAttemptNanos >= 0) {
            attempt(nowNanos);
        }
    }

    private void endHangingWrite(long nowNanos) {
        Turn current = turn;
        long since = current.writingSinceNanos();
        if (since == Turn.FREE || nowNanos - since < HANGING_NANOS) {
            return;
        }
        if (player.abandon(current, since, nowNanos)) {
            Turn next = new Turn();
            turn = next;
            playOn.accept(next);
        }
    }

    private void lose(LinePlayer.Loss loss, long nowNanos) {
        lost = true;
        if (!cameBack || nowNanos - backNanos >= WELL_NANOS) {
            pauseNanos = FIRST_PAUSE_NANOS;
        }
        nextAttemptNanos = nowNanos + pauseNanos;
        String device = player.open().device();
        listener.deviceLost(JavaSoundBackend.NAME + ": '" + device + "' "
                + switch (loss) {
                    case TAKES_NOTHING -> "takes no frames any more";
                    case RUNS_AHEAD -> "takes frames faster than time passes";
                    case HANGS -> "has taken nothing for " + seconds(HANGING_NANOS) + " s";
                }
                + ", so it counts as lost; the stream goes on and the device is opened again when it can be");
        if (loss != LinePlayer.Loss.HANGS) {
            discard.accept(player.open());
        }
    }

    private void attempt(long nowNanos) {
        pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
        nextAttemptNanos = nowNanos + pauseNanos;
        try {
            player.replace(reopen.open());
            offered = true;
        } catch (BackendException e) {
            // The loss was reported; a device that stays away is no news.
            offered = false;
        }
    }

    private void recovered(long nowNanos) {
        lost = false;
        offered = false;
        cameBack = true;
        backNanos = nowNanos;
        saidFreeRunning = false;
        listener.deviceBack(player.open().device());
        long droppedFrames = player.droppedFrames();
        listener.notice(JavaSoundBackend.NAME + ": " + (droppedFrames - saidDroppedFrames)
                + " frames were not heard while no device took them");
        saidDroppedFrames = droppedFrames;
    }

    private void notice(long nowNanos) {
        boolean freeRunning = player.pacing() == PacingMeter.State.FREE_RUNNING;
        if (freeRunning != saidFreeRunning) {
            saidFreeRunning = freeRunning;
            listener.notice(JavaSoundBackend.NAME + ": '" + player.open().device() + "' "
                    + (freeRunning
                            ? "keeps no time of its own (a file or a null sink): it is fed as frames come, and no underrun is counted"
                            : "keeps time now: frames that come late count as underruns"));
        }
        if (saidAnything && nowNanos - saidNanos < NOTICE_NANOS) {
            return;
        }
        noticeTrouble(nowNanos);
    }

    private void noticeTrouble(long nowNanos) {
        long dryEvents = player.dryEvents();
        long stallEvents = player.stallEvents();
        if (dryEvents > saidDryEvents) {
            listener.notice(
                    JavaSoundBackend.NAME + ": the buffer of '" + player.open().device() + "' ran empty "
                            + (dryEvents - saidDryEvents) + " times; ask for more by --option buffer-frames=N");
        }
        if (stallEvents > saidStallEvents) {
            listener.notice(JavaSoundBackend.NAME + ": '" + player.open().device() + "' stood still "
                    + (stallEvents - saidStallEvents) + " times, the longest for "
                    + seconds(player.longestStallNanos()) + " s");
        }
        if (dryEvents > saidDryEvents || stallEvents > saidStallEvents) {
            saidAnything = true;
            saidNanos = nowNanos;
            saidDryEvents = dryEvents;
            saidStallEvents = stallEvents;
        }
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / 1e9);
    }
}
