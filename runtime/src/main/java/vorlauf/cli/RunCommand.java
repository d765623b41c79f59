package vorlauf.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vorlauf.compile.GraphException;
import vorlauf.engine.Backend;
import vorlauf.engine.BackendException;
import vorlauf.engine.EngineSettings;
import vorlauf.engine.Explaining;
import vorlauf.engine.LiveWitness;
import vorlauf.files.SampleFormat;
import vorlauf.render.SystemClock;

/** {@code vorlauf run}: a patch on a device, until its time is over or somebody presses Ctrl-C. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Plays a patch; Ctrl-C stops it in order, with nothing lost.")
final class RunCommand implements Subcommand {
    private final Shell shell;

    @Parameters(paramLabel = "PATCH", description = "Java source file with a method patch().")
    private Path patch = Path.of("");

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = "What plays: see vorlauf backends (java-sound where there is a sound card, else simulator).")
    private @Nullable String backend;

    @Option(names = "--device", paramLabel = "NAME", description = "Device of the backend (its default).")
    private @Nullable String device;

    @Option(
            names = "--input-device",
            paramLabel = "NAME",
            description = "Device that input(...) hears (the backend's default); opened for graphs that have one.")
    private @Nullable String inputDevice;

    @Option(
            names = "--option",
            paramLabel = "NAME=VALUE",
            description = "Further option of the backend; may be repeated.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(names = "--seconds", paramLabel = "S", description = "How long (until Ctrl-C).")
    private @Nullable Double seconds;

    @Option(
            names = "--ring",
            paramLabel = "BLOCKS",
            defaultValue = "4",
            description = "Blocks that the producer may be ahead, 1 to 4096 (${DEFAULT-VALUE}).")
    private int ringBlocks;

    @Option(
            names = "--adaptive",
            arity = "0..1",
            paramLabel = "BLOCKS",
            fallbackValue = "64",
            description = "Let the lead grow after underruns, from --ring blocks up to so many (${FALLBACK-VALUE}), and"
                    + " shrink where it is not needed.")
    private @Nullable Integer adaptiveBlocks;

    @Option(
            names = "--period",
            paramLabel = "FRAMES",
            defaultValue = "0",
            description = "Frames that the device should take at once (a block).")
    private int periodFrames;

    @Option(names = "--record", paramLabel = "FILE", description = "Also write what is played to a WAV file.")
    private @Nullable Path record;

    @Option(
            names = "--record-format",
            paramLabel = "FORMAT",
            description = "Samples of the recording: 16, 24, 32 or float (float).")
    private @Nullable String recordFormat;

    @Option(
            names = "--fade",
            paramLabel = "MILLIS",
            defaultValue = "10",
            description = "Fade of what appears and goes in the graph (${DEFAULT-VALUE}).")
    private double fadeMillis;

    @Option(
            names = "--garbage",
            paramLabel = "MB/S",
            description =
                    "Megabytes a second that a thread beside the engine allocates, to see what the collector does.")
    private double garbage;

    @Option(
            names = "--watch",
            description = "Tell each block that takes more time than it lasts, with its cause and its slowest node.")
    private boolean watch;

    @Option(
            names = "--png",
            paramLabel = "FILE",
            description = "Picture of lead, blocks, stalls and misses around the first underrun.")
    private @Nullable Path timelinePicture;

    @Option(names = "--svg", paramLabel = "FILE", description = "The same picture as SVG.")
    private @Nullable Path timelineSvg;

    @Option(names = "--json", description = "Print one JSON object at the end and nothing else.")
    private boolean json;

    @Mixin
    private final PlanOptions plan = new PlanOptions();

    @Mixin
    private final RealTimeOption realTime = new RealTimeOption();

    RunCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws GraphException, BackendException, InterruptedException {
        plan.check();
        EngineSettings settings = Usage.check(this::settings);
        Double length = seconds;
        long frames = length == null ? Long.MAX_VALUE : Usage.frames(length, plan.rateHertz());
        StatusLine status = new StatusLine(shell.err(), shell.interactive());
        Backend chosen = backend == null ? Backends.usual(shell, status) : Backends.named(shell, backend);
        Patch loaded = PatchLoader.load(patch);
        EventLines lines = new EventLines(status, SystemClock.INSTANCE, loaded.changes());
        if (!(garbage >= 0 && garbage <= 10_000)) {
            throw CommandException.usage("--garbage " + garbage + " is not possible: 0 to 10,000 megabytes a second");
        }
        try (StopSignal stop = StopSignal.onShutdown();
                Garbage beside = Garbage.start(garbage)) {
            LiveTimeline timeline = new LiveTimeline(settings);
            boolean pictures = timelinePicture != null || timelineSvg != null;
            LiveRun run = LiveRun.of(
                    loaded.get(),
                    chosen,
                    settings,
                    status,
                    lines,
                    frames,
                    stop,
                    pictures ? timeline : LiveWitness.NONE);
            if (garbage > 0) {
                status.line(String.format(
                        Locale.ROOT, "beside the engine %.0f MB were allocated", beside.allocatedBytes() / 1e6));
            }
            if (json) {
                shell.json(run.figures());
            } else {
                shell.out().print(run.table());
            }
            shell.out().flush();
            timeline.draw(String.valueOf(patch.getFileName()), timelinePicture, timelineSvg);
            return run.failed() ? ExitCode.FAILED : ExitCode.DONE;
        }
    }

    private EngineSettings settings() {
        if (recordFormat != null && record == null) {
            throw CommandException.usage("--record-format " + recordFormat + " is for a recording; add --record FILE");
        }
        EngineSettings settings = EngineSettings.defaults()
                .withSampleRateHertz(plan.rateHertz())
                .withBlockFrames(plan.blockFrames())
                .withRingBlocks(ringBlocks)
                .withPeriodFrames(periodFrames)
                .withFadeSeconds(fadeMillis / 1_000)
                .withDevice(device)
                .withInputDevice(inputDevice)
                .withOptions(options)
                .withExplaining(watch ? Explaining.LATE_BLOCKS : Explaining.UNDERRUNS)
                .withRealTimeCheck(realTime.check())
                .withKernels(plan.kernels());
        Integer most = adaptiveBlocks;
        if (most != null) {
            settings = settings.withAdaptiveLead(1, most);
        }
        Path file = record;
        return file == null
                ? settings
                : settings.withRecording(
                        file,
                        SampleFormat.named(recordFormat == null ? "float" : recordFormat)
                                .label());
    }
}
