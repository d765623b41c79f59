package vorlauf.stress;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vorlauf.stress.bench.EditProgram;
import vorlauf.stress.bench.SwapProgram;

/** Edits of one voice: until their plan is ready for the producer, and the block in which the producer takes it. */
record EditTable(List<Row> rows) implements BenchTable<EditTable.Row> {
    /** Nodes without numbers, four a voice: 10,000 with them, and 10,000 without. */
    private static final List<String> SIZES = List.of("4444", "10000");

    /** A plan that is in the cache, and the larger one of those that are edited. */
    private static final List<String> SWAP_SIZES = List.of("256", "4444");

    private static final int EDITS = 1_000;
    private static final int QUICK_EDITS = 200;
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final Pattern LINE =
            Pattern.compile("(begin|finish|first|steady|block) (.+) ([0-9.]+) ([0-9.]+) ([0-9.]+)");

    /**
     * A figure over all edits.
     *
     * @param what begin, finish, first, steady or block, as {@link EditProgram} and {@link SwapProgram} have them
     * @param of the kernels, how the edit is written and how many nodes there are; or the kernels, nodes without numbers and the plan
     */
    record Row(String what, String of, double median, double percentile90, double percentile99) {
        String unit() {
            return switch (what) {
                case "begin", "finish" -> "ms";
                case "block" -> "us";
                default -> "steady blocks";
            };
        }
    }

    EditTable {
        rows = List.copyOf(rows);
    }

    /** Measures, a JVM for each size and set of kernels. Errors: {@link IOException} with one line. */
    static EditTable measure(Path target, boolean quick) throws IOException, InterruptedException {
        String edits = Integer.toString(quick ? QUICK_EDITS : EDITS);
        Path folder = target.resolve("edits");
        List<Row> rows = new ArrayList<>();
        for (String kernels : List.of("plain", "vector")) {
            for (String size : SIZES) {
                Path log = folder.resolve("edit-" + kernels + "-" + size + ".log");
                rows.addAll(read(
                        kernels + " ",
                        run(
                                log,
                                EditProgram.class,
                                kernels,
                                size,
                                edits,
                                "reused",
                                "anew",
                                "replaced",
                                "exchanged",
                                "joined")));
            }
        }
        for (String kernels : List.of("plain", "vector")) {
            for (String size : SWAP_SIZES) {
                String name = kernels + " " + size;
                Path log = folder.resolve(name.replace(' ', '-') + ".log");
                rows.addAll(read(name + " ", run(log, SwapProgram.class, kernels, size, edits)));
            }
        }
        return new EditTable(rows);
    }

    private static List<String> run(Path log, Class<?> program, String... words)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(
                List.of("-Xmx1g", "-XX:+UseZGC", "--add-modules=jdk.incubator.vector", program.getName()));
        arguments.addAll(List.of(words));
        return ForkedProgram.lines("edits", arguments, log, LIMIT);
    }

    /** The rows of a program's output; other lines are left out. */
    static List<Row> read(String before, List<String> lines) {
        List<Row> rows = new ArrayList<>();
        for (String line : lines) {
            Matcher words = LINE.matcher(line);
            if (words.matches()) {
                rows.add(new Row(
                        words.group(1),
                        before + words.group(2),
                        Double.parseDouble(words.group(3)),
                        Double.parseDouble(words.group(4)),
                        Double.parseDouble(words.group(5))));
            }
        }
        return rows;
    }

    @Override
    public List<Column<EditTable.Row>> columns() {
        return List.of(
                Column.of("edit", "edit", -8, "%s", Row::what),
                Column.of("of", "of", -22, "%s", Row::of),
                Column.of("median", "median", 9, "%,.2f", Row::median),
                Column.of("90 %", "90 %", 9, "%,.2f", Row::percentile90),
                Column.of("99 %", "99 %", 9, "%,.2f", Row::percentile99),
                Column.of("unit", "unit", -13, "%s", Row::unit));
    }
}
