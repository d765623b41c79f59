package vorlauf.backend.simulator;

import vorlauf.dsp.RealTime;
import vorlauf.engine.FrameSink;
import vorlauf.engine.FrameTime;

/**
 * An input device as a function of time: records one period of a known signal at each deadline of its own sample rate.
 *
 * <p>Period k (from 1) is there at {@code start + floor(k * periodFrames * 1e9 / sampleRateHertz)}. A step that comes late
 * gives all that is due at once. There is no thread and no clock in here, as in {@link VirtualDevice}.
 *
 * <p>Threads: one input thread, the count any.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // the count has one writer
public final class VirtualInput {
    private final RecordedSignal signal;
    private final double sampleRateHertz;
    private final int periodFrames;
    private final float[] interleaved;
    private volatile long givenPeriods;

    // What follows belongs to the input thread.
    private long startNanos;

    /**
     * A device that gives nothing before {@link #start}.
     *
     * @param signal what it hears
     * @param sampleRateHertz frames a second of its own clock, above 0
     * @param periodFrames frames that it gives at once, at least 1
     */
    public VirtualInput(RecordedSignal signal, double sampleRateHertz, int periodFrames) {
        if (!(sampleRateHertz > 0) || periodFrames < 1) {
            throw new IllegalArgumentException("sampleRateHertz is " + sampleRateHertz
                    + ", must be above 0; periodFrames is " + periodFrames + ", must be at least 1");
        }
        this.signal = signal;
        this.sampleRateHertz = sampleRateHertz;
        this.periodFrames = periodFrames;
        this.interleaved = new float[periodFrames * signal.channels()];
    }

    /**
     * Starts the device's clock.
     *
     * @return when the first period is there
     */
    @RealTime(RealTime.Thread.PLATFORM)
    public long start(long nowNanos) {
        startNanos = nowNanos;
        return dueNanos();
    }

    /**
     * Gives the periods that are there.
     *
     * @return when the next one is; not after {@code nowNanos} where one step's bound was reached
     */
    @RealTime(RealTime.Thread.PLATFORM)
    public long step(FrameSink sink, long nowNanos) {
        for (int given = 0; dueNanos() - nowNanos <= 0 && given < VirtualDevice.MAXIMUM_PERIODS_PER_STEP; given++) {
            signal.record(givenPeriods * periodFrames, interleaved, periodFrames);
            sink.push(interleaved, 0, periodFrames);
            givenPeriods = givenPeriods + 1;
        }
        return dueNanos();
    }

    @RealTime(RealTime.Thread.PLATFORM)
    private long dueNanos() {
        return startNanos + FrameTime.nanos((givenPeriods + 1) * periodFrames, sampleRateHertz);
    }

    /** Frames given so far. */
    public long givenFrames() {
        return givenPeriods * periodFrames;
    }
}
