package vorlauf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import vorlauf.files.AudioFile;

final class RunCommandTest {
    @Test
    void playsAndReports() {
        CommandLineRun run = CommandLineRun.of(
                "run", "examples/Tone.java", "--backend", "simulator", "--seconds", "0.5", "--ring", "8", "--json");

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode figures = run.json();
        assertThat(figures.path("frames").asLong()).isGreaterThanOrEqualTo(24_000);
        assertThat(figures.path("channels").asInt()).isEqualTo(1);
        assertThat(figures.path("sampleRate").asInt()).isEqualTo(48_000);
        assertThat(figures.path("underrunEvents").asLong()).isZero();
        assertThat(figures.path("leadLimitFrames").asInt()).isEqualTo(1_024);
        assertThat(figures.path("device").path("device").asString()).isEqualTo("quiet");
        assertThat(figures.path("renderNanos").path("count").asLong()).isPositive();
        assertThat(figures.has("recording")).isFalse();
        assertThat(run.errorLines()).anyMatch(line -> line.startsWith("playing on quiet"));
    }

    /** A node that spins for some ten milliseconds in each hundredth block makes that block late on any machine. */
    @Test
    void watchNamesTheNodeThatMakesBlocksLate(@TempDir Path folder) throws Exception {
        Path patch = Files.writeString(folder.resolve("Spikes.java"), """
                import static vorlauf.graph.Signals.*;
                class Spikes implements vorlauf.graph.Processor {
                    private int calls;
                    private double sum;
                    public void process(float[][] inputs, float[][] outputs, int frameCount) {
                        for (long i = ++calls % 100 == 0 ? 10_000_000 : 0; i > 0; i--) {
                            sum += Math.sqrt(i);
                        }
                        outputs[0][0] = (float) (sum * 1e-30);
                    }
                }
                vorlauf.graph.Signal patch() {
                    return custom("spikes", 1, Spikes::new).gain(0.1);
                }
                """);
        CommandLineRun run = CommandLineRun.of(
                "run",
                patch.toString(),
                "--backend",
                "simulator",
                "--seconds",
                "2",
                "--ring",
                "64",
                "--watch",
                "--json");

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode late = run.json().path("lateBlocks");
        assertThat(late.path("blocks").asLong())
                .as("%s%n%s", run.out(), run.err())
                .isPositive();
        assertThat(late.path("causes").findValuesAsString("node")).anyMatch(node -> node.contains("spikes"));
        assertThat(run.errorLines()).anyMatch(line -> line.startsWith("late block at frame "));
    }

    @Test
    void withoutTheWatchThereIsNoTableOfLateBlocks() {
        CommandLineRun run =
                CommandLineRun.of("run", "examples/Tone.java", "--backend", "simulator", "--seconds", "0.1", "--json");

        assertThat(run.json().has("lateBlocks")).isFalse();
    }

    @Test
    void recordsWhatItPlays(@TempDir Path folder) throws Exception {
        Path wav = folder.resolve("take.wav");

        CommandLineRun run = CommandLineRun.of(
                "run",
                "examples/Voices.java",
                "--backend",
                "simulator",
                "--seconds",
                "0.25",
                "--record",
                wav.toString(),
                "--record-format",
                "24");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(AudioFile.probe(wav).channels()).isEqualTo(2);
        assertThat(AudioFile.probe(wav).encoding()).startsWith("24-bit");
        assertThat(run.out()).contains(wav + ": " + AudioFile.probe(wav).frames() + " frames");
    }

    @Test
    void drawsWhatHappened(@TempDir Path folder) {
        Path png = folder.resolve("underrun.png");

        CommandLineRun run = CommandLineRun.of(
                "run",
                "examples/Tone.java",
                "--backend",
                "simulator",
                "--seconds",
                "0.2",
                "--json",
                "--png",
                png.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(png).isNotEmptyFile();
    }

    @Test
    void aRecordingThatCannotBeMadeIsExitCodeThree(@TempDir Path folder) {
        CommandLineRun run = CommandLineRun.of(
                "run",
                "examples/Tone.java",
                "--backend",
                "simulator",
                "--seconds",
                "0.1",
                "--record",
                folder.resolve("none").resolve("x.wav").toString());

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.errorLines()).hasSize(1).first().asString().contains("there is no folder");
    }

    @Test
    void aGraphWithProblemsIsExitCodeOne(@TempDir Path folder) throws Exception {
        Path patch = Files.writeString(
                folder.resolve("Wrong.java"),
                "import static vorlauf.graph.Signals.*;\nvorlauf.graph.Signal patch() { return sine(1).channel(2); }");

        CommandLineRun run = CommandLineRun.of("run", patch.toString(), "--backend", "simulator", "--seconds", "1");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLines()).hasSize(1).first().asString().startsWith("Wrong.java:2: channel 2: ");
    }

    @Test
    void tellsOfTheGraphsThatCome() {
        CommandLineRun run =
                CommandLineRun.of("run", "examples/Live.java", "--backend", "simulator", "--seconds", "60", "--json");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.json().path("swaps").asInt()).isPositive();
    }

    @Test
    void stopsWhenItIsAsked() throws Exception {
        try (StopSignal stop = new StopSignal()) {
            stop.ask();

            LiveRun run = LiveRun.of(
                    PatchLoader.load(Path.of("examples/Tone.java")).get(),
                    new QuietDevice(),
                    vorlauf.engine.EngineSettings.defaults().withWarmUpSeconds(0),
                    new StatusLine(System.err, false),
                    new EventLines(new StatusLine(System.err, false), vorlauf.render.SystemClock.INSTANCE, false),
                    Long.MAX_VALUE,
                    stop);

            assertThat(run.failed()).isFalse();
            assertThat(run.table().toString()).contains("played", "underruns", "lowest lead", "collector");
        }
    }
}
