package vorlauf.engine;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vorlauf.render.RenderRecord;

/**
 * What is known about the producer's last blocks, and why one of them was late: its time is joined with pauses of the JVM,
 * waits of the producer, and time without a processor.
 *
 * <p>A cause must cover a third of what it is to explain. Of several that do, the one comes first that leaves the producer the
 * least choice: a pause of all threads, a wait inside the block, no processor, a compiler beside it; then a late wake-up or a
 * slow block, whichever is worse.
 *
 * <p>Threads: control thread.
 */
final class LateBlocks {
    private static final int BLOCKS_KEPT = 8_192;

    private final @Nullable PauseLog pauses;
    private final SchedulerLog scheduler;
    private final NodeNames names;
    private final long blockNanos;
    private final ArrayDeque<Block> blocks = new ArrayDeque<>();
    private long producerThread = -1;
    private long namedSlowest = RenderRecord.NOT_WATCHED;
    private long namedRevision;
    private @Nullable String name;

    /** A block as the producer recorded it; {@code slowestNode} is null where nobody looked for it. */
    record Block(
            long positionFrames,
            long startNanos,
            long endNanos,
            long latenessNanos,
            long revision,
            @Nullable String slowestNode,
            long slowestNanos) {
        /** From the instant that the producer had asked for to the end. */
        long tookNanos() {
            return endNanos - startNanos + latenessNanos;
        }

        long renderNanos() {
            return endNanos - startNanos;
        }

        long askedForNanos() {
            return startNanos - latenessNanos;
        }
    }

    LateBlocks(@Nullable PauseLog pauses, SchedulerLog scheduler, NodeNames names, long blockNanos) {
        this.pauses = pauses;
        this.scheduler = scheduler;
        this.names = names;
        this.blockNanos = blockNanos;
    }

    /** Says which thread's waits count. */
    void producerIs(long threadId) {
        producerThread = threadId;
    }

    /** Notes a {@link RenderRecord#BLOCK}. */
    Block add(long[] record) {
        if (blocks.size() == BLOCKS_KEPT) {
            blocks.removeFirst();
        }
        long slowest = record[RenderRecord.BLOCK_SLOWEST];
        long revision = record[RenderRecord.BLOCK_REVISION];
        Block block = new Block(
                record[RenderRecord.POSITION_FRAMES],
                record[RenderRecord.BLOCK_START_NANOS],
                record[RenderRecord.BLOCK_END_NANOS],
                record[RenderRecord.BLOCK_LATENESS_NANOS],
                revision,
                slowest == RenderRecord.NOT_WATCHED ? null : nameOf(slowest, revision),
                slowest == RenderRecord.NOT_WATCHED ? 0 : RenderRecord.slowestNanos(slowest));
        blocks.addLast(block);
        return block;
    }

    /** Mostly the same node again: its name is made once. */
    private @Nullable String nameOf(long slowest, long revision) {
        long node = slowest >>> Integer.SIZE;
        if (namedSlowest != node || namedRevision != revision || name == null) {
            namedSlowest = node;
            namedRevision = revision;
            name = names.of(RenderRecord.slowestPlan(slowest, revision), RenderRecord.slowestNode(slowest));
        }
        return name;
    }

    /** Whether a block took more time than it lasts. */
    boolean isLate(Block block) {
        return block.tookNanos() > blockNanos;
    }

    /** Whether a block is recorded that was done at an instant or after it: the one that came too late for it, if any did. */
    boolean reach(long nanos) {
        Block last = blocks.peekLast();
        return last != null && last.endNanos() >= nanos;
    }

    /** Revision of the graph in the last block that started before an instant, 0 where there was none. */
    long revisionAt(long nanos) {
        long revision = 0;
        for (Block block : blocks) {
            if (block.startNanos() > nanos) {
                break;
            }
            revision = block.revision();
        }
        return revision;
    }

    /** Why a late block was late. */
    UnderrunCause cause(Block block) {
        long excessNanos = block.tookNanos() - blockNanos / 2;
        UnderrunCause pause = pause(block.askedForNanos(), block.endNanos(), excessNanos / 3);
        if (pause != null) {
            return pause;
        }
        UnderrunCause outside = outside(block, excessNanos / 3);
        if (outside != null) {
            return outside;
        }
        return block.latenessNanos() > block.endNanos() - block.startNanos()
                ? new UnderrunCause.LateWake(block.latenessNanos() / 1e6)
                : new UnderrunCause.SlowBlock((block.endNanos() - block.startNanos()) / 1e6, blockNanos / 1e6);
    }

    /** The longest pause of all threads in a span, if all in it cover at least {@code leastNanos}. */
    @Nullable
    UnderrunCause pause(long fromNanos, long toNanos, long leastNanos) {
        PauseLog.Pause longest = null;
        long sumNanos = 0;
        for (PauseLog.Pause pause : overlapping(fromNanos, toNanos)) {
            if (pause.stopsAll()) {
                sumNanos += pause.overlapNanos(fromNanos, toNanos);
                longest = longest == null || pause.milliseconds() > longest.milliseconds() ? pause : longest;
            }
        }
        if (longest == null || sumNanos < leastNanos) {
            return null;
        }
        return longest.collection()
                ? new UnderrunCause.GarbageCollection(longest.kind(), longest.detail(), longest.milliseconds())
                : new UnderrunCause.Safepoint(longest.kind(), longest.milliseconds());
    }

