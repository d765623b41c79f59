package vorlauf.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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
 * <p>An underrun is told when the JVM's account covers it, at the latest {@value #LATEST_NANOS} ns after it was seen.
 *
 * <p>Threads: control thread.
 */
final class UnderrunExplainer {
    private static final long LATEST_NANOS = 2_000_000_000L;
    private static final long START_UP_NANOS = 500_000_000L;
    private static final int BLOCKS_KEPT = 8_192;
    private static final int PULLS_KEPT = 1_024;
    private static final int FILL_HISTORY = 16;
    private static final int WAITING_AT_MOST = 1_024;

    private final @Nullable PauseLog pauses;
    private final Consumer<EngineEvent.Underrun> told;
    private final double sampleRateHertz;
    private int leadLimitFrames;
    private long leadNanos;
    private final long blockNanos;
    private final ArrayDeque<Block> blocks = new ArrayDeque<>();
    private final ArrayDeque<Pull> pulls = new ArrayDeque<>();
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private long startNanos;

    private record Block(long startNanos, long endNanos, long latenessNanos, long revision) {}

    private record Pull(long nanos, int requestedFrames, int fillFrames) {}

    private record Waiting(
            long positionFrames,
            long nanos,
            int requestedFrames,
            int foundFrames,
            List<Integer> fillHistoryFrames,
            long tellByNanos) {}

    /** An explainer that has the JVM's account, or null where there is none. */
    UnderrunExplainer(
            @Nullable PauseLog pauses,
            int leadLimitFrames,
            int blockFrames,
            double sampleRateHertz,
            Consumer<EngineEvent.Underrun> told) {
        this.pauses = pauses;
        this.told = told;
        this.sampleRateHertz = sampleRateHertz;
        this.leadLimitFrames = leadLimitFrames;
        this.leadNanos = (long) (leadLimitFrames * 1e9 / sampleRateHertz);
        this.blockNanos = (long) (blockFrames * 1e9 / sampleRateHertz);
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
    void block(long[] record) {
        if (blocks.size() == BLOCKS_KEPT) {
            blocks.removeFirst();
        }
        blocks.addLast(new Block(
                record[RenderRecord.BLOCK_START_NANOS],
                record[RenderRecord.BLOCK_END_NANOS],
                record[RenderRecord.BLOCK_LATENESS_NANOS],
                record[RenderRecord.BLOCK_REVISION]));
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
        for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
            Waiting underrun = all.next();
            if (pauses == null
                    || pauses.failure() != null
                    || pauses.coveredNanos() >= underrun.nanos()
                    || nowNanos >= underrun.tellByNanos()) {
                all.remove();
                tell(underrun);
            }
        }
    }

    /** Tells the rest. */
    void tellAll() {
        while (!waiting.isEmpty()) {
            tell(waiting.removeFirst());
        }
    }

    private void tell(Waiting underrun) {
        told.accept(new EngineEvent.Underrun(
                underrun.positionFrames(),
                underrun.nanos() - startNanos,
                underrun.requestedFrames(),
                underrun.foundFrames(),
                underrun.fillHistoryFrames(),
                revisionAt(underrun.nanos()),
                cause(underrun)));
    }

    private long revisionAt(long nanos) {
        long revision = 0;
        for (Block block : blocks) {
            if (block.startNanos() > nanos) {
                break;
            }
            revision = block.revision();
        }
        return revision;
    }

    private UnderrunCause cause(Waiting underrun) {
        long fromNanos = underrun.nanos() - leadNanos - blockNanos;
        // Before the burst: a device that runs Java stood still, too, and catches up afterwards.
        UnderrunCause pause = pause(fromNanos, underrun.nanos());
        if (pause != null) {
            return pause;
        }
        int burstFrames = burstFrames(underrun);
        if (burstFrames > leadLimitFrames) {
            return new UnderrunCause.ConsumerBurst(burstFrames, leadLimitFrames);
        }
        UnderrunCause producer = producer(fromNanos, underrun.nanos());
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

    private @Nullable UnderrunCause pause(long fromNanos, long toNanos) {
        if (pauses == null) {
            return null;
        }
        PauseLog.Pause longest = null;
        long sumNanos = 0;
        for (PauseLog.Pause pause : pauses.overlapping(fromNanos, toNanos)) {
            sumNanos += Math.min(pause.endNanos(), toNanos) - Math.max(pause.startNanos(), fromNanos);
            if (longest == null || pause.milliseconds() > longest.milliseconds()) {
                longest = pause;
            }
        }
        if (longest == null || sumNanos < leadNanos / 3) {
            return null;
        }
        return longest.collection()
                ? new UnderrunCause.GarbageCollection(longest.kind(), longest.detail(), longest.milliseconds())
                : new UnderrunCause.Safepoint(longest.kind(), longest.milliseconds());
    }

    private @Nullable UnderrunCause producer(long fromNanos, long toNanos) {
        long slowestNanos = 0;
        long latestNanos = 0;
        for (Block block : blocks) {
            // The block that came too late starts before the underrun or is the first one after it.
            if (block.endNanos() >= fromNanos && block.startNanos() - block.latenessNanos() <= toNanos) {
                slowestNanos = Math.max(slowestNanos, block.endNanos() - block.startNanos());
                latestNanos = Math.max(latestNanos, block.latenessNanos());
            }
        }
        if (slowestNanos > blockNanos && slowestNanos >= latestNanos) {
            return new UnderrunCause.SlowBlock(slowestNanos / 1e6, blockNanos / 1e6);
        }
        return latestNanos > blockNanos ? new UnderrunCause.LateWake(latestNanos / 1e6) : null;
    }
}
