package vorlauf.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The distributions against their functions: Kolmogorov's distance of a million numbers. */
final class RandomStreamTest {
    private static final int DRAWS = 1_000_000;

    /** A distance beyond this comes by chance once in a million times: P(D > d) = 2 exp(-2 n d d). */
    private static final double MOST = StrictMath.sqrt(StrictMath.log(2e6) / (2.0 * DRAWS));

    private static double distance(double[] draws, DoubleUnaryOperator distribution) {
        Arrays.sort(draws);
        double most = 0;
        for (int i = 0; i < draws.length; i++) {
            double expected = distribution.applyAsDouble(draws[i]);
            most = Math.max(most, Math.max(expected - (double) i / DRAWS, (i + 1.0) / DRAWS - expected));
        }
        return most;
    }

    private static double[] exponentials() {
        RandomStream random = new RandomStream(5, "exponential");
        double[] draws = new double[DRAWS];
        Arrays.setAll(draws, i -> random.nextExponential());
        return draws;
    }

    @Test
    void exponentialNumbersAreExponential() {
        double[] draws = exponentials();
        assertThat(Arrays.stream(draws).min().orElseThrow()).isPositive();
        assertThat(distance(draws, x -> 1 - StrictMath.exp(-x))).isLessThan(MOST);
        assertThat(draws[DRAWS - 1]).isGreaterThan(9); // the tail behind the last layer is drawn from
    }

    @Test
    void aMeanThatIsOffByAPercentIsCaught() {
        assertThat(distance(exponentials(), x -> 1 - StrictMath.exp(-1.01 * x))).isGreaterThan(MOST);
    }

    @Test
    void normalNumbersHaveTheMomentsOfTheNormalDistribution() {
        RandomStream random = new RandomStream(6, "normal");
        double[] sums = new double[5];
        int beyondThree = 0;
        for (int i = 0; i < DRAWS; i++) {
            double x = random.nextNormal();
            for (int power = 1; power < sums.length; power++) {
                sums[power] += StrictMath.pow(x, power);
            }
            beyondThree += Math.abs(x) > 3.7 ? 1 : 0;
        }
        // Five standard errors of each moment: the variance of x^k is E x^2k - (E x^k)^2.
        assertThat(sums[1] / DRAWS).isBetween(-0.005, 0.005);
        assertThat(sums[2] / DRAWS).isBetween(1 - 0.0071, 1 + 0.0071);
        assertThat(sums[3] / DRAWS).isBetween(-0.0194, 0.0194);
        assertThat(sums[4] / DRAWS).isBetween(3 - 0.049, 3 + 0.049);
        assertThat(beyondThree).isBetween(143, 289); // 215.6 expected, five standard errors: the tail of the ziggurat
    }
}
