package vorlauf.simulate;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vorlauf.ring.SpscFrameRing;

/** Reads scenarios from JSON; an error is one line that names the field, what it is and what would be right. */
final class ScenarioReader {
    /** A key that stands twice would silently lose its first value. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final long MOST_DEADLINES = 10_000_000_000L;
    private static final double LATEST_SECONDS = 1e9;
    private static final int MOST_PERIOD_FRAMES = 1 << 24;
    private static final int MOST_PATTERN = 4_096;
    private static final int MOST_NODE_COSTS = 256;
    private static final long MOST_LEAD_FRAMES = 1L << 28;
    private static final Set<String> KEYS = Set.of(
            "sampleRate",
            "periodFrames",
            "ringPeriods",
            "ringFrames",
            "blockFrames",
            "policy",
            "renderCost",
            "wakeUp",
            "consumerJitter",
            "clockDriftPpm",
            "stalls",
            "deadlines",
            "seed",
            "sleep",
            "tuning",
            "profile",
            "renderSizeHint",
            "patch",
            "edits",
            "nodeCosts");

    /** What a platform decides by itself. */
    private static final List<String> OF_THE_PROFILE =
            List.of("sampleRate", "periodFrames", "policy", "clockDriftPpm", "tuning");

    private final TimesReader times;
    private final PatchReader patches;

    private final @Nullable Profile imposed;

    private ScenarioReader(Path file, @Nullable Profile imposed) {
        this.imposed = imposed;
        Path parent = file.toAbsolutePath().getParent();
        Path folder = parent == null ? file.toAbsolutePath() : parent;
        times = new TimesReader(folder);
        patches = new PatchReader(folder);
    }

    /** What a file holds: one scenario, or an array of them. */
    record Scenarios(List<Experiment> list, boolean isArray) {}

    /** A scenario that stands in another document of a folder. */
    static Experiment read(Fields fields, Path file) throws Scenario.InvalidException {
        return new ScenarioReader(file, null).experiment(fields);
    }

    static Scenarios read(Path file) throws Scenario.InvalidException, IOException {
        return read(file, null);
    }

    /** The same on a platform, whatever the scenarios say; null where they say it themselves. */
    static Scenarios read(Path file, @Nullable Profile profile) throws Scenario.InvalidException, IOException {
        JsonNode root = json(file);
        ScenarioReader reader = new ScenarioReader(file, profile);
        List<Experiment> list = new ArrayList<>();
        if (root.isArray()) {
            for (int i = 0; i < root.size(); i++) {
                list.add(reader.experiment(new Fields("[" + i + "]", root.get(i))));
            }
        } else {
            list.add(reader.experiment(new Fields("", root)));
        }
        if (list.isEmpty()) {
            throw new Scenario.InvalidException("the array is empty; it has to hold at least one scenario");
        }
        return new Scenarios(List.copyOf(list), root.isArray());
    }

    static JsonNode json(Path file) throws Scenario.InvalidException, IOException {
        try {
            return json(Files.readString(file));
        } catch (CharacterCodingException e) {
            throw new Scenario.InvalidException("not text in UTF-8");
        }
    }

