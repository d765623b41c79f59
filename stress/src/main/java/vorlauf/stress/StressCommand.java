package vorlauf.stress;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import vorlauf.cli.Subcommand;

/** {@code vorlauf stress}: real threads against the rings, and against broken twins that must be caught. */
@Command(
        name = "stress",
        mixinStandardHelpOptions = true,
        description = "Runs the concurrency tests; each broken twin among them must be caught.")
public final class StressCommand implements Subcommand {
    private static final int MANY_LINES = 20;

    @Option(names = "--quick", description = "About three minutes (the default).")
    private boolean quick;

    @Option(names = "--full", description = "jcstress's own default; an hour or more.")
    private boolean full;

    @Option(names = "--tests", paramLabel = "REGEX", description = "Only tests whose names contain this.")
    private String tests = "vorlauf";

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    private boolean timedOut;

    /** Made by picocli. */
    public StressCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (quick && full) {
            System.err.println("--quick and --full exclude each other");
            return 2;
        }
        StressProfile profile = full ? StressProfile.FULL : StressProfile.QUICK;
        List<String> expected;
        try {
            expected = JcstressResults.tests(Pattern.compile(tests));
        } catch (PatternSyntaxException e) {
            System.err.println("--tests " + tests + " is no regular expression: " + e.getDescription());
            return 2;
        }
        if (expected.isEmpty()) {
            System.err.println("--tests " + tests + " matches none of: " + JcstressResults.tests(Pattern.compile("")));
            return 2;
        }
        Path target = BuildFolder.find();
        if (target == null) {
            System.err.println(
                    "stress runs inside a checkout of Vorlauf; there is no stress/pom.xml above its classes");
            return 3;
        }
        List<Verdict> verdicts = look(profile, expected, target.resolve("jcstress"));
        List<String> survivors =
                verdicts.stream().filter(Verdict::survived).map(Verdict::test).toList();
        if (!survivors.isEmpty()) {
            List<Verdict> second = look(
                    StressProfile.SECOND_LOOK,
                    survivors,
                    target.resolve("jcstress").resolve("second-look"));
            verdicts = Stream.concat(verdicts.stream().filter(verdict -> !verdict.survived()), second.stream())
                    .toList();
        }
        print(verdicts, System.out);
        return timedOut ? 3 : verdicts.stream().allMatch(Verdict::passed) ? 0 : 1;
    }

    private List<Verdict> look(StressProfile profile, List<String> expected, Path folder)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        JcstressResults.clear(folder);
        Path log = folder.resolve("jcstress.log");
        List<String> arguments = new ArrayList<>(List.of("-Xmx256m", "org.openjdk.jcstress.Main"));
        arguments.addAll(profile.options());
        String names = expected.stream().map(name -> name.replace(".", "\\.")).collect(Collectors.joining("|"));
        arguments.addAll(List.of("-t", "^(" + names + ")$", "-r", "report"));
        ProgressLine progress = ProgressLine.onTerminal();
        ForkedProgram.Ending ending;
        try {
            ending = new ForkedProgram(arguments, folder, log).run(profile.limit(), progress::read);
        } finally {
            progress.finish();
        }
        if (!ending.inTime()) {
            timedOut = true;
            System.err.println(
                    "jcstress was ended after " + profile.limit().toMinutes() + " minutes; its log is " + log);
        }
        List<Verdict> verdicts = Verdict.of(expected, JcstressResults.read(folder));
        if (verdicts.stream().anyMatch(verdict -> !verdict.passed() && !verdict.survived())) {
            System.err.println("The report is " + folder.resolve("report").resolve("index.html") + ", the log " + log);
            printEnd(log);
        }
        return verdicts;
    }

    private void print(List<Verdict> verdicts, PrintStream out) {
        long passed = verdicts.stream().filter(Verdict::passed).count();
        long failed = verdicts.size() - passed;
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("passed", passed);
            object.put("failed", failed);
            object.put("tests", verdicts);
            out.println(JsonMapper.builder().build().writeValueAsString(object));
            return;
        }
        out.printf(Locale.ROOT, "%-20s %-11s %5s %12s  %s%n", "test", "must", "modes", "samples", "result");
        for (Verdict verdict : verdicts) {
            out.printf(
                    Locale.ROOT,
                    "%-20s %-11s %5d %,12d  %s%s%n",
                    verdict.test().substring(verdict.test().lastIndexOf('.') + 1),
                    verdict.twin() ? "be caught" : "hold",
                    verdict.modes(),
                    verdict.samples(),
                    verdict.passed() ? "" : "FAILED: ",
                    verdict.detail());
        }
        out.println(passed + " passed, " + failed + " failed");
    }

    /** A run that broke down before its first result says why at the end of its log. */
    private static void printEnd(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        lines.subList(Math.max(0, lines.size() - MANY_LINES), lines.size()).forEach(System.err::println);
    }
}
