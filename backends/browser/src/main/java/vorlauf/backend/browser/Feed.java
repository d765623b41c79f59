package vorlauf.backend.browser;

import vorlauf.dsp.RealTime;
import vorlauf.dsp.Resampler;
import vorlauf.ring.FrameRing;
import vorlauf.ring.SpscFrameRing;

/**
 * The frames of one listener on their way: a ring that the pacer fills, and what was taken out of it and is not yet played.
 *
 * <p>A listener that plays too slowly loses frames of its own: once the ring is full, all that comes is lost until no more
 * than the buffer is on its way, so that there is one gap and not a hundred.
 *
 * <p>Threads: {@link #offer} the pacer's; {@link #take}, {@link #played}, {@link #pace}, {@link #hold} the connection's event loop; the rest any.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // each count has one writer
final class Feed {
    /** A page that has played is gone when it plays nothing for so long. */
    static final long STALL_NANOS = 500_000_000L;

    /** How long a page may take to begin. */
    static final long BEGIN_NANOS = 3_000_000_000L;

    /** So many times what a page may hold at most, before frames are lost. */
    private static final int BUFFERS = 2;

    private static final int CHUNK_FRAMES = 1_024;

    private final FrameRing ring;
    private final Resampler resampler;
    private final float[] chunk;

    // Owned by the event loop.
    private long sentFrames;

    // Owned by the pacer.
    private boolean losing;

    private volatile int bufferFrames;
    private volatile long firstFrame = -1;
    private volatile int takenFrames;
    private volatile long playedFrames;
    private volatile long progressNanos;
    private volatile long lostFrames;
    private volatile boolean sourceEnded;

    /** A feed that holds up to {@code bufferFrames} at the page. */
    Feed(int bufferFrames, int channels, long nowNanos) {
        this.ring = new SpscFrameRing(BUFFERS * Math.max(bufferFrames, BrowserSettings.MOST_BUFFER_FRAMES), channels);
        this.resampler = Resampler.adjustable(channels);
        this.bufferFrames = bufferFrames;
        this.chunk = new float[CHUNK_FRAMES * channels];
        this.progressNanos = nowNanos;
    }

    /** Takes the frames from a position of the stream on for the listener, or loses them. */
    @RealTime(RealTime.Thread.PLATFORM)
    void offer(float[] interleaved, int frameCount, long positionFrames) {
        if (firstFrame < 0) {
            firstFrame = positionFrames;
        }
        losing = losing && backlogFrames() > bufferFrames;
        if (losing || !ring.write(interleaved, 0, frameCount)) {
            losing = true;
            lostFrames = lostFrames + frameCount;
        }
    }

    /** Says that no frame follows. */
    @RealTime(RealTime.Thread.PLATFORM)
    void end() {
        sourceEnded = true;
    }

    /** Frames that were offered and are not yet played; for a moment, while frames go from one place to the next, too few. */
    @RealTime(RealTime.Thread.PLATFORM)
    int backlogFrames() {
        return ring.capacityFrames() - ring.writableFrames() + takenFrames;
    }

    /** Frames that are on their way to the listener where all is well. */
    @RealTime(RealTime.Thread.PLATFORM)
    int bufferFrames() {
        return bufferFrames;
    }

    /** Holds so many frames from now on, no fewer than before. */
    void hold(int frames) {
        bufferFrames = frames;
    }

    /** Whether the listener plays, or may still be about to begin. */
    @RealTime(RealTime.Thread.PLATFORM)
    boolean isAlive(long nowNanos) {
        return nowNanos - progressNanos < (hasPlayed() ? STALL_NANOS : BEGIN_NANOS);
    }

    /** Whether any frame was played. */
    @RealTime(RealTime.Thread.PLATFORM)
    boolean hasPlayed() {
        return playedFrames > 0;
    }

    /** Gives frames to be sent, no more than the page has room for. */
    int take(float[] target, int most) {
        int wanted = (int) Math.min(most, bufferFrames - (sentFrames - playedFrames));
        if (wanted <= 0) {
            return 0;
        }
        int missing = wanted + resampler.lookAheadFrames() + 1 - resampler.pendingFrames();
        while (missing > 0) {
            boolean last = sourceEnded; // read before the ring: once it is true, the ring holds all there is
            int found = ring.read(chunk, 0, Math.min(CHUNK_FRAMES, missing));
            resampler.write(chunk, 0, found);
            missing -= found;
            if (found == 0) {
                if (last) {
                    resampler.finish();
                }
                break;
            }
        }
        int given = resampler.read(target, 0, wanted);
        sentFrames += given;
        count();
        return given;
    }

    /**
     * Notes how many frames the page has played by now.
     *
     * @return false for a number that cannot be: fewer than before, or more than were sent
     */
    boolean played(long frames, long nowNanos) {
        if (frames < playedFrames || frames > sentFrames) {
            return false;
        }
        if (frames > playedFrames) {
            playedFrames = frames;
            progressNanos = nowNanos;
        }
        count();
        return true;
    }

    private void count() {
        takenFrames = (int) (resampler.pendingFrames() + sentFrames - playedFrames);
    }

    /** Takes so many frames for each that is played: 1 copies. See {@link Resampler#pace}. */
    void pace(double framesPerPlayedFrame) {
        resampler.pace(framesPerPlayedFrame);
    }

    /** Position of the first frame in the stream, -1 before there is one. */
    long firstFrame() {
        return firstFrame;
    }

    /** Frames that came too fast for this listener. */
    long lostFrames() {
        return lostFrames;
    }

    /** Frames that the page has played. */
    long playedFrames() {
        return playedFrames;
    }
}
