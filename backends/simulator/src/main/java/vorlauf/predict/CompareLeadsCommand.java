package vorlauf.predict;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import vorlauf.cli.PlanOptions;
import vorlauf.cli.Subcommand;
import vorlauf.cli.Usage;
import vorlauf.render.AdaptiveLead;
import vorlauf.render.BurstTuner;
import vorlauf.render.FixedLead;
import vorlauf.render.LeadRule;
import vorlauf.simulate.Length;
import vorlauf.simulate.RandomStream;
import vorlauf.simulate.Stalls;

/** {@code vorlauf compare-leads}: fixed leads, Oboe's rule and the adaptive one under the same stalls, in virtual time. */
@Command(
        name = "compare-leads",
        mixinStandardHelpOptions = true,
        description =
                "Runs the producer in virtual time with fixed leads, with the rule of Oboe's LatencyTuner and with the"
                        + " adaptive lead, under the same stalls.")
public final class CompareLeadsCommand implements Subcommand {
    private static final int MOST_BLOCKS = 64;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "3600",
            description = "How much audio time each trial is (${DEFAULT-VALUE}).")
    private double seconds;

    @Option(names = "--json", description = "Print one JSON array and nothing else.")
    private boolean json;

    @Mixin
    private final PlanOptions plan = new PlanOptions();

    private final PrintStream out;

    /** Made by the service loader. */
    public CompareLeadsCommand() {
        this(System.out);
    }

    CompareLeadsCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        double lengthSeconds = (double) Usage.frames(seconds, plan.rateHertz()) / plan.rateHertz();
        List<Map<String, Object>> rows = new ArrayList<>();
        if (!json) {
            out.printf(
                    Locale.ROOT,
                    "%-44s %-12s %10s %16s %12s %12s%n",
                    "stalls",
                    "lead",
                    "underruns",
                    "stalls that cost",
                    "mean lead",
                    "at the end");
        }
        stalls().forEach((name, stalls) -> rules(plan.blockFrames()).forEach((rule, made) -> {
            LeadTrial trial = LeadTrial.run(
                    made.get(),
                    plan.rateHertz(),
                    plan.blockFrames(),
                    stalls.source(new RandomStream(1, name)),
                    lengthSeconds);
            double milliseconds = 1e3 / plan.rateHertz();
            if (!json) {
                out.printf(
                        Locale.ROOT,
                        "%-44s %-12s %10d %16d %9.2f ms %9.2f ms%n",
                        name,
                        rule,
                        trial.underruns(),
                        trial.glitches(),
                        trial.meanLeadFrames() * milliseconds,
                        trial.finalLeadFrames() * milliseconds);
            }
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("stalls", name);
            row.put("lead", rule);
            row.put("deadlines", trial.deadlines());
            row.put("underrunEvents", trial.underruns());
            row.put("stallsThatCost", trial.glitches());
            row.put("meanLeadFrames", trial.meanLeadFrames());
            row.put("finalLeadFrames", trial.finalLeadFrames());
            rows.add(row);
        }));
        if (json) {
            out.println(JsonMapper.builder().build().writeValueAsString(rows));
        }
        return 0;
    }

    private static Map<String, Supplier<LeadRule>> rules(int blockFrames) {
        Map<String, Supplier<LeadRule>> rules = new LinkedHashMap<>();
        for (int blocks : new int[] {2, 8, 32}) {
            rules.put("fixed " + blocks, () -> new FixedLead(blocks * blockFrames));
        }
        rules.put("Oboe", () -> new BurstTuner(2 * blockFrames, blockFrames, MOST_BLOCKS * blockFrames));
        rules.put(
                "adaptive",
                () -> new AdaptiveLead(2 * blockFrames, blockFrames, blockFrames, MOST_BLOCKS * blockFrames));
        return rules;
    }

    private static Map<String, Stalls> stalls() {
        Map<String, Stalls> stalls = new LinkedHashMap<>();
        put(stalls, "20 ms every 2 s", new Stalls.Periodic(2 * SECOND, 20 * MILLI, SECOND));
        put(stalls, "60 ms every minute", new Stalls.Periodic(60 * SECOND, 60 * MILLI, SECOND));
        put(stalls, "8 ms on average every 5 s, exponential", new Stalls.Poisson(5e9, new Length.Exponential(8e6)));
        put(stalls, "one of 150 ms, then none", new Stalls.Once(SECOND, 150 * MILLI));
        return stalls;
    }

    private static void put(Map<String, Stalls> stalls, String name, Stalls.Kind kind) {
        stalls.put(name, new Stalls(kind, false));
    }
}
