package vorlauf.backend.simulator;

import vorlauf.dsp.RealTime;
import vorlauf.engine.FrameSource;
import vorlauf.engine.FrameTime;

/**
 * A consumer as a function of time: takes one period at each deadline of a sample rate, like a sound card without sound.
 *
 * <p>Period k (from 1) is due at {@code start + floor(k * periodFrames * 1e9 / sampleRateHertz)}, computed from k, so the
 * device never drifts. A step that comes late takes all that is due at once, as a card does whose interrupts were late. There
 * is no thread and no clock in here: a thread with a real clock and a test with virtual time drive the same code.
 *
 * <p>Threads: {@link #start} and {@link #step} one platform thread, the counts any.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // each count has one writer
public final class VirtualDevice {
    /** Bound of one step: what is due beyond that is left to the next one. */
    static final int MAXIMUM_PERIODS_PER_STEP = 4_096;

    private static final long SEQUENCE_STEP = 0x9E3779B97F4A7C15L;

    private final FrameSource source;
    private final double sampleRateHertz;
    private final int periodFrames;
    private final Disturbance disturbance;
    private final float[] interleaved;

    private volatile long takenPeriods;
    private volatile long foundFrames;

    // What follows belongs to the platform thread.
    private long startNanos;
    private long dueNanos;
    private long sequence;
    private long stalledUntilNanos = Long.MIN_VALUE;

    /**
     * A device that takes nothing before {@link #start}.
     *
     * @param source where frames come from
     * @param sampleRateHertz frames a second, above 0
     * @param periodFrames frames that it takes at once, at least 1
     */
    public VirtualDevice(FrameSource source, double sampleRateHertz, int periodFrames, Disturbance disturbance) {
        if (!(sampleRateHertz > 0) || periodFrames < 1) {
            throw new IllegalArgumentException("sampleRateHertz is " + sampleRateHertz
                    + ", must be above 0; periodFrames is " + periodFrames + ", must be at least 1");
        }
        this.source = source;
        this.sampleRateHertz = sampleRateHertz;
        this.periodFrames = periodFrames;
        this.disturbance = disturbance;
        this.sequence = disturbance.seed();
        this.interleaved = new float[periodFrames * source.channels()];
    }

    /**
     * Starts the device's clock.
     *
     * @return when the first period is due
     */
    @RealTime(RealTime.Thread.PLATFORM)
    public long start(long nowNanos) {
        startNanos = nowNanos;
        dueNanos = nextDueNanos();
        return dueNanos;
    }

    /**
     * Takes the periods that are due.
     *
     * @param nowNanos the time now
     * @return when the next period is due; not after {@code nowNanos} where one step's bound was reached
     */
    @RealTime(RealTime.Thread.PLATFORM)
    public long step(long nowNanos) {
        for (int taken = 0; dueNanos - nowNanos <= 0 && taken < MAXIMUM_PERIODS_PER_STEP; taken++) {
            foundFrames = foundFrames + source.pull(interleaved, 0, periodFrames);
            takenPeriods = takenPeriods + 1;
            dueNanos = nextDueNanos();
        }
        return dueNanos;
    }

    @RealTime(RealTime.Thread.PLATFORM)
    private long nextDueNanos() {
        long firstFrame = takenPeriods * periodFrames;
        long onTimeNanos = startNanos + FrameTime.nanos(firstFrame + periodFrames, sampleRateHertz);
        long stallAtFrame = disturbance.stallAtFrame();
        if (stallAtFrame >= firstFrame && stallAtFrame < firstFrame + periodFrames) {
            stalledUntilNanos = onTimeNanos + disturbance.stallNanos();
        }
        long lateNanos = onTimeNanos + latenessNanos();
        return stalledUntilNanos == Long.MIN_VALUE ? lateNanos : Math.max(lateNanos, stalledUntilNanos);
    }

    /** Evenly spread from 0 to the longest lateness: one SplitMix64 draw a period. */
    @RealTime(RealTime.Thread.PLATFORM)
    private long latenessNanos() {
        if (disturbance.jitterNanos() == 0) {
            return 0;
        }
        sequence += SEQUENCE_STEP;
        long bits = sequence;
        bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        bits ^= bits >>> 31;
        return (bits >>> 1) % (disturbance.jitterNanos() + 1);
    }

    /** Periods taken so far. */
    public long takenPeriods() {
        return takenPeriods;
    }

    /** Frames taken so far, silence included. */
    public long takenFrames() {
        return takenPeriods * periodFrames;
    }

    /** Frames that were there when they were taken. */
    public long foundFrames() {
        return foundFrames;
    }
}
