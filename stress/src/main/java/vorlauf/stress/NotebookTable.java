package vorlauf.stress;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vorlauf.notebooks.saved.KernelTimes;

/**
 * How long a person waits for the kernel of a notebook.
 *
 * @param rows a kernel each
 */
record NotebookTable(List<KernelTimes> rows) implements BenchTable<KernelTimes> {
    private static final int KERNELS = 5;

    NotebookTable {
        rows = List.copyOf(rows);
    }

    /** Measures, one kernel after another. Errors: {@link IOException} with one line. */
    static NotebookTable measure(Path target, boolean quick) throws IOException {
        List<KernelTimes> rows = new ArrayList<>();
        for (int i = 0; i < (quick ? 1 : KERNELS); i++) {
            rows.add(KernelTimes.measure(target.resolve("notebook-bench").toAbsolutePath()));
        }
        return new NotebookTable(rows);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static double most(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    @Override
    public List<Column<KernelTimes>> columns() {
        return List.of(
                Column.of("seconds   answers", "kernel answers, s", 17, "%.2f", KernelTimes::answersSeconds),
                Column.of("first cell", "first cell has its result, s", 11, "%.2f", KernelTimes::firstCellSeconds),
                Column.of("first render", "first render, s", 13, "%.2f", KernelTimes::firstRenderSeconds),
                Column.of("later median", "later renders, median, s", 13, "%.2f", row -> median(row.rendersSeconds())),
                Column.of("later most", "longest, s", 11, "%.2f", row -> most(row.rendersSeconds())));
    }
}
