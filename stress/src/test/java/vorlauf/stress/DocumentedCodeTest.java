package vorlauf.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vorlauf.check.ring.RingReport;
import vorlauf.check.ring.RingSource;
import vorlauf.check.ring.RingVerification;
import vorlauf.cli.PatchException;
import vorlauf.cli.PatchLoader;
import vorlauf.engine.OfflineRenderer;
import vorlauf.engine.OfflineSettings;

/**
 * Every block of Java in the documentation does what the page says.
 *
 * <p>A patch is rendered; a ring is verified, and has to fail where its name begins with {@code Broken}; all else is run in
 * JShell from the top of the page to its end, and a line that ends in {@code // = value} has to have that value. Blocks marked
 * {@code java fragment} are no programs and are left out.
 */
final class DocumentedCodeTest {
    private static final Path ROOT = Objects.requireNonNull(BuildFolder.find(Path.of("")))
            .resolve("../..")
            .normalize();
    private static final Pattern BLOCK = Pattern.compile("(?ms)^(?:`(\\w+\\.java)`\n+)?```java\n(.*?)^```");
    private static final Pattern EXPECTED = Pattern.compile("// = (.*?)\\s*$");
    private static final int FEW_FRAMES = 48_000;

    @TempDir
    private Path folder = Path.of("");

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), files)
                    .filter(file -> file.toString().endsWith(".md"))
                    .filter(DocumentedCodeTest::hasCode)
                    .map(ROOT::relativize)
                    .sorted()
                    .toList();
        }
    }

    private static boolean hasCode(Path page) {
        try {
            return BLOCK.matcher(Files.readString(page)).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyBlockDoesWhatThePageSays(Path page) throws Exception {
        assertThat(problems(Files.readString(ROOT.resolve(page)))).isEmpty();
    }

    @Test
    void whatIsWrongIsSeen() throws Exception {
        assertThat(problems("```java\nint x = \"text\";\n```\n")).hasSize(1);
        assertThat(problems("```java\n1 + 1  // = 3\n```\n")).hasSize(1);
        assertThat(problems("```java\nint[] none = {}; none[1]\n```\n")).hasSize(1);
        assertThat(problems("```java\nvorlauf.graph.Signal patch() { return null; }\n```\n"))
                .hasSize(1);
        assertThat(problems("```java\n1 + 1  // = 2\n```\n")).isEmpty();
    }

    private List<String> problems(String page) throws Exception {
        List<String> problems = new ArrayList<>();
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            Matcher blocks = BLOCK.matcher(page);
            while (blocks.find()) {
                String name = blocks.group(1) == null ? "Page.java" : blocks.group(1);
                String code = blocks.group(2);
                if (code.contains(" patch()")) {
                    render(name, code, problems);
                } else if (code.contains("implements FrameRing")) {
                    verify(name, code, problems);
                } else {
                    evaluate(shell, code, problems);
                }
            }
        }
        return problems;
    }

    private void render(String name, String code, List<String> problems) throws Exception {
        try {
            long frames = OfflineRenderer.render(
                            PatchLoader.load(folder.resolve(name), code),
                            OfflineSettings.of(48_000, 128, FEW_FRAMES).withWarmUpSeconds(0),
                            (block, count, channels) -> {})
                    .frames();
            if (frames != FEW_FRAMES) {
                problems.add(name + ": rendered " + frames + " frames");
            }
        } catch (PatchException e) {
            problems.add(name + ": " + e.getMessage());
        }
    }

    private void verify(String name, String code, List<String> problems) throws Exception {
        Path file = folder.resolve(name);
        Files.writeString(file, code);
        RingReport report = RingVerification.run(
                RingSource.find(file, null, ""), new RingVerification.Settings(0, 2, 0, 0), line -> {});
        if ((report.finding() != null) != name.startsWith("Broken")) {
            problems.add(name + ": " + report);
        }
    }

    private static void evaluate(JShell shell, String code, List<String> problems) {
        String rest = code;
        while (!rest.isBlank()) {
            SourceCodeAnalysis.CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            String snippet = info.source() == null ? rest : info.source();
            String after = info.source() == null ? "" : info.remaining();
            String comment = snippet.strip() + after.lines().findFirst().orElse("");
            Matcher expected = EXPECTED.matcher(comment);
            for (SnippetEvent event : shell.eval(snippet)) {
                judge(shell, event, expected.find() ? expected.group(1) : null, snippet.strip(), problems);
            }
            rest = after;
        }
    }

    private static void judge(
            JShell shell, SnippetEvent event, @Nullable String expected, String snippet, List<String> problems) {
        int before = problems.size();
        shell.diagnostics(event.snippet())
                .filter(diagnostic -> diagnostic.isError())
                .forEach(diagnostic -> problems.add(snippet + ": " + diagnostic.getMessage(Locale.ROOT)));
        if (problems.size() > before) {
            return;
        }
        if (event.status() == Snippet.Status.REJECTED) {
            problems.add(snippet + ": is not Java");
        } else if (event.exception() != null) {
            problems.add(snippet + ": " + event.exception());
        } else if (expected != null && !expected.equals(event.value())) {
            problems.add(snippet + ": is " + event.value() + ", not " + expected);
        }
    }
}
