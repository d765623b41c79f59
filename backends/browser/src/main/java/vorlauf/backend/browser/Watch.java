package vorlauf.backend.browser;

import java.util.Locale;
import vorlauf.engine.StreamListener;

/**
 * What tells the engine how its listeners are, as a function of time.
 *
 * <p>Threads: {@link #tick} one ordinary thread.
 */
final class Watch {
    static final long TICK_NANOS = 50_000_000L;

    /** With {@link Feed#STALL_NANOS}, two thirds of a second after the last frame was played: a second on a busy machine. */
    private static final long SILENT_NANOS = 150_000_000L;

    private static final long NOTICE_NANOS = 1_000_000_000L;

    private final Pacer pacer;
    private final Audience audience;
    private final StreamListener listener;
    private boolean lost;
    private boolean said;
    private long saidNanos;
    private long saidUnderruns;
    private long saidSilentFrames;
    private long saidLostFrames;

    Watch(Pacer pacer, Audience audience, StreamListener listener) {
        this.pacer = pacer;
        this.audience = audience;
        this.listener = listener;
    }

    /** Looks once. */
    void tick(long nowNanos) {
        if (pacer.everPlayed()) {
            boolean silent = nowNanos - pacer.playedNanos() > SILENT_NANOS;
            if (silent && !lost) {
                listener.deviceLost(BrowserBackend.NAME
                        + ": no page plays any more; the stream goes on and is heard again when one plays");
            } else if (!silent && lost) {
                listener.deviceBack("page");
            }
            lost = silent;
        }
        notice(nowNanos);
    }

    private void notice(long nowNanos) {
        if (said && nowNanos - saidNanos < NOTICE_NANOS) {
            return;
        }
        long underruns = audience.underruns();
        long lostFrames = audience.lostFrames();
        if (underruns > saidUnderruns) {
            long silentFrames = audience.silentFrames();
            listener.notice(String.format(
                    Locale.ROOT,
                    "%s: a page ran dry %d times (%d frames of silence); %s",
                    BrowserBackend.NAME,
                    underruns - saidUnderruns,
                    silentFrames - saidSilentFrames,
                    audience.grows()
                            ? "it holds more from now on, as far as that goes"
                            : "let it hold more by --option buffer-frames=N"));
            saidSilentFrames = silentFrames;
        }
        if (lostFrames > saidLostFrames) {
            listener.notice(BrowserBackend.NAME + ": a listener was too slow and has lost "
                    + (lostFrames - saidLostFrames) + " frames of its own");
        }
        if (underruns > saidUnderruns || lostFrames > saidLostFrames) {
            said = true;
            saidNanos = nowNanos;
            saidUnderruns = underruns;
            saidLostFrames = lostFrames;
        }
    }
}
