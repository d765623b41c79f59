package vorlauf.predict;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import vorlauf.cli.CommandException;
import vorlauf.cli.PlanOptions;
import vorlauf.cli.Subcommand;
import vorlauf.cli.Usage;
import vorlauf.compile.GraphException;
import vorlauf.engine.Backend;
import vorlauf.engine.BackendException;
import vorlauf.engine.EngineReport;
import vorlauf.engine.EngineSettings;
import vorlauf.render.SystemClock;

/** {@code vorlauf measure}: what a patch costs here, how late threads wake, how long the JVM pauses, as files for scenarios. */
@Command(
        name = "measure",
        mixinStandardHelpOptions = true,
        description = "Plays a patch on a device and measures the cost of its blocks, late wake-ups and pauses of"
                + " the JVM, as traces for scenarios.")
public final class MeasureCommand implements Subcommand {
    private static final int SLEEPS = 1_000;

    @Parameters(arity = "0..1", paramLabel = "PATCH", description = "Java source file with patch() (a sine).")
    private @Nullable Path patch;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "20",
            description = "How long, after two seconds that do not count (${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--out",
            paramLabel = "FOLDER_OR_FILE",
            description = "Where traces and scenario go: a folder, or the scenario's file (.json); nowhere without it.")
    private @Nullable Path out;

    @Option(
            names = "--ring",
            paramLabel = "BLOCKS",
            defaultValue = "16",
            description = "Blocks that the producer may be ahead while it is measured (${DEFAULT-VALUE}).")
    private int ringBlocks;

    @Option(
            names = "--garbage",
            paramLabel = "MB/S",
            defaultValue = "0",
            description = "Megabytes a second that a thread beside the engine allocates (${DEFAULT-VALUE}).")
    private double garbage;

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    @Mixin
    private final DeviceOptions device = new DeviceOptions();

    @Mixin
    private final PlanOptions plan = new PlanOptions();

    private final PrintStream print;

    /** Made by the service loader. */
    public MeasureCommand() {
        this(System.out);
    }

    MeasureCommand(PrintStream print) {
        this.print = print;
    }

    @Override
    public Integer call() throws GraphException, BackendException {
        plan.check();
        double lengthSeconds = (double) Usage.frames(seconds, plan.rateHertz()) / plan.rateHertz();
        if (!(garbage >= 0 && garbage <= 10_000)) {
            throw CommandException.usage("--garbage " + garbage + " is not possible: 0 to 10,000 megabytes a second");
        }
        Backend backend = device.backend();
        EngineSettings settings = Usage.check(() -> device.with(EngineSettings.defaults()
                .withSampleRateHertz(plan.rateHertz())
                .withBlockFrames(plan.blockFrames())
                .withRingBlocks(ringBlocks)
                .withKernels(plan.kernels())));
        Map<String, long[]> sleeps = SleepProbe.run(SystemClock.INSTANCE, SLEEPS);
        LiveMeasurement live = LiveMeasurement.run(
                MeasuredPatch.graphs(patch), backend, device.skipsPeriods(), settings, lengthSeconds, garbage);
        List<Path> files = List.of();
        Path to = out;
        if (to != null) {
            try {
                files = TraceFiles.at(to).write(live.measurement());
            } catch (IOException e) {
                throw CommandException.failed("--out " + to + ": cannot be written: " + e.getMessage());
            }
        }
        if (json) {
            print.println(JsonMapper.builder().build().writeValueAsString(fields(live, sleeps, files)));
        } else {
            print(live, sleeps, files);
        }
        return 0;
    }

    private void print(LiveMeasurement live, Map<String, long[]> sleeps, List<Path> files) {
        Measurement measured = live.measurement();
        EngineReport report = live.report();
        print.println(Quantiles.HEADING);
        sleeps.forEach((name, late) -> print.println(Quantiles.of(late).row(name)));
        print.println(Quantiles.of(measured.costNanos()).row("cost of a block"));
        print.println(Quantiles.of(measured.wakeUpNanos()).row("wake-up after room"));
        print.println(Quantiles.of(measured.oversleepNanos()).row("oversleep"));
        print.println(Quantiles.of(measured.consumerNanos()).row("device late"));
        print.println(Quantiles.of(measured.pauseNanos()).row("pauses of the JVM"));
        print.printf(
                Locale.ROOT,
                "%.1f s on %s of blocks of %d frames (%.1f us) at %d Hz, %d ahead; %d underruns; %d bytes allocated by the"
                        + " producer in %d blocks; %s%n",
                measured.seconds(),
                device.name(),
                measured.periodFrames(),
                1e6 * measured.periodFrames() / measured.sampleRateHertz(),
                measured.sampleRateHertz(),
                measured.leadFrames(),
                measured.underruns(),
                report.producerAllocatedBytes(),
                report.producerMeasuredBlocks(),
                String.join(", ", report.collectors()));
        print.println(report.scheduling());
        measured.collector(garbage)
                .ifPresent(model -> print.printf(
                        Locale.ROOT,
                        "as a collector: a pause each %.1f MB (sigma %.2f), %.2f ms (sigma %.2f)%n",
                        model.megabytesPerPause(),
                        model.gapSigma(),
                        model.medianNanos() / 1e6,
                        model.sigma()));
        if (report.lostRecords() > 0) {
            print.println(report.lostRecords() + " records were lost: the control thread was too late for them");
        }
        files.forEach(file -> print.println("wrote " + file));
        if (!files.isEmpty()) {
            print.println("simulate it: vorlauf simulate " + files.getFirst());
        }
    }

    private Map<String, Object> fields(LiveMeasurement live, Map<String, long[]> sleeps, List<Path> files) {
        Measurement measured = live.measurement();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("device", device.name());
        fields.put("seconds", measured.seconds());
        fields.put("sampleRate", measured.sampleRateHertz());
        fields.put("periodFrames", measured.periodFrames());
        fields.put("ringFrames", measured.leadFrames());
        fields.put("cost", Quantiles.of(measured.costNanos()).fields());
        fields.put("wakeUp", Quantiles.of(measured.wakeUpNanos()).fields());
        fields.put("oversleep", Quantiles.of(measured.oversleepNanos()).fields());
        fields.put("consumer", Quantiles.of(measured.consumerNanos()).fields());
        fields.put("pauses", Quantiles.of(measured.pauseNanos()).fields());
        measured.collector(garbage).ifPresent(model -> fields.put("collector", model));
        fields.put("underrunEvents", measured.underruns());
        fields.put("allocatedBytes", live.report().producerAllocatedBytes());
        fields.put("measuredBlocks", live.report().producerMeasuredBlocks());
        fields.put("lostRecords", live.report().lostRecords());
        Map<String, Object> probed = new LinkedHashMap<>();
        sleeps.forEach((name, late) -> probed.put(name, Quantiles.of(late).fields()));
        fields.put("sleeps", probed);
        fields.put("scheduling", live.report().scheduling());
        fields.put("collectors", live.report().collectors());
        fields.put("collections", live.report().collections());
        fields.put("files", files.stream().map(Path::toString).toList());
        return fields;
    }
}
