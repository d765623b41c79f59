package vorlauf.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Log-normal times are those of {@code StrictMath}, one by one, and have the quantiles of their distribution. */
final class LogNormalTimesTest {
    private static final int DRAWS = 2_000_000;

    private static long byStrictMath(double medianNanos, double exponent) {
        return Math.min(Length.LONGEST_NANOS, StrictMath.round(medianNanos * StrictMath.exp(exponent)));
    }

    @ParameterizedTest
    @CsvSource({
        "400000, 0.5",
        "1000, 1",
        "3, 2",
        "0.25, 1",
        "0, 1",
        "5e12, 1",
        "86400000000000, 10",
        "1e-300, 10",
        "70000, 0",
        "70000, 49",
        "70000, 60",
        "70000, -1"
    })
    void eachTimeIsThatOfStrictMath(double medianNanos, double sigma) {
        Length.Sampler times = new Length.LogNormal(medianNanos, sigma).sampler(new RandomStream(9, "times"));
        RandomStream random = new RandomStream(9, "times");
        int different = 0;
        for (int i = 0; i < DRAWS; i++) {
            different += times.nextNanos() == byStrictMath(medianNanos, sigma * random.nextNormal()) ? 0 : 1;
        }
        assertThat(different).isZero();
    }

    @Test
    void theExponentialFunctionIsOffByLessThanItSays() {
        RandomStream random = new RandomStream(3, "exponents");
        double most = 0;
        for (int i = 0; i < 20_000; i++) {
            double range = StrictMath.pow(2, -20 + 29.4 * random.nextUnit());
            most = Math.max(most, share((2 * random.nextUnit() - 1) * range, LogNormalTimes::exponential));
        }
        for (int n = -2_000; n < 2_000; n++) {
            // Half-way between two powers of the table the polynomial is at its worst.
            double middle = (n + 0.5) * 0.6931471805599453 / 128;
            most = Math.max(most, share(middle, LogNormalTimes::exponential));
            most = Math.max(most, share(Math.nextDown(middle), LogNormalTimes::exponential));
        }
        assertThat(most).isBetween(0x1p-53, 0x1p-48);
        // A constant that is off in its eleventh digit is seen.
        assertThat(share(1.3, x -> LogNormalTimes.exponential(x) * (1 + 1e-11))).isGreaterThan(0x1p-48);
    }

    /** How far a function is from exp(x), as a share of it. */
    private static double share(double x, DoubleUnaryOperator function) {
        BigDecimal exact = exponential(new BigDecimal(x));
        return new BigDecimal(function.applyAsDouble(x))
                .subtract(exact)
                .abs()
                .divide(exact, new MathContext(20))
                .doubleValue();
    }

    /** By its series, of a number that was halved often before and is squared as often after. */
    private static BigDecimal exponential(BigDecimal x) {
        MathContext digits = new MathContext(340 + 40);
        MathContext kept = new MathContext(40);
        int halvings = 14;
        BigDecimal small = x.divide(new BigDecimal(1 << halvings), digits).round(new MathContext(60));
        BigDecimal sum = BigDecimal.ONE;
        BigDecimal term = BigDecimal.ONE;
        for (int i = 1; i <= 24; i++) {
            term = term.multiply(small, new MathContext(60)).divide(new BigDecimal(i), new MathContext(60));
            sum = sum.add(term, new MathContext(60));
        }
        for (int i = 0; i < halvings; i++) {
            sum = sum.multiply(sum, new MathContext(60));
        }
        return sum.round(kept);
    }

