package vorlauf.stress;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vorlauf.check.HandOff;
import vorlauf.check.HandOffCheck;
import vorlauf.check.Mutant;
import vorlauf.check.MutantClasses;
import vorlauf.check.Tool;
import vorlauf.check.model.Finding;

/**
 * Every mutant of the catalogue under every tool.
 *
 * <p>A mutant's class files go before all others on the class path of a process; so the same tests judge it that judge the
 * product. The tests must have passed without it before.
 */
final class MutantMatrix {
    private static final int BOUND = 3;
    private static final Duration LINCHECK_LIMIT = Duration.ofMinutes(10);

    /** Exit codes of {@link vorlauf.stress.lincheck.LincheckProgram}, which is not on this class path. */
    private static final int HOLDS = 0;

    private static final int VIOLATED = 1;

    private final Path target;
    private final Survivors expected;
    private final PrintStream err;

    /** A matrix whose files lie under {@code target}; progress goes to {@code err}. */
    MutantMatrix(Path target, Survivors expected, PrintStream err) {
        this.target = target;
        this.expected = expected;
        this.err = err;
    }

    /** The tests under jcstress that judge a hand-off. */
    static List<String> tests(HandOff handOff) {
        String pattern = switch (handOff) {
            case FRAME_RING ->
                "stress\\.ring\\.(FramesInOrder|FullEdge|SlotsReused|WholeBlocks|ProgressTests\\.(Reader|Writer)Progresses)$";
            case RECORD_RING ->
                "stress\\.ring\\.(RecordTests\\.(RecordsInOrder|FullRecords)|ProgressTests\\.RecordReaderProgresses)$";
            case CONTROL_MAIL -> "handover\\.MailTests\\.";
            case PLAN_CHANGE -> "handover\\.PlanTests\\.";
            case UNDERRUN -> "handover\\.PullTests\\.";
            case SLEEP_WAKE -> "handover\\.WakeUpTests\\.";
        };
        return JcstressResults.tests(Pattern.compile(pattern));
    }

    /** The subject of Lincheck for a hand-off, or null where it has none. */
    static @Nullable String lincheckSubject(HandOff handOff) {
        return switch (handOff) {
            case FRAME_RING -> "frames";
            case RECORD_RING -> "records";
            case CONTROL_MAIL, PLAN_CHANGE, UNDERRUN, SLEEP_WAKE -> null;
        };
    }

    /** Runs a mutant under each tool; one line of progress. */
    List<Fate> run(Mutant mutant) throws IOException, InterruptedException {
        Path folder = target.resolve("mutants").resolve(mutant.name());
        String classPath = write(mutant, folder.resolve("classes")) + File.pathSeparator;
        List<Fate> fates =
                List.of(modelChecker(mutant), lincheck(mutant, classPath, folder), jcstress(mutant, classPath, folder));
        err.println(mutant.name() + ": "
                + String.join(
                        ", ",
                        fates.stream()
                                .map(fate -> fate.tool() + " " + fate.outcome())
                                .toList()));
        return fates;
    }

    private static Path write(Mutant mutant, Path folder) throws IOException {
        for (Map.Entry<String, byte[]> type : MutantClasses.of(mutant).entrySet()) {
            Path file = folder.resolve(type.getKey().replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, type.getValue());
        }
        return folder.toAbsolutePath();
    }

    private Fate modelChecker(Mutant mutant) {
        HandOffCheck.Outcome outcome = HandOffCheck.check(mutant, BOUND);
        Finding finding = outcome.finding();
        return finding == null
                ? Fate.alive(mutant, Tool.MODEL_CHECKER, expected)
                : new Fate(
                        mutant,
                        Tool.MODEL_CHECKER,
                        Fate.Outcome.CAUGHT,
                        finding.kind().label() + ", " + outcome.schedules() + " schedules");
    }

