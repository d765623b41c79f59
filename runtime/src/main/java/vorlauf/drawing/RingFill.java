package vorlauf.drawing;

/**
 * How full a ring was over the time of a run, with the limit that its producer keeps and the underruns that happened.
 *
 * <p>Threads: any; immutable. Errors: lengths that differ, times that go back, a negative count, a rate or a limit
 * that is not positive are an {@link IllegalArgumentException} that says which and where.
 */
public final class RingFill {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double[] seconds;
    private final int[] frames;
    private final int leadLimitFrames;
    private final double rateHertz;
    private final double[] underrunSeconds;

    private RingFill(double[] seconds, int[] frames, int leadLimitFrames, double rateHertz, double[] underrunSeconds) {
        this.seconds = seconds;
        this.frames = frames;
        this.leadLimitFrames = leadLimitFrames;
        this.rateHertz = rateHertz;
        this.underrunSeconds = underrunSeconds;
        check();
    }

    /**
     * A fill whose times are seconds since the run's beginning.
     *
     * @param seconds when each reading was taken, ascending
     * @param frames readable frames at each reading; a reading holds until the next
     * @param leadLimitFrames how many frames the producer may be ahead
     * @param rateHertz frames per second, for the axis in milliseconds
     * @param underrunSeconds when underruns happened, in any order
     */
    public static RingFill ofSeconds(
            double[] seconds, int[] frames, int leadLimitFrames, double rateHertz, double[] underrunSeconds) {
        return new RingFill(seconds.clone(), frames.clone(), leadLimitFrames, rateHertz, underrunSeconds.clone());
    }

    /**
     * A fill whose times are nanoseconds of any clock; the picture counts from the given one.
     *
     * @param startNanos the instant that the picture calls 0
     * @param nanos when each reading was taken, ascending
     * @param frames readable frames at each reading; a reading holds until the next
     * @param leadLimitFrames how many frames the producer may be ahead
     * @param rateHertz frames per second, for the axis in milliseconds
     * @param underrunNanos when underruns happened, in any order
     */
    public static RingFill ofNanos(
            long startNanos, long[] nanos, int[] frames, int leadLimitFrames, double rateHertz, long[] underrunNanos) {
        return new RingFill(
                since(startNanos, nanos), frames.clone(), leadLimitFrames, rateHertz, since(startNanos, underrunNanos));
    }

    public int readingCount() {
        return frames.length;
    }

    public double seconds(int reading) {
        return seconds[reading];
    }

    public int frames(int reading) {
        return frames[reading];
    }

    public int leadLimitFrames() {
        return leadLimitFrames;
    }

    public double rateHertz() {
        return rateHertz;
    }

    public int underrunCount() {
        return underrunSeconds.length;
    }

    public double underrunSeconds(int underrun) {
        return underrunSeconds[underrun];
    }

    /** The lowest reading; 0 where there is none. */
    public int lowestFrames() {
        int lowest = frames.length == 0 ? 0 : Integer.MAX_VALUE;
        for (int count : frames) {
            lowest = Math.min(lowest, count);
        }
        return lowest;
    }

    private static double[] since(long startNanos, long[] nanos) {
        double[] seconds = new double[nanos.length];
        for (int i = 0; i < nanos.length; i++) {
            seconds[i] = (nanos[i] - startNanos) / NANOS_PER_SECOND;
        }
        return seconds;
    }

    private void check() {
        require(
                seconds.length == frames.length,
                "there are " + seconds.length + " times and " + frames.length + " fills; each fill needs its time");
        for (int i = 0; i < frames.length; i++) {
            require(Double.isFinite(seconds[i]), "time " + i + " is " + seconds[i] + "; it must be finite");
            require(
                    i == 0 || seconds[i] >= seconds[i - 1],
                    "time " + i + " is " + seconds[i] + " s, before the one that it follows; times must ascend");
            require(frames[i] >= 0, "fill " + i + " is " + frames[i] + " frames; it must not be negative");
        }
        for (int i = 0; i < underrunSeconds.length; i++) {
            require(
                    Double.isFinite(underrunSeconds[i]),
                    "underrun " + i + " is at " + underrunSeconds[i] + "; it must be finite");
        }
        require(leadLimitFrames > 0, "the lead limit is " + leadLimitFrames + " frames; it must be positive");
        Charts.requireRate(rateHertz);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
