package vorlauf.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vorlauf.cli.CommandException;
import vorlauf.cli.PatchLoader;
import vorlauf.compile.GraphException;
import vorlauf.files.SampleFormat;
import vorlauf.files.WavWriter;

final class ExportCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @TempDir
    private Path folder = Path.of("");

    private void export(String... arguments) throws Exception {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        ExportCommand command = new ExportCommand(stream, stream);
        new CommandLine(command).parseArgs(arguments);
        assertThat(((Callable<Integer>) command).call()).isZero();
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void writesOnePageWithTheHashThatRenderPrints() throws Exception {
        Path page = folder.resolve("made/here");
        export(Recordings.example("Live").toString(), "--out", page.toString(), "--seconds", "1", "--json");
        JsonNode figures = JsonMapper.builder().build().readTree(printed());
        String expected = Recordings.renderedHash(PatchLoader.load(Recordings.example("Live")), Recordings.seconds(1));
        assertThat(figures.get("sha256").asString()).isEqualTo(expected);
        assertThat(figures.get("frames").asInt()).isEqualTo(48_000);
        assertThat(figures.get("graphs").asInt()).isEqualTo(2);
        assertThat(figures.get("controls").asInt()).isEqualTo(1);
        String html = Files.readString(page.resolve("index.html"));
        assertThat(html)
                .hasSize(figures.get("bytes").asInt())
                .contains(expected)
                .doesNotContain("{{");
        assertThat(html).as("nothing is loaded from elsewhere").doesNotContainPattern("(src|href)=\"(?!data:)");
        assertThat(page.resolve("README.txt")).content().contains("Cross-Origin-Opener-Policy");
        assertThat(page.resolve("_headers")).content().contains("Cross-Origin-Embedder-Policy: require-corp");
    }

    @Test
    void saysWhetherStreamsAreRecorded() throws Exception {
        export(Recordings.example("Live").toString(), "--out", folder.toString(), "--seconds", "1");
        assertThat(printed())
                .contains(
                        "Live.java: the first 1.0 s of its streams are recorded (2 graphs)", "1 control with a slider");
        out.reset();
        export(Recordings.example("Tone").toString(), "--out", folder.toString(), "--seconds", "1");
        assertThat(printed()).contains("Tone.java: one graph that does not change");
    }

    @Test
    void userCodeIsOneLineThatNamesTheNode() {
        assertThatThrownBy(() -> export(Recordings.example("RingModulator").toString(), "--out", folder.toString()))
                .isInstanceOf(GraphException.class)
                .hasMessage(
                        "RingModulator.java:8: custom ring modulator cannot be exported: it runs Java code of the patch,"
                                + " which a page does not have; run and render play it");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void filesAreOneLineThatNamesTheNode() throws IOException {
        Path recording = folder.resolve("noise.wav");
        try (WavWriter writer = WavWriter.create(recording, SampleFormat.named("16"), 1, 48_000)) {
            writer.write(new float[480], 0, 480);
        }
        String escaped = recording.toString().replace("\\", "\\\\");
        Recordings.patch(folder, "Signal", "return file(Path.of(\"%s\"));".formatted(escaped));
        assertThatThrownBy(() -> export(folder.resolve("Written.java").toString(), "--out", folder.toString()))
                .isInstanceOf(GraphException.class)
                .hasMessageStartingWith("Written.java:10: file")
                .hasMessageContaining("cannot be exported: it reads samples from outside");
    }

    @Test
    void whatSomebodyElseWroteIsKept() throws IOException {
        Files.writeString(folder.resolve("index.html"), "<h1>mine</h1>");
        assertThatThrownBy(() -> export(Recordings.example("Tone").toString(), "--out", folder.toString()))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("was not written by vorlauf export");
        assertThat(folder.resolve("index.html")).hasContent("<h1>mine</h1>");
    }

    @Test
    void aFileInPlaceOfTheFolderIsOneLine() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "");
        assertThatThrownBy(() ->
                        export(Recordings.example("Tone").toString(), "--out", file.toString(), "--seconds", "0.1"))
                .isInstanceOf(CommandException.class)
                .hasMessage("%s: cannot be written: it is a file, not a folder", file);
    }

    @Test
    void moreThanAnHourIsRefusedBeforeAnythingIsRendered() {
        assertThatThrownBy(() ->
                        export(Recordings.example("Tone").toString(), "--out", folder.toString(), "--seconds", "3601"))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("at most 3600");
    }

    @Test
    void moreChannelsThanABrowserTakesAreRefused() throws IOException {
        Recordings.patch(folder, "Signal", "return channels(java.util.Collections.nCopies(33, sine(440)));");
        assertThatThrownBy(() -> export(
                        folder.resolve("Written.java").toString(), "--out", folder.toString(), "--seconds", "0.1"))
                .isInstanceOf(CommandException.class)
                .hasMessage("Written.java has 33 channels, a browser takes 32; mix it down");
    }

    @Test
    void aTitleCannotBreakThePage() throws Exception {
        String title = "</script><b>\"loud\" & clear";
        export(Recordings.example("Tone").toString(), "--out", folder.toString(), "--seconds", "0.1", "--title", title);
        String html = Files.readString(folder.resolve("index.html"));
        assertThat(html).contains("<title>&lt;/script&gt;&lt;b&gt;&quot;loud&quot; &amp; clear</title>");
        assertThat(html.toLowerCase(Locale.ROOT).split("</script>", -1)).hasSize(7);
    }
}
