package vorlauf.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vorlauf.render.RenderRecord;

/**
 * Finds out why frames were missing: joins an underrun with the producer's blocks, the device's pulls and the JVM's pauses by
 * time.
 *
 * <p>The window that counts ends at the underrun and begins one lead and one block before, because a full ring lasts that
 * long. In it, in this order: pauses explain the underrun if they cover at least a third of the lead; a device that took more
 * than the lead in one go explains itself; then the worse of a block that took longer than it lasts and a wake-up later than
 * a block lasts. An underrun in the first half second is start-up, if nothing of that applies.
 *
 * <p>An underrun is told when the JVM's account covers it and the block that came too late is recorded, at the latest {@value #LATEST_NANOS} ns after it was seen.
 *
 * <p>Threads: control thread.
 */
final class UnderrunExplainer {
    private static final long LATEST_NANOS = 2_000_000_000L;
    private static final long START_UP_NANOS = 500_000_000L;
    private static final int PULLS_KEPT = 1_024;
    private static final int FILL_HISTORY = 16;
    private static final int WAITING_AT_MOST = 1_024;

    private final @Nullable PauseLog pauses;
    private final LateBlocks blocks;
    private final boolean lateBlocksToo;
    private final Consumer<EngineEvent> told;
    private final double sampleRateHertz;
    private int leadLimitFrames;
    private long leadNanos;
    private final long blockNanos;
    private final ArrayDeque<LateWaiting> lateWaiting = new ArrayDeque<>();
    private final ArrayDeque<Pull> pulls = new ArrayDeque<>();
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private long startNanos;

    private record LateWaiting(LateBlocks.Block block, long tellByNanos) {}

    private record Pull(long nanos, int requestedFrames, int fillFrames) {}

    private record Waiting(
            long positionFrames,
            long nanos,
            int requestedFrames,
            int foundFrames,
            List<Integer> fillHistoryFrames,
            long tellByNanos) {}

    /**
     * An explainer that has the JVM's account, or null where there is none.
     *
     * @param scheduler how long the producer waited for a processor
     * @param lateBlocksToo whether each late block is told, or underruns alone
     */
    UnderrunExplainer(
            @Nullable PauseLog pauses,
            SchedulerLog scheduler,
            NodeNames names,
            boolean lateBlocksToo,
            int leadLimitFrames,
            int blockFrames,
            double sampleRateHertz,
            Consumer<EngineEvent> told) {
        this.pauses = pauses;
        this.lateBlocksToo = lateBlocksToo;
        this.told = told;
        this.sampleRateHertz = sampleRateHertz;
        this.leadLimitFrames = leadLimitFrames;
        this.leadNanos = (long) (leadLimitFrames * 1e9 / sampleRateHertz);
        this.blockNanos = (long) (blockFrames * 1e9 / sampleRateHertz);
        this.blocks = new LateBlocks(pauses, scheduler, names, blockNanos);
    }

    /** Says which thread the producer is. */
    void producerIs(long threadId) {
        blocks.producerIs(threadId);
    }

    /** Says how far the producer may be ahead from now on. */
    void lead(int limitFrames) {
        leadLimitFrames = limitFrames;
        leadNanos = (long) (limitFrames * 1e9 / sampleRateHertz);
    }

    /** Says when the device started. */
    void started(long nanos) {
        startNanos = nanos;
    }

    /** Notes a {@link RenderRecord#BLOCK}. */
    void block(long[] record, long nowNanos) {
        LateBlocks.Block block = blocks.add(record);
        // Before the device starts nobody waits for frames.
        if (lateBlocksToo && startNanos != 0 && block.startNanos() >= startNanos && blocks.isLate(block)) {
            lateWaiting.addLast(new LateWaiting(block, nowNanos + LATEST_NANOS));
            if (lateWaiting.size() > WAITING_AT_MOST) {
                tell(lateWaiting.removeFirst().block());
            }
        }
    }

    /** Notes a {@link RenderRecord#PULL}, which may be an underrun. */
    void pull(long[] record, long nowNanos) {
        if (pulls.size() == PULLS_KEPT) {
            pulls.removeFirst();
        }
        int requested = (int) record[RenderRecord.PULL_REQUESTED_FRAMES];
        int found = (int) record[RenderRecord.PULL_FOUND_FRAMES];
        pulls.addLast(
                new Pull(record[RenderRecord.PULL_NANOS], requested, (int) record[RenderRecord.PULL_FILL_FRAMES]));
        if (found < requested && record[RenderRecord.PULL_COUNTS] != 0) {
            waiting.addLast(new Waiting(
                    record[RenderRecord.POSITION_FRAMES],
                    record[RenderRecord.PULL_NANOS],
                    requested,
                    found,
                    fillHistory(),
                    nowNanos + LATEST_NANOS));
            if (waiting.size() > WAITING_AT_MOST) {
                tell(waiting.removeFirst());
            }
        }
    }