    static JsonNode json(String text) throws Scenario.InvalidException {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            String place = at == null || at.getLineNr() < 1
                    ? ""
                    : "line " + at.getLineNr() + ", column " + Math.max(1, at.getColumnNr()) + ": ";
            // where an object began is told by a description of the source, which has none to tell
            String words = String.valueOf(e.getOriginalMessage())
                    .replaceAll("\\(start marker at \\[.*?]\\)", "")
                    .lines()
                    .findFirst()
                    .orElse("");
            throw new Scenario.InvalidException(place + "not JSON: " + words.strip());
        }
    }

    private Experiment experiment(Fields fields) throws Scenario.InvalidException {
        fields.allow(KEYS);
        Optional<Profile> profile = profile(fields);
        Scenario scenario = scenario(fields, profile);
        Optional<PatchText> patch =
                fields.has("patch") ? Optional.of(patches.patch(fields, "patch")) : Optional.empty();
        Experiment experiment = new Experiment(scenario, profile, patch, patches.edits(fields), nodeCosts(fields));
        if (experiment.playsTheEngine()) {
            requirePlayable(fields, scenario);
        }
        return experiment;
    }

    private List<NodeCost> nodeCosts(Fields fields) throws Scenario.InvalidException {
        List<NodeCost> costs = new ArrayList<>();
        for (Fields cost : fields.list("nodeCosts")) {
            if (!fields.has("patch")) {
                throw fields.wrong("nodeCosts", "stands without a patch, whose nodes it is about");
            }
            if (costs.size() == MOST_NODE_COSTS) {
                throw fields.wrong("nodeCosts", "holds more than " + MOST_NODE_COSTS + " costs");
            }
            cost.allow(Set.of("node", "cost"));
            costs.add(new NodeCost(cost.word("node", null, Set.of()), times.length(cost.required("cost"))));
        }
        return costs;
    }

    private Optional<Profile> profile(Fields fields) throws Scenario.InvalidException {
        if (imposed == null && !fields.has("profile")) {
            if (fields.has("renderSizeHint")) {
                throw fields.wrong("renderSizeHint", "stands without profile audio-worklet, whose setting it is");
            }
            return Optional.empty();
        }
        Profile asked = imposed == null ? Profile.of(platform(fields)) : imposed;
        boolean settled = !(asked.renderSize() instanceof RenderSize.Default);
        return Optional.of(
                settled || !fields.has("renderSizeHint")
                        ? asked
                        : new Profile(asked.platform(), renderSize(fields, asked.platform())));
    }

    private static Platform platform(Fields fields) throws Scenario.InvalidException {
        for (String key : OF_THE_PROFILE) {
            if (fields.has(key)) {
                throw fields.wrong(key, "stands beside profile, which decides it");
            }
        }
        String name = fields.word("profile", null, Set.of());
        Optional<Platform> platform = Platform.named(name);
        if (platform.isEmpty()) {
            throw fields.wrong("profile", "is \"" + name + "\", must be one of " + String.join(", ", Platform.names()));
        }
        return platform.get();
    }

    /** A word or a whole number. */
    private static RenderSize renderSize(Fields fields, Platform platform) throws Scenario.InvalidException {
        if (platform != Platform.AUDIO_WORKLET) {
            throw fields.wrong("renderSizeHint", "stands beside profile " + platform.key() + "; audio-worklet has it");
        }
        JsonNode hint = fields.required("renderSizeHint").node();
        Optional<RenderSize> size = RenderSize.of(hint.asString(""), platform.sampleRateHertz());
        if (size.isEmpty()) {
            throw fields.wrong(
                    "renderSizeHint", "is " + hint + ", must be " + RenderSize.choices(platform.sampleRateHertz()));
        }
        return size.get();
    }

    /** What the engine can play, and this JVM can hold. */
    private static void requirePlayable(Fields fields, Scenario scenario) throws Scenario.InvalidException {
        require(fields, "sampleRate", scenario.sampleRateHertz(), 8_000, 384_000);
        require(fields, "periodFrames", scenario.periodFrames(), 1, 1 << 16);
        require(fields, "blockFrames", scenario.blockFrames(), 1, 8_192);
        long lead = Math.max(scenario.leadFrames(), scenario.tuningMostFrames());
        String ring = fields.has("ringFrames") ? "ringFrames" : "ringPeriods";
        if (lead > SpscFrameRing.MAXIMUM_CAPACITY_FRAMES) {
            throw fields.wrong(
                    ring,
                    String.format(
                            Locale.ROOT,
                            "makes a ring of %,d frames; with a patch a ring holds at most %,d",
                            lead,
                            SpscFrameRing.MAXIMUM_CAPACITY_FRAMES));
        }
        long bytes = SpscFrameRing.memoryBytes((int) lead, 2);
        long heap = Runtime.getRuntime().maxMemory();
        if (bytes > heap / 2) {
            throw fields.wrong(
                    ring,
                    String.format(
                            Locale.ROOT,
                            "makes a ring of %,d frames, %,d MB in stereo; this JVM has %,d MB"
                                    + " (VORLAUF_JAVA_OPTS=-Xmx8g gives it more)",
                            lead,
                            bytes >> 20,
                            heap >> 20));
        }
    }

    private static void require(Fields fields, String name, long value, long least, long most)
            throws Scenario.InvalidException {
        if (value < least || value > most) {
            throw fields.wrong(
                    name, String.format(Locale.ROOT, "is %d; with a patch it must be %,d to %,d", value, least, most));
        }
    }

    private Scenario scenario(Fields fields, Optional<Profile> profile) throws Scenario.InvalidException {
        Scenario given = profile.map(Profile::scenario).orElse(null);
        int rate = given == null ? (int) fields.whole("sampleRate", 48_000, 1, 10_000_000) : given.sampleRateHertz();
        List<Integer> pattern = given == null ? periodPattern(fields) : given.periodPattern();
        int period = Collections.max(pattern);
        boolean ring = fields.has("ringFrames") || fields.has("ringPeriods");
        long lead = given == null || ring ? lead(fields, period) : given.leadFrames();
        int block = (int) fields.whole("blockFrames", given == null ? period : given.blockFrames(), 1, 1 << 24);
        if (block > lead) {
            throw fields.wrong("blockFrames", "is " + block + ", more than the ring holds (" + lead + " frames)");
        }
        Scenario.Policy policy =
                fields.word("policy", "slip", Set.of("slip", "abs")).equals("abs")
                        ? Scenario.Policy.ABS
                        : Scenario.Policy.SLIP;
        if (policy == Scenario.Policy.ABS && (block != period || lead % period != 0 || pattern.size() > 1)) {
            throw fields.wrong(
                    "blockFrames",
                    "with policy abs a block is a period, all are alike, and the ring holds whole periods");
        }
        List<Stalls> stalls = new ArrayList<>();
        for (Fields stall : fields.list("stalls")) {
            stalls.add(times.stalls(stall));
        }
        requireTimeLeft(fields, stalls);
        long deadlines = given == null || fields.has("deadlines")
                ? fields.whole("deadlines", 1, MOST_DEADLINES)
                : given.deadlines();
        if ((double) deadlines * period / rate > LATEST_SECONDS) {
            throw fields.wrong("deadlines", "is " + deadlines + ": the last would fall after more than 30 years");
        }
        return new Scenario(
                rate,
                period,
                lead,
                block,
                policy,
                given == null || fields.has("renderCost")
                        ? times.length(fields.required("renderCost"))
                        : given.renderCost(),
                fields.has("wakeUp") ? times.length(fields.required("wakeUp")) : new Length.Constant(0),
                fields.has("consumerJitter") ? times.length(fields.required("consumerJitter")) : new Length.Constant(0),
                Math.round(fields.number("clockDriftPpm", 0, -500_000, 500_000) * 1_000),
                List.copyOf(stalls),
                deadlines,
                fields.whole("seed", 0, Long.MIN_VALUE, Long.MAX_VALUE),
                pattern,
                fields.word("sleep", "room", Set.of("room", "timer")).equals("timer")
                        ? Scenario.Sleep.TIMER
                        : Scenario.Sleep.ROOM,
                tuningMostFrames(fields, period, lead));
    }

    /** A number, or an array of them where the device asks for different counts from call to call. */
    private static List<Integer> periodPattern(Fields fields) throws Scenario.InvalidException {
        if (!fields.has("periodFrames") || !fields.node().get("periodFrames").isArray()) {
            return List.of((int) fields.whole("periodFrames", 1, MOST_PERIOD_FRAMES));
        }
        Fields array = fields.required("periodFrames");
        if (array.node().isEmpty() || array.node().size() > MOST_PATTERN) {
            throw fields.wrong("periodFrames", "has to hold 1 to " + MOST_PATTERN + " counts of frames");
        }
        List<Integer> pattern = new ArrayList<>();
        for (int i = 0; i < array.node().size(); i++) {
            pattern.add((int) array.element(i, 1, MOST_PERIOD_FRAMES));
        }
        return pattern;
    }

    private static long tuningMostFrames(Fields fields, int period, long lead) throws Scenario.InvalidException {
        if (!fields.has("tuning")) {
            return 0;
        }
        Fields tuning = fields.required("tuning");
        tuning.allow(Set.of("kind", "mostPeriods", "mostFrames"));
        tuning.word("kind", null, Set.of("oboe"));
        if (tuning.has("mostFrames")) {
            return tuning.whole("mostFrames", lead, MOST_LEAD_FRAMES);
        }
        return tuning.whole("mostPeriods", Math.ceilDiv(lead, period), MOST_LEAD_FRAMES / period) * period;
    }

    /** Stalls without a gap would leave a stream that nobody produces, and a simulation without an end. */
    private static void requireTimeLeft(Fields fields, List<Stalls> stalls) throws Scenario.InvalidException {
        double stalled = 0;
        for (Stalls one : stalls) {
            if (one.kind() instanceof Stalls.Periodic periodic) {
                stalled += (double) periodic.lengthNanos() / periodic.everyNanos();
            }
        }
        if (stalled >= 1) {
            throw fields.wrong(
                    "stalls",
                    String.format(
                            Locale.ROOT,
                            "that are periodic take %.0f %% of the time; they have to leave some to render in",
                            100 * stalled));
        }
    }

    private static long lead(Fields fields, int period) throws Scenario.InvalidException {
        if (fields.has("ringFrames")) {
            if (fields.has("ringPeriods")) {
                throw fields.wrong("ringFrames", "stands beside ringPeriods; only one of them can be meant");
            }
            return fields.whole("ringFrames", 1, MOST_LEAD_FRAMES);
        }
        return Math.multiplyExact(fields.whole("ringPeriods", 1, MOST_LEAD_FRAMES / period), period);
    }
}
