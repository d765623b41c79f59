package vorlauf.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every code cell of every notebook runs in JShell, which Java kernels are made of. */
final class NotebooksTest {

    static List<Path> notebooks() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(""))) {
            return files.filter(path -> path.toString().endsWith(".ipynb"))
                    .filter(path -> !needsAnotherModule(path))
                    .sorted()
                    .toList();
        }
    }

    /** A notebook that needs a module above this one says so; it runs where that module is. */
    private static boolean needsAnotherModule(Path notebook) {
        try {
            return new JsonMapper()
                    .readTree(Files.readString(notebook))
                    .path("metadata")
                    .has("vorlauf");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void everyCellRuns(Path notebook) throws IOException {
        JsonNode cells = new JsonMapper().readTree(Files.readString(notebook)).get("cells");
        List<String> problems = new ArrayList<>();
        int evaluated = 0;
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            for (JsonNode cell : cells) {
                if (cell.get("cell_type").asString().equals("code")) {
                    problems.addAll(evaluate(shell, source(cell)));
                    evaluated++;
                }
            }
        }
        assertThat(problems).isEmpty();
        assertThat(evaluated).isPositive();
    }

    @Test
    void aCellThatFailsIsSeen() {
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            assertThat(evaluate(shell, "int x = \"text\";")).isNotEmpty();
            assertThat(evaluate(shell, "int[] none = {}; none[1]")).isNotEmpty();
            assertThat(evaluate(shell, "1 > 2")).isNotEmpty();
            assertThat(evaluate(shell, "1 + 1")).isEmpty();
        }
    }

    private static String source(JsonNode cell) {
        StringBuilder source = new StringBuilder();
        for (JsonNode line : cell.get("source")) {
            source.append(line.asString());
        }
        return source.toString();
    }

    /** What is wrong with a cell: what does not compile or throws, and a last value that is false. */
    private static List<String> evaluate(JShell shell, String source) {
        List<String> problems = new ArrayList<>();
        String rest = source;
        while (!rest.isBlank()) {
            SourceCodeAnalysis.CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            String snippet = info.source() == null ? rest : info.source();
            for (SnippetEvent event : shell.eval(snippet)) {
                shell.diagnostics(event.snippet())
                        .filter(diagnostic -> diagnostic.isError())
                        .forEach(diagnostic -> problems.add(snippet + ": " + diagnostic.getMessage(Locale.ROOT)));
                if (event.exception() != null) {
                    problems.add(snippet + ": " + event.exception());
                }
                if ("false".equals(event.value())) {
                    problems.add(snippet + ": is false");
                }
            }
            rest = info.source() == null ? "" : info.remaining();
        }
        return problems;
    }
}