    private List<Integer> fillHistory() {
        List<Integer> history = new ArrayList<>(FILL_HISTORY);
        int skip = pulls.size() - FILL_HISTORY;
        for (Pull pull : pulls) {
            if (skip-- <= 0) {
                history.add(pull.fillFrames());
            }
        }
        return List.copyOf(history);
    }

    /** Tells what is known by now. */
    void tellKnown(long nowNanos) {
        while (!lateWaiting.isEmpty()
                && isKnown(
                        lateWaiting.getFirst().block().endNanos(),
                        lateWaiting.getFirst().tellByNanos(),
                        nowNanos)) {
            tell(lateWaiting.removeFirst().block());
        }
        for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
            Waiting underrun = all.next();
            if (isKnown(underrun.nanos(), underrun.tellByNanos(), nowNanos)) {
                all.remove();
                tell(underrun);
            }
        }
    }

    private boolean isKnown(long nanos, long tellByNanos, long nowNanos) {
        boolean covered = pauses == null || pauses.failure() != null || pauses.coveredNanos() >= nanos;
        return (covered && blocks.reach(nanos)) || nowNanos >= tellByNanos;
    }

    /** Tells the rest. */
    void tellAll() {
        while (!lateWaiting.isEmpty()) {
            tell(lateWaiting.removeFirst().block());
        }
        while (!waiting.isEmpty()) {
            tell(waiting.removeFirst());
        }
    }

    private void tell(LateBlocks.Block block) {
        told.accept(new EngineEvent.LateBlock(
                block.positionFrames(),
                block.endNanos() - startNanos,
                block.tookNanos() / 1e6,
                blockNanos / 1e6,
                block.revision(),
                blocks.cause(block),
                blocks.slowest(block)));
    }

    private void tell(Waiting underrun) {
        UnderrunCause cause = cause(underrun);
        // The node has to be one of the block that the cause speaks of.
        LateBlocks.Block late = cause instanceof UnderrunCause.SlowBlock
                ? blocks.slow(fromNanos(underrun), underrun.nanos())
                : blocks.worst(fromNanos(underrun), underrun.nanos());
        told.accept(new EngineEvent.Underrun(
                underrun.positionFrames(),
                underrun.nanos() - startNanos,
                underrun.requestedFrames(),
                underrun.foundFrames(),
                underrun.fillHistoryFrames(),
                blocks.revisionAt(underrun.nanos()),
                cause,
                late == null ? Optional.empty() : blocks.slowest(late)));
    }

    /** Where the window of an underrun begins. */
    private long fromNanos(Waiting underrun) {
        return underrun.nanos() - leadNanos - blockNanos;
    }

    private UnderrunCause cause(Waiting underrun) {
        // Before the burst: a device that runs Java stood still, too, and catches up afterwards.
        UnderrunCause pause = blocks.pause(fromNanos(underrun), underrun.nanos(), leadNanos / 3);
        if (pause != null) {
            return pause;
        }
        int burstFrames = burstFrames(underrun);
        if (burstFrames > leadLimitFrames) {
            return new UnderrunCause.ConsumerBurst(burstFrames, leadLimitFrames);
        }
        UnderrunCause producer = blocks.producer(fromNanos(underrun), underrun.nanos());
        if (producer != null) {
            return producer;
        }
        long sinceStartNanos = underrun.nanos() - startNanos;
        return sinceStartNanos < START_UP_NANOS
                ? new UnderrunCause.StartUp(sinceStartNanos / 1e6)
                : new UnderrunCause.Unknown();
    }

    /** Frames that the device took at once: pulls less than a quarter of a block apart count as one. */
    private int burstFrames(Waiting underrun) {
        int frames = 0;
        long laterNanos = underrun.nanos();
        for (Iterator<Pull> backwards = pulls.descendingIterator(); backwards.hasNext(); ) {
            Pull pull = backwards.next();
            if (pull.nanos() > underrun.nanos()) {
                continue;
            }
            if (laterNanos - pull.nanos() > blockNanos / 4) {
                break;
            }
            laterNanos = pull.nanos();
            frames += pull.requestedFrames();
        }
        return frames;
    }
}
