package vorlauf.render;

import org.jspecify.annotations.Nullable;
import vorlauf.dsp.RealTime;
import vorlauf.plan.StepWatch;
import vorlauf.ring.FrameRing;
import vorlauf.ring.RecordRing;

/**
 * The producer as a function of time: {@link #step} renders at most one block and says when it wants to run next.
 *
 * <p>There is no loop and no sleep in here, so a thread with a real clock ({@link ProducerThread}) and a simulator with
 * virtual time drive the same code. The consumer never wakes the producer; the producer knows when frames will be taken,
 * from the sample rate and the last pull, and comes back then.
 *
 * <p>Threads: {@link #step} the producer; {@link #requestStop} and the counts any.
 */
public final class Producer {
    /** Shortest sleep: a fifth of what a wake-up costs at worst, so that waiting for a late consumer does not burn a core. */
    public static final long SHORTEST_SLEEP_NANOS = 100_000;

    /** How long after the expected pull the producer comes back, so that it does not come a moment too early. */
    public static final long AFTER_PULL_NANOS = 20_000;

    /** Blocks whose slowest node is looked for after a slow block. */
    private static final int WATCHED_BLOCKS = 256;

    private final BlockRenderer renderer;
    private final FrameRing ring;
    private final @Nullable FrameRing recorderRing;
    private final RingConsumer consumer;
    private final Clock clock;
    private final RecordRing records;
    private final long[] record = new long[RenderRecord.LONGS];
    private final int blockFrames;
    private final int channels;
    private final LeadRule lead;
    private final double nanosPerFrame;
    private final long longestSleepNanos;
    private final int fadeFrames;

    private final StepWatch watch;
    private final long slowNanos;

    private volatile int leadLimitFrames;
    private volatile boolean watchAllBlocks;
    private volatile boolean freeRunning;
    private volatile boolean stopRequested;
    private volatile boolean ended;
    private final Count recorderLostFrames = new Count(0);
    private final Count renderedBlocks = new Count(0);

    // What follows belongs to the producer.
    private int fadedFrames = -1;
    private boolean blockWaits;
    private int watchedBlocksLeft;
    private long askedForNanos;
    private boolean slept;

    /**
     * A producer for one ring.
     *
     * @param ring where frames go; its capacity is at least {@code leadLimitFrames}
     * @param recorderRing a second ring that gets the same frames, or null; when it is full, frames are lost there and counted
     * @param leadLimitFrames how many frames the producer may be ahead, at least one block
     * @param stopFadeSeconds how long the end is faded out after {@link #requestStop}
     */
    public Producer(
            BlockRenderer renderer,
            FrameRing ring,
            @Nullable FrameRing recorderRing,
            RingConsumer consumer,
            int leadLimitFrames,
            double sampleRateHertz,
            double stopFadeSeconds,
            Clock clock,
            RecordRing records) {
        this(
                renderer,
                ring,
                recorderRing,
                consumer,
                new FixedLead(leadLimitFrames),
                sampleRateHertz,
                stopFadeSeconds,
                clock,
                records);
    }

    /** The same with a lead that may change; the ring holds its maximum. */
    public Producer(
            BlockRenderer renderer,
            FrameRing ring,
            @Nullable FrameRing recorderRing,
            RingConsumer consumer,
            LeadRule lead,
            double sampleRateHertz,
            double stopFadeSeconds,
            Clock clock,
            RecordRing records) {
        LeadLimit.check(lead.initialFrames(), renderer.blockFrames(), ring.capacityFrames());
        LeadLimit.check(lead.maximumFrames(), renderer.blockFrames(), ring.capacityFrames());
        this.renderer = renderer;
        this.ring = ring;
        this.recorderRing = recorderRing;
        this.consumer = consumer;
        this.clock = clock;
        this.records = records;
        this.blockFrames = renderer.blockFrames();
        this.channels = renderer.channels();
        this.lead = lead;
        this.leadLimitFrames = lead.initialFrames();
        this.nanosPerFrame = 1e9 / sampleRateHertz;
        this.longestSleepNanos = Math.max(SHORTEST_SLEEP_NANOS, (long) (blockFrames * nanosPerFrame));
        this.watch = new StepWatch(clock);
        this.slowNanos = (long) (blockFrames * nanosPerFrame / 2);
        this.fadeFrames = Math.max(1, (int) Math.round(stopFadeSeconds * sampleRateHertz));
    }

    /**
     * Does the work of one instant: renders a block where there is room for one.
     *
     * @param nowNanos the time now
     * @return when to call again; {@code nowNanos} where there is more room already
     */
    @RealTime
    public long step(long nowNanos) {
        if (ended) {
            return nowNanos + longestSleepNanos;
        }
        int fillFrames = fillFrames();
        int newLimitFrames =
                lead.limitFrames(nowNanos, fillFrames, consumer.underrunEvents(), consumer.underrunFrames());
        if (newLimitFrames != leadLimitFrames) {
            changeLead(nowNanos, newLimitFrames);
        }
        if (fillFrames + blockFrames > leadLimitFrames) {
            return sleepUntilRoom(nowNanos, fillFrames);
        }
        if (!blockWaits) {
            render(nowNanos, fillFrames);
        }
        if (!ring.write(renderer.interleaved(), 0, blockFrames)) {
            // Only a ring that breaks its contract refuses here; the block is kept and offered again.
            blockWaits = true;
            return sleepUntilRoom(nowNanos, fillFrames);
        }
        blockWaits = false;
        if (recorderRing != null && !recorderRing.write(renderer.interleaved(), 0, blockFrames)) {
            recorderLostFrames.add(blockFrames);
        }
        if (fadedFrames >= fadeFrames) {
            ended = true;
            consumer.markAllWritten();
            ring.markAllWritten();
        }
        return fillFrames + 2 * blockFrames <= leadLimitFrames
                ? nowNanos
                : sleepUntilRoom(nowNanos, fillFrames + blockFrames);
    }

