package vorlauf.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class OscillatorsTest {

    private static final double RATE = 48_000;

    private static float[] render(Catalogue.Oscillator oscillator, double hertz, int frames) {
        float[] out = new float[frames];
        oscillator.render(new long[1], 0, Oscillators.increment(hertz, RATE), 0, 0, out, 0, frames);
        return out;
    }

    @Test
    void frequenciesAreMetWithinOnePartInTenToTheFourteen() {
        for (double hertz : new double[] {1, 27.5, 440, 1000.1, 19_999.9, -440}) {
            for (double rate : new double[] {8_000, 44_100, 48_000, 384_000}) {
                if (Math.abs(hertz) > rate / 2) {
                    continue;
                }
                BigDecimal met = new BigDecimal(Oscillators.increment(hertz, rate))
                        .multiply(new BigDecimal(rate))
                        .divide(new BigDecimal(2).pow(64), MathContext.DECIMAL128);
                assertThat(met.divide(new BigDecimal(hertz), MathContext.DECIMAL128)
                                        .doubleValue()
                                - 1)
                        .isBetween(-1e-14, 1e-14);
            }
        }
        assertThat(Oscillators.increment(Double.NaN, RATE)).isZero();
        assertThat(Oscillators.increment(1e9, RATE)).isEqualTo(Long.MAX_VALUE);
        assertThat(Oscillators.increment(-1e9, RATE)).isEqualTo(Long.MIN_VALUE);
        assertThat(Oscillators.increment(24_000, RATE)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aFrequencyThatIsNoNumberStillGivesSound() {
        float[] hertz = new float[64];
        Arrays.fill(hertz, Float.NaN);
        float[][] out = new float[3][hertz.length];
        int[] phases = new int[hertz.length];
        Oscillators.sawAudio(new long[1], 0, hertz, RATE, phases, out[0], 0, hertz.length);
        Oscillators.squareAudio(new long[1], 0, hertz, RATE, phases, out[1], 0, hertz.length);
        Oscillators.triangleAudio(new long[1], 0, hertz, RATE, phases, out[2], 0, hertz.length);
        assertThat(Finite.all(out, hertz.length)).isTrue();
    }

    @Test
    void theSineIsASineForHoursAndWhileItsFrequencyMoves() {
        for (double hertz : new double[] {0.01, 440, 7_040.5, -1_000}) {
            long increment = Oscillators.increment(hertz, RATE);
            long hour = 3600L * (long) RATE;
            long[] phase = {hour * increment};
            float[] out = new float[1000];
            Oscillators.sine(phase, 0, increment, 0, 0, out, 0, out.length);
            for (int i = 0; i < out.length; i++) {
                BigDecimal turns = new BigDecimal(hertz)
                        .multiply(new BigDecimal(hour + i))
                        .divide(new BigDecimal(RATE), MathContext.DECIMAL128)
                        .remainder(BigDecimal.ONE);
                assertThat((double) out[i]).isCloseTo(StrictMath.sin(2 * Math.PI * turns.doubleValue()), within(2e-7));
            }
        }
        int frames = 700;
        long start = Oscillators.increment(100, RATE);
        long step = Oscillators.incrementStep(start, Oscillators.increment(5_000, RATE), frames);
        float[] out = new float[frames];
        Oscillators.sine(new long[1], 0, start, step, 0, out, 0, frames);
        double turns = 0;
        for (int i = 0; i < frames; i++) {
            assertThat((double) out[i]).isCloseTo(StrictMath.sin(2 * Math.PI * turns), within(2e-7));
            turns += (100 + 4_900.0 * i / frames) / RATE;
        }
    }

    @Test
    void shapesBeginAsTheirNamesSay() {
        // A quarter turn is three frames; the output comes before the phase advances.
        double twelfth = RATE / 12;
        assertThat(render(Oscillators::naiveSaw, twelfth, 25)).satisfies(saw -> {
            assertThat(saw[0]).isEqualTo(-1f);
            assertThat((double) saw[6]).isCloseTo(0, within(1e-6));
            assertThat((double) saw[11]).isCloseTo(10.0 / 12, within(1e-6));
        });
        assertThat(render(Oscillators::naiveSquare, RATE / 8, 8)).containsExactly(1, 1, 1, 1, -1, -1, -1, -1);
        assertThat(render(Oscillators::naiveTriangle, RATE / 8, 9))
                .containsExactly(0f, 0.5f, 1f, 0.5f, 0f, -0.5f, -1f, -0.5f, 0f);
        assertThat(render(Oscillators::phasor, RATE / 4, 5)).containsExactly(0f, 0.25f, 0.5f, 0.75f, 0f);
        assertThat(render(Oscillators::sine, RATE / 4, 5)).containsExactly(0f, 1f, 0f, -1f, 0f);
    }

    @Test
    void thePhasorNeverReachesOneAndTheSawIsRoundedToIt() {
        float[] out = new float[1];
        long last = -1L << 32; // 32 bits below a turn
        Oscillators.phasor(new long[] {last}, 0, 0, 0, 0, out, 0, 1);
        assertThat(out[0]).isLessThan(1f).isGreaterThan(0.9999f);
        Oscillators.naiveSaw(new long[] {last}, 0, 0, 0, 0, out, 0, 1);
        assertThat(out[0]).isEqualTo(1f);
        Oscillators.naiveSaw(new long[] {0}, 0, 0, 0, 0, out, 0, 1);
        assertThat(out[0]).isEqualTo(-1f);
    }

    /** The naive shapes as functions of a phase in turns, 0 to 1. */
    private static final DoubleUnaryOperator[] IDEAL = {
        turns -> 2 * turns - 1, turns -> turns, turns -> 1 - Math.abs(4 * ((turns + 0.25) % 1) - 2)
    };

    private static final Catalogue.Oscillator[] LINES = {
        Oscillators::naiveSaw, Oscillators::phasor, Oscillators::naiveTriangle
    };

    @Test
    void naiveShapesKeepTheirPhaseForHours() {
        long hours = 5 * 3600L * (long) RATE + 77;
        double worstWithoutSegments = 0;
        for (double hertz : new double[] {0.01, 440, 7_040.5, 1_000.1}) {
            long increment = Oscillators.increment(hertz, RATE);
            for (int shape = 0; shape < LINES.length; shape++) {
                float[] out = new float[1_000];
                int begun = (int) (hours % Phases.SEGMENT);
                LINES[shape].render(new long[] {hours * increment}, 0, increment, 0, begun, out, 0, out.length);
                for (int i = 0; i < out.length; i++) {
                    double turns = turns(hertz, hours + i);
                    if (turns > 1e-7 && turns < 1 - 1e-7) {
                        assertThat((double) out[i]).isCloseTo(IDEAL[shape].applyAsDouble(turns), within(2e-7));
                    }
                }
            }
            double drifted = (hours * Phases.above(increment) & 0xffff_ffffL) * 0x1p-32;
            worstWithoutSegments = Math.max(worstWithoutSegments, Math.abs(drifted - turns(hertz, hours)));
        }
        assertThat(worstWithoutSegments)
                .as("the broken twin, a 32-bit phase alone")
                .isGreaterThan(1e-3);
    }

    private static double turns(double hertz, long frame) {
        return new BigDecimal(hertz)
                .multiply(new BigDecimal(frame))
                .divide(new BigDecimal(RATE), MathContext.DECIMAL128)
                .remainder(BigDecimal.ONE)
                .doubleValue();
    }

    @Test
    void aJumpThatFallsOnAFrameIsOnItInEveryPeriod() {
        for (int period : new int[] {6, 48, 50, 96, 147, 1_000}) {
            for (double hertz : new double[] {RATE / period, -RATE / period}) {
                float[] saw = render(Oscillators::naiveSaw, hertz, 40_000);
                float[] square = render(Oscillators::naiveSquare, hertz, 40_000);
                for (int i = 0; i + period < saw.length; i++) {
                    String frame = hertz + " Hz, frame " + i;
                    assertThat((double) saw[i + period]).as(frame).isCloseTo(saw[i], within(2e-7));
                    assertThat(square[i + period]).as(frame).isEqualTo(square[i]);
                }
            }
        }
    }

    /** The broken twin: an increment that is rounded to the nearest is behind in some segments. */
    @Test
    void aRoundedIncrementWouldMoveJumps() {
        int period = 48;
        long increment = Oscillators.increment(RATE / period, RATE);
        int late = 0;
        for (int i = period; i < 40_000; i += period) {
            late += Phases.steady(i * increment, increment, i, 0) < 0 ? 1 : 0;
        }
        assertThat(late).isPositive();
    }

    /** Pairs of a band-limited shape and the naive one whose phase it has. */
    private record Pair(String name, Catalogue.Oscillator smooth, Catalogue.Oscillator naive) {}

    private static final Pair[] PAIRS = {
        new Pair("saw", Oscillators::saw, Oscillators::naiveSaw),
        new Pair("square", Oscillators::square, Oscillators::naiveSquare),
        new Pair("triangle", Oscillators::triangle, Oscillators::naiveTriangle)
    };

    @Test
    void awayFromTheirCornersBandLimitedShapesAreTheNaiveOnes() {
        double hertz = 101.7;
        for (Pair pair : PAIRS) {
            float[] smooth = render(pair.smooth(), hertz, 48_000);
            float[] naive = render(pair.naive(), hertz, 48_000);
            for (int i = 0; i < smooth.length; i++) {
                double quarters = 4 * (i * hertz / RATE % 1);
                double fromQuarter = Math.abs(quarters - Math.rint(quarters)) * RATE / hertz / 4;
                if (fromQuarter > 2.01) {
                    assertThat(smooth[i]).as("%s, frame %d", pair.name(), i).isCloseTo(naive[i], within(4e-7f));
                }
            }
        }
    }

    /** The strongest partial that is not a harmonic below half the rate, in decibels below the fundamental. */
    private static double strongestAlias(Catalogue.Oscillator oscillator, double wanted, double belowHertz) {
        int frames = 1 << 16;
        // An odd number of periods: every partial falls on a bin of its own, aliases between the harmonics.
        int periods = (int) (wanted * frames / RATE) | 1;
        float[] out = render(oscillator, periods * RATE / frames, frames);
        double[] samples = new double[frames];
        for (int i = 0; i < frames; i++) {
            samples[i] = out[i];
        }
        Spectrum spectrum = Spectrum.of(samples);
        double strongest = 0;
        int end = (int) Math.min(frames / 2.0, belowHertz * frames / RATE);
        for (int bin = 1; bin < end; bin++) {
            if (bin % periods != 0) {
                strongest = Math.max(strongest, spectrum.magnitude(bin));
            }
        }
        return Spectrum.decibels(strongest / spectrum.magnitude(periods));
    }

    private static double droop(Catalogue.Oscillator oscillator, int harmonic, double wanted, double ideal) {
        int frames = 1 << 16;
        int periods = (int) (wanted * frames / RATE) | 1;
        float[] out = render(oscillator, periods * RATE / frames, frames);
        double[] samples = new double[frames];
        for (int i = 0; i < frames; i++) {
            samples[i] = out[i];
        }
        return Spectrum.decibels(Spectrum.of(samples).magnitude(harmonic * periods) / (frames / 2.0) / ideal);
    }

    /** Limits in decibels below the fundamental: everywhere, and below 10 kHz. They are in docs/measurements.md. */
    private record AliasLimit(Pair pair, double hertz, double everywhere, double belowTenKilohertz) {}

    private static final AliasLimit[] ALIAS_LIMITS = {
        new AliasLimit(PAIRS[0], 110, -62, -99),
        new AliasLimit(PAIRS[0], 440, -50, -88),
        new AliasLimit(PAIRS[0], 1_000, -44, -84),
        new AliasLimit(PAIRS[0], 2_000, -37, -74),
        new AliasLimit(PAIRS[0], 5_000, -30, -74),
        new AliasLimit(PAIRS[1], 110, -62, -99),
        new AliasLimit(PAIRS[1], 440, -50, -88),
        new AliasLimit(PAIRS[1], 1_000, -44, -84),
        new AliasLimit(PAIRS[1], 2_000, -40, -74),
        new AliasLimit(PAIRS[1], 5_000, -30, -92),
        new AliasLimit(PAIRS[2], 110, -109, -150),
        new AliasLimit(PAIRS[2], 440, -85, -127),
        new AliasLimit(PAIRS[2], 1_000, -72, -116),
        new AliasLimit(PAIRS[2], 2_000, -62, -99),
        new AliasLimit(PAIRS[2], 5_000, -44, -113)
    };

    @Test
    void aliasesStayBelowTheirLimitsAndNaiveShapesAboveThem() {
        for (AliasLimit limit : ALIAS_LIMITS) {
            Pair pair = limit.pair();
            String name = pair.name() + " at " + limit.hertz();
            assertThat(strongestAlias(pair.smooth(), limit.hertz(), RATE))
                    .as(name)
                    .isLessThan(limit.everywhere());
            assertThat(strongestAlias(pair.smooth(), limit.hertz(), 10_000))
                    .as(name)
                    .isLessThan(limit.belowTenKilohertz());
            assertThat(strongestAlias(pair.naive(), limit.hertz(), 10_000))
                    .as(name)
                    .isGreaterThan(limit.belowTenKilohertz() + 40);
        }
    }

    @Test
    void harmonicsDroopAsTheSplineSays() {
        for (int harmonic : new int[] {1, 5, 9, 15}) {
            double wanted = 1_000;
            double periods = ((int) (wanted * 65_536 / RATE)) | 1;
            double x = Math.PI * harmonic * periods / 65_536;
            double spline = 4 * Spectrum.decibels(StrictMath.sin(x) / x);
            assertThat(droop(Oscillators::saw, harmonic, wanted, 2 / Math.PI / harmonic))
                    .isCloseTo(spline, within(0.02));
            assertThat(droop(Oscillators::square, harmonic, wanted, 4 / Math.PI / harmonic))
                    .isCloseTo(spline, within(0.02));
            assertThat(droop(Oscillators::triangle, harmonic, wanted, 8 / Math.PI / Math.PI / harmonic / harmonic))
                    .isCloseTo(spline, within(0.05));
        }
    }

    @Test
    void neighbouringCornersAddNothingWhereTheyDoNotTouch() {
        for (int i = 0; i < 200_000; i++) {
            float turns = 1e-5f + (Splines.NEIGHBOURS_TOUCH - 2e-5f) * ((i * 7919L) % 200_000) / 200_000f;
            float place = -1f + 2f * i / 200_000f;
            assertThat(Splines.crowdedSaw(place, turns) == Splines.saw(place, turns))
                    .isTrue();
            assertThat(Splines.crowdedSquare(place, turns) == Splines.square(place, turns))
                    .isTrue();
            assertThat(Splines.crowdedTriangle(place, turns) == Splines.triangle(place, turns))
                    .isTrue();
        }
        assertThat(Splines.sign(2f)).isEqualTo(1f);
        assertThat(Splines.sign(-1e30f)).isEqualTo(-1f);
        assertThat(Splines.sign(0f)).isEqualTo(0f);
    }

    @Test
    void shapesStayBoundedAtEveryFrequency() {
        for (Pair pair : PAIRS) {
            for (double hertz = -24_000; hertz <= 24_000; hertz += 371.3) {
                float[] out = render(pair.smooth(), hertz, 2_000);
                assertThat(Arithmetic.peak(out, 0, out.length, 0f))
                        .as("%s at %s Hz", pair.name(), hertz)
                        .isLessThanOrEqualTo(1.0001f);
            }
        }
    }

    @Test
    void backwardsIsTheMirrorImage() {
        double hertz = 1_234.5;
        float[] forwards = render(Oscillators::saw, hertz, 500);
        float[] backwards = render(Oscillators::saw, -hertz, 500);
        for (int i = 0; i < 500; i++) {
            assertThat(backwards[i]).isCloseTo(-forwards[i], within(2e-6f));
        }
    }

    @Test
    void aFrequencyForEachFrameGivesTheSteadyShape() {
        float[] hertz = new float[1_000];
        Arrays.fill(hertz, 1_000f);
        float[] audio = new float[1_000];
        Catalogue.AudioOscillator[] audios = {
            Oscillators::sawAudio, Oscillators::squareAudio, Oscillators::triangleAudio, Oscillators::sineAudio
        };
        Catalogue.Oscillator[] steadies = {
            Oscillators::saw, Oscillators::square, Oscillators::triangle, Oscillators::sine
        };
        for (int k = 0; k < audios.length; k++) {
            audios[k].render(new long[1], 0, hertz, RATE, new int[1_000], audio, 0, 1_000);
            float[] steady = render(steadies[k], 1_000, 1_000);
            for (int i = 0; i < 1_000; i++) {
                assertThat(audio[i]).isCloseTo(steady[i], within(2e-4f)); // increments are rounded to float
            }
        }
    }
}
