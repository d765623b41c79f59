package vorlauf.simulate;

import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vorlauf.render.Producer;

/**
 * The producer, the ring and the consumer as instants and counts of frames, without samples: the fast path of
 * {@link EngineSimulation}, with the same traces.
 *
 * <p>At one instant a block completes first, then the deadline reads, then a stall begins, then a block starts. A stall
 * freezes a block that is being rendered. A block that is done exactly at its deadline is on time. A deadline inside a stall
 * that stops the consumer too is missed: nothing is read.
 *
 * <p>Threads: one.
 */
public final class TimingSimulation {
    private static final int PROGRESS_MASK = (1 << 20) - 1;

    private final Scenario scenario;
    private final boolean absolute;
    private final boolean timer;
    private final DeadlineClock clock;
    private final StallTimeline stalls;
    private final StallTimeline consumerStalls;
    private final Length.Sampler cost;
    private final Length.Sampler wakeUp;
    private final Length.Sampler consumerDelay;
    private final @Nullable SimulationObserver observer;
    private final double nanosPerFrame;
    private final long longestSleepNanos;
    private final int blockFrames;

    private long leadFrames;
    private long fillFrames;
    private long devicePositionFrames;
    private long blockEndFrames;
    private boolean rendering;
    private long startNanos;
    private long doneNanos;

    /** With a timer: when the producer looks for room next, while it does not render. */
    private long stepNanos;

    /** With a timer: frames of room that were missing for another block when this one started. */
    private long neededAtStart;

    private long lastPullNanos;
    private int lastPullFrames;
    private long events;
    private long tunedEvents;

    private TimingSimulation(Scenario scenario, @Nullable SimulationObserver observer) {
        this.scenario = scenario;
        this.observer = observer;
        absolute = scenario.policy() == Scenario.Policy.ABS;
        timer = scenario.sleep() == Scenario.Sleep.TIMER;
        clock = new DeadlineClock(
                scenario.sampleRateHertz(), scenario.periodPattern(), scenario.clockDriftPartsPerBillion());
        stalls = stalls(scenario);
        // The same streams again: a timeline is looked through once by each side, at instants of its own.
        consumerStalls = consumerStalls(scenario);
        cost = scenario.renderCost().sampler(new RandomStream(scenario.seed(), "renderCost"));
        wakeUp = scenario.wakeUp().sampler(new RandomStream(scenario.seed(), "wakeUp"));
        consumerDelay = scenario.consumerDelay().sampler(new RandomStream(scenario.seed(), "consumerJitter"));
        nanosPerFrame = 1e9 / scenario.sampleRateHertz();
        blockFrames = scenario.blockFrames();
        longestSleepNanos = Math.max(Producer.SHORTEST_SLEEP_NANOS, (long) (blockFrames * nanosPerFrame));
        leadFrames = scenario.leadFrames();
        fillFrames = leadFrames;
        blockEndFrames = leadFrames;
    }

    /** What stops the producer, in the order of time. */
    static StallTimeline stalls(Scenario scenario) {
        return timeline(scenario, false);
    }

    /** What stops the consumer as well. */
    static StallTimeline consumerStalls(Scenario scenario) {
        return timeline(scenario, true);
    }

    private static StallTimeline timeline(Scenario scenario, boolean consumerOnly) {
        List<Stalls> all = scenario.stalls();
        return new StallTimeline(IntStream.range(0, all.size())
                .filter(i -> !consumerOnly || all.get(i).stopsConsumer())
                .mapToObj(i -> all.get(i).source(new RandomStream(scenario.seed(), "stalls" + i)))
                .toList());
    }

    /** What a scenario comes to. {@code progress} is told how many deadlines are done, from time to time. */
    public static SimulationResult run(Scenario scenario, LongConsumer progress) {
        return new TimingSimulation(scenario, null).run(progress);
    }

    /** The same; the observer is told of each deadline and block. */
    public static SimulationResult run(Scenario scenario, LongConsumer progress, SimulationObserver observer) {
        return new TimingSimulation(scenario, observer).run(progress);
    }

