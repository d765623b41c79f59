package vorlauf.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import vorlauf.simulate.Length;
import vorlauf.simulate.RandomStream;
import vorlauf.simulate.Scenario;
import vorlauf.simulate.Stalls;
import vorlauf.simulate.TimingSimulation;

/** A world of known distributions: a short measurement of it foretells what a long look at it finds. */
final class PredictionTest {
    private static final int RATE = 48_000;
    private static final int PERIOD = 128;
    private static final double COST_NANOS = 900_000;
    private static final double GAP_NANOS = 80_000_000;
    private static final double PAUSE_NANOS = 2_500_000;

    /** What a recorder sees of this world in so many periods. */
    private static Measurement measured(int periods, long seed) {
        RandomStream random = new RandomStream(seed, "world");
        long[] cost = new long[periods];
        long[] wakeUp = new long[periods];
        Arrays.setAll(cost, i -> Math.round(COST_NANOS * random.nextExponential()));
        Arrays.setAll(wakeUp, i -> Math.round(40_000 * random.nextExponential()));
        double seconds = (double) periods * PERIOD / RATE;
        Longs from = new Longs();
        Longs to = new Longs();
        long now = Math.round(GAP_NANOS * random.nextExponential());
        while (now < seconds * 1e9) {
            long end = now + Math.round(PAUSE_NANOS * random.nextExponential());
            from.add(now);
            to.add(end);
            now = end + Math.round(GAP_NANOS * random.nextExponential());
        }
        return new Measurement(
                RATE,
                PERIOD,
                16 * PERIOD,
                seconds,
                cost,
                wakeUp,
                new long[periods],
                new long[0],
                new Pauses(from.toArray(), to.toArray()),
                new boolean[periods]);
    }

    /** The share of misses in three hours of it. */
    private static double truth(int ringBlocks) {
        Scenario scenario = new Scenario(
                RATE,
                PERIOD,
                (long) ringBlocks * PERIOD,
                PERIOD,
                Scenario.Policy.SLIP,
                new Length.Exponential(COST_NANOS),
                new Length.Exponential(40_000),
                new Length.Constant(0),
                0,
                List.of(new Stalls(
                        new Stalls.Renewal(new Length.Exponential(GAP_NANOS), new Length.Exponential(PAUSE_NANOS)),
                        false)),
                4_000_000,
                77);
        return (double) TimingSimulation.run(scenario, done -> {}).underrunEvents() / scenario.deadlines();
    }

    /** Eight minutes of one world: their intervals hold what three hours of it come to, and they are right on average. */
    @Test
    void aMinuteForetellsHours() {
        int worlds = 8;
        for (int blocks : new int[] {3, 8}) {
            double truth = truth(blocks);
            int inside = 0;
            double logarithms = 0;
            for (int seed = 1; seed <= worlds; seed++) {
                Prediction.Row row = Prediction.at(measured(22_500, seed), false, blocks, Prediction.Effort.QUICK);
                assertThat(row.lower()).isLessThanOrEqualTo(row.probability());
                assertThat(row.upper()).isGreaterThanOrEqualTo(row.probability());
                inside += row.lower() <= truth && truth <= row.upper() ? 1 : 0;
                logarithms += Math.log(Math.max(1e-12, row.probability()) / truth) / worlds;
            }
            assertThat(inside).as("intervals for %d blocks", blocks).isGreaterThanOrEqualTo(worlds * 5 / 8);
            assertThat(Math.exp(logarithms)).as("mean for %d blocks", blocks).isBetween(1 / 3.0, 3.0);
        }
    }

    @Test
    void advisesTheSmallestRingThatIsCertainEnough() {
        Prediction prediction =
                Prediction.of(measured(22_500, 1), false, 1e-3, List.of(5), Prediction.Effort.QUICK, row -> {});
        Prediction.Row advised = prediction.advised().orElseThrow();
        assertThat(advised.upper()).isLessThanOrEqualTo(1e-3);
        assertThat(truth(advised.ringBlocks())).isLessThan(1e-3);
        assertThat(prediction.rows())
                .filteredOn(row -> row.ringBlocks() >= advised.ringBlocks())
                .allMatch(row -> row.upper() <= 1e-3);
        // One size less is not certain enough, neither is a lucky size below one that is not.
        Prediction.Row before = prediction.rows().get(prediction.rows().indexOf(advised) - 1);
        assertThat(before.upper()).isGreaterThan(1e-3);
        Prediction.Row lucky = new Prediction.Row(1, 128, 0.003, 0, 0, 0, 1e-9);
        assertThat(new Prediction(List.of(lucky, before, advised), 1e-3).advised())
                .contains(advised);
        assertThat(new Prediction(List.of(lucky, before), 1e-3).advised()).isEmpty();
        assertThat(prediction.rows()).extracting(Prediction.Row::ringBlocks).contains(1, 2, 3, 4, 5, 6);
    }

    /** The broken twin looks at what was measured without its pauses: the truth is far outside. */
    @Test
    void withoutItsPausesTheTruthIsOutside() {
        Measurement all = measured(22_500, 1);
        Measurement without = new Measurement(
                RATE,
                PERIOD,
                all.leadFrames(),
                all.seconds(),
                all.costNanos(),
                all.wakeUpNanos(),
                all.consumerNanos(),
                all.oversleepNanos(),
                new Pauses(new long[0], new long[0]),
                all.missed());
        Prediction prediction = Prediction.of(without, false, 1e-3, List.of(8), Prediction.Effort.QUICK, row -> {});
        assertThat(prediction.row(8).upper()).isLessThan(truth(8) / 3);
    }

    @Test
    void aCallbackInJavaMissesWhatFallsIntoPausesWhateverTheRing() {
        Prediction prediction =
                Prediction.of(measured(10_000, 2), true, 1e-5, List.of(), Prediction.Effort.QUICK, row -> {});
        assertThat(prediction.advised()).isEmpty();
        // Pauses take PAUSE / (GAP + PAUSE) of the time, and that share of the deadlines.
        double share = PAUSE_NANOS / (GAP_NANOS + PAUSE_NANOS);
        assertThat(prediction.rows().getLast().probability()).isBetween(0.6 * share, 1.6 * share);
    }

    @Test
    void theSameSeedForetellsTheSame() {
        Measurement measured = measured(4_000, 3);
        Prediction one = Prediction.of(measured, false, 1e-2, List.of(), Prediction.Effort.QUICK, row -> {});
        assertThat(Prediction.of(measured, false, 1e-2, List.of(), Prediction.Effort.QUICK, row -> {}))
                .isEqualTo(one);
    }

    @Test
    void secondsOfARunAreDrawnTogether() {
        boolean[] missed = new boolean[10_000];
        Arrays.fill(missed, 500, 600, true);
        double[] shares = Verification.shares(missed, 100);
        assertThat(shares[0]).isZero();
        assertThat(shares[shares.length / 2]).isEqualTo(0.01);
        // The broken twin draws single deadlines and takes a cluster for a hundred independent misses.
        double[] single = Verification.shares(missed, 1);
        int cut = shares.length / 40;
        assertThat(shares[shares.length - 1 - cut]).isGreaterThanOrEqualTo(0.03);
        assertThat(single[single.length - 1 - cut]).isLessThan(0.0125);
    }
}
