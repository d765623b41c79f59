package vorlauf.backend.javasound;

import vorlauf.dsp.RealTime;

/**
 * Finds out from the writes alone who keeps the time: the device, or nobody.
 *
 * <p>A device that keeps time lets us wait in {@code write} and takes frames at about the sample rate. One that keeps none (a
 * file, a null sink) takes them at once. A device that kept time and then takes a second of sound more than time has passed
 * is dead: some servers that went away swallow all they get. Java Sound itself reports none of this.
 *
 * <p>The lead is how many frames the device took beyond the time that has passed, never below 0: time that was lost is not
 * owed. It shrinks by half a per cent of the time that passes, so that a card whose clock is a little fast never looks ahead.
 *
 * <p>Threads: one.
 */
final class PacingMeter {
    /** Who keeps the time. */
    enum State {
        /** Not known yet. */
        UNDECIDED,
        /** The device makes us wait. */
        PACED,
        /** Nobody. */
        FREE_RUNNING,
        /** The device kept time and does not any more. */
        RAN_AHEAD
    }

    static final double FASTEST_CARD = 1.005;
    private static final double WINDOW_SECONDS = 0.25;
    private static final double WAITING_SHARE = 0.25;
    private static final double FASTEST_PACED = 1.5;
    private static final double AHEAD_SECONDS = 1;

    private final double framesPerNano;
    private final long windowNanos;
    private final int bufferFrames;
    private final double aheadLimitFrames;

    private State state = State.UNDECIDED;
    private double leadFrames;
    private long lastNanos;
    private long windowStartNanos;
    private long windowWaitedNanos;
    private long windowFrames;

    PacingMeter(double sampleRateHertz, int bufferFrames) {
        framesPerNano = sampleRateHertz / 1e9;
        this.bufferFrames = bufferFrames;
        windowNanos = (long) (WINDOW_SECONDS * 1e9);
        aheadLimitFrames = bufferFrames + AHEAD_SECONDS * sampleRateHertz;
    }

    /** The device begins to play; its buffer holds {@code queuedFrames}. */
    @RealTime(RealTime.Thread.PLATFORM)
    void started(long nowNanos, int queuedFrames) {
        leadFrames = queuedFrames;
        lastNanos = nowNanos;
        windowStartNanos = nowNanos;
    }

    /** The device took frames, in a write from one instant to the other. */
    @RealTime(RealTime.Thread.PLATFORM)
    void written(long beforeNanos, long afterNanos, int frames) {
        leadFrames = leadFrames(afterNanos) + frames;
        lastNanos = afterNanos;
        windowWaitedNanos += afterNanos - beforeNanos;
        windowFrames += frames;
        if (leadFrames > aheadLimitFrames) {
            state = switch (state) {
                case UNDECIDED, FREE_RUNNING -> State.FREE_RUNNING;
                case PACED, RAN_AHEAD -> State.RAN_AHEAD;
            };
            // A free-running device stays near the limit, so that the lead cannot lose its precision.
            leadFrames = aheadLimitFrames;
        }
        long passedNanos = afterNanos - windowStartNanos;
        if (passedNanos >= windowNanos) {
            boolean waits = windowWaitedNanos > WAITING_SHARE * passedNanos;
            boolean atRate = windowFrames < FASTEST_PACED * framesPerNano * passedNanos;
            if (waits && atRate && (state == State.UNDECIDED || state == State.FREE_RUNNING)) {
                state = State.PACED;
                // What it swallowed before it kept time is not held against it.
                leadFrames = Math.min(leadFrames, bufferFrames);
            }
            windowStartNanos = afterNanos;
            windowWaitedNanos = 0;
            windowFrames = 0;
        }
    }

    /** Frames that a device which keeps time has not played yet, at most; 0 where it must have run dry. */
    @RealTime(RealTime.Thread.PLATFORM)
    double leadFrames(long nowNanos) {
        return Math.max(0, leadFrames - (nowNanos - lastNanos) * framesPerNano * FASTEST_CARD);
    }

    @RealTime(RealTime.Thread.PLATFORM)
    State state() {
        return state;
    }
}
