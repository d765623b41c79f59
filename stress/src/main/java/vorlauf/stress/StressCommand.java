package vorlauf.stress;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import vorlauf.check.HandOff;
import vorlauf.check.Mutant;
import vorlauf.check.Mutants;
import vorlauf.cli.Subcommand;

/** {@code vorlauf stress}: real threads against every hand-off, and against broken twins that must be caught. */
@Command(
        name = "stress",
        mixinStandardHelpOptions = true,
        description = "Runs the concurrency tests; each broken twin among them must be caught.")
public final class StressCommand implements Subcommand {
    @Option(names = "--quick", description = "About three minutes (the default).")
    private boolean quick;

    @Option(
            names = "--full",
            description = "jcstress's own default, Lincheck on both rings, every mutant under every tool; hours.")
    private boolean full;

    @Option(
            names = "--mutants",
            paramLabel = "REGEX",
            arity = "0..1",
            fallbackValue = "",
            description =
                    "Only the mutants, or those whose names contain this, under model checker, Lincheck and jcstress;"
                            + " their rows of docs/mutants.md are renewed (all of them: half an hour)."
                            + " With --full the tests come first.")
    private @Nullable String mutants;

    @Option(names = "--tests", paramLabel = "REGEX", description = "Only tests whose names contain this.")
    private String tests = "vorlauf";

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    /** Made by picocli. */
    public StressCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (quick && (full || mutants != null)) {
            System.err.println("--quick goes with neither --full nor --mutants");
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
        List<Mutant> chosen = chosenMutants();
        if (chosen == null) {
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
        if (mutants != null && !full) {
            return judgeMutants(target, chosen);
        }
        JcstressRun run = new JcstressRun(target.resolve("jcstress"), System.err);
        List<Verdict> verdicts = run.judge(profile, expected);
        print(verdicts, System.out);
        int suite = run.timedOut() ? 3 : verdicts.stream().allMatch(Verdict::passed) ? 0 : 1;
        return full && suite == 0 ? Math.max(lincheck(target), judgeMutants(target, chosen)) : suite;
    }

    /** The mutants that were asked for, or null where that makes no sense. */
    private @Nullable List<Mutant> chosenMutants() {
        String wanted = mutants == null ? "" : mutants;
        try {
            Pattern pattern = Pattern.compile(wanted);
            List<Mutant> chosen = Mutants.all().stream()
                    .filter(mutant -> pattern.matcher(mutant.name()).find())
                    .toList();
            if (chosen.isEmpty()) {
                System.err.println("--mutants " + wanted + " matches none of: " + Mutants.all());
                return null;
            }
            return chosen;
        } catch (PatternSyntaxException e) {
            System.err.println("--mutants " + wanted + " is no regular expression: " + e.getDescription());
            return null;
        }
    }

    private int lincheck(Path target) throws IOException, InterruptedException {
        int exitCode = 0;
        for (HandOff ring : List.of(HandOff.FRAME_RING, HandOff.RECORD_RING)) {
            String trouble = new MutantMatrix(target, Survivors.ofThisBuild(), System.err).lincheckOfProduct(ring);
            System.err.println("Lincheck, " + ring.className() + ": " + (trouble == null ? "holds" : trouble));
            exitCode = trouble == null ? exitCode : 1;
        }
        return exitCode;
    }

    private int judgeMutants(Path target, List<Mutant> chosen) throws IOException, InterruptedException {
        MutantMatrix matrix = new MutantMatrix(target, Survivors.ofThisBuild(), System.err);
        List<Fate> fates = new ArrayList<>();
        for (Mutant mutant : chosen) {
            // row by row, so that a run that is cut off has lost nothing
            fates.addAll(matrix.run(mutant));
            renew(target.resolve("../../docs/mutants.md").normalize(), fates);
        }
        List<Fate> wrong = fates.stream().filter(fate -> !fate.isAsDeclared()).toList();
        if (json && !full) {
            System.out.println(JsonMapper.builder()
                    .build()
                    .writeValueAsString(fates.stream()
                            .map(fate -> Map.of(
                                    "mutant", fate.mutant().name(),
                                    "tool", fate.tool(),
                                    "outcome", fate.outcome(),
                                    "detail", fate.detail()))
                            .toList()));
        } else {
            PrintStream out = json ? System.err : System.out;
            wrong.forEach(fate -> out.println("FAILED: " + fate.mutant().name() + " under " + fate.tool() + ": "
                    + fate.outcome() + ", " + fate.detail()));
            out.println(chosen.size() + " mutants, " + (fates.size() - wrong.size()) + " fates as declared, "
                    + wrong.size() + " not");
        }
        return wrong.isEmpty() ? 0 : 1;
    }

    private static void renew(Path page, List<Fate> fates) throws IOException {
        String before = Files.exists(page) ? Files.readString(page) : "";
        LocalDate today = LocalDate.now(ZoneId.systemDefault());
        Files.writeString(page, MutantsPage.of(before, fates, Mutants.all(), today, machine()));
    }

    private static String machine() {
        return System.getProperty("os.arch") + ", " + Runtime.getRuntime().availableProcessors() + " processors, Java "
                + System.getProperty("java.version");
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
