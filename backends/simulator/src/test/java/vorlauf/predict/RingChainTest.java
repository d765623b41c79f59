package vorlauf.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vorlauf.simulate.Length;
import vorlauf.simulate.RandomStream;
import vorlauf.simulate.Scenario;
import vorlauf.simulate.Stalls;
import vorlauf.simulate.TimingSimulation;

/** The chain is the simulation: with the same draws it misses the same deadlines. */
final class RingChainTest {
    private static final int CASES = 300;
    private static final long DEADLINES = 2_000;

    /** A model with exponential times, and the scenario that says the same. */
    private record Case(RingModel model, Scenario scenario) {
        static Case random(RandomStream random, Scenario.Policy policy, long seed) {
            int rate = 44_100;
            int period = 16 + below(random, 300);
            boolean slip = policy == Scenario.Policy.SLIP;
            int block = slip ? 8 + below(random, 300) : period;
            long lead = slip ? block + below(random, 1_500) : (1L + below(random, 6)) * period;
            double blockNanos = block * 1e9 / rate;
            double cost = blockNanos * (0.3 + 0.5 * random.nextUnit());
            double wakeUp = blockNanos * 0.4 * random.nextUnit();
            double late = period * 1e9 / rate * random.nextUnit();
            double gap = blockNanos * (20 + below(random, 200));
            double pause = blockNanos * (0.1 + 3 * random.nextUnit());
            boolean stopsConsumer = below(random, 2) == 0;
            boolean pauses = below(random, 4) > 0;
            RingModel model = new RingModel(
                    rate,
                    period,
                    block,
                    lead,
                    policy,
                    new Tail.Exponential(cost),
                    new Tail.Exponential(wakeUp),
                    new Tail.Exponential(late),
                    new Tail.Exponential(gap),
                    pauses ? new Tail.Exponential(pause) : new Tail.Constant(0),
                    stopsConsumer);
            return new Case(
                    model,
                    new Scenario(
                            rate,
                            period,
                            lead,
                            block,
                            policy,
                            new Length.Exponential(cost),
                            new Length.Exponential(wakeUp),
                            new Length.Exponential(late),
                            0,
                            pauses
                                    ? List.of(new Stalls(
                                            new Stalls.Renewal(
                                                    new Length.Exponential(gap), new Length.Exponential(pause)),
                                            stopsConsumer))
                                    : List.of(),
                            DEADLINES,
                            seed));
        }

        private static int below(RandomStream random, int limit) {
            return (int) Math.floorMod(random.nextLong(), (long) limit);
        }

        long simulated() {
            return TimingSimulation.run(scenario, done -> {}).underrunEvents();
        }

        long chained(RingModel of) {
            RingChain chain = new RingChain(of, new Streams(scenario));
            long misses = 0;
            while (chain.reads() < DEADLINES) {
                misses += chain.advance() ? 1 : 0;
            }
            return misses;
        }

        /** The same, where every few states a chain that was somewhere else before becomes a copy and goes on. */
        long copied() {
            Streams streams = new Streams(scenario);
            RingChain chain = new RingChain(model, streams);
            long misses = 0;
            for (int states = 1; chain.reads() < DEADLINES; states++) {
                misses += chain.advance() ? 1 : 0;
                if (states % 7 == 0) {
                    RingChain other = new RingChain(model, streams.apart());
                    for (int i = 0; i < 50; i++) {
                        other.advance();
                    }
                    other.copyFrom(chain);
                    streams.join();
                    chain = other;
                }
            }
            return misses;
        }
    }

    /** The simulation's own streams. */
    private static final class Streams implements RingChain.Draws {
        private final Map<RingChain.Kind, Length.Sampler> samplers = new EnumMap<>(RingChain.Kind.class);
        private final RandomStream elsewhere = new RandomStream(1, "elsewhere");
        private boolean apart;

        Streams(Scenario scenario) {
            long seed = scenario.seed();
            samplers.put(RingChain.Kind.COST, scenario.renderCost().sampler(new RandomStream(seed, "renderCost")));
            samplers.put(RingChain.Kind.WAKE_UP, scenario.wakeUp().sampler(new RandomStream(seed, "wakeUp")));
            samplers.put(
                    RingChain.Kind.CONSUMER,
                    scenario.consumerDelay().sampler(new RandomStream(seed, "consumerJitter")));
            RandomStream stalls = new RandomStream(seed, "stalls0");
            for (Stalls one : scenario.stalls()) {
                Stalls.Renewal renewal = (Stalls.Renewal) one.kind();
                samplers.put(RingChain.Kind.GAP, renewal.gap().sampler(stalls));
                samplers.put(RingChain.Kind.PAUSE, renewal.length().sampler(stalls));
            }
        }

        /** Draws from somewhere else until {@link #join}. */
        Streams apart() {
            apart = true;
            return this;
        }

        void join() {
            apart = false;
        }

        @Override
        public boolean inSteps() {
            return false;
        }

        @Override
        public double unit() {
            throw new AssertionError("times are drawn at once");
        }

        @Override
        public long nanos(RingChain.Kind kind) {
            return apart
                    ? Math.floorMod(elsewhere.nextLong(), 10_000_000L)
                    : Objects.requireNonNull(samplers.get(kind)).nextNanos();
        }
    }

    @ParameterizedTest
    @EnumSource(Scenario.Policy.class)
    void missesWhatTheSimulationMisses(Scenario.Policy policy) {
        RandomStream random = new RandomStream(1, policy.name());
        int missing = 0;
        int told = 0;
        for (int i = 0; i < CASES; i++) {
            Case one = Case.random(random, policy, i);
            long simulated = one.simulated();
            assertThat(one.chained(one.model())).as("%s", one).isEqualTo(simulated);
            assertThat(one.copied()).as("copies of %s", one).isEqualTo(simulated);
            missing += simulated > 0 ? 1 : 0;
            // The broken twin has a ring with one period more.
            long more = one.model().leadFrames() + one.model().periodFrames();
            told += one.chained(one.model().withLeadFrames(more)) == simulated ? 0 : 1;
        }
        assertThat(missing).isGreaterThan(CASES / 2);
        assertThat(told).isGreaterThan(CASES / 3);
    }
}
