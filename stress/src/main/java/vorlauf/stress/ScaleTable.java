package vorlauf.stress;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import vorlauf.stress.bench.ScaleProgram;

/** What a node costs in graphs of several sizes. */
record ScaleTable(List<Row> rows) implements BenchTable<ScaleTable.Row> {
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
                Path log = target.resolve("scale").resolve(graph + "-" + kernels + ".log");
                List<String> lines = ForkedProgram.lines("scale", arguments, log, LIMIT);
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
    public List<Column<ScaleTable.Row>> columns() {
        return List.of(
                Column.of("graph", "graph", -8, "%s", Row::graph),
                Column.of("kernels", "kernels", -7, "%s", Row::kernels),
                Column.of("nodes", "nodes", 7, "%,d", Row::nodes),
                Column.of("ns a frame", "ns a frame", 12, "%,.2f", Row::nanosPerFrame),
                Column.of("ps a node", "ps a node and frame", 12, "%,.2f", Row::picosPerNode),
                Column.of("KiB", "", 12, "%,.0f", row -> row.planBytes() / 1_024.0),
                Column.of("bytes a node", "bytes a node", 12, "%,.0f", Row::bytesPerNode));
    }
}
