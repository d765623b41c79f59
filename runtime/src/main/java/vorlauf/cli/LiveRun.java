package vorlauf.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.Disposables;
import vorlauf.compile.GraphException;
import vorlauf.engine.Backend;
import vorlauf.engine.BackendException;
import vorlauf.engine.Engine;
import vorlauf.engine.EngineEvent;
import vorlauf.engine.EngineReport;
import vorlauf.engine.EngineSettings;
import vorlauf.engine.Explaining;
import vorlauf.engine.LiveWitness;
import vorlauf.engine.MeterReading;
import vorlauf.engine.RingFill;
import vorlauf.engine.StreamFormat;
import vorlauf.graph.Signal;
import vorlauf.render.Clock;
import vorlauf.render.SystemClock;

/** One live run from start to stop, watched: events as lines, a status line, and what came of it. */
final class LiveRun {
    /** The longest wait for events that the engine has left behind when it has stopped. */
    private static final long TELL_SECONDS = 5;

    private static final int UNDERRUNS_KEPT = 10;
    private static final int METERS_SHOWN = 4;
    private static final long REDRAW_NANOS = 200_000_000L;

    /** How much longer than its frames a run may take: a device that is gone takes none. */
    private static final long GRACE_NANOS = 2_000_000_000L;

    private final Clock clock = SystemClock.INSTANCE;
    private final Engine engine;
    private final StatusLine status;
    private final EventLines lines;
    private final Map<String, MeterReading> meters = new TreeMap<>();
    private final List<EngineEvent.Underrun> underruns = new ArrayList<>();
    private final LateBlockTable lateBlocks = new LateBlockTable();
    private boolean deviceLost;
    private EngineReport report;

    private LiveRun(Engine engine, StatusLine status, EventLines lines) {
        this.engine = engine;
        this.status = status;
        this.lines = lines;
        this.report = engine.report();
    }

    /** A run that nobody watches closely. Errors: as below. */
    static LiveRun of(
            Publisher<Signal> graphs,
            Backend backend,
            EngineSettings settings,
            StatusLine status,
            EventLines lines,
            long frames,
            StopSignal stop)
            throws GraphException, BackendException, InterruptedException {
        return of(graphs, backend, settings, status, lines, frames, stop, LiveWitness.NONE);
    }

    /**
     * Plays until so many frames were taken or {@code stop} is asked, then stops the engine.
     *
     * <p>Errors: as {@link Engine#start}.
     */
    static LiveRun of(
            Publisher<Signal> graphs,
            Backend backend,
            EngineSettings settings,
            StatusLine status,
            EventLines lines,
            long frames,
            StopSignal stop,
            LiveWitness witness)
            throws GraphException, BackendException, InterruptedException {
        try (Engine engine = Engine.start(graphs, backend, settings, witness)) {
            LiveRun run = new LiveRun(engine, status, lines);
            CountDownLatch toldAll = new CountDownLatch(1);
            Disposable subscriptions = Disposables.composite(
                    engine.events().doFinally(_ -> toldAll.countDown()).subscribe(run::happened),
                    engine.meters().subscribe(run::measured));
            try {
                run.watch(frames, stop);
                run.report = engine.stop();
                // Why the last blocks were late is said at the end, and comes by way of another thread.
                var _ = toldAll.await(TELL_SECONDS, TimeUnit.SECONDS);
            } finally {
                status.show("");
                subscriptions.dispose();
            }
            return run;
        }
    }

    private void watch(long frames, StopSignal stop) throws InterruptedException {
        double rateHertz = engine.settings().sampleRateHertz();
        long startedNanos = clock.nanoTime();
        double limitNanos = frames / rateHertz * 1e9 + GRACE_NANOS;
        while (engine.isRunning() && clock.nanoTime() - startedNanos < limitNanos) {
            long left = frames - engine.position();
            if (left <= 0 || stop.await((long) Math.min(REDRAW_NANOS, left / rateHertz * 1e9 + 1))) {
                return;
            }
            status.show(statusText());
        }
    }

