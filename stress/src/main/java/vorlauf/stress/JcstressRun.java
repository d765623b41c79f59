package vorlauf.stress;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs of jcstress in processes of their own, and what they saw: a verdict for each test. */
final class JcstressRun {
    private static final int MANY_LINES = 20;

    private final Path folder;
    private final String classPath;
    private final PrintStream err;
    private boolean timedOut;

    /** Runs whose results, reports and logs lie in {@code folder}; trouble goes to {@code err}. */
    JcstressRun(Path folder, PrintStream err) {
        this(folder, ForkedProgram.absoluteClassPath(), err);
    }

    /** The same with other classes. */
    JcstressRun(Path folder, String classPath, PrintStream err) {
        this.folder = folder;
        this.classPath = classPath;
        this.err = err;
    }

    /** Whether a run was cut off. */
    boolean timedOut() {
        return timedOut;
    }

    /** A verdict for each test; twins that survive get a second, longer look. */
    List<Verdict> judge(StressProfile profile, List<String> tests) throws IOException, InterruptedException {
        List<Verdict> verdicts = look(profile, tests, folder);
        for (StressProfile next : List.of(StressProfile.SECOND_LOOK, StressProfile.LAST_LOOK)) {
            List<String> survivors = verdicts.stream()
                    .filter(Verdict::survived)
                    .map(Verdict::test)
                    .toList();
            if (!survivors.isEmpty()) {
                String name = next.name().toLowerCase(Locale.ROOT).replace('_', '-');
                List<Verdict> again = look(next, survivors, folder.resolve(name));
                verdicts = Stream.concat(verdicts.stream().filter(verdict -> !verdict.survived()), again.stream())
                        .toList();
            }
        }
        return verdicts;
    }

    private List<Verdict> look(StressProfile profile, List<String> tests, Path into)
            throws IOException, InterruptedException {
        List<Verdict> verdicts = Verdict.of(tests, observe(profile, tests, into));
        if (verdicts.stream().anyMatch(verdict -> !verdict.passed() && !verdict.survived())) {
            err.println("The reports are in " + into + " (report/index.html), the logs beside them");
        }
        return verdicts;
    }

    /** What the looks of a profile see. */
    List<Observation> observe(StressProfile profile, List<String> tests, Path into)
            throws IOException, InterruptedException {
        List<Observation> seen = new ArrayList<>();
        int number = 0;
        for (StressProfile.Look look : profile.looks()) {
            List<String> those = look.twinsToo()
                    ? tests
                    : tests.stream()
                            .filter(test -> !test.startsWith(Verdict.TWINS))
                            .toList();
            if (!those.isEmpty()) {
                Path lookInto = profile.looks().size() == 1 ? into : into.resolve("look-" + ++number);
                seen.addAll(run(profile, look, those, lookInto));
            }
        }
        return seen;
    }

    private List<Observation> run(StressProfile profile, StressProfile.Look look, List<String> tests, Path into)
            throws IOException, InterruptedException {
        Files.createDirectories(into);
        JcstressResults.clear(into);
        Path log = into.resolve("jcstress.log");
        List<String> arguments = new ArrayList<>(List.of("-Xmx256m", "org.openjdk.jcstress.Main"));
        arguments.addAll(look.arguments());
        String names = tests.stream().map(name -> name.replace(".", "\\.")).collect(Collectors.joining("|"));
        arguments.addAll(List.of("-t", "^(" + names + ")$", "-r", "report"));
        ProgressLine progress = ProgressLine.onTerminal();
        ForkedProgram.Ending ending;
        try {
            ending = new ForkedProgram(classPath, arguments, into, log).run(profile.limit(), progress::read);
        } finally {
            progress.finish();
        }
        if (!ending.inTime()) {
            timedOut = true;
            err.println("jcstress was ended after " + profile.limit().toMinutes() + " minutes; its log is " + log);
        }
        List<Observation> observations = JcstressResults.read(into);
        if (observations.isEmpty()) {
            printEnd(log);
        }
        return observations;
    }

    /** A run that broke down before its first result says why at the end of its log. */
    private void printEnd(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        lines.subList(Math.max(0, lines.size() - MANY_LINES), lines.size()).forEach(err::println);
    }
}