    @Test
    void whereAHalfLiesNearStrictMathDecidesAndWithoutItATimeIsAnother() {
        RandomStream random = new RandomStream(4, "halves");
        int undecided = 0;
        int wrong = 0;
        for (int i = 0; i < 200_000; i++) {
            double exponent = 4 * random.nextUnit() - 2;
            double half = 100_000 + Math.floorMod(random.nextLong(), 900_000L) + 0.5;
            double medianNanos = half / StrictMath.exp(exponent);
            double value = medianNanos * LogNormalTimes.exponential(exponent);
            long right = byStrictMath(medianNanos, exponent);
            long careful = WholeNanos.nearest(value, LogNormalTimes.APART);
            assertThat(careful == right || careful == WholeNanos.UNDECIDED).isTrue();
            undecided += careful == WholeNanos.UNDECIDED ? 1 : 0;
            wrong += WholeNanos.rounded(value) == right ? 0 : 1;
        }
        assertThat(undecided).isEqualTo(200_000);
        assertThat(wrong).isGreaterThan(1_000); // what a fast function alone would get wrong here
    }

    @Test
    void itIsRareThatStrictMathHasToDecide() {
        RandomStream random = new RandomStream(5, "rare");
        int undecided = 0;
        for (int i = 0; i < DRAWS; i++) {
            double value = 400_000 * LogNormalTimes.exponential(0.5 * random.nextNormal());
            undecided += WholeNanos.nearest(value, LogNormalTimes.APART) == WholeNanos.UNDECIDED ? 1 : 0;
        }
        assertThat(undecided).isLessThan(DRAWS / 100_000);
    }

    @Test
    void whatIsDecidedIsTheNearestOfAllThatAreThatNear() {
        for (double half : new double[] {0.5, 1.5, 1_000_000.5, 0x1p30 + 0.5}) {
            assertThat(WholeNanos.nearest(half, LogNormalTimes.APART)).isEqualTo(WholeNanos.UNDECIDED);
            double apart = 2 * half * LogNormalTimes.APART;
            assertThat(WholeNanos.nearest(half + apart, LogNormalTimes.APART)).isEqualTo((long) half + 1);
            assertThat(WholeNanos.nearest(half - apart, LogNormalTimes.APART)).isEqualTo((long) half);
        }
        for (double unusual :
                new double[] {0.49999999999999994, 0x1p45, 1e300, -1, -1e300, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThat(WholeNanos.nearest(unusual, LogNormalTimes.APART)).isEqualTo(WholeNanos.UNDECIDED);
        }
        assertThat(WholeNanos.nearest(0, LogNormalTimes.APART)).isZero();
    }

    /** Quantiles of the standard normal distribution. Source: NIST/SEMATECH e-Handbook, table of its function. */
    private static final double[][] NORMAL = {
        {0.5, 0},
        {0.841344746068543, 1},
        {0.977249868051821, 2},
        {0.998650101968370, 3},
        {0.158655253931457, -1},
        {0.022750131948179, -2}
    };

    /** How many standard errors the share of times up to a quantile is off, the most of all quantiles. */
    private static double worst(double medianNanos, double sigma, double wrongSigma) {
        Length.Sampler times = new Length.LogNormal(medianNanos, sigma).sampler(new RandomStream(7, "quantiles"));
        long[] draws = new long[DRAWS];
        Arrays.setAll(draws, i -> times.nextNanos());
        Arrays.sort(draws);
        double worst = 0;
        for (double[] quantile : NORMAL) {
            double limit = medianNanos * StrictMath.exp(wrongSigma * quantile[1]);
            int found = Arrays.binarySearch(draws, StrictMath.round(limit));
            int below = found < 0 ? -found - 1 : found;
            double error = StrictMath.sqrt(quantile[0] * (1 - quantile[0]) / DRAWS);
            worst = Math.max(worst, Math.abs((double) below / DRAWS - quantile[0]) / error);
        }
        return worst;
    }

    @Test
    void quantilesAreThoseOfTheFormula() {
        assertThat(worst(400_000_000, 0.5, 0.5)).isLessThan(4.5);
        assertThat(worst(400_000_000, 0.5, 0.505))
                .as("a sigma that is off by a percent")
                .isGreaterThan(4.5);
    }
}
