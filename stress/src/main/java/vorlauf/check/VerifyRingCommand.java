package vorlauf.check;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import vorlauf.check.model.Finding;
import vorlauf.check.model.ShownSchedule;
import vorlauf.check.ring.RingReport;
import vorlauf.check.ring.RingSource;
import vorlauf.check.ring.RingSubject;
import vorlauf.check.ring.RingVerification;
import vorlauf.check.ring.Unusable;
import vorlauf.cli.StatusLine;
import vorlauf.cli.Subcommand;
import vorlauf.cli.Terminal;

/** {@code vorlauf verify-ring}: whether a ring of frames keeps its contract, under every schedule within a bound. */
@Command(
        name = "verify-ring",
        mixinStandardHelpOptions = true,
        description = {
            "Checks a class that implements vorlauf.ring.FrameRing and has a public constructor"
                    + " (int capacityFrames, int channels); without an argument, our own.",
            "Exit code 0: every property holds; 1: one does not, and a schedule shows how; 2: the class cannot be used."
        })
public final class VerifyRingCommand implements Subcommand {
    private static final int MOST_CAPACITY_FRAMES = 1_024;
    private static final int MOST_BOUND = 12;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "SOURCE", arity = "0..1", description = "Java source file, which is compiled first.")
    private @Nullable Path source;

    @Option(names = "--ring", paramLabel = "NAME", description = "The class, with its package.")
    private @Nullable String ring;

    @Option(
            names = {"--classpath", "-cp"},
            paramLabel = "PATH",
            description = "Folders and jars where the class and what it uses lie.")
    private String classPath = "";

    @Option(
            names = "--capacity",
            paramLabel = "N",
            description = "Frames the ring is to hold, 1 to 1024; otherwise small powers of two.")
    private @Nullable Integer capacity;

    @Option(
            names = "--bound",
            paramLabel = "N",
            defaultValue = "3",
            description =
                    "How often a schedule may preempt a thread or let a load see an old value (${DEFAULT-VALUE}).")
    private int bound;

    @Option(
            names = "--replay",
            paramLabel = "N",
            description = "Show the schedule of this number, whatever comes of it.")
    private @Nullable Long replay;

    @Option(
            names = "--native-seconds",
            paramLabel = "S",
            defaultValue = "40",
            description = "Longest time for 2^32 frames on one thread (${DEFAULT-VALUE}); 0: leave it out.")
    private int nativeSeconds;

    @Option(names = "--hand-offs", description = "Instead: check every hand-off of the engine, the ring's among them.")
    private boolean handOffs;

    @Option(
            names = "--mutants",
            arity = "0..1",
            paramLabel = "NAME",
            fallbackValue = MutantReport.ALL,
            description =
                    "Instead: check broken versions of our own hand-offs, which must die; with a name, that one and its"
                            + " schedule.")
    private @Nullable String mutants;

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    /** Made by picocli. */
    public VerifyRingCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        checkOptions();
        if (handOffs) {
            return MutantReport.printHandOffs(bound, json);
        }
        if (mutants != null) {
            return MutantReport.print(mutants, bound, json);
        }
        String name = source != null ? source.toString() : ring == null ? "vorlauf.ring.SpscFrameRing" : ring;
        StatusLine status = new StatusLine(System.err, Terminal.isStandardError());
        try {
            RingSubject subject = RingSource.find(source, ring, classPath);
            name = subject.className();
            RingVerification.Settings settings = new RingVerification.Settings(
                    capacity == null ? 0 : capacity, bound, replay == null ? 0 : replay, nativeSeconds);
            Consumer<String> progress = status::show;
            RingReport report;
            try {
                report = RingVerification.run(subject, settings, progress);
            } finally {
                progress.accept("");
            }
            return tell(name, report);
        } catch (Unusable unusable) {
            if (json) {
                print(figures(
                        "unusable", null, 0, Map.of("ring", name, "message", String.valueOf(unusable.getMessage()))));
            } else {
                String.valueOf(unusable.getMessage()).lines().forEach(System.err::println);
            }
            return 2;
        }
    }

    private void checkOptions() {
        if (capacity != null && (capacity < 1 || capacity > MOST_CAPACITY_FRAMES)) {
            throw wrong("--capacity is " + capacity + "; it is 1 to " + MOST_CAPACITY_FRAMES);
        }
        if (bound < 0 || bound > MOST_BOUND) {
            throw wrong("--bound is " + bound + "; it is 0 to " + MOST_BOUND);
        }
        if (replay != null && replay < 1) {
            throw wrong("--replay is " + replay + "; schedules are counted from 1");
        }
        if (nativeSeconds < 0) {
            throw wrong("--native-seconds is " + nativeSeconds + "; it is 0 or more");
        }
    }

    private ParameterException wrong(String message) {
        if (spec == null) {
            throw new IllegalStateException(message);
        }
        return new ParameterException(spec.commandLine(), message);
    }

    // ---- report -----------------------------------------------------------------------------------------------------

    private int tell(String name, RingReport report) {
        ShownSchedule replayed = report.replayed();
        if (replay != null && replayed == null) {
            System.err.println("there is no schedule " + replay + ": this verification has " + report.schedules());
            return 2;
        }
        Finding finding = replayed == null ? report.finding() : replayed.finding();
        ShownSchedule shown = replayed == null ? report.counterExample() : replayed;
        if (json) {
            tellJson(name, report, finding, shown);
        } else if (finding == null && replayed == null) {
            tellHolds(name, report);
        } else {
            tellSchedule(name, report, finding, shown);
        }
        return finding == null ? 0 : 1;
    }

    private static void tellHolds(String name, RingReport report) {
        System.out.println(name + " holds: every property, in all that was explored");
        System.out.printf(
                Locale.ROOT,
                "  %,d schedules of %d scenarios in %.1f s, bound %d%s%n",
                report.schedules(),
                report.scenarios(),
                report.explorationNanos() / 1e9,
                report.bound(),
                report.complete() ? ", all there are" : "; some scenarios have more schedules than were run");
        if (report.nativeFrames() > 0) {
            System.out.printf(
                    Locale.ROOT,
                    "  %,d frames through one ring in one go%s%n",
                    report.nativeFrames(),
                    report.reachedTurningPoints()
                            ? ", past 2^31 and 2^32"
                            : "; the time was over before 2^32: --native-seconds gives more");
        }
        System.out.println("  what that covers: docs/model-checker.md");
    }

    private void tellSchedule(
            String name, RingReport report, @Nullable Finding finding, @Nullable ShownSchedule shown) {
        if (finding == null) {
            System.out.println(name + ": this schedule keeps every promise");
        } else {
            System.out.println(name + " violates: " + finding.property());
            System.out.println("  " + finding.kind().label() + ": " + finding.message());
        }
        System.out.println("  scenario: " + report.scenario());
        if (shown != null) {
            System.out.println();
            shown.table().forEach(System.out::println);
            System.out.println();
            System.out.printf(
                    Locale.ROOT,
                    "schedule %d, which leaves the simplest one %d times; once more: %s%n",
                    shown.number(),
                    shown.departures(),
                    again(shown.number()));
        }
    }

    private String again(long number) {
        StringBuilder command = new StringBuilder("./vorlauf verify-ring");
        if (source != null) {
            command.append(' ').append(source);
        }
        if (ring != null) {
            command.append(" --ring ").append(ring);
        }
        if (!classPath.isEmpty()) {
            command.append(" --classpath ").append(classPath);
        }
        if (capacity != null) {
            command.append(" --capacity ").append(capacity);
        }
        return command + " --bound " + bound + " --replay " + number;
    }

    private void tellJson(String name, RingReport report, @Nullable Finding finding, @Nullable ShownSchedule shown) {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("ring", name);
        more.put("scenarios", report.scenarios());
        more.put("complete", report.complete());
        more.put("nativeFrames", report.nativeFrames());
        if (finding != null) {
            more.put("kind", finding.kind().label());
            more.put("message", finding.message());
        }
        if (finding != null || replay != null) {
            more.put("scenario", report.scenario());
        }
        if (shown != null) {
            more.put("schedule", shown.number());
            more.put("departures", shown.departures());
            more.put("table", shown.table());
        }
        print(figures(
                finding == null ? "holds" : "violated",
                finding == null ? null : finding.property(),
                report.schedules(),
                more));
    }

    private Map<String, @Nullable Object> figures(
            String verdict, @Nullable String property, long schedules, Map<String, Object> more) {
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        figures.put("verdict", verdict);
        figures.put("property", property);
        figures.put("schedules", schedules);
        figures.put("bound", bound);
        figures.putAll(more);
        return figures;
    }

    private static void print(Map<String, @Nullable Object> figures) {
        System.out.println(JsonMapper.builder().build().writeValueAsString(figures));
    }
}
