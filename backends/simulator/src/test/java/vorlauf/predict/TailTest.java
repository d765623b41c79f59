package vorlauf.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vorlauf.simulate.RandomStream;

/** Fits against samples of known distributions. */
final class TailTest {
    private static double[] sample(GeneralizedPareto law, int size, long seed) {
        RandomStream random = new RandomStream(seed, "sample");
        double[] values = new double[size];
        Arrays.setAll(values, i -> law.exceededWith(random.nextUnit()));
        return values;
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.3, 0, 0.2, 0.4})
    void findsShapeAndScale(double shape) {
        GeneralizedPareto law = new GeneralizedPareto(shape, 70_000);
        double[] values = sample(law, 20_000, 3);
        GeneralizedPareto fitted = GeneralizedPareto.fit(values);
        // Standard errors: (1 + shape) / sqrt(n) and about 1.5 % of the scale.
        assertThat(fitted.shape()).isBetween(shape - 0.03, shape + 0.03);
        assertThat(fitted.scale()).isBetween(67_000.0, 73_000.0);
        assertThat(fitted.meanLogarithm(values)).isGreaterThanOrEqualTo(law.meanLogarithm(values));
        // The broken twin takes the sign of the shape for granted: it is less likely.
        if (shape != 0) {
            assertThat(new GeneralizedPareto(-fitted.shape(), fitted.scale()).meanLogarithm(values))
                    .isLessThan(fitted.meanLogarithm(values) - 0.01);
        }
    }

    @Test
    void aShapeWithoutAVarianceIsHeldAtTheLimit() {
        double[] values = sample(new GeneralizedPareto(0.9, 100), 5_000, 4);
        GeneralizedPareto fitted = GeneralizedPareto.fit(values);
        assertThat(fitted.isAtLimit()).isTrue();
        assertThat(fitted.shape()).isEqualTo(GeneralizedPareto.HIGHEST_SHAPE);
        for (double factor : new double[] {0.9, 1.1}) {
            assertThat(new GeneralizedPareto(fitted.shape(), fitted.scale() * factor).meanLogarithm(values))
                    .isLessThan(fitted.meanLogarithm(values));
        }
        assertThat(GeneralizedPareto.fit(sample(new GeneralizedPareto(0.2, 100), 5_000, 4))
                        .isAtLimit())
                .isFalse();
    }

    /** The tail of 100,000 times meets the truth at 1e-8; the longest of them does not. */
    @Test
    void continuesWhatWasMeasured() {
        RandomStream random = new RandomStream(9, "lateness");
        long[] nanos = new long[100_000];
        Arrays.setAll(nanos, i -> Math.round(50_000 + 20_000 * random.nextExponential()));
        Tail tail = Tail.fitted(nanos);
        assertThat(tail.nanos(1)).isBetween(50_000L, 50_010L);
        assertThat(tail.nanos(0.5)).isBetween(63_500L, 64_300L);
        double expected = 50_000 + 20_000 * -Math.log(1e-8);
        assertThat(tail.nanos(1e-8)).isBetween((long) (0.8 * expected), (long) (1.25 * expected));
        long longest = Arrays.stream(nanos).max().orElse(0);
        assertThat(Tail.measured(nanos).nanos(1e-8)).isEqualTo(longest).isLessThan((long) (0.8 * expected));
    }

    @Test
    void neverGetsShorterWhereTheProbabilityFalls() {
        RandomStream random = new RandomStream(2, "any");
        for (int size : new int[] {1, 2, 9, 10, 19, 20, 21, 300, 4_000}) {
            long[] nanos = new long[size];
            Arrays.setAll(nanos, i -> Math.floorMod(random.nextLong(), 1_000_000L));
            for (Tail tail : new Tail[] {Tail.fitted(nanos), Tail.measured(nanos), new Tail.Exponential(5)}) {
                long before = 0;
                for (double probability = 1; probability > 1e-12; probability *= 0.93) {
                    assertThat(tail.nanos(probability))
                            .as("%s at %s", tail, probability)
                            .isGreaterThanOrEqualTo(before);
                    before = tail.nanos(probability);
                }
            }
        }
    }

    @Test
    void nothingMeasuredIsNothing() {
        assertThat(Tail.fitted(new long[0])).isEqualTo(new Tail.Constant(0));
        assertThat(Tail.fitted(new long[30]).nanos(1e-9)).isZero();
    }
}
