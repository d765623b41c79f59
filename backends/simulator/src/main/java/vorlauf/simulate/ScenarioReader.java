package vorlauf.simulate;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads scenarios from JSON; an error is one line that names the field, what it is and what would be right. */
final class ScenarioReader {
    private static final long MOST_DEADLINES = 10_000_000_000L;
    private static final long LONGEST_NANOS = Length.LONGEST_NANOS;
    private static final double LATEST_SECONDS = 1e9;
    private static final long MOST_COUNTED = 1L << 53; // every double up to here is a whole number
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
            "seed");

    private final Path folder;

    private ScenarioReader(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        folder = parent == null ? file.toAbsolutePath() : parent;
    }

    /** What a file holds: one scenario, or an array of them. */
    record Scenarios(List<Scenario> list, boolean isArray) {}

    static Scenarios read(Path file) throws Scenario.InvalidException, IOException {
        JsonNode root;
        try {
            root = JsonMapper.builder().build().readTree(Files.readString(file));
        } catch (JacksonException e) {
            throw new Scenario.InvalidException("line " + e.getLocation().getLineNr() + ": not JSON: "
                    + String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse(""));
        }
        ScenarioReader reader = new ScenarioReader(file);
        List<Scenario> list = new ArrayList<>();
        if (root.isArray()) {
            for (int i = 0; i < root.size(); i++) {
                list.add(reader.scenario(new Fields("[" + i + "]", root.get(i))));
            }
        } else {
            list.add(reader.scenario(new Fields("", root)));
        }
        if (list.isEmpty()) {
            throw new Scenario.InvalidException("the array is empty; it has to hold at least one scenario");
        }
        return new Scenarios(List.copyOf(list), root.isArray());
    }

    private Scenario scenario(Fields fields) throws Scenario.InvalidException {
        fields.allow(KEYS);
        int rate = (int) fields.whole("sampleRate", 48_000, 1, 10_000_000);
        int period = (int) fields.whole("periodFrames", 1, 1 << 24);
        long lead = lead(fields, period);
        int block = (int) fields.whole("blockFrames", period, 1, 1 << 24);
        if (block > lead) {
            throw fields.wrong("blockFrames", "is " + block + ", more than the ring holds (" + lead + " frames)");
        }
        Scenario.Policy policy =
                fields.word("policy", "slip", Set.of("slip", "abs")).equals("abs")
                        ? Scenario.Policy.ABS
                        : Scenario.Policy.SLIP;
        if (policy == Scenario.Policy.ABS && (block != period || lead % period != 0)) {
            throw fields.wrong("blockFrames", "with policy abs a block is a period, and the ring holds whole periods");
        }
        List<Stalls> stalls = new ArrayList<>();
        for (Fields stall : fields.list("stalls")) {
            stalls.add(stalls(stall));
        }
        requireTimeLeft(fields, stalls);
        long deadlines = fields.whole("deadlines", 1, MOST_DEADLINES);
        if ((double) deadlines * period / rate > LATEST_SECONDS) {
            throw fields.wrong("deadlines", "is " + deadlines + ": the last would fall after more than 30 years");
        }
        return new Scenario(
                rate,
                period,
                lead,
                block,
                policy,
                length(fields.required("renderCost")),
                fields.has("wakeUp") ? length(fields.required("wakeUp")) : new Length.Constant(0),
                fields.has("consumerJitter") ? length(fields.required("consumerJitter")) : new Length.Constant(0),
                Math.round(fields.number("clockDriftPpm", 0, -500_000, 500_000) * 1_000),
                List.copyOf(stalls),
                deadlines,
                fields.whole("seed", 0, Long.MIN_VALUE, Long.MAX_VALUE));
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

    private Length length(Fields fields) throws Scenario.InvalidException {
        String kind = fields.word(
                "kind", null, Set.of("constant", "exponential", "lognormal", "uniform", "trace", "histogram"));
        return switch (kind) {
            case "constant" -> {
                fields.allow(Set.of("kind", "nanos"));
                yield new Length.Constant(fields.whole("nanos", 0, LONGEST_NANOS));
            }
            case "exponential" -> {
                fields.allow(Set.of("kind", "meanNanos"));
                yield new Length.Exponential(fields.number("meanNanos", Double.NaN, 0, LONGEST_NANOS));
            }
            case "lognormal" -> {
                fields.allow(Set.of("kind", "medianNanos", "sigma"));
                yield new Length.LogNormal(
                        fields.number("medianNanos", Double.NaN, 0, LONGEST_NANOS),
                        fields.number("sigma", Double.NaN, 0, 10));
            }
            case "uniform" -> {
                fields.allow(Set.of("kind", "nanos"));
                yield new Length.Uniform(fields.whole("nanos", 0, LONGEST_NANOS));
            }
            case "histogram" -> {
                fields.allow(Set.of("kind", "file", "binNanos"));
                long binNanos = fields.whole("binNanos", 1_000, 1, LONGEST_NANOS);
                yield histogram(fields, binNanos);
            }
            default -> {
                fields.allow(Set.of("kind", "file"));
                List<Long> nanos = new ArrayList<>();
                for (long[] line : numbers(fields, 1)) {
                    nanos.add(line[0]);
                }
                yield new Length.Trace(List.copyOf(nanos));
            }
        };
    }

    private Stalls stalls(Fields fields) throws Scenario.InvalidException {
        String kind = fields.word("kind", null, Set.of("once", "periodic", "poisson", "renewal", "collector", "trace"));
        boolean jvm =
                fields.word("stops", "producer", Set.of("producer", "jvm")).equals("jvm");
        return new Stalls(
                switch (kind) {
                    case "once" -> {
                        fields.allow(Set.of("kind", "stops", "atNanos", "lengthNanos"));
                        yield new Stalls.Once(
                                fields.whole("atNanos", 0, Long.MAX_VALUE / 8),
                                fields.whole("lengthNanos", 0, LONGEST_NANOS));
                    }
                    case "periodic" -> {
                        fields.allow(Set.of("kind", "stops", "everyNanos", "lengthNanos", "phaseNanos"));
                        long every = fields.whole("everyNanos", 1, LONGEST_NANOS);
                        yield new Stalls.Periodic(
                                every,
                                fields.whole("lengthNanos", 0, every - 1),
                                fields.whole("phaseNanos", 0, 0, LONGEST_NANOS));
                    }
                    case "poisson" -> {
                        fields.allow(Set.of("kind", "stops", "meanEveryNanos", "lengthNanos", "length"));
                        Length length = fields.has("length")
                                ? length(fields.required("length"))
                                : new Length.Constant(fields.whole("lengthNanos", 0, LONGEST_NANOS));
                        yield new Stalls.Poisson(fields.number("meanEveryNanos", Double.NaN, 1, LONGEST_NANOS), length);
                    }
                    case "collector" -> CollectorModel.read(fields);
                    case "renewal" -> {
                        fields.allow(Set.of("kind", "stops", "gap", "length"));
                        yield new Stalls.Renewal(length(fields.required("gap")), length(fields.required("length")));
                    }
                    default -> {
                        fields.allow(Set.of("kind", "stops", "file"));
                        List<Stalls.Interval> intervals = new ArrayList<>();
                        for (long[] line : numbers(fields, 2)) {
                            intervals.add(new Stalls.Interval(line[0], line[0] + line[1]));
                        }
                        yield new Stalls.Trace(intervals.stream()
                                .sorted(java.util.Comparator.comparingLong(Stalls.Interval::fromNanos))
                                .toList());
                    }
                },
                jvm);
    }

    /** A file as cyclictest prints it: a latency and how often it was seen, in a column for each thread. */
    private Length histogram(Fields fields, long binNanos) throws Scenario.InvalidException {
        List<Long> from = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        long sum = 0;
        for (long[] line : numbers(fields, 2)) {
            if (line[0] > LONGEST_NANOS / binNanos || (!from.isEmpty() && line[0] * binNanos <= from.getLast())) {
                throw fields.wrong("file", "the bin " + line[0] + " is beyond a day, or not after the one before it");
            }
            for (int column = 1; column < line.length; column++) {
                sum += line[column];
                if (sum > MOST_COUNTED) {
                    throw fields.wrong("file", "its counts add up to more than " + MOST_COUNTED);
                }
            }
            from.add(line[0] * binNanos);
            counts.add(sum);
        }
        if (sum == 0) {
            throw fields.wrong("file", "all its counts are 0");
        }
        return new Length.Histogram(List.copyOf(from), binNanos, List.copyOf(counts));
    }

    /** Whole numbers of a file: so many a line or more, separated by blanks or a comma; lines with # are comments. */
    private List<long[]> numbers(Fields fields, int columns) throws Scenario.InvalidException {
        Path file = folder.resolve(fields.word("file", null, Set.of()));
        List<long[]> numbers = new ArrayList<>();
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw fields.wrong("file", file + " is not a text file");
        } catch (IOException e) {
            throw fields.wrong("file", "there is no readable file " + file);
        }
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("#.*", "").strip();
            if (line.isEmpty()) {
                continue;
            }
            String[] parts = line.split("[,\\s]+", -1);
            long[] row = new long[parts.length];
            try {
                for (int k = 0; k < row.length; k++) {
                    row[k] = Long.parseLong(parts[k]);
                }
            } catch (NumberFormatException e) {
                row = new long[0];
            }
            if (row.length < columns) {
                throw fields.wrong(
                        "file", file + " line " + (i + 1) + ": needs " + columns + " whole numbers of nanoseconds");
            }
            for (long value : row) {
                if (value < 0 || value > Long.MAX_VALUE / 8) {
                    throw fields.wrong(
                            "file", file + " line " + (i + 1) + ": a time of " + value + " ns is not possible");
                }
            }
            numbers.add(row);
        }
        if (numbers.isEmpty()) {
            throw fields.wrong("file", file + " holds no times");
        }
        return numbers;
    }
}
