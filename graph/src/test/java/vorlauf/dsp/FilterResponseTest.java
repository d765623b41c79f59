package vorlauf.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Responses measured through the kernels against the analogue prototypes that the cookbook's filters come from. */
class FilterResponseTest {

    private static final double RATE = 48_000;
    private static final int LENGTH = 1 << 17;
    private static final double[] CUTOFFS = {50, 200, 1_000, 5_000, 12_000, 18_000};
    private static final double[] QS = {0.5, Math.sqrt(0.5), 2, 10};

    /** A filter kernel on whole arrays. */
    interface Filter {
        void run(float[] in, float[] out);
    }

    /** The largest deviation from a response in decibels, over the bins where that is above -60 dB. */
    private static double worstDecibels(Filter filter, DoubleUnaryOperator magnitude) {
        float[] in = new float[LENGTH];
        float[] out = new float[LENGTH];
        in[0] = 1f;
        filter.run(in, out);
        double[] response = new double[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            response[i] = out[i];
        }
        Spectrum spectrum = Spectrum.of(response);
        double worst = 0;
        int compared = 0;
        for (int bin = 1; bin < LENGTH / 2; bin += 1 + bin / 100) {
            double expected = Spectrum.decibels(magnitude.applyAsDouble(bin * RATE / LENGTH));
            if (expected > -60) {
                worst = Math.max(worst, Math.abs(Spectrum.decibels(spectrum.magnitude(bin)) - expected));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(100);
        return worst;
    }

    /**
     * |H(j w)| of the prototype b2 s^2 + b1 s + b0 over a2 s^2 + a1 s + a0, at a frequency warped by the bilinear
     * transform so that 1 falls on the cutoff.
     */
    private static double prototype(double[] above, double[] below, double hertz, double cutoff) {
        double w = StrictMath.tan(Math.PI * hertz / RATE) / StrictMath.tan(Math.PI * cutoff / RATE);
        return StrictMath.hypot(above[0] - above[2] * w * w, above[1] * w)
                / StrictMath.hypot(below[0] - below[2] * w * w, below[1] * w);
    }

    private static double[][] polynomials(BiquadKind kind, double q, double decibels) {
        double a = StrictMath.pow(10, decibels / 40);
        double slope = StrictMath.sqrt(a) * Math.sqrt(2); // sqrt(A) / Q with S = 1
        double[] plain = {1, 1 / q, 1};
        return switch (kind) {
            case LOWPASS -> new double[][] {{1, 0, 0}, plain};
            case HIGHPASS -> new double[][] {{0, 0, 1}, plain};
            case BANDPASS -> new double[][] {{0, 1 / q, 0}, plain};
            case NOTCH -> new double[][] {{1, 0, 1}, plain};
            case ALLPASS -> new double[][] {{1, -1 / q, 1}, plain};
            case PEAKING -> new double[][] {{1, a / q, 1}, {1, 1 / (a * q), 1}};
            case LOWSHELF -> new double[][] {{a * a, a * slope, a}, {1, slope, a}};
            case HIGHSHELF -> new double[][] {{a, a * slope, a * a}, {a, slope, 1}};
        };
    }

    private static double worstOfBiquad(BiquadKind kind, double cutoff, double q, double decibels, double detune) {
        double[] c = new double[Biquad.COEFFICIENTS];
        Biquad.coefficients(kind, cutoff * detune, q, decibels, RATE, c, 0);
        double[][] polynomials = polynomials(kind, q, decibels);
        return worstDecibels(
                (in, out) -> Biquad.run(in, c, 0, new double[Biquad.STATE], 0, 0, out, 0, LENGTH),
                hertz -> prototype(polynomials[0], polynomials[1], hertz, cutoff));
    }

    @Test
    void everyBiquadMeetsItsPrototypeWithinAHundredthOfADecibel() {
        for (BiquadKind kind : BiquadKind.values()) {
            for (double cutoff : CUTOFFS) {
                for (double q : qs(kind)) {
                    for (double decibels : gains(kind)) {
                        assertThat(worstOfBiquad(kind, cutoff, q, decibels, 1))
                                .as("%s at %s Hz, q %s, %s dB", kind, cutoff, q, decibels)
                                .isLessThan(0.01);
                    }
                }
            }
        }
    }

    private static double[] qs(BiquadKind kind) {
        return switch (kind) {
            case LOWPASS, HIGHPASS, BANDPASS, NOTCH, ALLPASS, PEAKING -> QS;
            case LOWSHELF, HIGHSHELF -> new double[] {1};
        };
    }

    private static double[] gains(BiquadKind kind) {
        return switch (kind) {
            case LOWPASS, HIGHPASS, BANDPASS, NOTCH, ALLPASS -> new double[] {0};
            case PEAKING, LOWSHELF, HIGHSHELF -> new double[] {-12, 9};
        };
    }

    @Test
    void aCutoffThatIsOffByTwoPerMilleIsCaught() {
        assertThat(worstOfBiquad(BiquadKind.LOWPASS, 1000, 0.7, 0, 1.002)).isGreaterThan(0.01);
        assertThat(worstOfBiquad(BiquadKind.HIGHSHELF, 1000, 0.7, 9, 1.002)).isGreaterThan(0.01);
    }

    @Test
    void everyStateVariableOutputMeetsTheCookbooks() {
        for (StateVariable.Output output : StateVariable.Output.values()) {
            BiquadKind kind = switch (output) {
                case LOW -> BiquadKind.LOWPASS;
                case BAND -> BiquadKind.BANDPASS;
                case HIGH -> BiquadKind.HIGHPASS;
                case NOTCH -> BiquadKind.NOTCH;
            };
            for (double cutoff : CUTOFFS) {
                for (double q : QS) {
                    double[] c = new double[StateVariable.COEFFICIENTS];
                    StateVariable.coefficients(cutoff, q, RATE, c, 0);
                    double[][] polynomials = polynomials(kind, q, 0);
                    assertThat(worstDecibels(
                                    (in, out) -> StateVariable.run(
                                            output, in, c, 0, new double[StateVariable.STATE], 0, out, 0, LENGTH),
                                    hertz -> prototype(polynomials[0], polynomials[1], hertz, cutoff)))
                            .as("%s at %s Hz, q %s", output, cutoff, q)
                            .isLessThan(0.01);
                }
            }
        }
    }

    @Test
    void theOnePoleMeetsItsDifferenceEquation() {
        for (double cutoff : CUTOFFS) {
            double coefficient = 1 - StrictMath.exp(-2 * Math.PI * cutoff / RATE);
            double pole = 1 - coefficient;
            assertThat(OnePole.coefficient(cutoff, RATE)).isCloseTo(coefficient, within(1e-15));
            assertThat(worstDecibels(
                            (in, out) -> OnePole.run(
                                    in, OnePole.coefficient(cutoff, RATE), new double[1], 0, out, 0, LENGTH),
                            hertz -> {
                                double w = 2 * Math.PI * hertz / RATE;
                                return coefficient
                                        / StrictMath.hypot(1 - pole * StrictMath.cos(w), pole * StrictMath.sin(w));
                            }))
                    .as("one pole at %s Hz", cutoff)
                    .isLessThan(0.01);
        }
    }

    /** Signal to error in decibels on white noise, against the prototype's direct form in double. */
    private static double signalToError(Filter filter, double[] direct) {
        int frames = 96_000;
        float[] in = new float[frames];
        float[] out = new float[frames];
        Noise.white(3, new long[1], 0, in, 0, frames);
        filter.run(in, out);
        double s1 = 0;
        double s2 = 0;
        double signal = 0;
        double error = 0;
        for (int i = 0; i < frames; i++) {
            double y = direct[0] * in[i] + s1;
            s1 = direct[1] * in[i] - direct[3] * y + s2;
            s2 = direct[2] * in[i] - direct[4] * y;
            signal += y * y;
            error += (y - out[i]) * (y - out[i]);
        }
        return 10 * StrictMath.log10(signal / error);
    }

    /** b0 b1 b2 a1 a2 of the bilinear transform of a prototype: direct forms with these are 190 dB exact at 20 Hz. */
    private static double[] direct(BiquadKind kind, double cutoff, double q, double decibels) {
        double[][] polynomials = polynomials(kind, q, decibels);
        double w = 1 / StrictMath.tan(Math.PI * cutoff / RATE);
        double[] direct = new double[6];
        for (int k = 0; k < 2; k++) {
            double[] p = polynomials[k];
            direct[3 * k] = p[2] * w * w + p[1] * w + p[0];
            direct[3 * k + 1] = 2 * (p[0] - p[2] * w * w);
            direct[3 * k + 2] = p[2] * w * w - p[1] * w + p[0];
        }
        double a0 = direct[3];
        return new double[] {direct[0] / a0, direct[1] / a0, direct[2] / a0, direct[4] / a0, direct[5] / a0};
    }

    @Test
    void everyBiquadKeepsItsPrecisionAtLowCutoffs() {
        double[] cutoffs = {20, 50, 200, 1_000};
        double[] floors = {116, 120, 125, 132}; // 3 dB below what was measured
        double[] c = new double[Biquad.COEFFICIENTS];
        for (BiquadKind kind : BiquadKind.values()) {
            for (double q : new double[] {Math.sqrt(0.5), 2}) {
                for (double decibels : gains(kind)) {
                    for (int i = 0; i < cutoffs.length; i++) {
                        Biquad.coefficients(kind, cutoffs[i], q, decibels, RATE, c, 0);
                        double own = signalToError(
                                (in, out) -> Biquad.run(in, c, 0, new double[2], 0, 0, out, 0, in.length),
                                direct(kind, cutoffs[i], q, decibels));
                        assertThat(own)
                                .as("%s at %s Hz, q %s, %s dB", kind, cutoffs[i], q, decibels)
                                .isGreaterThan(floors[i]);
                    }
                }
            }
        }
    }

    @Test
    void aDirectFormInFloatsIsCaught() {
        double[] direct = direct(BiquadKind.LOWPASS, 20, Math.sqrt(0.5), 0);
        double own = signalToError(
                (in, out) -> {
                    float s1 = 0f;
                    float s2 = 0f;
                    for (int i = 0; i < in.length; i++) {
                        float y = (float) direct[0] * in[i] + s1;
                        s1 = (float) direct[1] * in[i] - (float) direct[3] * y + s2;
                        s2 = (float) direct[2] * in[i] - (float) direct[4] * y;
                        out[i] = y;
                    }
                },
                direct);
        assertThat(own).isLessThan(70);
    }

    /** 1 minus the product of the poles, positive for a stable filter. */
    private static double decay(double d, double c2, double c3) {
        return d + c3 - d * c3 - c2 * c2;
    }

    @Test
    void noRoundedFilterIsUnstable() {
        double[] c = new double[Biquad.COEFFICIENTS];
        int unstableToNearest = 0;
        for (BiquadKind kind : BiquadKind.values()) {
            for (double turns = 0.9e-6; turns < 0.51; turns *= 1.07) {
                for (double q = 1e-3; q < 2e6; q *= 3.3) {
                    for (double decibels = -200; decibels <= 200; decibels += 57) {
                        Biquad.coefficients(kind, turns * RATE, q, decibels, RATE, c, 0);
                        assertThat(decay(-c[0], c[1], -c[2]))
                                .as("%s at %s of the rate, q %s, %s dB", kind, turns, q, decibels)
                                .isPositive();
                        assertThat(-c[0]).isBetween(0.0, 2.0);
                        assertThat(c[1]).isPositive();
                        assertThat(-c[2]).isBetween(0.0, 2.0);
                    }
                }
            }
        }
        // The broken twin: with coefficients rounded to nearest some filters grow.
        for (double turns = 1e-6; turns < 0.4999; turns *= 1.07) {
            double g = StrictMath.tan(Math.PI * turns);
            double k = 1e-11; // a peak of 200 dB, q 1e6
            double a = 1 / (1 + g * (g + k));
            float d = (float) (2 * a * g * (g + k));
            if (!(decay(d, (float) (2 * g * a), (float) (2 * g * g * a)) > 0)) {
                unstableToNearest++;
            }
        }
        assertThat(unstableToNearest).isPositive();
    }

    @Test
    void aLowPassIsToldFromEveryOtherKindByItsCoefficients() {
        double[] c = new double[Biquad.COEFFICIENTS];
        for (BiquadKind kind : BiquadKind.values()) {
            for (double turns = 0.9e-6; turns < 0.51; turns *= 1.07) {
                for (double q = 1e-3; q < 2e6; q *= 3.3) {
                    for (double decibels = -200; decibels <= 200; decibels += 25) {
                        Biquad.coefficients(kind, turns * RATE, q, decibels, RATE, c, 0);
                        assertThat(Biquad.isLow(c, 0))
                                .as("%s at %s of the rate, q %s, %s dB", kind, turns, q, decibels)
                                .isEqualTo(kind == BiquadKind.LOWPASS);
                    }
                }
            }
        }
    }

    /** The trapezoidal rule in double, frame by frame: a low-pass is its second integrator, in a ramp, too. */
    @Test
    void theOutputOfALowPassThatMovesIsTheIntegratorsOfThatFrame() {
        int block = 128;
        double[] now = new double[Biquad.COEFFICIENTS];
        double[] next = new double[Biquad.COEFFICIENTS];
        Biquad.coefficients(BiquadKind.LOWPASS, 300, 2, 0, RATE, now, 0);
        Biquad.coefficients(BiquadKind.LOWPASS, 6_000, 0.8, 0, RATE, next, 0);
        float[] in = new float[block];
        float[] out = new float[block];
        Noise.white(5, new long[1], 0, in, 0, block);
        Biquad.runRamp(in, now, 0, next, 0, new double[Biquad.STATE], 0, 0, block, out, 0, block);
        double first = 0;
        double second = 0;
        for (int i = 0; i < block; i++) {
            double left = Biquad.remaining(i, block);
            double half = -(next[0] + (now[0] - next[0]) * left) / 2;
            double a2 = (next[1] + (now[1] - next[1]) * left) / 2;
            double a3 = -(next[2] + (now[2] - next[2]) * left) / 2;
            double band = first - half * first + a2 * (in[i] - second);
            double low = second + a2 * first + a3 * (in[i] - second);
            first = 2 * band - first;
            second = 2 * low - second;
            assertThat((double) out[i]).as("frame %d", i).isCloseTo(low, within(1e-6));
        }
    }

    @Test
    void parametersOutsideTheirBoundsAreLimitedAndStable() {
        double[] odd = {Double.NaN, Double.NEGATIVE_INFINITY, -5, 0, 1e-9, 24_000, 1e9, Double.POSITIVE_INFINITY};
        float[] in = new float[20_000];
        float[] out = new float[in.length];
        Noise.white(1, new long[1], 0, in, 0, in.length);
        double[] c = new double[Biquad.COEFFICIENTS];
        for (double hertz : odd) {
            for (double q : odd) {
                for (BiquadKind kind : BiquadKind.values()) {
                    Biquad.coefficients(kind, hertz, q, q, RATE, c, 0);
                    Biquad.run(in, c, 0, new double[2], 0, 0, out, 0, in.length);
                    assertThat(Finite.all(out, 0, out.length))
                            .as("%s at %s, q %s", kind, hertz, q)
                            .isTrue();
                }
                StateVariable.coefficients(hertz, q, RATE, c, 0);
                StateVariable.run(StateVariable.Output.LOW, in, c, 0, new double[2], 0, out, 0, in.length);
                assertThat(Finite.all(out, 0, out.length)).isTrue();
            }
            double coefficient = OnePole.coefficient(hertz, RATE);
            assertThat(coefficient).isBetween(0.0, 1.0);
        }
    }

    @Test
    void aRampStaysStableAndArrivesAtTheNextFilter() {
        int block = 128;
        double[] low = new double[Biquad.COEFFICIENTS];
        double[] high = new double[Biquad.COEFFICIENTS];
        Biquad.coefficients(BiquadKind.LOWPASS, 40, 30, 0, RATE, low, 0);
        Biquad.coefficients(BiquadKind.LOWPASS, 18_000, 30, 0, RATE, high, 0);
        float[] in = new float[block];
        float[] out = new float[block];
        double[] state = new double[2];
        float peak = 0;
        for (int round = 0; round < 2000; round++) {
            Noise.white(round, new long[1], 0, in, 0, block);
            boolean up = round % 2 == 0;
            Biquad.runRamp(in, up ? low : high, 0, up ? high : low, 0, state, 0, 0, block, out, 0, block);
            peak = Arithmetic.peak(out, 0, block, peak);
        }
        assertThat(peak).isLessThan(200f);
        // The last frame of a ramp is a frame of the next filter: one frame is all of a block of one.
        double[] ramped = {0.1, -0.2};
        double[] steady = ramped.clone();
        float[] one = new float[1];
        Biquad.runRamp(in, low, 0, high, 0, ramped, 0, 0, 1, out, 0, 1);
        Biquad.run(in, high, 0, steady, 0, 0, one, 0, 1);
        assertThat(ramped).isEqualTo(steady);
        assertThat(out[0]).isEqualTo(one[0]);
    }

    @Test
    void silenceEndsAsExactZerosInStateAndOutput() {
        double[] c = new double[Biquad.COEFFICIENTS];
        Biquad.coefficients(BiquadKind.LOWPASS, 1000, 0.7, 0, RATE, c, 0);
        double[] state = {1e-3, 1e-3};
        float[] silence = new float[128];
        float[] out = new float[128];
        for (int block = 0; block < 300; block++) {
            Biquad.run(silence, c, 0, state, 0, 0, out, 0, 128);
        }
        assertThat(state).containsExactly(0.0, 0.0);
        assertThat(out).containsOnly(0f);
    }
}
