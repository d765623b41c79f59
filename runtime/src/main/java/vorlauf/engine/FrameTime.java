package vorlauf.engine;

import vorlauf.dsp.RealTime;

/**
 * When a frame is due: the whole nanosecond at which a number of frames have passed at a sample rate.
 *
 * <p>Each instant is computed from the frame's number, never by adding up periods, so that a stream of any length does not
 * drift.
 */
public final class FrameTime {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private FrameTime() {}

    /**
     * {@code floor(frames * 1e9 / sampleRateHertz)}: exact for whole rates up to 9 GHz, otherwise to the precision of a
     * double.
     *
     * @param frames at least 0
     * @param sampleRateHertz above 0
     */
    @RealTime(RealTime.Thread.PLATFORM)
    public static long nanos(long frames, double sampleRateHertz) {
        long wholeRate = (long) sampleRateHertz;
        if (wholeRate != sampleRateHertz) {
            return (long) (frames * 1e9 / sampleRateHertz);
        }
        // Whole seconds first: frames times 1e9 would overflow after two days.
        long seconds = frames / wholeRate;
        long rest = frames - seconds * wholeRate;
        return seconds * NANOS_PER_SECOND + rest * NANOS_PER_SECOND / wholeRate;
    }
}
