package vorlauf.stress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import vorlauf.stress.bench.ScaleProgram;

/** What a node costs in graphs of several sizes. */
record ScaleTable(List<Row> rows) implements ResultTable {
    private static final List<String> SIZES = List.of("1000", "2000", "4000", "8000", "16000");
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /**
     * One size of one graph.
     *
     * @param graph ladder or voices
     * @param kernels plain or vector
     * @param nanosPerFrame CPU time of the best round
     * @param planBytes what the plan holds
     */
    record Row(String graph, String kernels, int nodes, double nanosPerFrame, long planBytes) {
        double picosPerNode() {
            return nanosPerFrame * 1e3 / nodes;
        }

        double bytesPerNode() {
            return (double) planBytes / nodes;
        }
    }

    ScaleTable {
        rows = List.copyOf(rows);
    }

    /** Measures, a JVM for each graph and set of kernels. Errors: {@link IOException} with one line. */
    static ScaleTable measure(Path target) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(target.resolve("scale"));
        List<Row> rows = new ArrayList<>();
        for (String graph : List.of("ladder", "voices")) {
            for (String kernels : List.of("plain", "vector")) {
                List<String> arguments = new ArrayList<>(List.of(
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "--add-modules=jdk.incubator.vector",
                        ScaleProgram.class.getName(),
                        kernels,
                        graph));
                arguments.addAll(SIZES);
                Path log = folder.resolve(graph + "-" + kernels + ".log");
                List<String> lines = new ArrayList<>();
                ForkedProgram.Ending ending = new ForkedProgram(arguments, folder, log).run(LIMIT, lines::add);
                if (!ending.inTime() || ending.exitCode() != 0) {
                    throw new IOException("the measurement of scale did not come to its end; its log is " + log);
                }
                rows.addAll(read(graph, kernels, lines));
            }
        }
        return new ScaleTable(rows);
    }

    /** The rows of a program's output; other lines are left out. */
    static List<Row> read(String graph, String kernels, List<String> lines) {
        List<Row> rows = new ArrayList<>();
        for (String line : lines) {
            if (line.matches("\\d+ [0-9.]+ -?\\d+")) {
                String[] words = line.split(" ", -1);
                rows.add(new Row(
                        graph,
                        kernels,
                        Integer.parseInt(words[0]),
                        Double.parseDouble(words[1]),
                        Long.parseLong(words[2])));
            }
        }
        return rows;
    }

    @Override
    public String text() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%-8s %-7s %7s %12s %12s %12s %12s%n",
                "graph",
                "kernels",
                "nodes",
                "ns a frame",
                "ps a node",
                "KiB",
                "bytes a node"));
        for (Row row : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-8s %-7s %,7d %,12.2f %,12.2f %,12.0f %,12.0f%n",
                    row.graph,
                    row.kernels,
                    row.nodes,
                    row.nanosPerFrame,
                    row.picosPerNode(),
                    row.planBytes / 1_024.0,
                    row.bytesPerNode()));
        }
        return text.toString();
    }

    @Override
    public String markdown() {
        StringBuilder text = new StringBuilder(
                "| graph | kernels | nodes | ns a frame | ps a node and frame | bytes a node |\n|---|---|---|---|---|---|\n");
        for (Row row : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %,d | %,.2f | %,.2f | %,.0f |%n",
                    row.graph,
                    row.kernels,
                    row.nodes,
                    row.nanosPerFrame,
                    row.picosPerNode(),
                    row.bytesPerNode()));
        }
        return text.toString();
    }
}
