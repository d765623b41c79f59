package vorlauf.sweep;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import vorlauf.cli.CommandException;
import vorlauf.simulate.Experiment;
import vorlauf.simulate.Scenario;

/**
 * A sweep that was read and found right: its scenarios, and how often each is repeated.
 *
 * <p>The run with repetition r of a scenario has the seed of the file plus r.
 *
 * <p>Threads: any; immutable.
 */
public final class SweepPlan {
    /** As many runs as a sweep may have. */
    static final long MOST_RUNS = 100_000_000;

    /** As many scenarios as a grid may have: each is looked at before anything runs. */
    static final int MOST_CELLS = 1_000_000;

    private static final int LEAST_BATCH = 10;
    private static final int BATCH = 20;
    private static final int MOST_BATCHES = 1_000;

    private final Path folder;
    private final Grid grid;
    private final KeyColumns columns;
    private final int seeds;
    private final long baseSeed;
    private final Optional<StopRule> stop;
    private final String sha256;
    private final long[] deadlines;
    private final double[] latencyMillis;

    private SweepPlan(Path folder, ObjectNode file, IntConsumer progress) {
        this.folder = folder;
        ObjectNode scenario = file.deepCopy();
        scenario.remove(List.of("seeds", "stop"));
        baseSeed = wholeNumber(scenario, "seed", "seed", 0, Long.MIN_VALUE, Long.MAX_VALUE - MOST_RUNS);
        double runs = (double) wholeNumber(file, "seeds", "seeds", 1, 1, MOST_RUNS);
        grid = Grid.of(scenario);
        if (grid.size() > MOST_CELLS || grid.size() * runs > MOST_RUNS) {
            throw CommandException.usage(String.format(
                    Locale.ROOT,
                    "the grid has %,.0f scenarios, %,.0f runs; a sweep has at most %,d scenarios and %,d runs",
                    grid.size(),
                    grid.size() * runs,
                    MOST_CELLS,
                    MOST_RUNS));
        }
        seeds = (int) runs;
        stop = Optional.ofNullable(file.get("stop")).map(this::stopRule);
        deadlines = new long[(int) grid.size()];
        latencyMillis = new double[deadlines.length];
        checkCells(progress);
        columns = KeyColumns.of(grid);
        sha256 = hash(file);
    }

    /**
     * Reads a sweep and looks at each of its scenarios.
     *
     * <p>Errors: a {@link CommandException} of wrong usage whose line names the file and the field.
     *
     * @param progress is told how many scenarios have been looked at, by several threads
     */
    static SweepPlan read(Path file, IntConsumer progress) {
        try {
            JsonNode root = Experiment.json(file);
            if (!(root instanceof ObjectNode object)) {
                throw CommandException.usage("a sweep is one object; the arrays inside of it make the grid");
            }
            Path parent = file.toAbsolutePath().getParent();
            return new SweepPlan(parent == null ? file.toAbsolutePath() : parent, object, progress);
        } catch (Scenario.InvalidException | CommandException wrong) {
            throw CommandException.usage(file + ": " + wrong.getMessage());
        } catch (IOException unreadable) {
            throw CommandException.usage(file + ": there is no readable text file of this name");
        }
    }

    private static long wholeNumber(JsonNode object, String name, String place, long otherwise, long least, long most) {
        JsonNode value = object.get(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < least || value.asLong() > most) {
            String hint = name.equals("seed") && value.isArray() ? "; seeds counts the repetitions" : "";
            throw CommandException.usage(String.format(
                    Locale.ROOT,
                    "%s is %s, must be one whole number from %,d to %,d%s",
                    place,
                    value,
                    least,
                    most,
                    hint));
        }
        return value.asLong();
    }

