package vorlauf.dsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class FunctionsTest {

    private static final int POINTS = 200_000;

    /** The largest error in units in the last place of the reference, over evenly spaced arguments. */
    private static double worstUlp(DoubleUnaryOperator own, DoubleUnaryOperator reference, double low, double high) {
        double worst = 0;
        for (int i = 0; i <= POINTS; i++) {
            double x = low + (high - low) * i / POINTS;
            double expected = reference.applyAsDouble(x);
            worst = Math.max(worst, Math.abs(own.applyAsDouble(x) - expected) / Math.ulp(expected));
        }
        return worst;
    }

    @Test
    void sineAndCosineMeetTheReferenceWithinTwoUlp() {
        assertThat(worstUlp(Functions::sin, StrictMath::sin, 0, Math.PI)).isLessThanOrEqualTo(2);
        assertThat(worstUlp(Functions::sin, StrictMath::sin, 0, 1e-3)).isLessThanOrEqualTo(1);
        assertThat(worstUlp(Functions::cos, StrictMath::cos, 0, 1.5)).isLessThanOrEqualTo(2);
        assertThat(worstUlp(Functions::cos, StrictMath::cos, 1.65, Math.PI)).isLessThanOrEqualTo(2);
        for (double x = 1.5; x < 1.65; x += 1e-6) {
            assertThat(Functions.cos(x) - StrictMath.cos(x)).isBetween(-1e-16, 1e-16);
        }
    }

    @Test
    void tangentMeetsTheReferenceUpToTheEdgeOfTheFilters() {
        assertThat(worstUlp(Functions::tan, StrictMath::tan, 0, 1.5)).isLessThanOrEqualTo(5);
        double edge = 0.4999 * Math.PI;
        assertThat(Functions.tan(edge) / StrictMath.tan(edge) - 1).isBetween(-1e-12, 1e-12);
    }

    @Test
    void exponentialMeetsTheReferenceOverTheWholeRange() {
        assertThat(worstUlp(Functions::exp, StrictMath::exp, -1, 1)).isLessThanOrEqualTo(2);
        assertThat(worstUlp(Functions::exp, StrictMath::exp, -708, 709.7)).isLessThanOrEqualTo(2);
        assertThat(worstUlp(Functions::exp, StrictMath::exp, -745.13, -708)).isLessThanOrEqualTo(1);
        assertThat(Functions.exp(0)).isEqualTo(1);
        assertThat(Functions.exp(709.79)).isInfinite();
        assertThat(Functions.exp(-745.14)).isZero();
        assertThat(Functions.exp(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(Functions.exp(Double.NaN)).isNaN();
        assertThat(Functions.exp(1f)).isEqualTo((float) Math.E);
    }

    @Test
    void decayKeepsItsDigitsWhereItIsSmall() {
        assertThat(worstUlp(Functions::decay, x -> -StrictMath.expm1(-x), 1e-12, 3))
                .isLessThanOrEqualTo(4);
        assertThat(Functions.decay(1e-17)).isEqualTo(1e-17);
    }

    @Test
    void logarithmMeetsTheReference() {
        assertThat(worstUlp(Functions::log, StrictMath::log, 0.5, 0.999)).isLessThanOrEqualTo(3);
        assertThat(worstUlp(Functions::log, StrictMath::log, 1.0001, 1e4)).isLessThanOrEqualTo(3);
        assertThat(worstUlp(Functions::log, StrictMath::log, 1e-310, 1e-300)).isLessThanOrEqualTo(3);
        assertThat(Functions.log(1)).isZero();
        assertThat(Functions.log(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Functions.log(-1)).isNaN();
        assertThat(Functions.log(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void decibelsBecomeAmplitudes() {
        for (double decibels = -200; decibels <= 200; decibels += 0.37) {
            assertThat(Functions.amplitude(decibels) / StrictMath.pow(10, decibels / 20) - 1)
                    .isBetween(-1e-14, 1e-14);
            assertThat(Functions.rootAmplitude(decibels) / StrictMath.pow(10, decibels / 40) - 1)
                    .isBetween(-1e-14, 1e-14);
        }
        assertThat(Functions.amplitude(0)).isEqualTo(1);
    }

    @Test
    void sineOfAPhaseIsWithinTwoUlpAndExactAtTheQuarters() {
        double worstUlp = 0;
        double worst = 0;
        for (int i = 0; i < 4_000_000; i++) {
            int phase = i * 1073 + 11;
            long fromHalf = phase > Functions.QUARTER_TURN
                    ? (1L << 31) - phase
                    : phase < -Functions.QUARTER_TURN ? -(1L << 31) - phase : phase;
            double expected = StrictMath.sin(fromHalf * (Math.PI * 0x1p-31));
            double error = Math.abs(Functions.sine(phase) - expected);
            worst = Math.max(worst, error);
            worstUlp = Math.max(worstUlp, error / Math.ulp((float) expected));
        }
        assertThat(worstUlp).isLessThanOrEqualTo(2.0);
        assertThat(worst).isLessThanOrEqualTo(1.2e-7);
        assertThat(Functions.sine(0)).isEqualTo(0f);
        assertThat(Functions.sine(Functions.QUARTER_TURN)).isEqualTo(1f);
        assertThat(Functions.sine(Integer.MIN_VALUE)).isEqualTo(0f);
        assertThat(Functions.sine(-Functions.QUARTER_TURN)).isEqualTo(-1f);
    }

    @Test
    void hyperbolicTangentIsOddBoundedAndWithinSevenUlp() {
        double worstUlp = 0;
        for (int i = 1; i < 3_000_000; i++) {
            float x = i * 4e-6f;
            double expected = StrictMath.tanh(x);
            float own = Functions.tanh(x);
            worstUlp = Math.max(worstUlp, Math.abs(own - expected) / Math.ulp((float) expected));
            assertThat(own <= 1f).isTrue();
            assertThat(Functions.tanh(-x) == -own).isTrue();
        }
        assertThat(worstUlp).isLessThanOrEqualTo(7);
        for (float x = 8f; x < 9f; x = Math.nextUp(x)) {
            assertThat(Functions.tanh(x) <= 1f).isTrue(); // nothing limits the quotient
        }
        assertThat(Functions.tanh(1e-20f)).isEqualTo(1e-20f);
        assertThat(Functions.tanh(Float.POSITIVE_INFINITY)).isEqualTo(1f);
        assertThat(Functions.tanh(-100f)).isEqualTo(-1f);
        assertThat(Functions.tanh(Float.NaN)).isNaN();
    }

    @Test
    void aCoarserPolynomialWouldBeCaught() {
        DoubleUnaryOperator shortened = x -> x - x * x * x / 6 + x * x * x * x * x / 120;
        assertThat(worstUlp(shortened, StrictMath::sin, 0, 0.7)).isGreaterThan(1000);
    }
}
