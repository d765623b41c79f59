package vorlauf.notebooks.display;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import reactor.core.publisher.Flux;
import vorlauf.drawing.Charts;
import vorlauf.drawing.RingFill;
import vorlauf.engine.Engine;
import vorlauf.engine.EngineEvent;
import vorlauf.engine.EngineReport;
import vorlauf.engine.MeterReading;

/** An engine: its lead, underruns and meters now; live, the same ten times a second until it has stopped. */
final class EngineDisplay {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 220;
    private static final Duration EVERY = Duration.ofMillis(100);

    private EngineDisplay() {}

    static Rendering of(Engine engine) {
        return now(engine, Map.of());
    }

    /** Keeps a display up to date until the engine has stopped, then shows what it came to. */
    static void follow(Engine engine, Live display) {
        Map<String, MeterReading> meters = new ConcurrentHashMap<>();
        engine.meters().subscribe(reading -> meters.put(reading.meter(), reading));
        Queue<Long> underruns = new ConcurrentLinkedQueue<>();
        engine.events().ofType(EngineEvent.Underrun.class).subscribe(underrun -> underruns.add(underrun.atNanos()));
        Flux.interval(EVERY)
                .onBackpressureDrop()
                .takeWhile(tick -> engine.isRunning())
                .subscribe(
                        tick -> display.update(now(engine, meters)),
                        failed -> display.update("the engine cannot be shown: " + failed.getMessage()),
                        () -> display.update(stopped(engine, underruns)));
    }

    private static Rendering now(Engine engine, Map<String, MeterReading> meters) {
        EngineReport report = engine.report();
        int[] fills = engine.fillHistory().frames();
        int lead = fills.length == 0 ? report.leadLimitFrames() : fills[fills.length - 1];
        String state =
                String.format(Locale.ROOT, "%s, %.1f s", engine.isRunning() ? "playing" : "stopped", report.seconds());
        List<String> lines = new ArrayList<>();
        lines.add(state);
        Html html = new Html().title(state);
        gauge(
                html,
                lines,
                "lead",
                lead,
                report.leadLimitFrames(),
                lead + " of " + report.leadLimitFrames() + " frames");
        new TreeMap<>(meters)
                .forEach((name, reading) -> gauge(
                        html,
                        lines,
                        name,
                        reading.peak(),
                        1,
                        String.format(Locale.ROOT, "%.1f dB", decibels(reading))));
        String underruns = String.format(
                Locale.ROOT,
                "underruns: %,d; lowest lead %,d frames",
                report.underrunEvents(),
                report.lowestLeadFrames());
        lines.add(underruns);
        if (report.underrunEvents() > 0) {
            html.alarm(underruns);
        } else {
            html.line(underruns);
        }
        return new Rendering(String.join(System.lineSeparator(), lines), html.toString());
    }

    private static double decibels(MeterReading reading) {
        return 20 * Math.log10(Math.max(1e-6, reading.peak()));
    }

    private static void gauge(Html html, List<String> lines, String name, double value, double most, String words) {
        html.gauge(name, value, most, words);
        lines.add(name + ": " + words);
    }

    /** What it came to, with the ring's fill over time. */
    private static Rendering stopped(Engine engine, Collection<Long> underruns) {
        Rendering figures = of(engine.report());
        vorlauf.engine.RingFill history = engine.fillHistory();
        if (history.frames().length == 0) {
            return figures;
        }
        RingFill fill = RingFill.ofNanos(
                0,
                history.nanos(),
                history.frames(),
                engine.report().leadLimitFrames(),
                engine.settings().sampleRateHertz(),
                underruns.stream().mapToLong(Long::longValue).toArray());
        Html html = new Html().png(Charts.ringFill("ring fill", fill, WIDTH, HEIGHT), "ring fill over time");
        return new Rendering(figures.text(), html + figures.html());
    }

    static Rendering of(EngineReport report) {
        List<List<String>> rows = new ArrayList<>();
        row(rows, "played", "%.2f s, %,d frames", report.seconds(), report.positionFrames());
        row(rows, "underruns", "%,d, %,d frames of silence", report.underrunEvents(), report.underrunFrames());
        row(rows, "lowest lead", "%,d of %,d frames", report.lowestLeadFrames(), report.leadLimitFrames());
        row(rows, "graphs", "%,d came into force, %,d were refused", report.swaps(), report.rejectedGraphs());
        row(
                rows,
                "allocated by the producer",
                "%,d bytes in %,d blocks",
                report.producerAllocatedBytes(),
                report.producerMeasuredBlocks());
        row(rows, "kernels", "%s", report.kernels());
        row(rows, "scheduling", "%s", report.scheduling());
        return TableDisplay.of(List.of("engine", ""), rows);
    }

    @SuppressWarnings("AnnotateFormatMethod") // patterns are constants of this class
    private static void row(List<List<String>> rows, String name, String pattern, Object... values) {
        rows.add(List.of(name, String.format(Locale.ROOT, pattern, values)));
    }
}