    @RealTime
    private void changeLead(long nowNanos, int newLimitFrames) {
        record[RenderRecord.KIND] = RenderRecord.LEAD;
        record[RenderRecord.POSITION_FRAMES] = renderer.positionFrames();
        record[RenderRecord.LEAD_FRAMES] = newLimitFrames;
        record[RenderRecord.LEAD_BEFORE_FRAMES] = leadLimitFrames;
        record[RenderRecord.LEAD_NANOS] = nowNanos;
        records.write(record);
        leadLimitFrames = newLimitFrames;
    }

    @RealTime
    private void render(long nowNanos, int fillFrames) {
        long latenessNanos = slept ? Math.max(0, nowNanos - askedForNanos) : 0;
        slept = false;
        long positionFrames = renderer.positionFrames();
        boolean watched = watchAllBlocks || watchedBlocksLeft > 0;
        boolean rendered = renderer.renderBlock(nowNanos, watched ? watch : null);
        if (stopRequested) {
            fadeOut(renderer.interleaved());
        }
        renderedBlocks.add(1);
        record[RenderRecord.KIND] = RenderRecord.BLOCK;
        record[RenderRecord.POSITION_FRAMES] = positionFrames;
        record[RenderRecord.BLOCK_START_NANOS] = nowNanos;
        long endNanos = clock.nanoTime();
        record[RenderRecord.BLOCK_END_NANOS] = endNanos;
        record[RenderRecord.BLOCK_LATENESS_NANOS] = latenessNanos;
        record[RenderRecord.BLOCK_FILL_FRAMES] = fillFrames;
        record[RenderRecord.BLOCK_REVISION] = renderer.revision();
        record[RenderRecord.BLOCK_SLOWEST] = watched && rendered ? slowest() : RenderRecord.NOT_WATCHED;
        records.write(record);
        watchedBlocksLeft = endNanos - nowNanos > slowNanos ? WATCHED_BLOCKS : Math.max(0, watchedBlocksLeft - 1);
    }

    @RealTime
    private long slowest() {
        int node = watch.slowestNode();
        boolean transition = renderer.planSerial() != RenderRecord.planSerial(renderer.revision(), false);
        return node < 0 ? RenderRecord.NOT_WATCHED : RenderRecord.slowest(node, transition, watch.slowestNanos());
    }

    /** The last frames get quieter in a straight line and reach 0, so that the end does not click. */
    @RealTime
    private void fadeOut(float[] interleaved) {
        int before = Math.max(0, fadedFrames);
        for (int frame = 0; frame < blockFrames; frame++) {
            float level = Math.max(0f, (float) (fadeFrames - before - frame - 1) / fadeFrames);
            for (int channel = 0; channel < channels; channel++) {
                interleaved[frame * channels + channel] *= level;
            }
        }
        fadedFrames = before + blockFrames;
    }

    @RealTime
    private int fillFrames() {
        return ring.capacityFrames() - ring.writableFrames();
    }

    /** When the consumer will have made room for a block. */
    @RealTime
    private long sleepUntilRoom(long nowNanos, int fillFrames) {
        long sleepNanos;
        long lastPullNanos = consumer.lastPullNanos();
        int pullFrames = consumer.lastPullFrames();
        int neededFrames = fillFrames + blockFrames - leadLimitFrames;
        if (freeRunning || neededFrames <= 0) {
            sleepNanos = SHORTEST_SLEEP_NANOS;
        } else if (lastPullNanos == 0 || pullFrames <= 0) {
            sleepNanos = (long) (neededFrames * nanosPerFrame);
        } else {
            long pulls = ((long) neededFrames + pullFrames - 1) / pullFrames;
            sleepNanos = lastPullNanos + (long) (pulls * pullFrames * nanosPerFrame) + AFTER_PULL_NANOS - nowNanos;
            if (sleepNanos < 0) {
                // The consumer is late: the longer it has been, the rarer the look, so that a dead device costs
                // nothing.
                sleepNanos = -sleepNanos / 8;
            }
        }
        askedForNanos = nowNanos + Math.min(longestSleepNanos, Math.max(SHORTEST_SLEEP_NANOS, sleepNanos));
        slept = true;
        return askedForNanos;
    }

    /** Says whether the device takes frames as fast as they come; the producer then looks for room often. Any thread. */
    public void freeRunning(boolean isFreeRunning) {
        freeRunning = isFreeRunning;
    }

    /**
     * Says whether the slowest node of each block is looked for; else only in the blocks after one that took longer than half
     * of what it lasts, so that a producer that is on time pays nothing. Any thread.
     */
    public void watchAllBlocks(boolean all) {
        watchAllBlocks = all;
    }

    /** Asks for the end: the sound fades out within the next blocks, and then {@link #hasEnded}. Any thread. */
    public void requestStop() {
        stopRequested = true;
    }

    /** Whether the last frame is in the ring. Any thread. */
    public boolean hasEnded() {
        return ended;
    }

    /** Blocks rendered. Any thread. */
    public long renderedBlocks() {
        return renderedBlocks.get();
    }

    /** Frames that the recorder's ring had no room for. Any thread. */
    public long recorderLostFrames() {
        return recorderLostFrames.get();
    }

    /** How many frames the producer may be ahead. Any thread. */
    public int leadLimitFrames() {
        return leadLimitFrames;
    }
}
