package vorlauf.simulate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes an experiment as the JSON that {@link ScenarioReader} reads, with all that lies in files: it needs nothing else. */
final class ScenarioWriter {
    private ScenarioWriter() {}

    static Map<String, Object> fields(Experiment experiment) {
        Scenario scenario = experiment.scenario();
        Map<String, Object> fields = new LinkedHashMap<>();
        experiment.profile().ifPresent(profile -> {
            fields.put("profile", profile.platform().key());
            switch (profile.renderSize()) {
                case RenderSize.Default _ -> {
                    // needs no word
                }
                case RenderSize.Hardware _ -> fields.put("renderSizeHint", "hardware");
                case RenderSize.Frames(int frames) -> fields.put("renderSizeHint", frames);
            }
        });
        if (experiment.profile().isEmpty()) {
            fields.put("sampleRate", scenario.sampleRateHertz());
            fields.put(
                    "periodFrames",
                    scenario.periodPattern().size() == 1 ? scenario.periodFrames() : scenario.periodPattern());
            fields.put("policy", scenario.policy() == Scenario.Policy.ABS ? "abs" : "slip");
            fields.put("clockDriftPpm", scenario.clockDriftPartsPerBillion() / 1_000.0);
            if (scenario.tuningMostFrames() > 0) {
                fields.put("tuning", ordered("kind", "oboe", "mostFrames", scenario.tuningMostFrames()));
            }
        }
        fields.put("ringFrames", scenario.leadFrames());
        fields.put("blockFrames", scenario.blockFrames());
        fields.put("renderCost", length(scenario.renderCost()));
        fields.put("wakeUp", length(scenario.wakeUp()));
        fields.put("consumerJitter", length(scenario.consumerDelay()));
        fields.put("sleep", scenario.sleep() == Scenario.Sleep.TIMER ? "timer" : "room");
        fields.put(
                "stalls", scenario.stalls().stream().map(ScenarioWriter::stalls).toList());
        fields.put("deadlines", scenario.deadlines());
        fields.put("seed", scenario.seed());
        experiment.patch().ifPresent(patch -> fields.put("patch", patch(patch)));
        if (!experiment.edits().isEmpty()) {
            fields.put(
                    "edits",
                    experiment.edits().stream().map(ScenarioWriter::edit).toList());
        }
        if (!experiment.nodeCosts().isEmpty()) {
            fields.put(
                    "nodeCosts",
                    experiment.nodeCosts().stream()
                            .map(cost -> ordered("node", cost.node(), "cost", length(cost.cost())))
                            .toList());
        }
        return fields;
    }

    private static Map<String, Object> patch(PatchText patch) {
        return ordered("fileName", patch.fileName(), "source", patch.source());
    }

    private static Map<String, Object> edit(Edit edit) {
        return switch (edit) {
            case Edit.ControlValue value ->
                ordered("atNanos", value.atNanos(), "control", value.control(), "value", value.value());
            case Edit.GraphFrom graph -> ordered("atNanos", graph.atNanos(), "patch", patch(graph.patch()));
        };
    }

    private static Map<String, Object> length(Length length) {
        return switch (length) {
            case Length.Constant constant -> ordered("kind", "constant", "nanos", constant.nanos());
            case Length.Exponential exponential -> ordered("kind", "exponential", "meanNanos", exponential.meanNanos());
            case Length.LogNormal normal ->
                ordered("kind", "lognormal", "medianNanos", normal.medianNanos(), "sigma", normal.sigma());
            case Length.Uniform uniform -> ordered("kind", "uniform", "nanos", uniform.mostNanos());
            case Length.Histogram histogram ->
                ordered("kind", "histogram", "binNanos", histogram.widthNanos(), "bins", bins(histogram));
            case Length.Trace trace -> ordered("kind", "trace", "nanos", trace.nanos());
        };
    }

    private static Map<String, Object> stalls(Stalls stalls) {
        Map<String, Object> fields = switch (stalls.kind()) {
            case Stalls.Once once ->
                ordered("kind", "once", "atNanos", once.atNanos(), "lengthNanos", once.lengthNanos());
            case Stalls.Periodic periodic ->
                ordered(
                        "kind",
                        "periodic",
                        "everyNanos",
                        periodic.everyNanos(),
                        "lengthNanos",
                        periodic.lengthNanos(),
                        "phaseNanos",
                        periodic.phaseNanos());
            case Stalls.Poisson poisson ->
                ordered(
                        "kind",
                        "poisson",
                        "meanEveryNanos",
                        poisson.meanEveryNanos(),
                        "length",
                        length(poisson.length()));
            case Stalls.Renewal renewal ->
                ordered("kind", "renewal", "gap", length(renewal.gap()), "length", length(renewal.length()));
            case Stalls.Trace trace -> ordered("kind", "trace", "stalls", flat(trace.intervals()));
        };
        fields.put("stops", stalls.stopsConsumer() ? "jvm" : "producer");
        return fields;
    }

    /** A bin and its count in turn, where the histogram itself holds sums. */
    private static List<Long> bins(Length.Histogram histogram) {
        List<Long> flat = new ArrayList<>();
        long before = 0;
        for (int i = 0; i < histogram.counts().size(); i++) {
            flat.add(histogram.fromNanos().get(i) / histogram.widthNanos());
            flat.add(histogram.counts().get(i) - before);
            before = histogram.counts().get(i);
        }
        return flat;
    }

    private static List<Long> flat(List<Stalls.Interval> intervals) {
        List<Long> flat = new ArrayList<>();
        for (Stalls.Interval interval : intervals) {
            flat.add(interval.fromNanos());
            flat.add(interval.toNanos() - interval.fromNanos());
        }
        return flat;
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            fields.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return fields;
    }
}
