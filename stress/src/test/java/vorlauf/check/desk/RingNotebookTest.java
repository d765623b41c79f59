package vorlauf.check.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The notebook that needs this module runs, cell by cell. */
class RingNotebookTest {
    private static final Path NOTEBOOK = Path.of("..", "notebooks", "04-ring-and-mutants.ipynb");

    @Test
    void everyCellRuns() throws IOException {
        List<String> problems = new ArrayList<>();
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            for (JsonNode cell :
                    new JsonMapper().readTree(Files.readString(NOTEBOOK)).get("cells")) {
                if (cell.get("cell_type").asString().equals("code")) {
                    evaluate(shell, cell, problems);
                }
            }
        }
        assertThat(problems).isEmpty();
    }

    private static void evaluate(JShell shell, JsonNode cell, List<String> problems) {
        StringBuilder source = new StringBuilder();
        cell.get("source").forEach(line -> source.append(line.asString()));
        String rest = source.toString();
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
            }
            rest = info.source() == null ? "" : info.remaining();
        }
    }
}
