package vorlauf.stress;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import vorlauf.cli.Subcommand;

/** {@code vorlauf stress}: real threads against every hand-off, and against broken twins that must be caught. */
@Command(
        name = "stress",
        mixinStandardHelpOptions = true,
        description = "Runs the concurrency tests; each broken twin among them must be caught.")
public final class StressCommand implements Subcommand {
    @Option(names = "--quick", description = "About three minutes (the default).")
    private boolean quick;

    @Option(names = "--full", description = "jcstress's own default; an hour or more.")
    private boolean full;

    @Option(names = "--tests", paramLabel = "REGEX", description = "Only tests whose names contain this.")
    private String tests = "vorlauf";

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

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
        JcstressRun run = new JcstressRun(target.resolve("jcstress"), System.err);
        List<Verdict> verdicts = run.judge(profile, expected);
        print(verdicts, System.out);
        return run.timedOut() ? 3 : verdicts.stream().allMatch(Verdict::passed) ? 0 : 1;
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
        out.printf(Locale.ROOT, "%-24s %-11s %5s %12s  %s%n", "test", "must", "modes", "samples", "result");
        for (Verdict verdict : verdicts) {
            out.printf(
                    Locale.ROOT,
                    "%-24s %-11s %5d %,12d  %s%s%n",
                    verdict.test().substring(verdict.test().lastIndexOf('.') + 1),
                    verdict.twin() ? "be caught" : "hold",
                    verdict.modes(),
                    verdict.samples(),
                    verdict.passed() ? "" : "FAILED: ",
                    verdict.detail());
        }
        out.println(passed + " passed, " + failed + " failed");
    }
}
