package vorlauf.render;

import org.jspecify.annotations.Nullable;
import vorlauf.dsp.RealTime;
import vorlauf.dsp.Resampler;
import vorlauf.plan.SampleSource;
import vorlauf.ring.FrameRing;

/**
 * The producer's end of the input's ring: a block of frames at a time, silence and a count where they are missing.
 *
 * <p>It begins when the ring holds the lead and a block, and waits for that again when the device has stood still. What is
 * kept where it was is the way from the input to the output in frames: those in the input's ring, those that were rendered
 * and not played, and what has passed on both clocks since their last periods. That is the same however early or late the
 * producer comes. It grows where the output had an underrun, and then the oldest frames of the input are dropped and counted;
 * and where the clocks drift, and then frames are resampled ({@link DriftControl}). On one clock they are never resampled.
 *
 * <p>Threads: {@link #read} the producer, the counts any.
 */
public final class InputReader implements SampleSource {
    private static final int LOOKED_AT_BLOCKS = 32;
    private static final int CHUNK_FRAMES = 256;

    private final FrameRing ring;
    private final InputRing device;
    private final RingConsumer output;
    private final Clock clock;
    private final double sampleRateHertz;
    private final int leadFrames;
    private final int periodFrames;
    private final int limitFrames;
    private final @Nullable Resampler resampler;
    private final @Nullable DriftControl drift;
    private final float[] chunk;
    private final float[] resampled;
    private final int channels;

    private final Count underrunBlocks = new Count(0);
    private final Count underrunFrames = new Count(0);
    private final Count droppedFrames = new Count(0);

    // What follows belongs to the producer.
    private boolean flowing;
    private boolean everFlowed;
    private long takenFrames;
    private long renderedFrames;
    private long readNanos;
    private double usualFrames;
    private boolean usualKnown;
    private double lowestExcess = Double.MAX_VALUE;
    private int lookedAt;

    /**
     * A reader of what {@code device} writes.
     *
     * @param ring the ring between the two
     * @param output where the engine's frames are taken, whose clock counts
     * @param ownClock whether the device has a clock of its own
     * @param leadFrames frames that are in the ring behind a block where all is well; 0 does on one clock
     * @param periodFrames frames that come at once
     */
    public InputReader(
            FrameRing ring,
            InputRing device,
            RingConsumer output,
            Clock clock,
            double sampleRateHertz,
            boolean ownClock,
            int leadFrames,
            int periodFrames) {
        this.ring = ring;
        this.device = device;
        this.output = output;
        this.clock = clock;
        this.sampleRateHertz = sampleRateHertz;
        this.leadFrames = leadFrames;
        this.periodFrames = periodFrames;
        this.channels = ring.channels();
        this.limitFrames = 2 * periodFrames + (int) (sampleRateHertz / 50);
        this.resampler = ownClock ? Resampler.adjustable(channels) : null;
        this.drift = ownClock ? new DriftControl(sampleRateHertz, sampleRateHertz / 500) : null;
        this.chunk = new float[CHUNK_FRAMES * channels];
        this.resampled = new float[CHUNK_FRAMES * channels];
    }

    @Override
    @RealTime
    public int channels() {
        return channels;
    }

    @Override
    @RealTime
    public void read(float[][] outputs, int from, int to) {
        int wanted = to - from;
        long nowNanos = clock.nanoTime();
        if (!flowing && ring.readableFrames() >= leadFrames + lookAhead() + wanted) {
            begin(nowNanos);
        }
        int found = 0;
        if (flowing) {
            look(nowNanos, wanted);
            found = resampler == null ? take(outputs, from, wanted) : resample(resampler, outputs, from, wanted);
        }
        if (found < wanted) {
            missed(outputs, from, wanted, found);
        }
        renderedFrames += wanted;
    }

    @RealTime
    private void begin(long nowNanos) {
        flowing = true;
        everFlowed = true;
        readNanos = nowNanos;
        usualKnown = false;
        lookedAt = 0;
        lowestExcess = Double.MAX_VALUE;
        if (drift != null) {
            drift.restart();
        }
    }

    @RealTime
    private int lookAhead() {
        return resampler == null ? 0 : resampler.lookAheadFrames();
    }

