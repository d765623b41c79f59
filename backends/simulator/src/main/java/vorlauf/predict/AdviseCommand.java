package vorlauf.predict;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import vorlauf.cli.CommandException;
import vorlauf.cli.Subcommand;
import vorlauf.cli.Usage;
import vorlauf.compile.GraphException;
import vorlauf.drawing.Charts;
import vorlauf.drawing.Interval;
import vorlauf.engine.Backend;
import vorlauf.engine.BackendException;
import vorlauf.engine.EngineSettings;
import vorlauf.simulate.Platform;
import vorlauf.simulate.Profile;
import vorlauf.simulate.ProfileNames;
import vorlauf.simulate.RenderSizeOption;

/** {@code vorlauf advise}: which ring a patch needs here, for a platform and a probability of a miss. */
@Command(
        name = "advise",
        mixinStandardHelpOptions = true,
        description = "Measures a patch, predicts how often rings of several sizes run empty, and advises one.")
public final class AdviseCommand implements Subcommand {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 560;
    private static final int MEASURED_BLOCKS = 16;

    @Parameters(paramLabel = "PATCH", description = "Java source file with a method patch().")
    private Path patch = Path.of("");

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            completionCandidates = ProfileNames.class,
            description = "Platform whose rate and period are used: ${COMPLETION-CANDIDATES} (that of the backend).")
    private @Nullable String profileName;

    @Mixin
    private final RenderSizeOption renderSize = new RenderSizeOption();

    @Option(
            names = "--target",
            paramLabel = "P",
            defaultValue = "1e-6",
            description = "Probability that a deadline misses (${DEFAULT-VALUE}).")
    private double target;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "20",
            description = "How long is measured, and how long each live run of --verify is (${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--garbage",
            paramLabel = "MB/S",
            defaultValue = "0",
            description = "Megabytes a second that a thread beside the engine allocates (${DEFAULT-VALUE}).")
    private double garbage;

    @Option(names = "--plot", paramLabel = "FILE.png", description = "Picture of the probability over the ring's size.")
    private @Nullable Path plot;

    @Option(
            names = "--verify",
            description = "Then play live at three sizes and print what was foretold beside what is seen.")
    private boolean verify;

    @Option(
            names = "--verify-rings",
            paramLabel = "BLOCKS",
            split = ",",
            defaultValue = "2,4,8",
            description = "The sizes of --verify (${DEFAULT-VALUE}).")
    private List<Integer> verifyRings = List.of();

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    @Mixin
    private final DeviceOptions device = new DeviceOptions();

    private final PrintStream out;
    private final Prediction.Effort effort;

    /** Made by the service loader. */
    public AdviseCommand() {
        this(System.out, Prediction.Effort.USUAL);
    }

    AdviseCommand(PrintStream out, Prediction.Effort effort) {
        this.out = out;
        this.effort = effort;
    }

    @Override
    public Integer call() throws GraphException, BackendException {
        Profile profile = renderSize
                .on(Optional.ofNullable(profileName).map(ProfileNames::platform))
                .orElseGet(() -> Profile.of(device.platform()));
        Platform platform = profile.platform();
        int rateHertz = platform.sampleRateHertz();
        double lengthSeconds = (double) Usage.frames(seconds, rateHertz) / rateHertz;
        require(profile);
        Backend backend = device.backend();
        EngineSettings settings = device.with(EngineSettings.defaults()
                .withSampleRateHertz(rateHertz)
                .withBlockFrames(profile.burstFrames())
                .withRingBlocks(MEASURED_BLOCKS));
        LiveMeasurement live = LiveMeasurement.run(
                MeasuredPatch.graphs(patch), backend, device.skipsPeriods(), settings, lengthSeconds, garbage);
        Measurement measured = live.measurement();
        say(
                "measured %.1f s of %s on %s for %s: periods of %d frames (%.2f ms) at %d Hz, %d pauses of the JVM, %s",
                measured.seconds(),
                patch.getFileName(),
                device.name(),
                platform.key(),
                profile.burstFrames(),
                1e3 * profile.burstFrames() / rateHertz,
                rateHertz,
                measured.pauses().size(),
                String.join(", ", live.report().collectors()));
        if (!profile.burstsAlike()) {
            say(
                    "quanta of %d frames do not fill periods of %d: up to %d frames are asked for at once, and the figures are for so"
                            + " many each time",
                    profile.callFrames(), platform.periodFrames(), profile.burstFrames());
        }
        if (live.skippedPeriods() > 0) {
            say(
                    "the device let %d periods pass though the JVM ran: no ring helps against that, and they are not in the figures",
                    live.skippedPeriods());
        }
        say("%7s %11s %11s %13s %26s", "blocks", "latency", "replayed", "probability", "95 % interval");
        Prediction prediction = Prediction.of(
                measured,
                platform.pauseStopsConsumer(),
                target,
                verify ? verifyRings : List.of(),
                effort,
                row -> say(
                        "%7d %8.2f ms %11.3g %13.3g %12.3g to %10.3g",
                        row.ringBlocks(),
                        1e3 * row.latencySeconds(),
                        row.replayed(),
                        row.probability(),
                        row.lower(),
                        row.upper()));
        List<String> heavy = new Resampled(measured, platform.pauseStopsConsumer()).heavyTails();
        advise(prediction, measured, heavy);
        draw(prediction, platform);
        List<Verification.Seen> seen = verify ? verify(backend, settings, prediction, lengthSeconds) : List.of();
        if (json) {
            out.println(JsonMapper.builder().build().writeValueAsString(fields(profile, live, prediction, seen)));
        }
        return prediction.advised().isPresent() ? 0 : 1;
    }

    private void require(Profile profile) {
        if (profile.burstFrames() > EngineSettings.MAXIMUM_BLOCK_FRAMES) {
            throw CommandException.usage("--render-size-hint " + profile.callFrames()
                    + " is not possible here: advise plays" + " blocks of what is asked for at once, "
                    + EngineSettings.MAXIMUM_BLOCK_FRAMES + " frames at most");
        }
        if (!(target >= 1e-12 && target < 1)) {
            throw CommandException.usage("--target " + target + " is not possible: 1e-12 to 1, without 1");
        }
        if (!(garbage >= 0 && garbage <= 10_000)) {
            throw CommandException.usage("--garbage " + garbage + " is not possible: 0 to 10,000 megabytes a second");
        }
        for (int blocks : verifyRings) {
            if (blocks < 1 || blocks > EngineSettings.MAXIMUM_RING_BLOCKS) {
                throw CommandException.usage("--verify-rings " + blocks + " is not possible: 1 to 4,096 blocks");
            }
        }
    }

    private void advise(Prediction prediction, Measurement measured, List<String> heavy) {
        Optional<Prediction.Row> advised = prediction.advised();
        if (advised.isPresent()) {
            Prediction.Row row = advised.get();
            say(
                    "advice: --ring %d: %.2f ms, misses %.2g of the deadlines (95 %%: %.2g to %.2g), one in %s",
                    row.ringBlocks(),
                    1e3 * row.latencySeconds(),
                    row.probability(),
                    row.lower(),
                    row.upper(),
                    every(row.upper(), measured));
        } else {
            say("no ring of up to a second is certain enough to miss no more than %.2g of the deadlines", target);
        }
        if (!heavy.isEmpty()) {
            say("too late too often to be continued: %s; larger rings are foretold too well", String.join(", ", heavy));
        }
        if (measured.pauses().size() == 0) {
            say(
                    "no pause of the JVM was seen: what comes more rarely than every %.0f s is not in these figures",
                    measured.seconds() / 3);
        }
    }

    /** How long a stream plays between two misses, at least. */
    private static String every(double probability, Measurement measured) {
        double missSeconds = measured.periodFrames() / (measured.sampleRateHertz() * probability);
        return missSeconds < 120
                ? String.format(Locale.ROOT, "%.1f s or more", missSeconds)
                : missSeconds < 7_200
                        ? String.format(Locale.ROOT, "%.0f minutes or more", missSeconds / 60)
                        : String.format(Locale.ROOT, "%,.0f hours or more", missSeconds / 3_600);
    }

    private void draw(Prediction prediction, Platform platform) {
        Path file = plot;
        if (file == null) {
            return;
        }
        List<Interval> intervals = new ArrayList<>();
        for (Prediction.Row row : prediction.rows()) {
            intervals.add(new Interval(row.ringBlocks(), row.probability(), row.lower(), row.upper()));
        }
        try {
            Files.write(
                    file,
                    Charts.probabilities(
                            "Missed deadlines over the ring: " + patch.getFileName() + ", " + platform.key(),
                            intervals,
                            target,
                            WIDTH,
                            HEIGHT));
            say("wrote %s", file);
        } catch (IOException e) {
            throw CommandException.failed("--plot " + file + ": cannot be written: " + e.getMessage());
        }
    }

    private List<Verification.Seen> verify(
            Backend backend, EngineSettings settings, Prediction prediction, double lengthSeconds)
            throws GraphException, BackendException {
        say("%7s %26s %12s %10s %26s %9s", "blocks", "foretold, 95 %", "seen", "deadlines", "seen, 95 %", "pauses");
        List<Verification.Seen> all = new ArrayList<>();
        for (int blocks : verifyRings) {
            Verification.Seen seen = Verification.live(
                    MeasuredPatch.graphs(patch),
                    backend,
                    device.skipsPeriods(),
                    settings,
                    prediction.row(blocks),
                    lengthSeconds,
                    garbage);
            all.add(seen);
            say(
                    "%7d %12.3g to %10.3g %12d %10d %12.3g to %10.3g %9d  %s%s",
                    blocks,
                    seen.predicted().lower(),
                    seen.predicted().upper(),
                    seen.seen(),
                    seen.deadlines(),
                    seen.lower(),
                    seen.upper(),
                    seen.pauses(),
                    seen.agrees() ? "agree" : "differ",
                    seen.skippedPeriods() > 0 ? ", " + seen.skippedPeriods() + " let pass by the device" : "");
        }
        return all;
    }

    @SuppressWarnings("AnnotateFormatMethod") // patterns are constants of this class
    private void say(String pattern, Object... values) {
        if (!json) {
            out.println(String.format(Locale.ROOT, pattern, values));
        }
    }

    private Map<String, Object> fields(
            Profile profile, LiveMeasurement live, Prediction prediction, List<Verification.Seen> seen) {
        Map<String, Object> fields = new LinkedHashMap<>();
        Platform platform = profile.platform();
        fields.put("profile", platform.key());
        if (platform == Platform.AUDIO_WORKLET) {
            fields.put("renderQuantumFrames", profile.callFrames());
        }
        fields.put("device", device.name());
        fields.put("sampleRate", platform.sampleRateHertz());
        fields.put("periodFrames", profile.burstFrames());
        fields.put("target", target);
        fields.put("measuredSeconds", live.measurement().seconds());
        fields.put("pauses", live.measurement().pauses().size());
        fields.put("skippedPeriods", live.skippedPeriods());
        fields.put("heavyTails", new Resampled(live.measurement(), platform.pauseStopsConsumer()).heavyTails());
        fields.put("scheduling", live.report().scheduling());
        fields.put("collectors", live.report().collectors());
        fields.put("rows", prediction.rows());
        prediction.advised().ifPresent(row -> fields.put("advised", row));
        if (verify) {
            fields.put("verified", seen);
        }
        return fields;
    }
}