    /** What Lincheck says of the product's ring itself: null where it holds, else why not. */
    @Nullable
    String lincheckOfProduct(HandOff handOff) throws IOException, InterruptedException {
        String subject = lincheckSubject(handOff);
        if (subject == null) {
            return null;
        }
        ForkedProgram.Ending ending = lincheck(subject, "", target.resolve("lincheck"), "60", "3000");
        return ending.inTime() && ending.exitCode() == HOLDS
                ? null
                : "see " + target.resolve("lincheck").resolve(subject + ".log");
    }

    private Fate lincheck(Mutant mutant, String classPath, Path folder) throws IOException, InterruptedException {
        String subject = lincheckSubject(mutant.handOff());
        if (subject == null) {
            return new Fate(mutant, Tool.LINCHECK, Fate.Outcome.NOT_JUDGED, "rings only");
        }
        ForkedProgram.Ending ending = lincheck(subject, classPath, folder, "30", "1000");
        if (!ending.inTime()) {
            return new Fate(mutant, Tool.LINCHECK, Fate.Outcome.CAUGHT, "does not end");
        }
        return switch (ending.exitCode()) {
            case VIOLATED -> new Fate(mutant, Tool.LINCHECK, Fate.Outcome.CAUGHT, "no sequential explanation");
            case HOLDS -> Fate.alive(mutant, Tool.LINCHECK, expected);
            default -> new Fate(mutant, Tool.LINCHECK, Fate.Outcome.BROKEN, "see " + folder.resolve(subject + ".log"));
        };
    }

    private ForkedProgram.Ending lincheck(
            String subject, String classPath, Path folder, String scenarios, String schedules)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        String libraries =
                Files.readString(target.resolve("lincheck.classpath")).strip();
        return new ForkedProgram(
                        classPath + ForkedProgram.absoluteClassPath() + File.pathSeparator + libraries,
                        List.of(
                                "-Xmx512m",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-XX:+EnableDynamicAgentLoading",
                                "vorlauf.stress.lincheck.LincheckProgram",
                                subject,
                                scenarios,
                                schedules),
                        folder,
                        folder.resolve(subject + ".log"))
                .run(LINCHECK_LIMIT, line -> {});
    }

    private Fate jcstress(Mutant mutant, String classPath, Path folder) throws IOException, InterruptedException {
        List<String> tests = tests(mutant.handOff());
        JcstressRun run = new JcstressRun(folder, classPath + ForkedProgram.absoluteClassPath(), err);
        Fate fate = Fate.alive(mutant, Tool.JCSTRESS, expected);
        for (StressProfile profile : List.of(StressProfile.MUTANT, StressProfile.SECOND_LOOK)) {
            fate = judge(mutant, run.observe(profile, tests, folder.resolve("jcstress")));
            if (run.timedOut() && fate.outcome() != Fate.Outcome.CAUGHT) {
                return new Fate(mutant, Tool.JCSTRESS, Fate.Outcome.CAUGHT, "does not end");
            }
            if (fate.isAsDeclared()) {
                return fate;
            }
        }
        return fate;
    }

    private Fate judge(Mutant mutant, List<Observation> seen) {
        for (Observation observation : seen) {
            String test = observation.test().substring(observation.test().lastIndexOf('.') + 1);
            if (!observation.forbidden().isEmpty()) {
                return new Fate(mutant, Tool.JCSTRESS, Fate.Outcome.CAUGHT, test);
            }
            if (!observation.ran() && !observation.trouble().startsWith("VM_ERROR")) {
                // An exception in an actor, or one that does not end.
                return new Fate(
                        mutant,
                        Tool.JCSTRESS,
                        Fate.Outcome.CAUGHT,
                        test + ": " + observation.trouble().split(" ", 2)[0]);
            }
        }
        return seen.isEmpty() || seen.stream().anyMatch(observation -> !observation.ran())
                ? new Fate(mutant, Tool.JCSTRESS, Fate.Outcome.BROKEN, "no results")
                : Fate.alive(mutant, Tool.JCSTRESS, expected);
    }
}
