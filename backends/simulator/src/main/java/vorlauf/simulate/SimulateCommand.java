package vorlauf.simulate;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import vorlauf.cli.Subcommand;
import vorlauf.cli.Terminal;

/** {@code vorlauf simulate}: which deadlines a scenario misses, in virtual time. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Simulates the deadlines of scenarios in virtual time and counts underruns.")
public final class SimulateCommand implements Subcommand {
    @Parameters(paramLabel = "SCENARIO", description = "A JSON file with one scenario or an array of them.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "Print JSON and nothing else: an array where the file holds one.")
    private boolean json;

    private final PrintStream out;
    private final PrintStream errors;

    /** Made by the service loader. */
    public SimulateCommand() {
        this(System.out, System.err);
    }

    SimulateCommand(PrintStream out, PrintStream errors) {
        this.out = out;
        this.errors = errors;
    }

    @Override
    public Integer call() {
        ScenarioReader.Scenarios scenarios;
        try {
            scenarios = ScenarioReader.read(file);
        } catch (Scenario.InvalidException invalid) {
            errors.println(file + ": " + invalid.getMessage());
            return 2;
        } catch (IOException unreadable) {
            errors.println(file + ": there is no readable text file of this name");
            return 2;
        }
        List<SimulationResult> results = new ArrayList<>();
        for (Scenario scenario : scenarios.list()) {
            results.add(TimingSimulation.run(
                    scenario,
                    progress(scenario, results.size() + 1, scenarios.list().size())));
        }
        if (json) {
            List<Map<String, Object>> list =
                    results.stream().map(SimulateCommand::fields).toList();
            out.println(JsonMapper.builder().build().writeValueAsString(scenarios.isArray() ? list : list.getFirst()));
        } else {
            print(scenarios.list(), results);
        }
        return 0;
    }

    /** A line that says how far it is, on a terminal. */
    private java.util.function.LongConsumer progress(Scenario scenario, int number, int count) {
        boolean terminal = Terminal.isStandardError();
        return done -> {
            if (terminal) {
                errors.printf(
                        Locale.ROOT,
                        "\rscenario %d of %d: %3d %%%s",
                        number,
                        count,
                        100 * done / scenario.deadlines(),
                        done + (1 << 20) > scenario.deadlines() ? "\r\033[K" : "");
            }
        };
    }

    private static Map<String, Object> fields(SimulationResult result) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("deadlines", result.deadlines());
        fields.put("underrunEvents", result.underrunEvents());
        fields.put("underrunFrames", result.underrunFrames());
        fields.put("traceHash", hash(result));
        fields.put("minimumFillFrames", result.minimumFillFrames());
        return fields;
    }

    private static String hash(SimulationResult result) {
        return String.format(Locale.ROOT, "%016x", result.traceHash());
    }

    private void print(List<Scenario> scenarios, List<SimulationResult> results) {
        out.printf(
                Locale.ROOT,
                "%-9s %15s %10s %15s %13s %10s  %s%n",
                "scenario",
                "deadlines",
                "underruns",
                "silent frames",
                "probability",
                "least fill",
                "trace");
        for (int i = 0; i < results.size(); i++) {
            SimulationResult result = results.get(i);
            out.printf(
                    Locale.ROOT,
                    "%-9d %,15d %,10d %,15d %13.3g %,10d  %s%n",
                    i + 1,
                    result.deadlines(),
                    result.underrunEvents(),
                    result.underrunFrames(),
                    (double) result.underrunEvents() / result.deadlines(),
                    result.minimumFillFrames(),
                    hash(result));
        }
        if (scenarios.size() == 1) {
            Scenario only = scenarios.getFirst();
            out.printf(
                    Locale.ROOT,
                    "%,d Hz, periods of %,d frames, a lead of %,d frames, policy %s, seed %d%n",
                    only.sampleRateHertz(),
                    only.periodFrames(),
                    only.leadFrames(),
                    only.policy().name().toLowerCase(Locale.ROOT),
                    only.seed());
        }
    }
}
