package vorlauf.simulate;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Reads the times of a scenario: costs, latencies, stalls, and traces that were measured.
 *
 * @param folder where files lie whose names are relative
 */
record TimesReader(Path folder) {
    private static final long MOST_COUNTED = 1L << 53; // every double up to here is a whole number
    private static final long LONGEST_NANOS = Length.LONGEST_NANOS;

    Length length(Fields fields) throws Scenario.InvalidException {
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
                fields.allow(Set.of("kind", "file", "bins", "binNanos"));
                long binNanos = fields.whole("binNanos", 1_000, 1, LONGEST_NANOS);
                yield histogram(fields, binNanos);
            }
            default -> {
                fields.allow(Set.of("kind", "file", "nanos"));
                List<Long> nanos = new ArrayList<>();
                for (long[] line : rows(fields, "nanos", 1)) {
                    nanos.add(line[0]);
                }
                yield new Length.Trace(List.copyOf(nanos));
            }
        };
    }

    Stalls stalls(Fields fields) throws Scenario.InvalidException {
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
                        fields.allow(Set.of("kind", "stops", "file", "stalls"));
                        List<Stalls.Interval> intervals = new ArrayList<>();
                        for (long[] line : rows(fields, "stalls", 2)) {
                            intervals.add(new Stalls.Interval(line[0], line[0] + line[1]));
                        }
                        yield new Stalls.Trace(intervals.stream()
                                .sorted(Comparator.comparingLong(Stalls.Interval::fromNanos))
                                .toList());
                    }
                },
                jvm);
    }

    /** A file as cyclictest prints it: a latency and how often it was seen, in a column for each thread. */
    private Length histogram(Fields fields, long binNanos) throws Scenario.InvalidException {
        String name = fields.has("bins") ? "bins" : "file";
        List<Long> from = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        long sum = 0;
        for (long[] line : rows(fields, "bins", 2)) {
            if (line[0] > LONGEST_NANOS / binNanos || (!from.isEmpty() && line[0] * binNanos <= from.getLast())) {
                throw fields.wrong(name, "the bin " + line[0] + " is beyond a day, or not after the one before it");
            }
            for (int column = 1; column < line.length; column++) {
                sum += line[column];
                if (sum > MOST_COUNTED) {
                    throw fields.wrong(name, "its counts add up to more than " + MOST_COUNTED);
                }
            }
            from.add(line[0] * binNanos);
            counts.add(sum);
        }
        if (sum == 0) {
            throw fields.wrong(name, "all its counts are 0");
        }
        return new Length.Histogram(List.copyOf(from), binNanos, List.copyOf(counts));
    }

    /** The rows of a trace: in the scenario itself, one number after the other, or in a file. */
    private List<long[]> rows(Fields fields, String inline, int columns) throws Scenario.InvalidException {
        if (!fields.has(inline)) {
            return numbers(fields, columns);
        }
        if (fields.has("file")) {
            throw fields.wrong("file", "stands beside " + inline + "; only one of them can be meant");
        }
        Fields array = fields.required(inline);
        int size = array.node().size();
        if (!array.node().isArray() || size == 0 || size % columns != 0) {
            throw fields.wrong(
                    inline,
                    "has to be an array of nanoseconds" + (columns == 1 ? "" : ", beginning and length in turn"));
        }
        List<long[]> rows = new ArrayList<>();
        for (int i = 0; i < size; i += columns) {
            long[] row = new long[columns];
            for (int k = 0; k < columns; k++) {
                row[k] = array.element(i + k, 0, Long.MAX_VALUE / 8);
            }
            rows.add(row);
        }
        return rows;
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
