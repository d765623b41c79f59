package vorlauf.render;

import org.jspecify.annotations.Nullable;
import vorlauf.dsp.RealTime;
import vorlauf.engine.ForeignPulls;
import vorlauf.engine.FrameSource;
import vorlauf.ring.FrameRing;
import vorlauf.ring.RecordRing;

/**
 * The platform thread's end of the ring: hands out frames, plays silence and counts where there are none.
 *
 * <p>Counts are exact the moment a pull returns; the records beside them may be dropped when the control thread is late.
 *
 * <p>Threads: the pulls one platform thread, the others any. A count is changed by the platform thread alone.
 */
public final class RingConsumer implements FrameSource, ForeignPulls {
    private final FrameRing ring;
    private final Clock clock;
    private final RecordRing records;
    private final long[] record = new long[RenderRecord.LONGS];
    private final int channels;

    private final Count positionFrames = new Count(0);
    private final Count playedFrames = new Count(0);
    private final Count underrunEvents = new Count(0);
    private final Count underrunFrames = new Count(0);
    private final Count lowestFillFrames = new Count(Integer.MAX_VALUE);
    private final Count lastPullNanos = new Count(0);
    private final Count lastPullFrames = new Count(0);
    private volatile boolean allWritten;
    private volatile @Nullable FrameTap tap;

    /** A consumer of {@code ring} that writes a {@link RenderRecord#PULL} to {@code records} for each pull. */
    public RingConsumer(FrameRing ring, Clock clock, RecordRing records) {
        this.ring = ring;
        this.clock = clock;
        this.records = records;
        this.channels = ring.channels();
    }

    @Override
    @RealTime(RealTime.Thread.PLATFORM)
    public int channels() {
        return channels;
    }

    @Override
    @RealTime(RealTime.Thread.PLATFORM)
    public int pull(float[] interleaved, int offsetFrames, int frameCount) {
        long nowNanos = clock.nanoTime();
        // Read before the ring: once it is true, the ring holds all that will ever come.
        boolean last = allWritten;
        int fillFrames = ring.readableFrames();
        int found = ring.read(interleaved, offsetFrames, frameCount);
        if (found < frameCount) {
            int end = (offsetFrames + frameCount) * channels;
            for (int sample = (offsetFrames + found) * channels; sample < end; sample++) {
                interleaved[sample] = 0;
            }
            if (!last) {
                underrunEvents.add(1);
                underrunFrames.add(frameCount - found);
            }
        }
        if (!last && fillFrames < lowestFillFrames.get()) {
            lowestFillFrames.set(fillFrames);
        }
        finish(interleaved, offsetFrames, frameCount, found, fillFrames, last ? 0 : 1, nowNanos);
        return found;
    }

    @Override
    @RealTime(RealTime.Thread.PLATFORM)
    public int pullAvailable(float[] interleaved, int offsetFrames, int frameCount) {
        long nowNanos = clock.nanoTime();
        int found = ring.read(interleaved, offsetFrames, frameCount);
        if (found > 0) {
            finish(interleaved, offsetFrames, found, found, found, 0, nowNanos);
        }
        return found;
    }

    @RealTime(RealTime.Thread.PLATFORM)
    private void finish(
            float[] interleaved,
            int offsetFrames,
            int requested,
            int found,
            int fillFrames,
            int counts,
            long nowNanos) {
        note(requested, found, fillFrames, counts, nowNanos);
        FrameTap current = tap;
        if (current != null && found > 0) {
            current.taken(interleaved, offsetFrames, found, positionFrames.get(), nowNanos);
        }
        advance(requested, found);
        lastPullFrames.set(requested);
        lastPullNanos.set(nowNanos);
    }

    @RealTime(RealTime.Thread.PLATFORM)
    private void note(int requested, int found, int fillFrames, int counts, long nowNanos) {
        record[RenderRecord.KIND] = RenderRecord.PULL;
        record[RenderRecord.POSITION_FRAMES] = positionFrames.get();
        record[RenderRecord.PULL_NANOS] = nowNanos;
        record[RenderRecord.PULL_REQUESTED_FRAMES] = requested;
        record[RenderRecord.PULL_FOUND_FRAMES] = found;
        record[RenderRecord.PULL_FILL_FRAMES] = fillFrames;
        record[RenderRecord.PULL_COUNTS] = counts;
        records.write(record);
    }

    @RealTime(RealTime.Thread.PLATFORM)
    private void advance(int requested, int found) {
        playedFrames.add(found);
        positionFrames.add(requested);
    }

    /**
     * Keeps the same books for a device that has taken the frames already. When it did is not known, so the last pull stays
     * unknown as well, and the producer goes by the sample rate.
     */
    @Override
    public void taken(Taken taken) {
        int requested = taken.foundFrames() + taken.missedFrames();
        underrunEvents.add(taken.underruns());
        underrunFrames.add(taken.missedFrames());
        lowestFillFrames.set(Math.min(lowestFillFrames.get(), taken.lowestFillFrames()));
        note(requested, taken.foundFrames(), taken.fillFrames(), 1, clock.nanoTime());
        advance(requested, taken.foundFrames());
    }

    @Override
    @RealTime(RealTime.Thread.PLATFORM)
    public boolean ended() {
        return allWritten && ring.readableFrames() == 0;
    }

    /** Says that no frame will be written any more. Producer, after its last write. */
    @RealTime
    void markAllWritten() {
        allWritten = true;
    }

    /** Sets or removes (null) the tap. */
    public void tap(@Nullable FrameTap newTap) {
        tap = newTap;
    }

    /** Frames on the device's time line, silence of underruns included. */
    public long positionFrames() {
        return positionFrames.get();
    }

    /** Frames that came from the ring. */
    public long playedFrames() {
        return playedFrames.get();
    }

    /** Pulls that found too few frames. */
    @RealTime
    public long underrunEvents() {
        return underrunEvents.get();
    }

    /** Frames of silence in their place. */
    @RealTime
    public long underrunFrames() {
        return underrunFrames.get();
    }

    /** Fewest frames that were in the ring when a real-time device pulled; {@link Integer#MAX_VALUE} before the first pull. */
    public int lowestFillFrames() {
        return (int) lowestFillFrames.get();
    }

    /** When frames were last pulled, 0 before the first time. */
    @RealTime
    public long lastPullNanos() {
        return lastPullNanos.get();
    }

    /** How many frames were asked for at {@link #lastPullNanos}. */
    @RealTime
    public int lastPullFrames() {
        return (int) lastPullFrames.get();
    }
}
