package vorlauf.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vorlauf.compile.GraphException;
import vorlauf.drawing.Charts;
import vorlauf.drawing.RingFill;
import vorlauf.engine.Backend;
import vorlauf.engine.BackendException;
import vorlauf.engine.EngineEvent;
import vorlauf.engine.EngineSettings;
import vorlauf.engine.OfflineRenderer;
import vorlauf.engine.OfflineResult;
import vorlauf.engine.OfflineSettings;
import vorlauf.engine.RenderException;
import vorlauf.files.AudioFile;
import vorlauf.render.SystemClock;

/** {@code vorlauf demo}: the whole way once, offline and live, and whether it holds. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = {
            "Plays a recording the whole way, offline and live, and proves that it holds.",
            "It goes through filters, an echo, a moving control and a graph that changes.",
            "Ends with a table and a picture; exit code 0 only if all of it holds."
        })
final class DemoCommand implements Subcommand {
    private static final String RECORDING = "guitar.wav";
    private static final int CHANGES = 1_000;

    private final Shell shell;
    private final int changes;

    @Option(names = "--input", paramLabel = "FILE", description = "Another recording (the shipped guitar).")
    private @Nullable Path input;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "5",
            description = "Length of the file and of the live part (${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            defaultValue = "vorlauf-demo",
            description = "Where file and picture go (${DEFAULT-VALUE}).")
    private Path out = Path.of("vorlauf-demo");

    @Option(
            names = "--ring",
            paramLabel = "BLOCKS",
            defaultValue = "16",
            description = "Blocks that the producer may be ahead (${DEFAULT-VALUE}).")
    private int ringBlocks;

    @Option(names = "--json", description = "Print one JSON object at the end and nothing else.")
    private boolean json;

    @Mixin
    private final PlanOptions plan = new PlanOptions();

    DemoCommand(Shell shell) {
        this(shell, CHANGES);
    }

    /** The same with fewer changes of the control. */
    DemoCommand(Shell shell, int changes) {
        this.shell = shell;
        this.changes = changes;
    }

    @Override
    public Integer call() throws GraphException, RenderException, BackendException, IOException, InterruptedException {
        plan.check();
        EngineSettings settings = Usage.check(() -> EngineSettings.defaults()
                .withSampleRateHertz(plan.rateHertz())
                .withBlockFrames(plan.blockFrames())
                .withRingBlocks(ringBlocks));
        long frames = Usage.frames(seconds, plan.rateHertz());
        StatusLine status = new StatusLine(shell.err(), shell.interactive());
        makeFolder(out);
        Path recording = recording();
        DemoPatch patch = new DemoPatch(recording, AudioFile.probe(recording).channels());
        Path wav = out.resolve("demo.wav");
        try (StopSignal stop = StopSignal.onShutdown();
                DemoSink sink = new DemoSink(wav, plan.rateHertz(), frames)) {
            status.line("offline: " + recording.getFileName() + " to " + wav);
            OfflineResult offline = render(patch, frames, sink, status);
            Backend backend = Backends.usual(shell, status);
            Live live = play(patch, backend, settings, frames, status, stop);
            if (stop.await(0)) {
                status.line("stopped before the end");
                return ExitCode.FINDINGS;
            }
            Measured measured = measure(settings, status);
            Path picture = draw(recording, sink, live.run(), settings);
            DemoReport report = new DemoReport(
                    offline,
                    sink.sha256(),
                    live.run().report(),
                    backend.name(),
                    live.attempts(),
                    measured.latency(),
                    measured.attempts(),
                    settings,
                    wav.toString(),
                    AudioFile.probe(wav).frames(),
                    picture.toString());
            if (json) {
                shell.json(report.figures());
            } else {
                shell.out().print(report.table());
                shell.out().flush();
            }
            return report.misses().isEmpty() ? ExitCode.DONE : ExitCode.FINDINGS;
        }
    }

    private static void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw CommandException.failed(folder + ": is a file, a folder is needed; choose another --out");
        } catch (IOException e) {
            throw CommandException.failed(folder + ": this folder cannot be made; choose another --out");
        }
    }

    private Path recording() throws IOException {
        Path given = input;
        if (given != null) {
            return given;
        }
        Path target = out.resolve(RECORDING);
        try (InputStream stream = DemoCommand.class.getResourceAsStream("/vorlauf/demo/" + RECORDING)) {
            if (stream == null) {
                throw new IllegalStateException("the recording is not in this build");
            }
            Files.copy(stream, target, StandardCopyOption.REPLACE_EXISTING);
        }
        return target;
    }

    private OfflineResult render(DemoPatch patch, long frames, DemoSink sink, StatusLine status)
            throws GraphException, RenderException, IOException, InterruptedException {
        ProgressBar progress = new ProgressBar(status, SystemClock.INSTANCE, frames, plan.rateHertz());
        try {
            OfflineResult result = OfflineRenderer.render(
                    patch,
                    OfflineSettings.of(plan.rateHertz(), plan.blockFrames(), frames)
                            .withEvents(new EventLines(status, SystemClock.INSTANCE, false)::accept)
                            .withProgress(progress),
                    sink);
            sink.finish();
            return result;
        } finally {
            progress.finish();
        }
    }

    /** The live part, and a second time where the machine was too busy for the first. */
    private Live play(
            DemoPatch patch, Backend backend, EngineSettings settings, long frames, StatusLine status, StopSignal stop)
            throws GraphException, BackendException, InterruptedException {
        EventLines lines = new EventLines(status, SystemClock.INSTANCE, true);
        status.line(String.format(java.util.Locale.ROOT, "live: %.1f s on %s", seconds, backend.name()));
        LiveRun run = LiveRun.of(patch.get(), backend, settings, status, lines, frames, stop);
        if (DemoReport.holds(run.report()) || stop.await(0)) {
            return new Live(run, 1);
        }
        status.line("live: disturbed, once more");
        return new Live(LiveRun.of(patch.get(), backend, settings, status, lines, frames, stop), 2);
    }

    private Measured measure(EngineSettings settings, StatusLine status) throws GraphException, BackendException {
        Backend device = Backends.named(shell, Backends.NULL_DEVICE);
        status.line("latency: " + changes + " changes of a control on the null device");
        Latency latency = Latency.of(changes, LatencyProbe.measure(changes, device, settings), settings);
        if (latency.holds()) {
            return new Measured(latency, 1);
        }
        status.line("latency: disturbed, once more");
        return new Measured(Latency.of(changes, LatencyProbe.measure(changes, device, settings), settings), 2);
    }

    private Path draw(Path recording, DemoSink sink, LiveRun run, EngineSettings settings) throws IOException {
        vorlauf.engine.RingFill fill = run.fillHistory();
        // What comes after the asked time is the stop, which drains the ring on purpose.
        int count = (int) Arrays.stream(fill.nanos())
                .takeWhile(nanos -> nanos <= seconds * 1e9)
                .count();
        RingFill drawn = RingFill.ofNanos(
                0,
                Arrays.copyOf(fill.nanos(), count),
                Arrays.copyOf(fill.frames(), count),
                settings.leadLimitFrames(),
                settings.sampleRateHertz(),
                run.underruns().stream()
                        .mapToLong(EngineEvent.Underrun::atNanos)
                        .toArray());
        byte[] png = Charts.demoPicture(
                "Vorlauf: " + recording.getFileName() + ", rendered offline; ring of the live part",
                sink.planar(),
                settings.sampleRateHertz(),
                drawn);
        Path picture = out.resolve("demo.png");
        Files.write(picture, png);
        Optional<String> words = Charts.wordsProblem();
        words.ifPresent(shell.err()::println);
        return picture;
    }

    private record Live(LiveRun run, int attempts) {}

    private record Measured(Latency latency, int attempts) {}
}
