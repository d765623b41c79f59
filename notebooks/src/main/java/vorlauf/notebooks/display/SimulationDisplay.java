package vorlauf.notebooks.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import vorlauf.drawing.Charts;
import vorlauf.engine.EngineEvent;
import vorlauf.notebooks.Simulation;
import vorlauf.simulate.Experiment.OnPlatform;
import vorlauf.simulate.Experiment.Played;
import vorlauf.simulate.Experiment.Timed;
import vorlauf.simulate.PlatformUnderrun;
import vorlauf.simulate.SimulationResult;

/** A simulation: its figures, the timeline around the first underrun, how full the ring was, and what an engine says. */
final class SimulationDisplay {
    private static final int WIDTH = 900;
    private static final int TIMELINE_HEIGHT = 430;
    private static final int FILL_HEIGHT = 480;
    private static final int MOST_UNDERRUNS = 5;

    private SimulationDisplay() {}

    static Rendering of(Simulation simulation) {
        SimulationResult timing = simulation.outcome().timing();
        List<String> heading =
                List.of("deadlines", "underruns", "silent frames", "probability", "least fill (frames)", "trace");
        List<String> row = List.of(
                String.format(Locale.ROOT, "%,d", timing.deadlines()),
                String.format(Locale.ROOT, "%,d", timing.underrunEvents()),
                String.format(Locale.ROOT, "%,d", timing.underrunFrames()),
                String.format(Locale.ROOT, "%.3g", simulation.probability()),
                String.format(Locale.ROOT, "%,d", timing.minimumFillFrames()),
                String.format(Locale.ROOT, "%016x", timing.traceHash()));
        String title = simulation.hasUnderrun() ? "time from the first underrun" : "the beginning";
        List<String> more = more(simulation);
        Html html = new Html()
                .table(heading, List.of(row))
                .png(Charts.timeline(title, simulation.timeline(), WIDTH, TIMELINE_HEIGHT), "timeline, " + title)
                .png(
                        Charts.fillDistribution("ring fill", simulation.fill(), WIDTH, FILL_HEIGHT),
                        "how full the ring was, and how rarely it was that empty");
        if (!more.isEmpty()) {
            html.list(more);
        }
        String text = TableDisplay.text(heading, List.of(row));
        return new Rendering(
                more.isEmpty() ? text : text + System.lineSeparator() + String.join(System.lineSeparator(), more),
                html.toString());
    }

    /** What is known beyond times where an engine played. */
    private static List<String> more(Simulation simulation) {
        return switch (simulation.outcome()) {
            case Timed _ -> List.of();
            case Played played -> {
                List<String> lines = new ArrayList<>();
                lines.add("sha256 of all that was heard: " + played.result().sha256());
                List<String> underruns = played.result().underruns().stream()
                        .map(EngineEvent.Underrun::message)
                        .toList();
                add(underruns, played.result().timing().underrunEvents(), lines);
                yield lines;
            }
            case OnPlatform platform -> {
                List<String> lines = new ArrayList<>();
                lines.add(String.format(
                        Locale.ROOT,
                        "%s: %d of %d contracts hold; longest time from a stop to full sound %.3f ms",
                        platform.report().profile().platform().key(),
                        platform.report().contracts()
                                - platform.report().violations().size(),
                        platform.report().contracts(),
                        platform.report().recoveryNanos() / 1e6));
                lines.add("sha256 of all frames that the client was given: "
                        + platform.report().sha256());
                platform.report().violations().forEach((name, where) -> lines.add(name + ": " + where));
                List<String> underruns = platform.report().underruns().stream()
                        .map(PlatformUnderrun::message)
                        .toList();
                add(underruns, platform.report().timing().underrunEvents(), lines);
                yield lines;
            }
        };
    }

    private static void add(List<String> underruns, long count, List<String> lines) {
        underruns.stream().limit(MOST_UNDERRUNS).forEach(lines::add);
        if (count > MOST_UNDERRUNS) {
            lines.add(String.format(Locale.ROOT, "and %,d more", count - MOST_UNDERRUNS));
        }
    }
}
