package vorlauf.predict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vorlauf.simulate.RandomStream;
import vorlauf.simulate.Scenario;

/** Rare misses against closed forms that say how rare they are, and against waiting for them. */
final class SplittingTest {
    private static final int PERIOD = 1_000_000;
    private static final int RUNS = 16;

    private static RingModel queue(Scenario.Policy policy, double load, int blocks) {
        Tail none = new Tail.Constant(0);
        return new RingModel(
                1_000_000_000,
                PERIOD,
                PERIOD,
                (long) blocks * PERIOD,
                policy,
                new Tail.Exponential(load * PERIOD),
                none,
                none,
                none,
                none,
                false);
    }

    /** Mean of independent runs, and its standard error. */
    private record Mean(double value, double error) {
        boolean agreesWith(double expected) {
            return Math.abs(value - expected) <= 4 * error;
        }
    }

    private static Mean mean(RingModel model, long deadlines, Splitting.Weights weights) {
        double[] thresholds = Splitting.thresholds(model, 5);
        double sum = 0;
        double squares = 0;
        for (int run = 0; run < RUNS; run++) {
            double share = Splitting.estimate(model, thresholds, deadlines, weights, new RandomStream(run, "run"))
                    .probability();
            sum += share;
            squares += share * share;
        }
        double mean = sum / RUNS;
        return new Mean(mean, Math.sqrt(Math.max(0, squares / RUNS - mean * mean) / (RUNS - 1)));
    }

    /** sigma = exp(-(1 - sigma) / load), by iteration. */
    private static double sigma(double load) {
        double sigma = 0.5;
        for (int i = 0; i < 1_000; i++) {
            sigma = StrictMath.exp(-(1 - sigma) / load);
        }
        return sigma;
    }

    /** Closed form 4: D/M/1, a miss has probability sigma^N; down to one in ten thousand millions. */
    @ParameterizedTest
    @CsvSource({"0.5, 2", "0.5, 8", "0.5, 14", "0.8, 20"})
    void blocksThatBelongToDeadlinesMissLikeTheQueue(double load, int blocks) {
        double expected = StrictMath.pow(sigma(load), blocks);
        Mean mean = mean(queue(Scenario.Policy.ABS, load, blocks), 20_000, Splitting.RIGHT);
        assertThat(mean.error()).as("%s of %s", mean, expected).isLessThan(0.15 * expected);
        assertThat(mean.agreesWith(expected)).as("%s, not %s", mean, expected).isTrue();
    }

    /** Stationary probability of 0 in the chain n -> min(N, (n - 1)^+ + Poisson(1 / load)), by iteration. */
    private static double chain(double load, int blocks) {
        double[] state = new double[blocks + 1];
        state[blocks] = 1;
        for (int i = 0; i < 20_000; i++) {
            double[] next = new double[blocks + 1];
            for (int n = 0; n <= blocks; n++) {
                double rest = 1;
                double poisson = StrictMath.exp(-1 / load);
                int from = Math.max(0, n - 1);
                for (int more = 0; from + more < blocks; more++) {
                    next[from + more] += state[n] * poisson;
                    rest -= poisson;
                    poisson /= load * (more + 1);
                }
                next[blocks] += state[n] * Math.max(0, rest);
            }
            state = next;
        }
        return state[0];
    }

    /** Closed form 5. */
    @ParameterizedTest
    @CsvSource({"0.9, 4", "0.5, 6", "0.5, 10"})
    void aStreamThatSlipsMissesLikeTheChain(double load, int blocks) {
        double expected = chain(load, blocks);
        Mean mean = mean(queue(Scenario.Policy.SLIP, load, blocks), 20_000, Splitting.RIGHT);
        assertThat(mean.error()).as("%s of %s", mean, expected).isLessThan(0.15 * expected);
        assertThat(mean.agreesWith(expected)).as("%s, not %s", mean, expected).isTrue();
    }

    @Test
    void theChainOfTheClosedFormIsTheStatedOne() {
        assertThat(chain(0.9, 4)).isBetween(0.072442, 0.072444);
        assertThat(StrictMath.pow(sigma(0.5), 2)).isBetween(0.041284, 0.041286);
    }

