package vorlauf.backend.browser;

/**
 * What keeps the frames on the way to a listener that does not set the pace at their number: a slow controller of proportion
 * and integral, whose integral is the drift of the listener's clock.
 *
 * <p>As long as the number stays within a quarter of what it was at first, frames pass bit for bit: bursts are no drift.
 *
 * <p>Threads: one at a time.
 */
final class DriftControl {
    private static final double SMOOTHING_SECONDS = 2;
    private static final double SETTLING_SECONDS = 4;
    private static final double TOLERANCE = 0.25;

    /** Per second; the integral's makes the loop critically damped, with a time constant of twenty seconds. */
    private static final double PROPORTION = 0.1;

    private static final double INTEGRAL = PROPORTION * PROPORTION / 4;
    private static final double MOST = 0.005;

    private final double sampleRateHertz;
    private int bufferFrames;
    private double seconds;
    private double smoothFrames;
    private double aimFrames;
    private double integral;
    private boolean resamples;

    /** A control for a page that holds {@code bufferFrames}. */
    DriftControl(int bufferFrames, double sampleRateHertz) {
        this.bufferFrames = bufferFrames;
        this.sampleRateHertz = sampleRateHertz;
    }

    /** The page holds so many frames from now on: how many are on the way is learnt again. */
    void hold(int frames) {
        bufferFrames = frames;
        seconds = 0;
    }

    /** Forgets what it knows: the listener sets the pace now, or has just begun. */
    void reset() {
        seconds = 0;
        integral = 0;
        resamples = false;
    }

    /**
     * Looks at the frames on the way.
     *
     * @param elapsedSeconds since the last look
     * @return frames to take for each frame that is played; 1 until there is drift
     */
    double look(int backlogFrames, double elapsedSeconds) {
        double weight = Math.min(1, elapsedSeconds / Math.min(SMOOTHING_SECONDS, seconds + elapsedSeconds));
        smoothFrames += weight * (backlogFrames - smoothFrames);
        seconds += elapsedSeconds;
        if (seconds < SETTLING_SECONDS) {
            aimFrames = Math.max(bufferFrames / 4.0, Math.min(smoothFrames, bufferFrames));
            return 1;
        }
        resamples = resamples || Math.abs(smoothFrames - aimFrames) > TOLERANCE * bufferFrames;
        if (!resamples) {
            return 1;
        }
        double errorSeconds = (smoothFrames - aimFrames) / sampleRateHertz;
        integral = clamp(integral + INTEGRAL * errorSeconds * elapsedSeconds);
        return 1 + clamp(PROPORTION * errorSeconds + integral);
    }

    private static double clamp(double value) {
        return Math.max(-MOST, Math.min(MOST, value));
    }

    /** Whether frames are resampled. */
    boolean resamples() {
        return resamples;
    }

    /** How much more frames come than the listener plays, in parts per million; 0 as long as nothing is resampled. */
    double partsPerMillion() {
        return integral * 1e6;
    }
}
