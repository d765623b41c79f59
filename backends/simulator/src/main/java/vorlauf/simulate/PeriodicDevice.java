package vorlauf.simulate;

import vorlauf.engine.VirtualEngine;
import vorlauf.files.Sha256;

/**
 * The device of a scenario against a real engine: takes a period at each deadline and remembers what it heard as a hash.
 *
 * <p>Threads: one.
 */
final class PeriodicDevice implements VirtualConsumer {
    private final Scenario scenario;
    private final VirtualEngine engine;
    private final SimulatedRing ring;
    private final DeadlineClock clock;
    private final Length.Sampler delay;
    private final StallTimeline stalls;
    private final SimulationObserver observer;
    private final Sha256 heard = new Sha256();
    private final float[] period;
    private final int channels;
    private long left;
    private long nextNanos;
    private long events;
    private long missingFrames;
    private long minimumFrames;
    private long hash = TraceHash.START;

    PeriodicDevice(Scenario scenario, VirtualEngine engine, SimulatedRing ring, SimulationObserver observer) {
        this.scenario = scenario;
        this.engine = engine;
        this.ring = ring;
        this.observer = observer;
        clock = new DeadlineClock(
                scenario.sampleRateHertz(), scenario.periodPattern(), scenario.clockDriftPartsPerBillion());
        delay = scenario.consumerDelay().sampler(new RandomStream(scenario.seed(), "consumerJitter"));
        stalls = TimingSimulation.consumerStalls(scenario);
        channels = ring.channels();
        period = new float[scenario.periodFrames() * channels];
        minimumFrames = scenario.leadFrames();
        left = scenario.deadlines();
        next();
    }

    private void next() {
        nextNanos = left == 0 ? NEVER : Math.max(nextNanos, clock.next() + delay.nextNanos());
    }

    @Override
    public long nextNanos() {
        return nextNanos;
    }

    @Override
    public void act(long nowNanos) {
        int wanted = clock.frames();
        int fillFrames = engine.waitingFrames();
        boolean stalled = stalls.covers(nowNanos);
        int found = 0;
        if (!stalled || scenario.policy() == Scenario.Policy.ABS) {
            // A device that stands still hears nothing of what belonged to its deadline.
            found = engine.consumer().pull(period, 0, wanted);
        }
        if (stalled) {
            found = 0;
            java.util.Arrays.fill(period, 0, wanted * channels, 0);
        }
        heard.update(period, 0, wanted * channels);
        ring.passed(wanted);
        events += found < wanted ? 1 : 0;
        missingFrames += wanted - found;
        minimumFrames = Math.min(minimumFrames, engine.waitingFrames());
        hash = TraceHash.next(hash, nowNanos, found);
        observer.deadline(nowNanos, wanted, found, fillFrames);
        left--;
        next();
    }

    /** Underruns so far. */
    long events() {
        return events;
    }

    /** Deadlines so far. */
    long done() {
        return scenario.deadlines() - left;
    }

    SimulationResult result() {
        return new SimulationResult(scenario.deadlines(), events, missingFrames, hash, minimumFrames);
    }

    /** The hash of what was heard; once. */
    String sha256() {
        return heard.finish();
    }
}
