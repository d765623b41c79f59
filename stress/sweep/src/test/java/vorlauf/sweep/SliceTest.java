package vorlauf.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SliceTest {
    private static final int[] CELLS = {0, 2, 3};
    private static final long[] DEADLINES = {100, 1, 10_000, 7};

    @Test
    void eachRunIsInOneSlice() {
        List<Slice> slices = new Slice.Cut(500).slices(3, CELLS, DEADLINES, 10, 30);
        TreeSet<Long> seen = new TreeSet<>();
        int runs = 0;
        for (Slice slice : slices) {
            assertThat(slice.round()).isEqualTo(3);
            for (Slice.Stretch stretch : slice.stretches()) {
                for (int i = 0; i < stretch.count(); i++) {
                    seen.add(stretch.cell() * 1_000L + stretch.first() + i);
                    runs++;
                }
            }
        }
        assertThat(runs).isEqualTo(60);
        assertThat(seen).hasSize(60).allMatch(run -> run % 1_000 >= 10 && run % 1_000 < 30);
        assertThat(slices)
                .extracting(Slice::fileName)
                .doesNotHaveDuplicates()
                .first()
                .isEqualTo("part-003-000000.parquet");
    }

    @Test
    void aSliceHasAboutAsManyDeadlinesAsAsked() {
        List<Slice> slices = new Slice.Cut(1_000).slices(0, new int[] {0}, DEADLINES, 0, 1_000);
        assertThat(slices).hasSize(100).allMatch(slice -> slice.runs() == 10);
    }

    /** A stopping sweep has many rounds of little work; each slice is a file. */
    @Test
    void aRoundOfLittleWorkIsFewSlices() {
        assertThat(new Slice.Cut(51_200).slices(0, new int[] {1}, DEADLINES, 0, 20))
                .hasSize(1);
        assertThat(new Slice.Cut(51_200).slices(0, new int[] {0}, DEADLINES, 0, 10))
                .hasSize(10);
    }

    @Test
    void aLongRunIsASliceOfItsOwn() {
        assertThat(new Slice.Cut(500).slices(0, new int[] {2}, DEADLINES, 0, 5)).hasSize(5);
    }

    @Test
    void manyShortScenariosShareASlice() {
        int[] cells = IntStream.range(0, 100_000).toArray();
        long[] deadlines = IntStream.range(0, 100_000).mapToLong(cell -> 10).toArray();
        assertThat(new Slice.Cut(1_000_000).slices(0, cells, deadlines, 0, 1)).hasSize(32);
    }
}
