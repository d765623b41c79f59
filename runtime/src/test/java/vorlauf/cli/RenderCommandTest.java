package vorlauf.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import vorlauf.files.AudioFile;

final class RenderCommandTest {
    private static final String TONE = "examples/Tone.java";

    @TempDir
    private Path folder;

    @BeforeAll
    static void giveSpeechItsRecording() {
        System.setProperty("file", "src/main/resources/vorlauf/demo/guitar.wav");
    }

    @Test
    void rendersATrueSineOfTheStatedAmplitude() throws Exception {
        Path wav = folder.resolve("tone.wav");

        CommandLineRun run = CommandLineRun.of("render", TONE, "--seconds", "10", "--out", wav.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        float[] samples = new float[480_001];
        try (AudioFile file = AudioFile.open(wav)) {
            assertThat(file.header().encoding()).contains("32-bit float");
            assertThat(file.read(samples, 0, 480_001)).isEqualTo(480_000);
        }
        double worst = 0;
        for (int n = 0; n < 480_000; n++) {
            worst = Math.max(worst, Math.abs(samples[n] - 0.2 * Math.sin(2 * Math.PI * 440 * n / 48_000)));
        }
        assertThat(worst).isLessThan(1e-4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Additive",
                "Allocating",
                "Chain",
                "Fm",
                "Ladder",
                "Live",
                "RingModulator",
                "Speech",
                "Tone",
                "Voices"
            })
    void rendersEveryExampleToTheSameBitsTwice(String name) {
        String[] arguments = {"render", "examples/" + name + ".java", "--seconds", "1", "--json"};

        CommandLineRun first = CommandLineRun.of(arguments);
        CommandLineRun second = CommandLineRun.of(arguments);

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.json().path("frames").asLong()).isEqualTo(48_000);
        assertThat(first.json().path("sha256").asString())
                .hasSize(64)
                .isEqualTo(second.json().path("sha256").asString());
        if (!name.equals("Allocating")) {
            // what the JVM allocates once for itself cannot be in both
            assertThat(Math.min(
                            first.json().path("allocatedBytes").asLong(),
                            second.json().path("allocatedBytes").asLong()))
                    .isZero();
        }
    }

    @Test
    void printsTheStatedKeysAndNothingElse() {
        CommandLineRun run = CommandLineRun.of("render", TONE, "--seconds", "0.5", "--json", "--rate", "44100");

        JsonNode figures = run.json();
        assertThat(List.copyOf(figures.propertyNames()))
                .containsExactly(
                        "frames",
                        "channels",
                        "sampleRate",
                        "sha256",
                        "cpuNanosPerFrame",
                        "allocatedBytes",
                        "tier",
                        "kernels",
                        "planNanos",
                        "nodes",
                        "buffers");
        assertThat(figures.path("frames").asLong()).isEqualTo(22_050);
        assertThat(figures.path("channels").asInt()).isEqualTo(1);
        assertThat(figures.path("sampleRate").asInt()).isEqualTo(44_100);
        assertThat(figures.path("tier").asString()).isEqualTo("interpreted");
        assertThat(figures.path("cpuNanosPerFrame").asDouble()).isPositive();
        assertThat(figures.path("planNanos").asLong()).isPositive();
        assertThat(figures.path("nodes").asInt()).isPositive();
        assertThat(run.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"16", "24", "32", "float"})
    void writesTheFormatThatWasAskedFor(String format) throws Exception {
        Path wav = folder.resolve("tone.wav");

        CommandLineRun run = CommandLineRun.of(
                "render", TONE, "--seconds", "0.1", "--out", wav.toString(), "--format", format, "--rate", "8000");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("sha256").contains("800 frames (0.100 s), 1 channel at 8000 Hz");
        assertThat(AudioFile.probe(wav).encoding())
                .startsWith(format.equals("float") ? "32-bit float" : format + "-bit");
        assertThat(AudioFile.probe(wav).frames()).isEqualTo(800);
        assertThat(AudioFile.probe(wav).sampleRateHertz()).isEqualTo(8_000, within(0.0));
    }

    @Test
    void tellsOfSamplesThatAreCut() throws Exception {
        Path patch = patch("Loud", "Signal patch() { return sine(100).gain(2); }");

        CommandLineRun cut = CommandLineRun.of(
                "render",
                patch.toString(),
                "--seconds",
                "0.1",
                "--format",
                "16",
                "--out",
                folder.resolve("x.wav").toString());
        CommandLineRun kept = CommandLineRun.of(
                "render",
                patch.toString(),
                "--seconds",
                "0.1",
                "--out",
                folder.resolve("x.wav").toString());

        assertThat(cut.err()).contains("samples are beyond full scale and are cut");
        assertThat(kept.err()).isEmpty();
    }