    private SimulationResult run(LongConsumer progress) {
        long missingFrames = 0;
        long minimumFrames = fillFrames;
        long hash = TraceHash.START;
        long readNanos = 0;
        long deadlines = scenario.deadlines();
        stepNanos = timer ? stalls.start(afterPrefill()) : 0;
        for (long deadline = 1; deadline <= deadlines; deadline++) {
            readNanos = Math.max(readNanos, clock.next() + consumerDelay.nextNanos());
            int wanted = clock.frames();
            advanceTo(readNanos);
            boolean stalled = consumerStalls.covers(readNanos);
            long there = Math.min(fillFrames, wanted);
            long found = stalled ? 0 : there;
            if (observer != null) {
                observer.deadline(readNanos, wanted, (int) found, fillFrames);
            }
            // What belongs to a deadline that passed unread is dropped, or waits for the next one.
            fillFrames -= absolute ? there : found;
            devicePositionFrames += wanted;
            events += found < wanted ? 1 : 0;
            missingFrames += wanted - found;
            minimumFrames = Math.min(minimumFrames, fillFrames);
            hash = TraceHash.next(hash, readNanos, found);
            if (absolute || !stalled) {
                lastPullNanos = readNanos;
                lastPullFrames = wanted;
            }
            if (!timer && !rendering && fillFrames + blockFrames <= leadFrames) {
                start(stalls.start(readNanos + wakeUp.nextNanos()));
            }
            if ((deadline & PROGRESS_MASK) == 0) {
                progress.accept(deadline);
            }
        }
        return new SimulationResult(deadlines, events, missingFrames, hash, minimumFrames);
    }

    /** Does what the producer does until a deadline reads; a block that starts at that instant starts after it. */
    private void advanceTo(long readNanos) {
        while (true) {
            if (rendering) {
                if (doneNanos > readNanos || startNanos >= readNanos) {
                    return;
                }
                complete();
            } else if (timer && stepNanos < readNanos) {
                step(stepNanos);
            } else {
                return;
            }
        }
    }

    private void complete() {
        rendering = false;
        blockEndFrames += blockFrames;
        // Only where each block belongs to its deadlines does it matter that these have passed.
        long lateFrames = absolute ? Math.max(0, devicePositionFrames - (blockEndFrames - blockFrames)) : 0;
        fillFrames += Math.max(0, blockFrames - lateFrames);
        if (observer != null) {
            observer.block(startNanos, doneNanos, lateFrames < blockFrames);
        }
        if (scenario.tuningMostFrames() > 0) {
            tune();
        }
        if (timer) {
            sleepAfterBlock();
        } else if (fillFrames + blockFrames <= leadFrames) {
            start(stalls.start(doneNanos));
        }
    }

    /** One period more for new underruns, however many. Source: Oboe's LatencyTuner. */
    private void tune() {
        if (events != tunedEvents) {
            tunedEvents = events;
            leadFrames = Math.min(scenario.tuningMostFrames(), leadFrames + scenario.periodFrames());
        }
    }

    private void start(long nanos) {
        rendering = true;
        startNanos = nanos;
        doneNanos = stalls.completion(nanos, cost.nextNanos());
    }

    // ---- the sleeps of Producer.step
    // ---------------------------------------------------------------------------------

    /** When the producer asked to be called after it filled the ring at instant 0. */
    private long afterPrefill() {
        return askedNanos(0, blockFrames) + wakeUp.nextNanos();
    }

    private void step(long nowNanos) {
        long needed = fillFrames + blockFrames - leadFrames;
        if (needed > 0) {
            stepNanos = stalls.start(askedNanos(nowNanos, needed) + wakeUp.nextNanos());
        } else {
            neededAtStart = needed + blockFrames;
            start(nowNanos);
        }
    }

    private void sleepAfterBlock() {
        long asked = neededAtStart <= 0 ? startNanos : askedNanos(startNanos, neededAtStart);
        stepNanos = stalls.start(asked <= doneNanos ? doneNanos : asked + wakeUp.nextNanos());
    }

    /** When {@code Producer.step} wants to be called again where so many frames of room are missing. */
    private long askedNanos(long nowNanos, long neededFrames) {
        long sleepNanos;
        if (lastPullNanos == 0) {
            sleepNanos = (long) (neededFrames * nanosPerFrame);
        } else {
            long pulls = (neededFrames + lastPullFrames - 1) / lastPullFrames;
            sleepNanos = lastPullNanos
                    + (long) (pulls * lastPullFrames * nanosPerFrame)
                    + Producer.AFTER_PULL_NANOS
                    - nowNanos;
            if (sleepNanos < 0) {
                sleepNanos = -sleepNanos / 8;
            }
        }
        return nowNanos + Math.min(longestSleepNanos, Math.max(Producer.SHORTEST_SLEEP_NANOS, sleepNanos));
    }
}
