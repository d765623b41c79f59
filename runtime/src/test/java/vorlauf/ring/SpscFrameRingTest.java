package vorlauf.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SpscFrameRingTest {
    private static final long[] START_POSITIONS = {
        0, (1L << 31) - 11, (1L << 31), (1L << 32) - 11, (1L << 32), (1L << 53) - 11, Long.MAX_VALUE - 100_000
    };

    @Test
    void agreesWithAListForEveryBlockLengthShapeAndStart() {
        assertThat(FrameRingCheck.violation(SpscFrameRing::new, START_POSITIONS))
                .isNull();
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void theSameCheckCatches(Flaw flaw) {
        assertThat(FrameRingCheck.violation((c, n, start) -> new FlawedFrameRing(flaw, c, n, start), START_POSITIONS))
                .isNotNull();
    }

    @Test
    void theSameCheckBlamesTheFlawAndNotTheTwin() {
        assertThat(FrameRingCheck.violation(
                        (c, n, start) -> new FlawedFrameRing(Flaw.NONE, c, n, start), START_POSITIONS))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 127, 128, 129, 1000})
    void holdsExactlyItsCapacity(int capacityFrames) {
        SpscFrameRing ring = new SpscFrameRing(capacityFrames, 2);
        float[] frame = {1, 2};

        for (int count = 0; count < capacityFrames; count++) {
            assertThat(ring.writableFrames()).isEqualTo(capacityFrames - count);
            assertThat(ring.write(frame, 0, 1)).isTrue();
            assertThat(ring.readableFrames()).isEqualTo(count + 1);
        }

        assertThat(ring.write(frame, 0, 1)).isFalse();
        assertThat(ring.capacityFrames()).isEqualTo(capacityFrames);
        assertThat(ring.writableFrames()).isZero();
    }

    @Test
    void readsInOrderAcrossTheWrap() {
        SpscFrameRing ring = new SpscFrameRing(4, 2);
        float[] target = new float[8];
        assertThat(ring.write(new float[] {1, 2, 3, 4, 5, 6}, 0, 3)).isTrue();
        assertThat(ring.read(target, 0, 3)).isEqualTo(3);

        assertThat(ring.write(new float[] {7, 8, 9, 10, 11, 12}, 0, 3)).isTrue();

        assertThat(ring.read(target, 1, 3)).isEqualTo(3);
        assertThat(target).containsExactly(1, 2, 7, 8, 9, 10, 11, 12);
    }

    @Test
    void refusesABlockThatDoesNotFitAndTakesItOnceItDoes() {
        SpscFrameRing ring = new SpscFrameRing(3, 1);
        float[] target = new float[3];
        assertThat(ring.write(new float[] {1, 2}, 0, 2)).isTrue();

        assertThat(ring.write(new float[] {3, 4}, 0, 2)).isFalse();
        assertThat(ring.readableFrames()).isEqualTo(2);

        assertThat(ring.read(target, 0, 1)).isEqualTo(1);
        assertThat(ring.write(new float[] {3, 4}, 0, 2)).isTrue();
        assertThat(ring.read(target, 0, 3)).isEqualTo(3);
        assertThat(target).containsExactly(2, 3, 4);
    }

    @Test
    void givesWhatThereIsAndLeavesTheRestOfTheTarget() {
        SpscFrameRing ring = new SpscFrameRing(8, 1);
        float[] target = {-1, -1, -1, -1};
        assertThat(ring.write(new float[] {5, 6}, 0, 2)).isTrue();

        assertThat(ring.read(target, 1, 3)).isEqualTo(2);

        assertThat(target).containsExactly(-1, 5, 6, -1);
        assertThat(ring.read(target, 0, 4)).isZero();
    }

    @Test
    void neverTakesABlockLongerThanTheRing() {
        SpscFrameRing ring = new SpscFrameRing(5, 1);

        assertThat(ring.write(new float[8], 0, 6)).isFalse();
        assertThat(ring.write(new float[8], 0, Integer.MAX_VALUE)).isFalse();
        assertThat(ring.readableFrames()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, -1", "-1, 1", "1, 4", "4, 1", "1073741824, 1", "-1073741824, 1", "2147483647, 1", "0, -1073741824"})
    void refusesARangeOutsideTheSourceAndStaysUsable(int offsetFrames, int frameCount) {
        SpscFrameRing ring = new SpscFrameRing(4, 4);

        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> ring.write(new float[16], offsetFrames, frameCount));

        assertThat(ring.readableFrames()).isZero();
        assertThat(ring.write(new float[16], 0, 4)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, -1", "-1, 1", "1, 4", "4, 1", "1073741824, 1", "-1073741824, 1", "2147483647, 1", "0, -1073741824"})
    void refusesARangeOutsideTheTargetAndKeepsTheFrames(int offsetFrames, int frameCount) {
        SpscFrameRing ring = new SpscFrameRing(4, 4);
        assertThat(ring.write(new float[16], 0, 4)).isTrue();

        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> ring.read(new float[16], offsetFrames, frameCount));

        assertThat(ring.readableFrames()).isEqualTo(4);
        assertThat(ring.read(new float[16], 0, 4)).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-1, 1", "16777217, 1", "-2147483648, 1"})
    void namesACapacityOutsideItsLimits(int capacityFrames, int channels) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SpscFrameRing(capacityFrames, channels))
                .withMessage("capacityFrames is " + capacityFrames + "; a ring holds 1 to 16777216 frames");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -3, 65})
    void namesAChannelCountOutsideItsLimits(int channels) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SpscFrameRing(4, channels))
                .withMessage("channels is " + channels + "; a frame has 1 to 64 channels");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpscFrameRing.memoryBytes(4, channels))
                .withMessage("channels is " + channels + "; a frame has 1 to 64 channels");
    }

    @Test
    void tellsItsMemoryWithoutTakingIt() {
        assertThat(SpscFrameRing.memoryBytes(512, 2)).isBetween(512 * 2 * 4L, 512 * 2 * 4L + 1024);
        assertThat(SpscFrameRing.memoryBytes(513, 2)).isBetween(1024 * 2 * 4L, 1024 * 2 * 4L + 1024);
        assertThat(SpscFrameRing.memoryBytes(1 << 24, 64)).isBetween(1L << 32, (1L << 32) + 1024);
    }

    @Test
    void namesANegativeStart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SpscFrameRing(4, 1, -5))
                .withMessage("startPosition is -5; it must not be negative");
    }
}