    /** Looks how long the way to the output is, and shortens it or changes the ratio. */
    @RealTime
    private void look(long nowNanos, int wanted) {
        double way = wayFrames(nowNanos);
        if (!usualKnown) {
            usualKnown = true;
            usualFrames = way;
        }
        double elapsedSeconds = Math.max(0, Math.min(1, (nowNanos - readNanos) / 1e9));
        readNanos = nowNanos;
        if (drift != null && resampler != null) {
            double ratio = drift.ratio(way, elapsedSeconds);
            if (drift.isEngaged()) {
                resampler.pace(ratio);
            }
        }
        lowestExcess = Math.min(lowestExcess, way - usualFrames);
        if (++lookedAt == LOOKED_AT_BLOCKS) {
            if (lowestExcess > limitFrames) {
                drop((int) Math.min(lowestExcess, ring.readableFrames() - wanted));
            }
            lookedAt = 0;
            lowestExcess = Double.MAX_VALUE;
        }
    }

    /** From the input to the output in frames, but for a constant; on one clock whole periods come and go at once. */
    @RealTime
    private double wayFrames(long nowNanos) {
        double way = (double) (device.pushedFrames() - takenFrames) + (renderedFrames - output.playedFrames());
        if (drift == null) {
            return way;
        }
        return way
                + passed(device.pushNanos(), nowNanos, periodFrames)
                - passed(output.lastPullNanos(), nowNanos, output.lastPullFrames());
    }

    /** Frames of a device's time since its last period; where it stands still, time does so, too. */
    @RealTime
    private double passed(long lastNanos, long nowNanos, int period) {
        return lastNanos == 0 ? 0 : Math.min(8.0 * period, (nowNanos - lastNanos) * sampleRateHertz / 1e9);
    }

    @RealTime
    private void drop(int frames) {
        int left = frames;
        while (left > 0) {
            int dropped = ring.read(chunk, 0, Math.min(CHUNK_FRAMES, left));
            if (dropped == 0) {
                break;
            }
            left -= dropped;
            takenFrames += dropped;
            droppedFrames.add(dropped);
        }
    }

    @RealTime
    private int take(float[][] outputs, int from, int wanted) {
        int found = 0;
        while (found < wanted) {
            int count = ring.read(chunk, 0, Math.min(CHUNK_FRAMES, wanted - found));
            if (count == 0) {
                break;
            }
            takenFrames += count;
            spread(chunk, outputs, from + found, count);
            found += count;
        }
        return found;
    }

    @RealTime
    private int resample(Resampler rate, float[][] outputs, int from, int wanted) {
        int found = 0;
        while (found < wanted) {
            int count = rate.read(resampled, 0, Math.min(CHUNK_FRAMES, wanted - found));
            spread(resampled, outputs, from + found, count);
            found += count;
            if (count == 0) {
                // One chunk is less than a resampler at rest has room for, so none of it is left over.
                int more = ring.read(chunk, 0, Math.min(CHUNK_FRAMES, wanted - found));
                if (more == 0) {
                    break;
                }
                takenFrames += rate.write(chunk, 0, more);
            }
        }
        return found;
    }

    @RealTime
    private void spread(float[] interleaved, float[][] outputs, int at, int count) {
        for (int channel = 0; channel < channels; channel++) {
            float[] line = outputs[channel];
            int index = channel;
            for (int frame = 0; frame < count; frame++) {
                line[at + frame] = interleaved[index];
                index += channels;
            }
        }
    }

    /** The rest of the block is silent; the frames that come late are heard late, so the way gets longer by them. */
    @RealTime
    private void missed(float[][] outputs, int from, int wanted, int found) {
        for (int channel = 0; channel < channels; channel++) {
            float[] line = outputs[channel];
            for (int frame = from + found; frame < from + wanted; frame++) {
                line[frame] = 0;
            }
        }
        if (everFlowed) {
            underrunBlocks.add(1);
            underrunFrames.add(wanted - found);
        }
        usualFrames += wanted - found;
        if (drift != null) {
            drift.shift(wanted - found);
        }
        flowing &= found > 0;
    }

    @Override
    public long starvedFrames() {
        return underrunFrames.get();
    }

    /** Blocks in which frames were missing, since the first frame came. */
    public long underrunBlocks() {
        return underrunBlocks.get();
    }

    /** Frames of silence in their place. */
    public long underrunFrames() {
        return underrunFrames.get();
    }

    /** Frames that were dropped to be on time again, and those that found no room in the ring. */
    public long overrunFrames() {
        return droppedFrames.get() + device.overrunFrames();
    }

    /** Whether frames are resampled, because the clocks drift. */
    public boolean isResampled() {
        return drift != null && drift.isEngaged();
    }

    /** How much faster the input's clock runs than the output's, in millionths; 0 as long as it does not show. */
    public long driftPartsPerMillion() {
        return drift == null ? 0 : drift.partsPerMillion();
    }
}
