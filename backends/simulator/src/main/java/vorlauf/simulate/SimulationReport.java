package vorlauf.simulate;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import vorlauf.engine.EngineEvent;

/** What simulations came to, as JSON objects and as lines for people. */
final class SimulationReport {
    private static final int UNDERRUNS_IN_JSON = 100;
    private static final int UNDERRUNS_IN_LINES = 5;
    private static final int NOTICES_IN_LINES = 5;

    private SimulationReport() {}

    static Map<String, Object> fields(Experiment.Outcome outcome) {
        SimulationResult timing = outcome.timing();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("deadlines", timing.deadlines());
        fields.put("underrunEvents", timing.underrunEvents());
        fields.put("underrunFrames", timing.underrunFrames());
        fields.put("traceHash", hash(timing));
        fields.put("minimumFillFrames", timing.minimumFillFrames());
        outcome.sha256().ifPresent(sha256 -> fields.put("sha256", sha256));
        switch (outcome) {
            case Experiment.Timed _ -> {
                // that is all
            }
            case Experiment.Played played -> engine(fields, played.result());
            case Experiment.OnPlatform platform -> platform(fields, platform.report());
        }
        return fields;
    }

    private static void engine(Map<String, Object> fields, EngineResult result) {
        fields.put("channels", result.channels());
        fields.put("writtenFrames", result.writtenFrames());
        fields.put("playedFrames", result.playedFrames());
        fields.put("droppedFrames", result.droppedFrames());
        fields.put("waitingFrames", result.waitingFrames());
        fields.put("revision", result.revision());
        fields.put(
                "underruns",
                result.underruns().stream()
                        .limit(UNDERRUNS_IN_JSON)
                        .map(SimulationReport::underrun)
                        .toList());
        fields.put("events", messages(result.events()));
    }

    private static List<String> messages(List<EngineEvent> events) {
        return events.stream()
                .filter(event -> !(event instanceof EngineEvent.PlanSwapped))
                .limit(UNDERRUNS_IN_JSON)
                .map(EngineEvent::message)
                .toList();
    }

