package vorlauf.notebooks.saved;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code vorlauf notebook} writes for Jupyter. */
final class NotebookCommandTest {
    @Test
    void theSpecificationStartsThisProgramAndInterruptsByMessage(@TempDir Path jupyter) throws Exception {
        KernelSpec.write(jupyter);
        JsonNode specification =
                new JsonMapper().readTree(Files.readString(jupyter.resolve("kernels/vorlauf/kernel.json")));
        assertThat(specification.get("interrupt_mode").asString()).isEqualTo("message");
        assertThat(specification.get("argv").get(0).asString()).endsWith("java");
        assertThat(specification.get("argv").get(1).asString()).isEqualTo("@" + jupyter.resolve("kernel.args"));
        assertThat(specification.get("argv").get(2).asString()).isEqualTo("{connection_file}");
        List<String> arguments = Files.readAllLines(jupyter.resolve("kernel.args"));
        assertThat(arguments)
                .contains("-cp", "vorlauf.notebooks.kernel.KernelMain")
                .anyMatch(line -> line.contains("jdk.incubator.vector"));
    }

    @Test
    void findsTheUsersFolder() {
        assertThat(UserJupyter.data(Map.of("JUPYTER_DATA_DIR", "/data"), "/home/me"))
                .isEqualTo(Path.of("/data"));
        assertThat(UserJupyter.data(Map.of("XDG_DATA_HOME", "/xdg"), "/home/me"))
                .isEqualTo(Path.of("/xdg/jupyter"));
        assertThat(UserJupyter.data(Map.of(), "/home/me").toString())
                .startsWith(Path.of("/home/me").toString());
    }
}