    /** Broken twins: weights that forget one threshold, and copies that count like the path that they were made of. */
    @Test
    void wrongWeightsAreTold() {
        double expected = StrictMath.pow(sigma(0.5), 8);
        RingModel model = queue(Scenario.Policy.ABS, 0.5, 8);
        Splitting.Weights oneTooFew = above -> Splitting.RIGHT.above(Math.max(0, above - 1));
        Splitting.Weights none = above -> 1;
        assertThat(mean(model, 20_000, oneTooFew).agreesWith(expected)).isFalse();
        assertThat(mean(model, 20_000, none).agreesWith(expected)).isFalse();
    }

    /** Long pauses, as a collector makes them, against waiting: a single one empties the ring, which steps of a draw divide. */
    @Test
    void rareLongPausesAreFoundByDegrees() {
        Tail none = new Tail.Constant(0);
        Tail pause = new Tail.Fitted(
                new Tail.Sample(new long[] {200_000}),
                new Tail.Excess(200_000, 0.2, new GeneralizedPareto(0.3, 1_500_000)));
        RingModel model = new RingModel(
                48_000,
                128,
                128,
                16 * 128,
                Scenario.Policy.SLIP,
                new Tail.Constant(40_000),
                new Tail.Exponential(60_000),
                none,
                new Tail.Exponential(100_000_000),
                pause,
                false);
        double[] thresholds = Splitting.thresholds(model, 5);
        assertThat(thresholds.length).isGreaterThan(4);
        Mean split = mean(model, 40_000, Splitting.RIGHT);
        // Waiting is splitting without thresholds: sixteen runs of four million deadlines.
        double sum = 0;
        double squares = 0;
        for (int run = 0; run < RUNS; run++) {
            double share = Splitting.estimate(model, new double[0], 2_000_000, new RandomStream(run, "wait"))
                    .probability();
            sum += share / RUNS;
            squares += share * share / RUNS;
        }
        double error = Math.sqrt((squares - sum * sum) / (RUNS - 1));
        assertThat(sum).isBetween(1e-6, 1e-4);
        assertThat(split.error()).isLessThan(sum / 4);
        assertThat(Math.abs(split.value() - sum))
                .as("%s, waited for %s +- %s", split, sum, error)
                .isLessThan(4 * Math.hypot(split.error(), error));
    }

    /** A collector that stops everything each two seconds, against waiting for days: the pilot has to see pauses, too. */
    @Test
    void pausesThatAreSecondsApartAreDividedToo() {
        Tail none = new Tail.Constant(0);
        RingModel model = new RingModel(
                48_000,
                128,
                128,
                32 * 128,
                Scenario.Policy.SLIP,
                new Tail.Constant(40_000),
                new Tail.Exponential(60_000),
                none,
                new Tail.Exponential(2e9),
                new Tail.Exponential(12_000_000),
                false);
        // A pause is longer than 85 ms with probability exp(-85 / 12), and is then 12 ms longer on average.
        double leadNanos = 32 * model.periodNanos();
        double perPause = StrictMath.exp(-leadNanos / 12e6) / (StrictMath.exp(model.periodNanos() / 12e6) - 1);
        double roughly = perPause * model.periodNanos() / 2.012e9;
        Mean split = mean(model, 100_000, Splitting.RIGHT);
        assertThat(split.error()).isLessThan(split.value() / 5);
        assertThat(split.value()).isBetween(roughly / 1.3, roughly * 1.3);
    }

    @Test
    void whatCannotMissDoesNot() {
        Tail none = new Tail.Constant(0);
        RingModel model = new RingModel(
                48_000,
                128,
                128,
                256,
                Scenario.Policy.SLIP,
                new Tail.Constant(1_000_000),
                none,
                none,
                none,
                none,
                false);
        Splitting.Estimate estimate =
                Splitting.estimate(model, Splitting.thresholds(model, 1), 10_000, new RandomStream(1, "never"));
        assertThat(estimate.probability()).isZero();
        assertThat(estimate.atMost()).isBetween(1e-12, 3e-4);
    }
}
