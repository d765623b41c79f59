package vorlauf.backend.browser;

import org.jspecify.annotations.Nullable;
import vorlauf.dsp.RealTime;
import vorlauf.engine.FrameSource;
import vorlauf.engine.FrameTime;

/**
 * What takes frames out of the engine's ring, as a function of time: as fast as one listener, the master, plays them, and every
 * listener gets them. Where nobody plays they are taken at the sample rate and dropped, so that the sound's time goes on.
 *
 * <p>A frame that is late here is no underrun: a page holds some milliseconds of sound, and counts itself what it misses.
 *
 * <p>Threads: {@link #step} one thread, the platform's; {@link #listeners} any one at a time; the rest any.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // one writer
final class Pacer {
    /** How often frames are taken; a page's buffer lasts many times as long. */
    static final long STEP_NANOS = 1_000_000L;

    /** How often frames are taken and dropped where nobody plays: fewer wake-ups, and no more frames at once than a small ring has. */
    static final long FREE_STEP_NANOS = 5_000_000L;

    /** What is less than this is taken with the next step. */
    static final int LEAST_FRAMES = 32;

    private static final int MOST_FRAMES = 1_024;
    private static final int MOST_PULLS = 32;
    private static final Feed[] NOBODY = {};

    private final FrameSource source;
    private final double sampleRateHertz;
    private final float[] frames;
    private volatile Feed[] feeds = NOBODY;
    private volatile @Nullable Feed master;
    private volatile long positionFrames;
    private volatile boolean everPlayed;
    private volatile long playedNanos;
    private long freeNanos;
    private boolean free;

    /** A pacer that keeps as many frames on the way to the master as its feed holds. */
    Pacer(FrameSource source, double sampleRateHertz) {
        this.source = source;
        this.sampleRateHertz = sampleRateHertz;
        this.frames = new float[MOST_FRAMES * source.channels()];
    }

    /** Gives frames to these listeners from the next step on, and to no others. */
    void listeners(Feed[] now) {
        feeds = now.clone();
    }

    /** The listener whose clock is the stream's, or null where nobody plays. */
    @Nullable
    Feed master() {
        return master;
    }

    /** Whether any listener has played since the beginning. */
    boolean everPlayed() {
        return everPlayed;
    }

    /** When the master was last seen to play; of no meaning before one has. */
    long playedNanos() {
        return playedNanos;
    }

    /** Frames that were taken. */
    long positionFrames() {
        return positionFrames;
    }

    /**
     * Takes what is due.
     *
     * @return when to call again
     */
    @RealTime(RealTime.Thread.PLATFORM)
    long step(long nowNanos) {
        Feed[] all = feeds;
        Feed paces = choose(all, nowNanos);
        master = paces;
        boolean caughtUp = false;
        if (paces == null) {
            caughtUp = takeFreely(all, nowNanos);
        } else {
            free = false;
            if (paces.hasPlayed()) {
                playedNanos = nowNanos;
                everPlayed = true;
            }
            followMaster(all, paces);
        }
        if (source.ended()) {
            for (Feed feed : all) {
                feed.end();
            }
        }
        return nowNanos + (caughtUp ? FREE_STEP_NANOS : STEP_NANOS);
    }

    /** The master as long as it plays; then one that plays; then one that may be about to begin. */
    @RealTime(RealTime.Thread.PLATFORM)
    private @Nullable Feed choose(Feed[] all, long nowNanos) {
        Feed before = master;
        Feed chosen = null;
        for (Feed feed : all) {
            if (feed.isAlive(nowNanos)) {
                if (feed == before && feed.hasPlayed()) {
                    return feed;
                }
                if (chosen == null || (feed.hasPlayed() && !chosen.hasPlayed())) {
                    chosen = feed;
                }
            }
        }
        return chosen;
    }

    @RealTime(RealTime.Thread.PLATFORM)
    private void followMaster(Feed[] all, Feed paces) {
        for (int pull = 0; pull < MOST_PULLS; pull++) {
            int due = paces.bufferFrames() - paces.backlogFrames();
            if (due < LEAST_FRAMES || take(all, due) == 0) {
                return;
            }
        }
    }

    /** Takes what is due by the clock; false where the ring had less than that, and the rest is due soon. */
    @RealTime(RealTime.Thread.PLATFORM)
    private boolean takeFreely(Feed[] all, long nowNanos) {
        if (!free) {
            free = true;
            freeNanos = nowNanos;
        }
        int due = (int) ((nowNanos - freeNanos) / 1e9 * sampleRateHertz);
        if (due < LEAST_FRAMES) {
            return true;
        }
        int found = take(all, due);
        // After a long wait there is too much to catch up with: time goes on from here.
        freeNanos = due > MOST_FRAMES ? nowNanos : freeNanos + FrameTime.nanos(found, sampleRateHertz);
        return found == due;
    }

    @RealTime(RealTime.Thread.PLATFORM)
    private int take(Feed[] all, int due) {
        int found = source.pullAvailable(frames, 0, Math.min(MOST_FRAMES, due));
        if (found > 0) {
            long position = positionFrames;
            for (Feed feed : all) {
                feed.offer(frames, found, position);
            }
            positionFrames = position + found;
        }
        return found;
    }
}
