package vorlauf.render;

import vorlauf.dsp.RealTime;

/**
 * Finds how much faster one clock runs than another from the frames that pile up between them, and the ratio that keeps their
 * number where it was.
 *
 * <p>It does nothing while the frames stay within a dead band of where they began, so that clocks which agree are never
 * resampled. Beyond that it is a loop of the second order, critically damped with a time constant of five seconds: the
 * integral becomes the drift.
 *
 * <p>Threads: the producer; {@link #partsPerMillion} and {@link #isEngaged} any.
 *
 * <p>Source: F. Adriaensen, "Controlling adaptive resampling", 2012.
 */
final class DriftControl {
    private static final double REFERENCE_SECONDS = 1;
    private static final double SMOOTHING_SECONDS = 1;

    /** Of the loop, in radians a second. */
    private static final double BANDWIDTH = 0.2;

    /** The ratio leaves 1 by no more: what drifts faster is no clock of an audio device. */
    static final double MOST = 0.005;

    private final double sampleRateHertz;
    private final double deadFrames;

    /** More at once is no drift, but an underrun whose frames are about to be dropped. */
    private final double jumpFrames;

    private final Count parts = new Count(0);
    private volatile boolean engaged;

    // What follows belongs to the producer.
    private double seconds;
    private double sum;
    private long samples;
    private double reference;
    private double smooth;
    private double framesPerSecond;

    /** A control that engages when more than {@code deadFrames} too many or too few have piled up. */
    DriftControl(double sampleRateHertz, double deadFrames) {
        this.sampleRateHertz = sampleRateHertz;
        this.deadFrames = deadFrames;
        this.jumpFrames = 3 * deadFrames;
    }

    /** Begins anew with the frames that wait from now on; what is known of the drift stays. */
    @RealTime
    void restart() {
        seconds = 0;
        sum = 0;
        samples = 0;
        smooth = 0;
    }

    /** Frames are to be so many more from now on: that many were missing and will come late. */
    @RealTime
    void shift(double frames) {
        sum += frames * samples;
        reference += frames;
    }

    /**
     * The ratio for the next block, in input frames for an output frame.
     *
     * @param waitingFrames frames that wait between the two clocks
     * @param elapsedSeconds since the last block
     */
    @RealTime
    double ratio(double waitingFrames, double elapsedSeconds) {
        seconds += elapsedSeconds;
        if (seconds < REFERENCE_SECONDS || samples == 0) {
            sum += waitingFrames;
            samples++;
            reference = sum / samples;
        } else {
            double share = Math.min(1, elapsedSeconds / SMOOTHING_SECONDS);
            double tooMany = waitingFrames - reference;
            smooth += (Math.max(-jumpFrames, Math.min(jumpFrames, tooMany)) - smooth) * share;
            if (!engaged && Math.abs(smooth) > deadFrames) {
                framesPerSecond = smooth / seconds;
                engaged = true;
            }
        }
        if (!engaged) {
            return 1;
        }
        framesPerSecond += BANDWIDTH * BANDWIDTH * smooth * elapsedSeconds;
        framesPerSecond = limited(framesPerSecond);
        parts.set(Math.round(framesPerSecond / sampleRateHertz * 1e6));
        return 1 + limited(framesPerSecond + 2 * BANDWIDTH * smooth) / sampleRateHertz;
    }

    @RealTime
    private double limited(double perSecond) {
        return Math.max(-MOST * sampleRateHertz, Math.min(MOST * sampleRateHertz, perSecond));
    }

    /** Whether frames are resampled. */
    boolean isEngaged() {
        return engaged;
    }

    /** How much faster the input's clock is, as far as it is known; 0 before it is engaged. */
    long partsPerMillion() {
        return parts.get();
    }
}
