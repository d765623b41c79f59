package vorlauf.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vorlauf.compile.CompileSettings;
import vorlauf.dsp.Biquad;
import vorlauf.dsp.BiquadKind;

/** Coefficients of biquads beside each other are those of each by itself, to the last bit. */
final class LaneCoefficientsTest {
    private static final int LANES = BankForm.LANES;
    private static final int KINDS = Biquad.COEFFICIENTS;
    private static final double RATE_HERTZ = 48_000;
    private static final int ROUNDS = 5_000;

    private static final double[] BEYOND = {
        Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, -0.0, -1, Double.MIN_VALUE, Double.MAX_VALUE
    };
    private static final double[] LIMITS = {
        1e-6 * RATE_HERTZ, 0.4999 * RATE_HERTZ, 0.5 * RATE_HERTZ, 0.25 * RATE_HERTZ, 1e-3, 1e6, 200, -200, 1e-9, 1
    };

    private static boolean hasVectors() {
        return KernelSets.all().size() > 1;
    }

    /** Numbers of all sizes, and those that are special. */
    private static double drawn(Random random, double low, double high) {
        return switch (random.nextInt(8)) {
            case 0 -> BEYOND[random.nextInt(BEYOND.length)];
            case 1 -> LIMITS[random.nextInt(LIMITS.length)];
            case 2 -> Math.nextUp(LIMITS[random.nextInt(LIMITS.length)]);
            case 3 -> Math.nextDown(LIMITS[random.nextInt(LIMITS.length)]);
            default -> low * Math.pow(high / low, random.nextDouble());
        };
    }

    /** Lanes whose coefficients are not those of {@link Biquad}, which is asked with another rate where a twin is. */
    private static int wrong(BiquadKind kind, double rateOfLanesHertz) {
        Random random = new Random(kind.ordinal());
        double[] hertz = new double[LANES];
        double[] mix = new double[KINDS * LANES];
        double[] room = new double[VectorCoefficients.ROOM];
        double[] alone = new double[KINDS];
        float[] now = new float[KINDS * LANES];
        float[] beside = new float[2 * KINDS * LANES];
        double[] q = new double[LANES];
        double[] decibels = new double[LANES];
        int wrong = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (int lane = 0; lane < LANES; lane++) {
                hertz[lane] = drawn(random, 0.01, 30_000);
                q[lane] = drawn(random, 1e-4, 1e7);
                decibels[lane] = drawn(random, 1e-3, 300) * (random.nextBoolean() ? 1 : -1);
                Biquad.mix(kind, q[lane], decibels[lane], mix, lane, LANES);
            }
            VectorCoefficients.compute(hertz, rateOfLanesHertz, mix, room, false, now, beside);
            for (int lane = 0; lane < LANES; lane++) {
                Biquad.coefficients(kind, hertz[lane], q[lane], decibels[lane], RATE_HERTZ, alone, 0);
                boolean same = true;
                for (int i = 0; i < KINDS; i++) {
                    float expected = (float) alone[i];
                    same &= expected == alone[i] && Float.isFinite(expected);
                    same &= Float.floatToRawIntBits(beside[i * LANES + lane]) == Float.floatToRawIntBits(expected);
                }
                wrong += same ? 0 : 1;
            }
        }
        return wrong;
    }

    @ParameterizedTest
    @EnumSource
    void lanesHaveTheBitsOfEachFilterByItself(BiquadKind kind) {
        if (hasVectors()) {
            assertThat(wrong(kind, RATE_HERTZ)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRateThatIsOffByTenPartsOfAMillionIsCaught(BiquadKind kind) {
        if (hasVectors()) {
            assertThat(wrong(kind, 1.00001 * RATE_HERTZ)).isPositive();
        }
    }

    private static final List<Bank> MOVING = List.of(
            Bank.VOICES_THAT_MOVE,
            Bank.VOICES_MOVED_BY_ONE_CONTROL,
            Bank.BIQUADS_OF_ALL_KINDS_THAT_MOVE,
            Bank.LOWPASSES_THAT_MOVE,
            Bank.LOWPASSES_OF_WHICH_SOME_MOVE);

    @Test
    void coefficientsGoFromLanesToRowsAndBackAtAnyBlock() {
        for (Bank bank : hasVectors() ? MOVING : List.<Bank>of()) {
            for (int count : new int[] {5, 16, 17, 40, 64}) {
                Playing rows = bank.play(count, CompileSettings.of(48_000, 64).withPacking(false));
                Playing lanes = bank.play(count, CompileSettings.of(48_000, 64).withKernels(new FickleKernels()));
                for (int number = 0; number < 24; number++) {
                    rows.render(number / 2);
                    lanes.render(number / 2);
                    assertThat(Arrays.equals(lanes.block(), rows.block()))
                            .as("%s, %d voices, block %d", bank, count, number)
                            .isTrue();
                }
            }
        }
    }

    /** Whichever of the two, cutoff and gain, is the first: both rest, one moves, then the other beside it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void oneParameterMayBeginToMoveWhileTheOtherDoes(int first) {
        for (GroupKernels kernels : KernelSets.all()) {
            Bank bank = Bank.SHELVES_MOVED_BY_TWO_CONTROLS;
            Playing rows = bank.play(32, CompileSettings.of(48_000, 64).withPacking(false));
            Playing lanes = bank.play(32, CompileSettings.of(48_000, 64).withKernels(kernels));
            for (int number = 0; number < 40; number++) {
                for (Playing each : List.of(rows, lanes)) {
                    each.controls().get(first).set(number % 10 < 3 ? 2 : 2 + 0.01 * number);
                    each.controls().get(1 - first).set(number % 10 < 6 ? 3 : 3 + 0.1 * (number % 7));
                    each.plan().render(each.block());
                }
                assertThat(Arrays.equals(lanes.block(), rows.block()))
                        .as("%s, block %d", kernels.name(), number)
                        .isTrue();
            }
        }
    }

    @Test
    void aBlockThatIsNotFiniteLeavesTheCoefficientsOfTheOthersAlone() {
        for (GroupKernels kernels : KernelSets.all()) {
            Playing rows = Bank.SOURCES_THAT_MOVE.play(
                    33, CompileSettings.of(48_000, 64).withPacking(false));
            Playing lanes = Bank.SOURCES_THAT_MOVE.play(
                    33, CompileSettings.of(48_000, 64).withKernels(kernels));
            for (int number = 0; number < 100; number++) {
                for (Playing each : List.of(rows, lanes)) {
                    each.render(number, number == 7 ? 1e300 : 1);
                }
                assertThat(Arrays.equals(lanes.block(), rows.block()))
                        .as("%s, block %d", kernels.name(), number)
                        .isTrue();
            }
        }
    }

    @Test
    void parametersAreLeftToTheLanesWhereverTheyMayBe() {
        if (hasVectors()) {
            Playing playing = Bank.VOICES_MOVED_BY_ONE_CONTROL.play(
                    40, CompileSettings.of(48_000, 64).withKernels(GroupKernels.vector()));
            int[] prepared = new int[2];
            for (int number = 0; number < 2; number++) {
                playing.render(0);
                double[] before = playing.plan().doubles.clone();
                playing.render(2);
                prepared[number] = Arrays.mismatch(before, playing.plan().doubles);
            }
            assertThat(prepared).contains(-1); // rows rest while lanes have the coefficients
        }
    }
}