    private static Map<String, Object> underrun(PlatformUnderrun underrun) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("where", underrun.where().name().toLowerCase(Locale.ROOT));
        fields.putAll(underrun(underrun.underrun()));
        fields.put("bufferHistoryFrames", underrun.bufferHistoryFrames());
        return fields;
    }

    private static Map<String, Object> underrun(EngineEvent.Underrun underrun) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("positionFrames", underrun.positionFrames());
        fields.put("atNanos", underrun.atNanos());
        fields.put("requestedFrames", underrun.requestedFrames());
        fields.put("foundFrames", underrun.foundFrames());
        fields.put("fillHistoryFrames", underrun.fillHistoryFrames());
        fields.put("revision", underrun.revision());
        fields.put("cause", underrun.cause().text());
        underrun.slowest().ifPresent(node -> fields.put("slowest", node.figures()));
        return fields;
    }

    private static void platform(Map<String, Object> fields, PlatformReport report) {
        PlatformReport.Accounts accounts = report.accounts();
        fields.put("profile", report.profile().platform().key());
        if (report.profile().platform() == Platform.AUDIO_WORKLET) {
            fields.put("renderQuantumFrames", report.profile().callFrames());
        }
        fields.put("engines", report.engines());
        fields.put("writtenFrames", accounts.writtenFrames());
        fields.put("playedFrames", accounts.playedFrames());
        fields.put("silentFrames", accounts.silentFrames());
        fields.put("lostFrames", accounts.lostFrames());
        fields.put("discardedFrames", accounts.discardedFrames());
        fields.put("waitingFrames", accounts.waitingFrames());
        fields.put("bufferedFrames", accounts.bufferedFrames());
        fields.put("recoveryNanos", report.recoveryNanos());
        fields.put("contracts", report.contracts());
        fields.put("violations", report.violations());
        fields.put(
                "underruns",
                report.underruns().stream()
                        .limit(UNDERRUNS_IN_JSON)
                        .map(SimulationReport::underrun)
                        .toList());
        fields.put("events", messages(report.told()));
    }

    static String hash(SimulationResult result) {
        return String.format(Locale.ROOT, "%016x", result.traceHash());
    }

    static void print(List<Experiment> experiments, List<Experiment.Outcome> outcomes, PrintStream out) {
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
        for (int i = 0; i < outcomes.size(); i++) {
            SimulationResult result = outcomes.get(i).timing();
            out.printf(
                    Locale.ROOT,
                    "%-9d %,15d %,10d %,15d %13.3g %,10d  %s%n",
                    i + 1,
                    result.deadlines(),
                    result.underrunEvents(),
                    result.underrunFrames(),
                    (double) result.underrunEvents() / Math.max(1, result.deadlines()),
                    result.minimumFillFrames(),
                    hash(result));
        }
        if (outcomes.size() == 1) {
            only(experiments.getFirst(), outcomes.getFirst(), out);
        }
    }

    private static void only(Experiment experiment, Experiment.Outcome outcome, PrintStream out) {
        Scenario only = experiment.scenario();
        out.printf(
                Locale.ROOT,
                "%,d Hz, periods of %s frames, a lead of %,d frames, policy %s, seed %d%n",
                only.sampleRateHertz(),
                only.periodPattern().size() == 1
                        ? String.format(Locale.ROOT, "%,d", only.periodFrames())
                        : only.periodPattern(),
                only.leadFrames(),
                only.policy().name().toLowerCase(Locale.ROOT),
                only.seed());
        switch (outcome) {
            case Experiment.Timed _ -> {
                // that is all
            }
            case Experiment.Played played -> {
                EngineResult result = played.result();
                out.printf(
                        Locale.ROOT,
                        "rendered %,d frames: %,d played, %,d dropped, %,d in the ring; graph %d; sha256 %s%n",
                        result.writtenFrames(),
                        result.playedFrames(),
                        result.droppedFrames(),
                        result.waitingFrames(),
                        result.revision(),
                        result.sha256());
                List<String> lines = result.underruns().stream()
                        .map(EngineEvent.Underrun::message)
                        .toList();
                told(lines, result.timing().underrunEvents(), result.events(), out);
            }
            case Experiment.OnPlatform platform -> platform(platform.report(), out);
        }
    }

    /** The first underruns in full, how many more there were, and what else a user has to know. */
    private static void told(List<String> underruns, long count, List<EngineEvent> events, PrintStream out) {
        underruns.stream().limit(UNDERRUNS_IN_LINES).forEach(out::println);
        if (count > UNDERRUNS_IN_LINES) {
            out.printf(Locale.ROOT, "and %,d more%n", count - UNDERRUNS_IN_LINES);
        }
        events.stream()
                .filter(EngineEvent.Notice.class::isInstance)
                .limit(NOTICES_IN_LINES)
                .forEach(notice -> out.println(notice.message()));
    }

    private static void platform(PlatformReport report, PrintStream out) {
        PlatformReport.Accounts accounts = report.accounts();
        out.printf(
                Locale.ROOT,
                "%s: rendered %,d frames: %,d played, %,d lost with the device, %,d discarded with an engine,"
                        + " %,d waiting; %,d silent%n",
                report.profile().platform().key(),
                accounts.writtenFrames(),
                accounts.playedFrames(),
                accounts.lostFrames(),
                accounts.discardedFrames(),
                accounts.waitingFrames() + accounts.bufferedFrames(),
                accounts.silentFrames());
        out.printf(
                Locale.ROOT,
                "longest time from a stop to full sound: %.3f ms; %d of %d contracts hold; %d engine%s%n",
                report.recoveryNanos() / 1e6,
                report.contracts() - report.violations().size(),
                report.contracts(),
                report.engines(),
                report.engines() == 1 ? "" : "s");
        report.violations().forEach((name, where) -> out.println(name + ": " + where));
        List<String> lines =
                report.underruns().stream().map(PlatformUnderrun::message).toList();
        told(lines, report.timing().underrunEvents(), report.told(), out);
    }
}