    private StopRule stopRule(JsonNode rule) {
        Set<String> known = Set.of("halfWidth", "relative", "batch");
        if (!rule.isObject() || rule.propertyNames().stream().anyMatch(name -> !known.contains(name))) {
            throw CommandException.usage("stop is " + rule + ", must be an object of halfWidth, relative and batch");
        }
        double halfWidth = part(rule, "halfWidth");
        double relative = part(rule, "relative");
        if (halfWidth == 0 && relative == 0) {
            throw CommandException.usage("stop needs halfWidth or relative, above 0");
        }
        // each look reads what its batch has written, and a batch is a part at least
        int fewLooks = (seeds + MOST_BATCHES - 1) / MOST_BATCHES;
        int batch = (int) wholeNumber(rule, "batch", "stop.batch", Math.max(BATCH, fewLooks), LEAST_BATCH, MOST_RUNS);
        if (batch < fewLooks) {
            throw CommandException.usage(String.format(
                    Locale.ROOT,
                    "stop.batch is %,d: %,d seeds would be looked at more than %,d times; it has to be %,d at least",
                    batch,
                    seeds,
                    MOST_BATCHES,
                    fewLooks));
        }
        return new StopRule(halfWidth, relative, batch);
    }

    private static double part(JsonNode rule, String name) {
        JsonNode value = rule.get(name);
        if (value == null) {
            return 0;
        }
        if (!value.isNumber() || !(value.asDouble() > 0 && value.asDouble() < 1)) {
            throw CommandException.usage("stop." + name + " is " + value + ", must be a number between 0 and 1");
        }
        return value.asDouble();
    }

    private void checkCells(IntConsumer progress) {
        Map<Integer, String> wrong = new ConcurrentSkipListMap<>();
        AtomicInteger done = new AtomicInteger();
        IntStream.range(0, deadlines.length).parallel().forEach(cell -> {
            try {
                Scenario scenario = Experiment.read(grid.cell(cell), folder).scenario();
                deadlines[cell] = scenario.deadlines();
                latencyMillis[cell] = 1e3 * scenario.leadFrames() / scenario.sampleRateHertz();
            } catch (Scenario.InvalidException invalid) {
                wrong.put(cell, String.valueOf(invalid.getMessage()));
            }
            progress.accept(done.incrementAndGet());
        });
        wrong.entrySet().stream().findFirst().ifPresent(first -> {
            String words = grid.words(first.getKey());
            throw CommandException.usage(
                    first.getValue() + (words.isEmpty() ? "" : " (in the scenario with " + words + ")"));
        });
    }

    /** Of the file's values, whatever its spaces, and of all files that it names. */
    private String hash(JsonNode file) {
        Digest digest = new Digest();
        digest.add(file.toString().getBytes(StandardCharsets.UTF_8));
        addFiles(file, digest);
        return digest.finish();
    }

    private void addFiles(JsonNode node, Digest digest) {
        if (node.isObject()) {
            for (String name : node.propertyNames()) {
                JsonNode value = node.get(name);
                if (name.equals("file") || name.equals("patch")) {
                    addFile(value, digest);
                    value.valueStream().forEach(element -> addFile(element, digest));
                }
                addFiles(value, digest);
            }
        } else if (node.isArray()) {
            node.valueStream().forEach(element -> addFiles(element, digest));
        }
    }

    private void addFile(JsonNode name, Digest digest) {
        if (name.isString()) {
            try {
                digest.add(Files.readAllBytes(folder.resolve(name.asString())));
            } catch (IOException gone) {
                throw CommandException.usage(name + ": there is no readable file of this name any more");
            }
        }
    }

    Grid grid() {
        return grid;
    }

    KeyColumns columns() {
        return columns;
    }

    Optional<StopRule> stop() {
        return stop;
    }

    /** What tells this sweep from others: the same file with the same traces and patches has the same. */
    String sha256() {
        return sha256;
    }

    /** How many scenarios there are. */
    public int cells() {
        return deadlines.length;
    }

    /** How often each scenario is repeated, at most. */
    public int seeds() {
        return seeds;
    }

    /** How many runs there are, at most. */
    public long runs() {
        return (long) cells() * seeds;
    }

    /** The seed of a repetition. */
    public long seed(int repetition) {
        return baseSeed + repetition;
    }

    /** Deadlines of each scenario. */
    long[] deadlines() {
        return deadlines;
    }

    /** The time that a scenario's ring holds. */
    double latencyMillis(int cell) {
        return latencyMillis[cell];
    }

    /** A scenario, read anew. */
    public Experiment experiment(int cell) {
        try {
            return Experiment.read(grid.cell(cell), folder);
        } catch (Scenario.InvalidException changed) {
            throw CommandException.failed("a file of scenario " + cell + " has changed: " + changed.getMessage());
        }
    }
}
