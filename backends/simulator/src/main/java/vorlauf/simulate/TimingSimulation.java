package vorlauf.simulate;

import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * The producer, the ring and the consumer as instants and counts of frames, without samples.
 *
 * <p>At one instant a block completes first, then the deadline reads, then a stall begins, then a block starts. A stall
 * freezes a block that is being rendered. A block that is done exactly at its deadline is on time. A deadline inside a stall
 * that stops the consumer too is missed: nothing is read.
 *
 * <p>Threads: one.
 */
public final class TimingSimulation {
    private static final long HASH_PRIME = 0x100000001b3L;
    private static final long HASH_START = 0xcbf29ce484222325L;
    private static final int PROGRESS_MASK = (1 << 20) - 1;

    private final Scenario scenario;
    private final StallTimeline stalls;
    private final StallTimeline consumerStalls;
    private final Length.Sampler cost;
    private final Length.Sampler wakeUp;
    private final Length.Sampler consumerDelay;
    private boolean rendering;
    private long doneNanos;

    private TimingSimulation(Scenario scenario) {
        this.scenario = scenario;
        stalls = timeline(scenario.stalls(), scenario.seed());
        // The same streams again: a timeline is looked through once by each side, at instants of its own.
        consumerStalls = timeline(scenario.stalls(), scenario.seed(), true);
        cost = scenario.renderCost().sampler(new RandomStream(scenario.seed(), "renderCost"));
        wakeUp = scenario.wakeUp().sampler(new RandomStream(scenario.seed(), "wakeUp"));
        consumerDelay = scenario.consumerDelay().sampler(new RandomStream(scenario.seed(), "consumerJitter"));
    }

    private static StallTimeline timeline(List<Stalls> all, long seed) {
        return timeline(all, seed, false);
    }

    private static StallTimeline timeline(List<Stalls> all, long seed, boolean consumerOnly) {
        return new StallTimeline(IntStream.range(0, all.size())
                .filter(i -> !consumerOnly || all.get(i).stopsConsumer())
                .mapToObj(i -> all.get(i).source(new RandomStream(seed, "stalls" + i)))
                .toList());
    }

    /** What a scenario comes to. {@code progress} is told how many deadlines are done, from time to time. */
    public static SimulationResult run(Scenario scenario, LongConsumer progress) {
        TimingSimulation simulation = new TimingSimulation(scenario);
        return switch (scenario.policy()) {
            case SLIP -> simulation.slip(progress);
            case ABS -> simulation.absolute(progress);
        };
    }

    private SimulationResult slip(LongConsumer progress) {
        DeadlineClock clock = clock();
        long fillFrames = scenario.leadFrames();
        long roomFrames = scenario.leadFrames() - scenario.blockFrames();
        long events = 0;
        long missingFrames = 0;
        long minimumFrames = fillFrames;
        long hash = HASH_START;
        long readNanos = 0;
        for (long deadline = 1; deadline <= scenario.deadlines(); deadline++) {
            readNanos = Math.max(readNanos, clock.next() + consumerDelay.nextNanos());
            while (rendering && doneNanos <= readNanos) {
                rendering = false;
                fillFrames += scenario.blockFrames();
                if (fillFrames <= roomFrames) {
                    render(doneNanos);
                }
            }
            long found = consumerStalls.covers(readNanos) ? 0 : Math.min(fillFrames, scenario.periodFrames());
            fillFrames -= found;
            events += found < scenario.periodFrames() ? 1 : 0;
            missingFrames += scenario.periodFrames() - found;
            minimumFrames = Math.min(minimumFrames, fillFrames);
            hash = hashed(hash, readNanos, found);
            if (!rendering && fillFrames <= roomFrames) {
                render(readNanos + wakeUp.nextNanos());
            }
            report(progress, deadline);
        }
        return new SimulationResult(scenario.deadlines(), events, missingFrames, hash, minimumFrames);
    }

    private SimulationResult absolute(LongConsumer progress) {
        DeadlineClock clock = clock();
        long leadBlocks = scenario.leadFrames() / scenario.periodFrames();
        long nextBlock = leadBlocks + 1; // being rendered, or to be rendered next; those before it are done
        long events = 0;
        long minimumBlocks = leadBlocks;
        long hash = HASH_START;
        long readNanos = 0;
        for (long deadline = 1; deadline <= scenario.deadlines(); deadline++) {
            readNanos = Math.max(readNanos, clock.next() + consumerDelay.nextNanos());
            while (rendering && doneNanos <= readNanos) {
                rendering = false;
                nextBlock++;
                if (nextBlock - leadBlocks < deadline) {
                    render(doneNanos);
                }
            }
            boolean found = nextBlock > deadline && !consumerStalls.covers(readNanos);
            events += found ? 0 : 1;
            minimumBlocks = Math.min(minimumBlocks, Math.max(0, nextBlock - 1 - deadline));
            hash = hashed(hash, readNanos, found ? scenario.periodFrames() : 0);
            if (!rendering && nextBlock - leadBlocks <= deadline) {
                render(readNanos + wakeUp.nextNanos());
            }
            report(progress, deadline);
        }
        return new SimulationResult(
                scenario.deadlines(),
                events,
                events * scenario.periodFrames(),
                hash,
                minimumBlocks * scenario.periodFrames());
    }

    private DeadlineClock clock() {
        return new DeadlineClock(
                scenario.sampleRateHertz(), scenario.periodFrames(), scenario.clockDriftPartsPerBillion());
    }

    /** Starts a block at an instant, or when the stall is over that it falls into. */
    private void render(long nanos) {
        rendering = true;
        long startNanos = stalls.start(nanos);
        doneNanos = stalls.completion(startNanos, cost.nextNanos());
    }

    private static long hashed(long hash, long nanos, long frames) {
        return ((hash ^ nanos) * HASH_PRIME ^ frames) * HASH_PRIME;
    }

    private static void report(LongConsumer progress, long done) {
        if ((done & PROGRESS_MASK) == 0) {
            progress.accept(done);
        }
    }
}
