package vorlauf.simulate;

import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import vorlauf.engine.BlockWork;
import vorlauf.engine.VirtualEngine;

/**
 * The real producer beside a consumer in virtual time, with the cost, the latency and the stalls of a scenario.
 *
 * <p>At one instant a block completes first, then the consumer acts, then a stall begins, then a block starts.
 *
 * <p>Threads: one.
 */
final class EngineWorld {
    private final VirtualConsumer consumer;
    private final StallTimeline stalls;
    private final BlockCosts costs;
    private final Length.Sampler wakeUp;
    private final boolean timer;
    private final BlockListener blocks;
    private final LongConsumer edits;
    private VirtualEngine engine;
    private boolean waiting;
    private long producerNanos;
    private boolean replaced;

    /** Is told of a block when it is done and not yet in the ring; not of one that nobody will ask for any more. */
    interface BlockListener {
        void done(long startNanos, long doneNanos);
    }

    /**
     * A world at instant 0.
     *
     * @param engine filled, or as it begins
     * @param nextNanos when its producer wants to run next; with {@link Scenario.Sleep#ROOM}, where there is room
     * @param nodeCosts what single nodes cost
     * @param blocks is told of blocks
     * @param edits is told when a block is about to begin
     */
    EngineWorld(
            Scenario scenario,
            VirtualEngine engine,
            long nextNanos,
            VirtualConsumer consumer,
            List<NodeCost> nodeCosts,
            BlockListener blocks,
            LongConsumer edits) {
        this.engine = engine;
        this.consumer = consumer;
        this.blocks = blocks;
        this.edits = edits;
        stalls = TimingSimulation.stalls(scenario);
        costs = new BlockCosts(scenario, nodeCosts, stalls);
        wakeUp = scenario.wakeUp().sampler(new RandomStream(scenario.seed(), "wakeUp"));
        timer = scenario.sleep() == Scenario.Sleep.TIMER;
        sleep(nextNanos, 0);
    }

    /** Puts another engine in the place of the one that plays: its producer begins now. */
    void replaceEngine(VirtualEngine next, long nowNanos) {
        engine = next;
        replaced = true;
        waiting = false;
        producerNanos = stalls.start(nowNanos);
    }

    /** What blocks have cost. */
    BlockCosts costs() {
        return costs;
    }

    /** Runs until the consumer has nothing to do any more. */
    void run() {
        long consumerNanos = consumer.nextNanos();
        while (consumerNanos != VirtualConsumer.NEVER) {
            if (!waiting && producerNanos < consumerNanos) {
                step();
            } else {
                act(consumerNanos);
            }
            consumerNanos = consumer.nextNanos();
        }
    }

    private void act(long nowNanos) {
        engine.moveTo(nowNanos);
        consumer.act(nowNanos);
        if (waiting && engine.hasRoom()) {
            waiting = false;
            producerNanos = stalls.start(nowNanos + wakeUp.nextNanos());
        }
    }

    private void step() {
        edits.accept(producerNanos);
        replaced = false;
        VirtualEngine current = engine;
        long askedNanos = current.step(producerNanos, this::blockDone);
        if (!replaced) {
            sleep(askedNanos, current.nowNanos());
        }
    }

    private void sleep(long askedNanos, long nowNanos) {
        if (timer) {
            producerNanos = stalls.start(askedNanos <= nowNanos ? nowNanos : askedNanos + wakeUp.nextNanos());
        } else if (engine.hasRoom()) {
            producerNanos = stalls.start(nowNanos);
        } else {
            waiting = true;
        }
    }

    /** Lets the time of a block pass: the consumer takes meanwhile what it takes. An engine that is replaced leaves its block. */
    private long blockDone(long startNanos, @Nullable BlockWork work, long[] partDoneNanos) {
        long doneNanos = costs.done(startNanos, work, partDoneNanos);
        long next = consumer.nextNanos();
        while (next < doneNanos) {
            act(next);
            if (replaced) {
                return next;
            }
            next = consumer.nextNanos();
        }
        if (next != VirtualConsumer.NEVER) {
            blocks.done(startNanos, doneNanos);
        }
        return doneNanos;
    }
}
