package vorlauf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vorlauf.engine.OfflineRenderer;
import vorlauf.engine.OfflineResult;
import vorlauf.engine.OfflineSettings;
import vorlauf.files.AudioFile;
import vorlauf.files.Sha256;

final class DemoCommandTest {
    private static final Path GUITAR = Path.of("src/main/resources/vorlauf/demo/guitar.wav");

    private static String render(DemoPatch patch, List<OfflineResult> results) throws Exception {
        Sha256 hash = new Sha256();
        results.add(OfflineRenderer.render(
                patch,
                OfflineSettings.of(48_000, 128, 4 * 48_000L).withWarmUpSeconds(0),
                (frames, count, channels) -> hash.update(frames, 0, count * channels)));
        return hash.finish();
    }

    @Test
    void thePatchChangesItsGraphAndGivesTheSameBitsTwice() throws Exception {
        List<OfflineResult> results = new ArrayList<>();
        DemoPatch patch = new DemoPatch(GUITAR, 2);

        assertThat(render(patch, results)).isEqualTo(render(patch, results));
        assertThat(results.getFirst().swaps()).isEqualTo(4);
        assertThat(results.getFirst().rejectedGraphs()).isZero();
        assertThat(results.getFirst().mutedBlocks()).isZero();
        assertThat(results.getFirst().channels()).isEqualTo(2);
    }

    @Test
    void goesTheWholeWay(@TempDir Path folder) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Shell shell = new Shell(
                CommandLineRun.stream(out),
                CommandLineRun.stream(err),
                false,
                () -> List.of(new NoCard(), new QuietDevice()));

        int exitCode = new CommandLine(new DemoCommand(shell, 10))
                .execute("--seconds", "0.5", "--out", folder.resolve("new").toString(), "--json");

        JsonNode figures = JsonMapper.builder().build().readTree(out.toString(StandardCharsets.UTF_8));
        assertThat(exitCode).isEqualTo(figures.path("misses").isEmpty() ? 0 : 1);
        assertThat(figures.path("frames").asLong()).isEqualTo(24_000);
        assertThat(figures.path("underrunEvents").asLong()).isZero();
        assertThat(figures.path("latency").path("changes").asInt()).isEqualTo(10);
        assertThat(AudioFile.probe(folder.resolve("new/demo.wav")).frames()).isEqualTo(24_000);
        assertThat(Files.readAllBytes(folder.resolve("new/demo.png"))).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void takesAnotherRecordingAndSaysWhatIsWrongWithIt(@TempDir Path folder) {
        CommandLineRun run =
                CommandLineRun.of("demo", "--input", folder.resolve("none.wav").toString(), "--out", folder.toString());

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.errorLines()).hasSize(1).first().asString().contains("none.wav: there is no such file");
    }

    @Test
    void refusesAFileAsFolder(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");

        CommandLineRun run = CommandLineRun.of("demo", "--out", file.toString());

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.errorLines()).containsExactly(file + ": is a file, a folder is needed; choose another --out");
    }
}