    private String statusText() {
        EngineReport now = engine.report();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%8.1f s  lowest lead %d of %d frames  %d underruns",
                now.seconds(),
                now.lowestLeadFrames(),
                now.leadLimitFrames(),
                now.underrunEvents()));
        synchronized (meters) {
            meters.values().stream()
                    .limit(METERS_SHOWN)
                    .forEach(reading -> text.append(String.format(
                            Locale.ROOT,
                            "  %s %.1f dB",
                            reading.meter(),
                            20 * Math.log10(Math.max(1e-6, reading.peak())))));
        }
        return text.toString();
    }

    private void happened(EngineEvent event) {
        synchronized (underruns) {
            if (event instanceof EngineEvent.Underrun underrun && underruns.size() < UNDERRUNS_KEPT) {
                underruns.add(underrun);
            }
            if (event instanceof EngineEvent.LateBlock late) {
                lateBlocks.add(late);
            }
            deviceLost = event instanceof EngineEvent.DeviceLost
                    || (deviceLost && !(event instanceof EngineEvent.DeviceBack));
        }
        lines.accept(event);
    }

    private void measured(MeterReading reading) {
        synchronized (meters) {
            meters.put(reading.meter(), reading);
        }
    }

    /** Figures after the stop. */
    EngineReport report() {
        return report;
    }

    /** How full the ring was. */
    RingFill fillHistory() {
        return engine.fillHistory();
    }

    /** The first underruns. */
    List<EngineEvent.Underrun> underruns() {
        synchronized (underruns) {
            return List.copyOf(underruns);
        }
    }

    /** Whether the device was gone at the end, or the recording has ended early. */
    boolean failed() {
        boolean gone;
        synchronized (underruns) {
            gone = deviceLost;
        }
        return gone
                || report.recording().flatMap(EngineReport.Recording::failure).isPresent();
    }

    /** What came of it, for people. */
    Table table() {
        StreamFormat format = report.format();
        Table table = new Table()
                .add(
                        "played",
                        "%d frames (%.3f s), %d channel%s at %.0f Hz",
                        report.positionFrames(),
                        report.seconds(),
                        engine.channels(),
                        engine.channels() == 1 ? "" : "s",
                        engine.settings().sampleRateHertz())
                .add(
                        "device",
                        "%s: %s, %d frames at once, %d behind the ring%s",
                        format.device(),
                        format.sampleFormat(),
                        format.periodFrames(),
                        format.deviceLatencyFrames(),
                        format.pacing() == StreamFormat.Pacing.FREE_RUNNING ? ", not in real time" : "")
                .add("underruns", "%d (%d frames)", report.underrunEvents(), report.underrunFrames());
        List<EngineEvent.Underrun> kept = underruns();
        kept.forEach(underrun -> table.add("", "%s", underrun.message()));
        if (report.underrunEvents() > kept.size()) {
            table.add("", "and %d more", report.underrunEvents() - kept.size());
        }
        if (watchesBlocks()) {
            synchronized (underruns) {
                lateBlocks.addTo(table);
            }
        }
        addFigures(table);
        report.recording()
                .ifPresent(recording -> table.add(
                        "recording",
                        "%s: %d frames, %d lost%s",
                        recording.file(),
                        recording.frames(),
                        recording.lostFrames(),
                        recording
                                .failure()
                                .map(reason -> ", ended early: " + reason)
                                .orElse("")));
        return table;
    }

    private boolean watchesBlocks() {
        return engine.settings().explaining() == Explaining.LATE_BLOCKS;
    }

    private void addFigures(Table table) {
        double blockNanos = engine.settings().blockFrames() / engine.settings().sampleRateHertz() * 1e9;
        table.add("lowest lead", "%d of %d frames", report.lowestLeadFrames(), report.leadLimitFrames())
                .add(
                        "render time",
                        "p50 %.1f us, p99 %.1f us, p99.9 %.1f us, max %.1f us a block of %.1f us",
                        report.renderNanos().median() / 1e3,
                        report.renderNanos().percentile99() / 1e3,
                        report.renderNanos().percentile999() / 1e3,
                        report.renderNanos().maximum() / 1e3,
                        blockNanos / 1e3)
                .add("kernels", report.kernels())
                .add(
                        "allocated",
                        "%s by the producer in %d blocks",
                        Usage.bytes(report.producerAllocatedBytes()),
                        report.producerMeasuredBlocks())
                .add("scheduling", "%s", report.scheduling())
                .add(
                        "graphs",
                        "%d in force, %d replaced before that, %d rejected",
                        report.swaps(),
                        report.conflatedGraphs(),
                        report.rejectedGraphs())
                .add(
                        "controls",
                        "%d values replaced by newer ones before a block, %d not finite",
                        report.conflatedControlValues(),
                        report.refusedControlValues())
                .add(
                        "collector",
                        "%s: %d collections, %d ms",
                        String.join(", ", report.collectors()),
                        report.collections(),
                        report.collectionMillis());
        report.input()
                .ifPresent(input -> table.add(
                        "input",
                        "%s: %s, %d frames missing in %d blocks, %d dropped%s",
                        input.format().device(),
                        input.format().sampleFormat(),
                        input.underrunFrames(),
                        input.underrunBlocks(),
                        input.overrunFrames(),
                        input.resampled()
                                ? String.format(Locale.ROOT, ", drift %d ppm", input.driftPartsPerMillion())
                                : ""));
        if (report.mutedBlocks() > 0) {
            table.add("muted", "%d blocks that were not finite", report.mutedBlocks());
        }
        if (report.starvedFileFrames() > 0) {
            table.add("files", "%d frames came too late from disk", report.starvedFileFrames());
        }
    }

    /** The same for programs. */
    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("frames", report.positionFrames());
        figures.put("seconds", report.seconds());
        figures.put("channels", engine.channels());
        figures.put("sampleRate", Math.round(engine.settings().sampleRateHertz()));
        figures.put("device", report.format());
        figures.put("underrunEvents", report.underrunEvents());
        figures.put("underrunFrames", report.underrunFrames());
        figures.put("underruns", underruns().stream().map(LiveRun::figures).toList());
        if (watchesBlocks()) {
            synchronized (underruns) {
                figures.put("lateBlocks", lateBlocks.figures());
            }
        }
        figures.put("lowestLeadFrames", report.lowestLeadFrames());
        figures.put("leadLimitFrames", report.leadLimitFrames());
        figures.put("fillFrames", report.fillFrames());
        figures.put("renderNanos", report.renderNanos());
        figures.put("latenessNanos", report.latenessNanos());
        figures.put("allocatedBytes", report.producerAllocatedBytes());
        figures.put("measuredBlocks", report.producerMeasuredBlocks());
        figures.put("tier", PlanOptions.TIER);
        figures.put("kernels", report.kernels());
        figures.put("swaps", report.swaps());
        figures.put("swapsDeferred", report.swapsDeferred());
        figures.put("conflatedGraphs", report.conflatedGraphs());
        figures.put("rejectedGraphs", report.rejectedGraphs());
        figures.put("conflatedControlValues", report.conflatedControlValues());
        figures.put("refusedControlValues", report.refusedControlValues());
        figures.put("mutedBlocks", report.mutedBlocks());
        figures.put("starvedFileFrames", report.starvedFileFrames());
        figures.put("lostRecords", report.lostRecords());
        figures.put("scheduling", report.scheduling());
        figures.put("collectors", report.collectors());
        figures.put("collections", report.collections());
        figures.put("collectionMillis", report.collectionMillis());
        report.input().ifPresent(input -> figures.put("input", input));
        report.recording().ifPresent(recording -> figures.put("recording", figures(recording)));
        return figures;
    }

    private static Map<String, Object> figures(EngineEvent.Underrun underrun) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("positionFrames", underrun.positionFrames());
        figures.put("atNanos", underrun.atNanos());
        figures.put("requestedFrames", underrun.requestedFrames());
        figures.put("foundFrames", underrun.foundFrames());
        figures.put("fillHistoryFrames", underrun.fillHistoryFrames());
        figures.put("revision", underrun.revision());
        figures.put("cause", underrun.cause().text());
        underrun.slowest().ifPresent(node -> figures.put("slowest", node.figures()));
        return figures;
    }

    private static Map<String, Object> figures(EngineReport.Recording recording) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("file", recording.file().toString());
        figures.put("frames", recording.frames());
        figures.put("lostFrames", recording.lostFrames());
        recording.failure().ifPresent(reason -> figures.put("failure", reason));
        return figures;
    }
}
