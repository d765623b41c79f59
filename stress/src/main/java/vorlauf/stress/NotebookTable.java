package vorlauf.stress;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import vorlauf.notebooks.saved.KernelTimes;

/**
 * How long a person waits for the kernel of a notebook.
 *
 * @param rows a kernel each
 */
record NotebookTable(List<KernelTimes> rows) implements ResultTable {
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
    public String text() {
        StringBuilder text =
                new StringBuilder("seconds   answers  first cell  first render  later median  later most\n");
        for (KernelTimes row : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    "%17.2f %11.2f %13.2f %13.2f %11.2f%n",
                    row.answersSeconds(),
                    row.firstCellSeconds(),
                    row.firstRenderSeconds(),
                    median(row.rendersSeconds()),
                    most(row.rendersSeconds())));
        }
        return text.toString();
    }

    @Override
    public String markdown() {
        StringBuilder text = new StringBuilder("""
                | kernel answers, s | first cell has its result, s | first render, s | later renders, median, s | longest, s |
                |---|---|---|---|---|
                """);
        for (KernelTimes row : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %.2f | %.2f | %.2f | %.2f | %.2f |%n",
                    row.answersSeconds(),
                    row.firstCellSeconds(),
                    row.firstRenderSeconds(),
                    median(row.rendersSeconds()),
                    most(row.rendersSeconds())));
        }
        return text.toString();
    }
}
