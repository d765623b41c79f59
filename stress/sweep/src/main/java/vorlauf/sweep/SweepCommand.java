package vorlauf.sweep;

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
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import vorlauf.cli.CommandException;
import vorlauf.cli.StatusLine;
import vorlauf.cli.Subcommand;
import vorlauf.cli.Terminal;
import vorlauf.drawing.Charts;
import vorlauf.render.SystemClock;

/** {@code vorlauf sweep}: a grid of scenarios on all cores or a cluster, its results in a folder, and questions to them. */
@Command(
        name = "sweep",
        mixinStandardHelpOptions = true,
        description = {
            "Simulates a grid of scenarios: each array in FILE is an axis, seeds counts the repetitions.",
            "",
            "sweep FILE --out FOLDER starts, or goes on where it was interrupted.",
            "sweep --out FOLDER shows what there is; --query asks the table results, a row a run.",
            ""
        })
public final class SweepCommand implements Subcommand {
    /** After how many scenarios that are looked at this is shown. */
    private static final int SHOWN_SCENARIOS = 10_000;

    private static final int DONE = 0;

    /** Axes that decide the latency: a map of the least one is over others. */
    private static final Set<String> OF_THE_LATENCY = Set.of("ringPeriods", "ringFrames", "periodFrames", "sampleRate");

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "A scenario with arrays, as JSON.")
    private @Nullable Path file;

    @Option(names = "--out", paramLabel = "FOLDER", description = "Where the results are or will be.")
    private @Nullable Path out;

    @Option(names = "--plan", description = "Only say how many runs there are and how long they take.")
    private boolean planOnly;

    @Option(
            names = "--query",
            paramLabel = "SQL",
            description = "Ask the table results, by DuckDB: SELECT ringPeriods, sum(underrunEvents) FROM results"
                    + " GROUP BY ALL ORDER BY ALL.")
    private @Nullable String query;

    @Option(
            names = "--pictures",
            paramLabel = "FOLDER",
            description = "Draw probability.png, latency.png, exceedance.png and pareto.png there.")
    private @Nullable Path pictures;

    @Option(
            names = "--axes",
            paramLabel = "X,Y",
            split = ",",
            description = "The axes of both maps, by their columns; the curves are those of X.")
    private List<String> axes = List.of();

    @Option(
            names = "--target",
            paramLabel = "P",
            description = "The probability that the map of latencies asks for (${DEFAULT-VALUE}).")
    private double target = 1e-3;

    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "Run on Spark: local[*], local[4] or spark://host:7077.")
    private @Nullable String master;

    @Option(names = "--workers", paramLabel = "N", description = "Threads (one for each core).")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "Print one JSON value and nothing else.")
    private boolean json;

    private final PrintStream output;
    private final PrintStream errors;

    /** Made by the service loader. */
    public SweepCommand() {
        this(System.out, System.err);
    }

    SweepCommand(PrintStream output, PrintStream errors) {
        this.output = output;
        this.errors = errors;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (workers < 1) {
            throw CommandException.usage("--workers " + workers + " is not possible: 1 or more");
        }
        if (file != null && query != null) {
            throw CommandException.usage("sweep runs a FILE or answers --query, one at a time");
        }
        if (file == null && (planOnly || master != null)) {
            throw CommandException.usage((planOnly ? "--plan" : "--master") + " is for a FILE");
        }
        if (file != null && out == null && !planOnly) {
            throw CommandException.usage("sweep: --out FOLDER is missing (--plan only counts)");
        }
        requirePictures();
        Optional<Cluster> cluster = ServiceLoader.load(Cluster.class).findFirst();
        if (file != null) {
            SweepPlan plan = checked(file);
            requirePictures(plan);
            if (master == null || out == null || planOnly || cluster.isPresent()) {
                start(plan, cluster);
            } else {
                int exitCode = forked(file, out, master);
                if (exitCode != DONE) {
                    return exitCode;
                }
            }
        } else if (out == null) {
            throw CommandException.usage("sweep: give FILE and --out FOLDER (sweep --help tells what there is)");
        } else {
            Results results = Results.in(out);
            show(query == null ? results.summary() : results.query(query));
        }
        if (out != null && pictures != null && !planOnly) {
            draw(Results.in(out), pictures);
        }
        return DONE;
    }

    private void requirePictures() {
        if (pictures == null && !axes.isEmpty()) {
            throw CommandException.usage("--axes is for --pictures");
        }
        if (!axes.isEmpty() && axes.size() != 2) {
            throw CommandException.usage("--axes needs two names, X,Y; there are " + axes.size());
        }
        if (!(target > 0 && target < 1)) {
            throw CommandException.usage("--target " + target + " is not possible: a probability between 0 and 1");
        }
    }

    /** Reads a sweep; a million scenarios take their time, which is shown. */
    private SweepPlan checked(Path source) {
        StatusLine status = new StatusLine(errors, Terminal.isStandardError());
        try {
            return SweepPlan.read(source, done -> {
                if (done % SHOWN_SCENARIOS == 0) {
                    status.show(String.format(Locale.ROOT, "checked %,d scenarios", done));
                }
            });
        } finally {
            status.show("");
        }
    }

    /** What pictures would be refused for after the sweep is refused before it. */
    private void requirePictures(SweepPlan plan) {
        if (pictures == null || planOnly) {
            return;
        }
        List<String> all = plan.grid().axes().stream().map(Axis::name).toList();
        List<String> chosen = chosen(all);
        for (Axis axis : plan.grid().axes()) {
            boolean drawn = chosen.contains(axis.name()) || free(all).contains(axis.name());
            if (drawn && axis.values().size() > Pictures.MOST_SETTINGS) {
                throw Pictures.tooMany(axis.name(), axis.values().size());
            }
        }
        // not made yet: it may lie in the folder of results, which has to be a new one
        Path there = pictures.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            throw CommandException.failed(pictures + ": pictures cannot be written there");
        }
    }

    /** The axes of the map of probabilities. */
    private List<String> chosen(List<String> all) {
        if (all.size() < 2) {
            throw CommandException.usage("pictures need a grid of two axes at least; this one has " + all.size());
        }
        if (axes.isEmpty()) {
            return all.subList(0, 2);
        }
        axes.forEach(axis -> Pictures.requireAxis(axis, all));
        if (axes.getFirst().equals(axes.getLast())) {
            throw CommandException.usage("--axes names " + axes.getFirst() + " twice");
        }
        return axes;
    }

    /** The axes of the map of latencies, which it cannot be a map of if they decide the latency. */
    private List<String> free(List<String> all) {
        List<String> settings =
                all.stream().filter(axis -> !OF_THE_LATENCY.contains(axis)).toList();
        return !axes.isEmpty() || settings.size() < 2 ? chosen(all) : settings.subList(0, 2);
    }

    private void draw(Results results, Path folder) {
        List<String> chosen = chosen(results.axes());
        List<String> free = free(results.axes());
        Charts.wordsProblem().ifPresent(errors::println);
        write(folder, "probability.png", results.probabilityMap(chosen.get(0), chosen.get(1)));
        write(folder, "latency.png", results.latencyMap(free.get(0), free.get(1), target));
        write(folder, "exceedance.png", results.exceedance(chosen.get(0)));
        write(folder, "pareto.png", results.paretoFront());
    }

    private static void write(Path folder, String name, byte[] picture) {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(name), picture);
        } catch (IOException e) {
            throw CommandException.failed(folder.resolve(name) + ": cannot be written ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    /** The same command in a process that has the cluster's classes. */
    private int forked(Path source, Path folder, String url) throws InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                source.toString(), "--out", folder.toString(), "--master", url, "--workers", String.valueOf(workers)));
        if (json) {
            words.add("--json");
        }
        try {
            return ClusterProcess.command(words).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw CommandException.failed("the process for Spark does not start: " + e.getMessage());
        }
    }

    private void start(SweepPlan plan, Optional<Cluster> cluster) throws InterruptedException {
        Path folder = out;
        Calibration calibration = Calibration.measure(plan, SystemClock.INSTANCE);
        double seconds = calibration.seconds(SweepRun.sum(plan) * plan.seeds(), workers);
        if (planOnly || folder == null) {
            errors.println(words(plan, seconds));
            if (json) {
                print(figures(plan, "seconds", seconds));
            }
            return;
        }
        SweepProgress progress =
                new SweepProgress(errors, Terminal.isStandardError(), SystemClock.INSTANCE, words(plan, seconds));
        SweepRun.Ending ending;
        try (SliceRunner runner = master == null
                ? new LocalRunner(workers)
                : cluster.orElseThrow().connect(master)) {
            ending = SweepRun.run(plan, calibration, folder, runner, progress);
        } finally {
            progress.finish();
        }
        if (json) {
            Map<String, Object> figures = figures(plan, "runs", ending.runs());
            figures.put("foundRuns", ending.foundRuns());
            figures.put("sparedRuns", ending.sparedRuns());
            print(figures);
        } else {
            show(Results.in(folder).summary());
            output.printf(
                    Locale.ROOT,
                    "%,d runs in %s: %,d of them now, %,d were there%s%n",
                    ending.runs(),
                    folder,
                    ending.runs() - ending.foundRuns(),
                    ending.foundRuns(),
                    ending.sparedRuns() == 0
                            ? ""
                            : String.format(Locale.ROOT, "; %,d were not needed", ending.sparedRuns()));
        }
    }

    private static Map<String, Object> figures(SweepPlan plan, String name, Object value) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("cells", plan.cells());
        figures.put("seeds", plan.seeds());
        figures.put(name, value);
        return figures;
    }

    /** {@code 24 scenarios (ringPeriods 6 x policy 4) x 100 seeds = 2,400 runs, about 40 s on 2 threads}. */
    private String words(SweepPlan plan, double seconds) {
        StringBuilder axes = new StringBuilder();
        for (Axis axis : plan.grid().axes()) {
            axes.append(axes.isEmpty() ? "" : " x ")
                    .append(axis.place())
                    .append(' ')
                    .append(axis.values().size());
        }
        return String.format(
                Locale.ROOT,
                "%,d scenarios%s x %,d seeds = %,d runs%s, about %s on %d %s",
                plan.cells(),
                axes.isEmpty() ? "" : " (" + axes + ")",
                plan.seeds(),
                plan.runs(),
                plan.stop().isPresent() ? " at most" : "",
                duration(seconds),
                workers,
                workers == 1 ? "thread" : "threads");
    }

    private static String duration(double seconds) {
        if (seconds < 120) {
            return String.format(Locale.ROOT, "%.0f s", Math.max(1, seconds));
        }
        return seconds < 7200
                ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
                : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }

    private void show(ResultTable table) {
        if (json) {
            print(table.objects());
        } else {
            output.print(table);
        }
    }

    private void print(Object value) {
        output.println(JsonMapper.builder().build().writeValueAsString(value));
    }
}
