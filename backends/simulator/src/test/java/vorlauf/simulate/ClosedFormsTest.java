package vorlauf.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The simulator against formulas: period P, constant cost C below P, a lead of N periods, a stall of length S that begins phi
 * after a deadline. One frame is one nanosecond here, so that all of them are any whole number.
 */
final class ClosedFormsTest {
    private static final int NANOS_RATE = 1_000_000_000;
    private static final int CASES = 100_000;

    /** One case; phi is 0 to P - 1. */
    private record Case(int period, int cost, int lead, long stall, int phase) {
        static Case random(RandomStream random) {
            int period = 2 + below(random, 2_000);
            int cost = 1 + below(random, Math.max(1, period * 9 / 10 - 1));
            int[] edges = {0, cost - 1, cost, Math.min(period - 1, cost + 1), below(random, period)};
            return new Case(
                    period, cost, 1 + below(random, 8), below(random, 20 * period), edges[below(random, edges.length)]);
        }

        /** The stall begins in steady state; enough deadlines follow for the producer to catch up. */
        Scenario scenario(Scenario.Policy policy) {
            long at = (lead + 2L) * period + phase;
            long deadlines = lead + 10 + (stall + 10L * period) / (period - cost);
            return new Scenario(
                    NANOS_RATE,
                    period,
                    (long) lead * period,
                    period,
                    policy,
                    new Length.Constant(cost),
                    new Length.Constant(0),
                    new Length.Constant(0),
                    0,
                    List.of(new Stalls(new Stalls.Once(at, stall), false)),
                    deadlines,
                    0);
        }

        long underruns(Scenario.Policy policy) {
            return TimingSimulation.run(scenario(policy), done -> {}).underrunEvents();
        }

        long formula(Scenario.Policy policy) {
            return switch (policy) {
                case SLIP ->
                    phase < cost
                            ? Math.max(0, Math.ceilDiv(stall + cost, period) - lead)
                            : Math.max(0, Math.ceilDiv(phase + stall + cost, period) - 1 - lead);
                case ABS ->
                    phase < cost
                            ? Math.max(0, Math.ceilDiv(stall - (lead - 1L) * cost, period - cost) - lead)
                            : Math.max(0, Math.ceilDiv(phase + stall - (long) lead * cost, period - cost) - 1 - lead);
            };
        }
    }

    private static int below(RandomStream random, int limit) {
        return (int) Math.floorMod(random.nextLong(), (long) limit);
    }

    @ParameterizedTest
    @EnumSource(Scenario.Policy.class)
    void aStallCostsExactlyWhatTheFormulaSays(Scenario.Policy policy) {
        RandomStream random = new RandomStream(1, policy.name());
        int missed = 0;
        for (int i = 0; i < CASES; i++) {
            Case one = Case.random(random);
            long underruns = one.underruns(policy);
            assertThat(underruns).as("%s", one).isEqualTo(one.formula(policy));
            missed += underruns > 0 ? 1 : 0;
        }
        assertThat(missed).isBetween(CASES / 10, CASES * 9 / 10); // both outcomes were tried
    }

    @Test
    void aRingWithOneBlockMoreAndTheOtherPolicyAreTold() {
        RandomStream random = new RandomStream(2, "twins");
        int ring = 0;
        int policy = 0;
        for (int i = 0; i < 1_000; i++) {
            Case one = Case.random(random);
            Case other = new Case(one.period(), one.cost(), one.lead() + 1, one.stall(), one.phase());
            ring += other.underruns(Scenario.Policy.SLIP) != one.formula(Scenario.Policy.SLIP) ? 1 : 0;
            policy += one.underruns(Scenario.Policy.ABS) != one.formula(Scenario.Policy.SLIP) ? 1 : 0;
        }
        assertThat(ring).isGreaterThan(100);
        assertThat(policy).isGreaterThan(100);
    }

    @ParameterizedTest
    @EnumSource(Scenario.Policy.class)
    void aBlockThatIsDoneAtItsDeadlineIsOnTimeAndANanosecondLaterItIsNot(Scenario.Policy policy) {
        Case inTime = new Case(1_000, 600, 4, 3_400, 0);
        Case late = new Case(1_000, 600, 4, inTime.stall() + 1, 0);
        assertThat(inTime.underruns(policy)).isZero();
        assertThat(late.underruns(policy)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Scenario.Policy.class)
    void stallsThatAreFarApartAddUp(Scenario.Policy policy) {
        RandomStream random = new RandomStream(3, policy.name());
        for (int i = 0; i < 2_000; i++) {
            Case one = Case.random(random);
            long gap = one.period() * (40L + 40L * one.period() / (one.period() - one.cost()));
            long every = (gap / one.period() + one.lead()) * one.period();
            Scenario once = one.scenario(policy);
            Scenario periodic = new Scenario(
                    once.sampleRateHertz(),
                    once.periodFrames(),
                    once.leadFrames(),
                    once.blockFrames(),
                    policy,
                    once.renderCost(),
                    once.wakeUp(),
                    once.consumerDelay(),
                    0,
                    List.of(new Stalls(
                            new Stalls.Periodic(every, one.stall(), (one.lead() + 2L) * one.period() + one.phase()),
                            false)),
                    5 * every / one.period() + one.lead() + 2,
                    0);
            assertThat(TimingSimulation.run(periodic, done -> {}).underrunEvents())
                    .as("%s", one)
                    .isEqualTo(5 * one.formula(policy));
        }
    }

    /** D/M/1: sigma = exp(-(1 - sigma) / rho), a miss has probability sigma^N. */
    @ParameterizedTest
    @CsvSource({"0.5, 2, 0.041285", "0.9, 3, 0.525362"})
    void exponentialCostsMissLikeTheQueueWhereBlocksBelongToDeadlines(double load, int lead, double expected) {
        assertThat(missed(Scenario.Policy.ABS, load, lead)).isBetween(0.98 * expected, 1.02 * expected);
    }

    /** The chain n -> min(N, (n - 1)^+ + Poisson(1 / rho)); a miss has the probability of 0. */
    @Test
    void exponentialCostsMissLikeTheChainWhereTheStreamSlips() {
        assertThat(missed(Scenario.Policy.SLIP, 0.9, 4)).isBetween(0.98 * 0.072443, 1.02 * 0.072443);
    }

    private static double missed(Scenario.Policy policy, double load, int lead) {
        int period = 1_000_000;
        Scenario scenario = new Scenario(
                NANOS_RATE,
                period,
                (long) lead * period,
                period,
                policy,
                new Length.Exponential(load * period),
                new Length.Constant(0),
                new Length.Constant(0),
                0,
                List.of(),
                4_000_000,
                7);
        SimulationResult result = TimingSimulation.run(scenario, done -> {});
        return (double) result.underrunEvents() / result.deadlines();
    }

    @Test
    void deadlinesFallAtTheFloorOfTheirInstantHoweverManyThereAre() {
        DeadlineClock clock = new DeadlineClock(44_100, List.of(128), 0);
        long nanos = 0;
        for (int k = 1; k <= 5_000_000; k++) {
            nanos = clock.next();
        }
        assertThat(nanos)
                .isEqualTo(java.math.BigInteger.valueOf(5_000_000L * 128)
                        .multiply(java.math.BigInteger.valueOf(1_000_000_000L))
                        .divide(java.math.BigInteger.valueOf(44_100))
                        .longValueExact());
    }
}
