package vorlauf.stress;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import vorlauf.stress.bench.EngineSpeedProgram;

/** How many times as fast as real time the engine plays in virtual time, by the clock and by processor time. */
record EngineSpeed(List<Row> rows) implements BenchTable<EngineSpeed.Row> {
    /** What is asked for. */
    static final double ASKED = 100;

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String QUICK_ROUNDS = "5";

    /**
     * One subject.
     *
     * @param subject what plays
     * @param timesByClock virtual time over that of the clock, the median of all rounds; what a user waits for
     * @param leastByClock the same of the slowest round
     * @param timesByProcessor virtual time over processor time, the median; what other programs on the machine do not spoil
     */
    record Row(String subject, double timesByClock, double leastByClock, double timesByProcessor) {
        /** Whether it is as fast as is asked for by the clock on the wall. */
        boolean fastEnough() {
            return timesByClock >= ASKED;
        }
    }

    EngineSpeed {
        rows = List.copyOf(rows);
    }

    /** Measures in a JVM of its own. Errors: {@link IOException} with one line. */
    static EngineSpeed measure(Path target, boolean quick) throws IOException, InterruptedException {
        Path log = target.resolve("engine-speed").resolve("engine-speed.log");
        List<String> arguments = new ArrayList<>(
                List.of("-Xmx256m", "--add-modules=jdk.incubator.vector", EngineSpeedProgram.class.getName()));
        if (quick) {
            arguments.add(QUICK_ROUNDS);
        }
        return new EngineSpeed(read(ForkedProgram.lines("the engine", arguments, log, LIMIT)));
    }

    /** The rows of a program's output; other lines are left out. */
    static List<Row> read(List<String> lines) {
        Map<String, List<double[]>> rounds = new LinkedHashMap<>();
        for (String line : lines) {
            if (line.matches("\\S+ \\d+ \\d+ \\d+")) {
                String[] words = line.split(" ", -1);
                double virtual = Double.parseDouble(words[1]);
                rounds.computeIfAbsent(words[0], name -> new ArrayList<>()).add(new double[] {
                    virtual / Double.parseDouble(words[2]), virtual / Double.parseDouble(words[3])
                });
            }
        }
        List<Row> rows = new ArrayList<>();
        rounds.forEach((name, all) -> {
            double[] clock = all.stream().mapToDouble(one -> one[0]).sorted().toArray();
            double[] processor =
                    all.stream().mapToDouble(one -> one[1]).sorted().toArray();
            rows.add(new Row(name, clock[clock.length / 2], clock[0], processor[processor.length / 2]));
        });
        return rows;
    }

    @Override
    public List<Column<EngineSpeed.Row>> columns() {
        return List.of(
                Column.of("the engine, times real time", "the engine plays", -36, "%s", Row::subject),
                Column.of("by the clock", "times real time, by the clock", 14, "%,.0f", Row::timesByClock),
                Column.of("slowest round", "slowest round", 14, "%,.0f", Row::leastByClock),
                Column.of("by CPU time", "by CPU time", 14, "%,.0f", Row::timesByProcessor),
                new Column<>(
                        "",
                        "",
                        1,
                        row -> row.fastEnough() ? "" : String.format(Locale.ROOT, " below the %.0f asked for", ASKED)));
    }
}
