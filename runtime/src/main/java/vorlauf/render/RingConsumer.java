package vorlauf.render;

import org.jspecify.annotations.Nullable;
import vorlauf.dsp.RealTime;
import vorlauf.engine.FrameSource;
import vorlauf.ring.FrameRing;
import vorlauf.ring.RecordRing;

/**
 * The platform thread's end of the ring: hands out frames, plays silence and counts where there are none.
 *
 * <p>Counts are exact the moment a pull returns; the records beside them may be dropped when the control thread is late.
 *
 * <p>Threads: the pulls one platform thread, the others any. A count is written by the platform thread alone and read
 * as a volatile by others.
 */
public final class RingConsumer implements FrameSource {
    private final FrameRing ring;
    private final Clock clock;
    private final RecordRing records;
    private final long[] record = new long[RenderRecord.LONGS];
    private final int channels;

    private volatile long positionFrames;
    private volatile long playedFrames;
    private volatile long underrunEvents;
    private volatile long underrunFrames;
    private volatile int lowestFillFrames = Integer.MAX_VALUE;
    private volatile long lastPullNanos;
    private volatile int lastPullFrames;
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
                underrunEvents = underrunEvents + 1;
                underrunFrames = underrunFrames + (frameCount - found);
            }
        }
        if (!last && fillFrames < lowestFillFrames) {
            lowestFillFrames = fillFrames;
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
            float[] interleaved, int offsetFrames, int requested, int found, int fillFrames, int counts, long nowNanos) {
        record[RenderRecord.KIND] = RenderRecord.PULL;
        record[RenderRecord.POSITION_FRAMES] = positionFrames;
        record[RenderRecord.PULL_NANOS] = nowNanos;
        record[RenderRecord.PULL_REQUESTED_FRAMES] = requested;
        record[RenderRecord.PULL_FOUND_FRAMES] = found;
        record[RenderRecord.PULL_FILL_FRAMES] = fillFrames;
        record[RenderRecord.PULL_COUNTS] = counts;
        records.write(record);
        FrameTap current = tap;
        if (current != null && found > 0) {
            current.taken(interleaved, offsetFrames, found, positionFrames, nowNanos);
        }
        playedFrames = playedFrames + found;
        positionFrames = positionFrames + requested;
        lastPullFrames = requested;
        lastPullNanos = nowNanos;
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
        return positionFrames;
    }

    /** Frames that came from the ring. */
    public long playedFrames() {
        return playedFrames;
    }

    /** Pulls that found too few frames. */
    public long underrunEvents() {
        return underrunEvents;
    }

    /** Frames of silence in their place. */
    public long underrunFrames() {
        return underrunFrames;
    }

    /** Fewest frames that were in the ring when a real-time device pulled; {@link Integer#MAX_VALUE} before the first pull. */
    public int lowestFillFrames() {
        return lowestFillFrames;
    }

    /** When frames were last pulled, 0 before the first time. */
    @RealTime
    public long lastPullNanos() {
        return lastPullNanos;
    }

    /** How many frames were asked for at {@link #lastPullNanos}. */
    @RealTime
    public int lastPullFrames() {
        return lastPullFrames;
    }
}
