package vorlauf.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vorlauf.compile.GraphException;
import vorlauf.engine.OfflineRenderer;
import vorlauf.engine.OfflineResult;
import vorlauf.engine.OfflineSettings;
import vorlauf.engine.RenderException;
import vorlauf.engine.RenderProfile;
import vorlauf.engine.RenderWitness;
import vorlauf.files.SampleFormat;
import vorlauf.render.SystemClock;

/** {@code vorlauf render}: a patch without a device, as fast as it goes, to a file and a hash. */
@Command(
        name = "render",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Renders a patch to a WAV file; the same patch gives the same bits every time.")
final class RenderCommand implements Subcommand {
    private final Shell shell;

    @Parameters(paramLabel = "PATCH", description = "Java source file with a method patch().")
    private Path patch = Path.of("");

    @Option(names = "--seconds", paramLabel = "S", required = true, description = "Length of the render.")
    private double seconds;

    @Option(names = "--out", paramLabel = "FILE", description = "WAV file to write; none: only the figures.")
    private @Nullable Path out;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "Samples of the file: 16, 24, 32 or float (float).")
    private @Nullable String format;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "Audio file that input(...) hears, resampled where its rate is another (silence).")
    private @Nullable Path input;

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    @Option(
            names = "--profile",
            description = "Also measure what each step and each node takes; the bits are the same, the speed is not.")
    private boolean profile;

    @Mixin
    private final PlanOptions plan = new PlanOptions();

    @Mixin
    private final RealTimeOption realTime = new RealTimeOption();

    RenderCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws GraphException, RenderException, IOException, InterruptedException {
        plan.check();
        SampleFormat sampleFormat = sampleFormat();
        OfflineSettings settings = Usage.check(
                () -> OfflineSettings.of(plan.rateHertz(), plan.blockFrames(), Usage.frames(seconds, plan.rateHertz()))
                        .withRealTimeCheck(realTime.check())
                        .withKernels(plan.kernels()));
        if (input != null) {
            settings = settings.withInput(input);
        }
        Patch loaded = PatchLoader.load(patch);
        StatusLine status = new StatusLine(shell.err(), shell.interactive());
        RenderSink sink = new RenderSink(out, sampleFormat, plan.rateHertz());
        RenderProfile measured = profile ? new RenderProfile(SystemClock.INSTANCE) : null;
        OfflineResult result = render(loaded, settings, sink, status, measured == null ? RenderWitness.NONE : measured);
        if (sink.clippedSamples() > 0) {
            status.line(sink.clippedSamples() + " samples are beyond full scale and are cut in " + out
                    + "; --format float keeps them");
        }
        if (json) {
            Map<String, Object> figures = figures(result, sink.sha256());
            if (measured != null) {
                figures.put("profile", measured.report());
            }
            shell.json(figures);
        } else {
            shell.out().print(table(loaded, result, sink.sha256(), sampleFormat));
            if (measured != null) {
                shell.out().print(ProfileTable.of(measured.report()));
            }
            shell.out().flush();
        }
        return ExitCode.DONE;
    }

    private static OfflineResult render(
            Patch loaded, OfflineSettings settings, RenderSink sink, StatusLine status, RenderWitness witness)
            throws GraphException, RenderException, IOException, InterruptedException {
        ProgressBar progress =
                new ProgressBar(status, SystemClock.INSTANCE, settings.frames(), settings.sampleRateHertz());
        try (sink) {
            return OfflineRenderer.render(
                    loaded,
                    settings.withEvents(new EventLines(status, SystemClock.INSTANCE, false)::accept)
                            .withProgress(progress),
                    sink,
                    witness);
        } finally {
            progress.finish();
        }
    }

    private SampleFormat sampleFormat() {
        if (format != null && out == null) {
            throw CommandException.usage("--format " + format + " is for a file; add --out FILE");
        }
        return Usage.check(() -> SampleFormat.named(format == null ? "float" : format));
    }

    private Map<String, Object> figures(OfflineResult result, String sha256) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("frames", result.frames());
        figures.put("channels", result.channels());
        figures.put("sampleRate", plan.rateHertz());
        figures.put("sha256", sha256);
        figures.put("cpuNanosPerFrame", result.cpuNanosPerFrame());
        figures.put("allocatedBytes", result.allocatedBytes());
        figures.put("tier", PlanOptions.TIER);
        figures.put("kernels", result.kernels());
        figures.put("planNanos", result.planNanos());
        figures.put("nodes", result.nodes());
        figures.put("buffers", result.buffers());
        return figures;
    }

    private Table table(Patch loaded, OfflineResult result, String sha256, SampleFormat sampleFormat) {
        Table table = new Table()
                .add(
                        "patch",
                        "%s: %d nodes, %d steps, %d buffers, compiled in %.2f ms",
                        loaded.fileName(),
                        result.nodes(),
                        result.steps(),
                        result.buffers(),
                        result.planNanos() / 1e6)
                .add(
                        "rendered",
                        "%d frames (%.3f s), %d channel%s at %d Hz",
                        result.frames(),
                        (double) result.frames() / plan.rateHertz(),
                        result.channels(),
                        result.channels() == 1 ? "" : "s",
                        plan.rateHertz())
                .add(
                        "speed",
                        "%.2f ns of CPU time a frame, %.0f x real time",
                        result.cpuNanosPerFrame(),
                        1e9 / (plan.rateHertz() * Math.max(1e-3, result.cpuNanosPerFrame())))
                .add("allocated", "%s", Usage.bytes(result.allocatedBytes()) + " by the rendering thread");
        if (result.swaps() > 1) {
            table.add("graphs", "%d in force one after another", result.swaps());
        }
        if (out != null) {
            table.add("file", "%s (%s)", out, sampleFormat.integer() ? sampleFormat.label() + "-bit" : "32-bit float");
        }
        return table.add("sha256", "%s", sha256);
    }
}