    /** What kept the producer from running in a block, though the JVM did not: a wait, others on its processor. */
    private @Nullable UnderrunCause outside(Block block, long leastNanos) {
        long leastNanosOrOne = Math.max(1, leastNanos);
        PauseLog.Pause wait = null;
        PauseLog.Pause compilation = null;
        for (PauseLog.Pause pause : overlapping(block.askedForNanos(), block.endNanos())) {
            // Before the block begins the producer waits on purpose.
            boolean own = pause.reason() == PauseLog.Reason.WAIT
                    && pause.number() == producerThread
                    && pause.overlapNanos(block.startNanos(), block.endNanos()) >= leastNanosOrOne;
            if (own && (wait == null || pause.milliseconds() > wait.milliseconds())) {
                wait = pause;
            }
            if (pause.reason() == PauseLog.Reason.COMPILATION
                    && pause.overlapNanos(block.askedForNanos(), block.endNanos()) >= leastNanosOrOne
                    && (compilation == null || pause.milliseconds() > compilation.milliseconds())) {
                compilation = pause;
            }
        }
        if (wait != null) {
            return new UnderrunCause.Blocked(wait.kind(), wait.detail(), wait.milliseconds());
        }
        long waitedNanos = scheduler.waitedNanos(block.askedForNanos(), block.endNanos());
        if (waitedNanos >= leastNanosOrOne) {
            return new UnderrunCause.Descheduled(waitedNanos / 1e6, compilation == null ? "" : compilation.kind());
        }
        return compilation == null
                ? null
                : new UnderrunCause.Compilation(compilation.kind(), compilation.milliseconds());
    }

    private List<PauseLog.Pause> overlapping(long fromNanos, long toNanos) {
        return pauses == null ? List.of() : pauses.overlapping(fromNanos, toNanos);
    }

    /**
     * The block that made the lead end in a span: the one that took longest, from the instant that was asked for, or null.
     *
     * <p>The block that came too late starts before the underrun or is the first one after it.
     */
    @Nullable
    Block worst(long fromNanos, long toNanos) {
        Block worst = null;
        for (Block block : blocks) {
            boolean touches = block.endNanos() >= fromNanos && block.askedForNanos() <= toNanos;
            if (touches && (worst == null || block.tookNanos() > worst.tookNanos())) {
                worst = block;
            }
        }
        return worst;
    }

    /** The block in a span that took longest to render, or null. */
    @Nullable
    Block slow(long fromNanos, long toNanos) {
        Block slow = null;
        for (Block block : blocks) {
            boolean touches = block.endNanos() >= fromNanos && block.askedForNanos() <= toNanos;
            if (touches && (slow == null || block.renderNanos() > slow.renderNanos())) {
                slow = block;
            }
        }
        return slow;
    }

    /** The cause of an underrun that lies with the producer, or null: a block there that took longer than it lasts. */
    @Nullable
    UnderrunCause producer(long fromNanos, long toNanos) {
        long slowestNanos = 0;
        long latestNanos = 0;
        for (Block block : blocks) {
            if (block.endNanos() >= fromNanos && block.askedForNanos() <= toNanos) {
                slowestNanos = Math.max(slowestNanos, block.endNanos() - block.startNanos());
                latestNanos = Math.max(latestNanos, block.latenessNanos());
            }
        }
        if (Math.max(slowestNanos, latestNanos) <= blockNanos) {
            return null;
        }
        Block worst = worst(fromNanos, toNanos);
        UnderrunCause outside = worst == null ? null : outside(worst, (worst.tookNanos() - blockNanos / 2) / 3);
        if (outside != null) {
            return outside;
        }
        return slowestNanos >= latestNanos
                ? new UnderrunCause.SlowBlock(slowestNanos / 1e6, blockNanos / 1e6)
                : new UnderrunCause.LateWake(latestNanos / 1e6);
    }

    /** The slowest node of a block, or where nobody looked there, of the blocks after it. */
    Optional<SlowNode> slowest(Block block) {
        String inIt = block.slowestNode();
        if (inIt != null) {
            return Optional.of(new SlowNode(inIt, block.slowestNanos() / 1e6, true));
        }
        Block found = null;
        for (Block later : blocks) {
            if (later.startNanos() >= block.endNanos()
                    && later.slowestNode() != null
                    && (found == null || later.slowestNanos() > found.slowestNanos())) {
                found = later;
            }
        }
        String after = found == null ? null : found.slowestNode();
        return after == null || found == null
                ? Optional.empty()
                : Optional.of(new SlowNode(after, found.slowestNanos() / 1e6, false));
    }
}
