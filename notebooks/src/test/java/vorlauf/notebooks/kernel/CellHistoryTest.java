package vorlauf.notebooks.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;
import org.junit.jupiter.api.Test;

final class CellHistoryTest {
    private final CellHistory history = new CellHistory();

    private List<Object> counts(HistoryRequest request) {
        return history.of(request).stream().map(cell -> cell.get(1)).toList();
    }

    private void run(String... cells) {
        for (int i = 0; i < cells.length; i++) {
            history.add(i + 1, cells[i]);
        }
    }

    @Test
    void givesTheNewestOldestFirst() {
        run("a", "b", "c");
        assertThat(history.of(new HistoryRequest.Tail(false, true, 2)))
                .containsExactly(List.of(1, 2, "b"), List.of(1, 3, "c"));
        assertThat(history.of(new HistoryRequest.Tail(false, true, 0))).isEmpty();
    }

    @Test
    void givesARangeOfThisSessionAlone() {
        run("a", "b", "c");
        assertThat(counts(new HistoryRequest.Range(false, true, 0, 1, 3))).containsExactly(1, 2);
        assertThat(counts(new HistoryRequest.Range(false, true, 1, 2, 0))).containsExactly(2, 3);
        assertThat(counts(new HistoryRequest.Range(false, true, -1, 1, 3))).isEmpty();
    }

    @Test
    void findsByWildcardsAndTakesAllElseAsItStands() {
        run("sine(440)", "saw(440)", "sine(1)\n.gain(2)");
        assertThat(counts(new HistoryRequest.Search(false, true, 9, "s*4?0)", false)))
                .containsExactly(1, 2);
        assertThat(counts(new HistoryRequest.Search(false, true, 1, "sine*", false)))
                .containsExactly(3);
        assertThat(counts(new HistoryRequest.Search(false, true, 9, "s.*", false)))
                .isEmpty();
    }

    @Test
    void holdsAThousand() {
        for (int count = 1; count <= 1_500; count++) {
            history.add(count, "x");
        }
        assertThat(counts(new HistoryRequest.Tail(false, true, 9_999)))
                .hasSize(1_000)
                .first()
                .isEqualTo(501);
    }
}
