package vorlauf.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordRingTest {
    @ParameterizedTest
    @ValueSource(longs = {0, (1L << 31) - 7, (1L << 32) - 7, Long.MAX_VALUE - 1_000})
    void givesBackWholeRecordsInOrderAtEveryFill(long startPosition) {
        for (int capacity = 1; capacity <= 9; capacity++) {
            RecordRing ring = new RecordRing(3, capacity, startPosition);
            long[] record = new long[3];
            long next = 0;
            long expected = 0;
            for (int round = 0; round < 40; round++) {
                for (int fill = 0; fill <= round % capacity; fill++) {
                    assertThat(ring.write(recordOf(next++))).isTrue();
                }
                while (ring.read(record)) {
                    assertThat(record).isEqualTo(recordOf(expected++));
                }
                assertThat(expected).isEqualTo(next);
            }
            assertThat(ring.droppedRecords()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 64, 65})
    void dropsAndCountsWhatDoesNotFitAndKeepsWhatIsThere(int capacity) {
        RecordRing ring = new RecordRing(3, capacity);
        for (int number = 0; number < capacity; number++) {
            assertThat(ring.write(recordOf(number))).isTrue();
        }

        assertThat(ring.write(recordOf(1_000))).isFalse();
        assertThat(ring.write(recordOf(1_001))).isFalse();

        assertThat(ring.droppedRecords()).isEqualTo(2);
        assertThat(ring.capacityRecords()).isEqualTo(capacity);
        long[] record = new long[3];
        for (int number = 0; number < capacity; number++) {
            assertThat(ring.read(record)).isTrue();
            assertThat(record).isEqualTo(recordOf(number));
        }
        assertThat(ring.read(record)).isFalse();
        assertThat(ring.write(recordOf(7))).isTrue();
        assertThat(ring.droppedRecords()).isEqualTo(2);
    }

    @Test
    void takesAndFillsOnlyTheLengthOfARecord() {
        RecordRing ring = new RecordRing(2, 4);
        long[] into = {9, 9, 9};

        assertThat(ring.write(new long[] {1, 2, 3})).isTrue();

        assertThat(ring.read(into)).isTrue();
        assertThat(into).containsExactly(1, 2, 9);
        assertThat(ring.read(into)).isFalse();
        assertThat(into).containsExactly(1, 2, 9);
        assertThat(ring.longsPerRecord()).isEqualTo(2);
    }

    @Test
    void refusesArraysShorterThanARecordAndStaysUsable() {
        RecordRing ring = new RecordRing(2, 1);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> ring.write(new long[1]));
        assertThat(ring.write(new long[] {3, 4})).isTrue();
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> ring.read(new long[1]));

        long[] into = new long[2];
        assertThat(ring.read(into)).isTrue();
        assertThat(into).containsExactly(3, 4);
    }

    @ParameterizedTest
    @CsvSource({"0, 1, longsPerRecord is 0", "65, 1, longsPerRecord is 65", "-1, 1, longsPerRecord is -1"})
    @CsvSource({"1, 0, capacityRecords is 0", "1, 1048577, capacityRecords is 1048577"})
    void namesAShapeOutsideItsLimits(int longsPerRecord, int capacityRecords, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RecordRing(longsPerRecord, capacityRecords))
                .withMessageStartingWith(message);
    }

    private static long[] recordOf(long number) {
        return new long[] {number, ~number, number * 31};
    }
}