    @Test
    void namesThePathOfACycleWithoutADelay() throws Exception {
        Path patch =
                patch("Cycle", "Signal patch() {\n  return feedback(loop -> sine(1)\n    .plus(loop.times(0.5)));\n}");

        CommandLineRun run = CommandLineRun.of("render", patch.toString(), "--seconds", "1");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLines())
                .containsExactly("Cycle.java:4: a cycle without a delay: times (Cycle.java:4) -> plus (Cycle.java:4)"
                        + " -> times; put a delay of at least one sample into the loop");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void tellsAllMistakesOfAGraphAtOnce() throws Exception {
        Path patch = patch(
                "Many",
                "Signal patch() {\n  return channels(sine(1), sine(2), sine(3))\n    .pan(0)\n    .channel(7);\n}");

        CommandLineRun run = CommandLineRun.of("render", patch.toString(), "--seconds", "1");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLines())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("Many.java:4: pan: takes mono or stereo"))
                .anyMatch(line -> line.startsWith("Many.java:5: channel 7: there is no channel 7"));
    }

    @Test
    void tellsOfAMissingAndOfATruncatedFile() throws Exception {
        Path missing = patch("Missing", "Signal patch() { return file(java.nio.file.Path.of(\"none.wav\")); }");
        Path wav = folder.resolve("whole.wav");
        CommandLineRun.of("render", TONE, "--seconds", "1", "--out", wav.toString());
        Path cut = Files.write(folder.resolve("cut.wav"), java.util.Arrays.copyOf(Files.readAllBytes(wav), 3_000));
        Path truncated = patch("Truncated", "Signal patch() { return file(java.nio.file.Path.of(\"" + cut + "\")); }");

        CommandLineRun first = CommandLineRun.of("render", missing.toString(), "--seconds", "1");
        CommandLineRun second = CommandLineRun.of("render", truncated.toString(), "--seconds", "1");

        assertThat(first.exitCode()).isEqualTo(3);
        assertThat(first.errorLines())
                .containsExactly("Missing.java:2: none.wav: there is no such file; a WAV, AIFF or AU file is needed");
        assertThat(second.exitCode()).isEqualTo(3);
        assertThat(second.errorLines()).hasSize(1).first().asString().contains("cut.wav: is truncated");
    }

    @Test
    void aPatchThatCannotBeRenderedLeavesTheFileBeforeAsItIs() throws Exception {
        Path wav = Files.writeString(folder.resolve("old.wav"), "old");
        Path patch = patch("Broken", "Signal patch() { return sine(440).channel(3); }");

        CommandLineRun run = CommandLineRun.of("render", patch.toString(), "--seconds", "1", "--out", wav.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(wav).hasContent("old");
    }

    @Test
    void tellsWhatControlsDoOnStandardError() throws Exception {
        Path patch = patch(
                "Failing",
                "Signal patch() {\n  return sine(1).gain(control(\"c\", 1,"
                        + " reactor.core.publisher.Flux.error(new IllegalStateException(\"boom\"))));\n}");

        CommandLineRun run = CommandLineRun.of("render", patch.toString(), "--seconds", "0.1", "--json");

        assertThat(run.exitCode()).isZero();
        assertThat(run.errorLines())
                .hasSize(1)
                .first()
                .asString()
                .contains("control \"c\" has failed")
                .contains("boom");
        assertThat(run.json().path("frames").asInt()).isEqualTo(4_800);
    }

    @Test
    void tellsOfAFileThatCannotBeWritten() {
        Path wav = folder.resolve("none").resolve("x.wav");

        CommandLineRun run = CommandLineRun.of("render", TONE, "--seconds", "0.1", "--out", wav.toString());

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.errorLines())
                .containsExactly(wav + ": cannot be written: there is no folder " + folder.resolve("none"));
    }

    private Path patch(String name, String text) throws Exception {
        return Files.writeString(
                folder.resolve(name + ".java"),
                "import static vorlauf.graph.Signals.*; import vorlauf.graph.*;\n" + text);
    }

    @Test
    void aProfileSumsUpNodesByNameAndPlaceAndChangesNoBit() {
        JsonNode plain = CommandLineRun.of("render", "examples/Voices.java", "--seconds", "2", "--json")
                .json();
        JsonNode profiled = CommandLineRun.of("render", "examples/Voices.java", "--seconds", "2", "--json", "--profile")
                .json();

        assertThat(profiled.path("sha256")).isEqualTo(plain.path("sha256"));
        assertThat(plain.has("profile")).isFalse();
        JsonNode profile = profiled.path("profile");
        double ofSteps = 0;
        for (JsonNode step : profile.path("steps")) {
            ofSteps += step.path("nanosPerFrame").asDouble();
        }
        double ofNodes = 0;
        for (JsonNode node : profile.path("nodes")) {
            ofNodes += node.path("nanosPerFrame").asDouble();
        }
        assertThat(ofNodes).isCloseTo(ofSteps, within(1e-6)).isPositive();
        assertThat(profile.path("nodes").findValuesAsString("node")).contains("lowpass", "naiveSaw", "mix");
        assertThat(profile.path("nodes").findValuesAsString("place")).contains("Voices.java:11");
        assertThat(profile.path("frames").asInt()).isEqualTo(96_000);
    }

    @Test
    void aProfileOfSinesInASumCountsForTheSines() {
        JsonNode profile = CommandLineRun.of(
                        "render", "examples/Additive.java", "--seconds", "1", "--json", "--profile")
                .json()
                .path("profile");

        assertThat(profile.path("nodes").path(0).path("node").asString()).isEqualTo("sine");
        assertThat(profile.path("nodes").path(0).path("steps").asInt()).isEqualTo(256);
    }

    @Test
    void aProfileOfGraphsThatComeAndGoCoversThemAll() {
        CommandLineRun run = CommandLineRun.of("render", "examples/Live.java", "--seconds", "3", "--profile");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("Nodes, by what a frame", "of 144000 frames measured", "saw  Live.java:17");
    }

    @Test
    void aRenderThatIsTooShortForAProfileSaysSo() {
        CommandLineRun run = CommandLineRun.of("render", "examples/Tone.java", "--seconds", "0.05", "--profile");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("nothing was measured: no plan was in force for long enough");
    }
}
