package vorlauf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MainTest {
    private static final String TONE = "examples/Tone.java";

    @Test
    void helpNamesEveryCommand() {
        CommandLineRun run = CommandLineRun.of("--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("demo", "render", "run", "explain", "backends", "Exit codes: 0 done");
        assertThat(run.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "render", "run", "explain", "backends"})
    void eachCommandHasHelpAndAVersion(String command) {
        CommandLineRun help = CommandLineRun.of(command, "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).startsWith("Usage: vorlauf " + command).contains("--json");
        assertThat(CommandLineRun.of(command, "--version").out()).startsWith("vorlauf ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "rendr | there is no command 'rendr', did you mean 'render'?",
                "\"\" | a command is missing",
                "render | Missing required option",
                "render examples/Tone.java --secnds 1 | there is no option '--secnds', did you mean '--seconds'?",
                "render examples/Tone.java --seconds x | Invalid value for option '--seconds': 'x' is not a double",
                "render examples/Tone.java --seconds 0 | --seconds 0 is not possible: more than 0, at most 604800",
                "render examples/Tone.java --seconds -1 | --seconds -1 is not possible",
                "render examples/Tone.java --seconds NaN | --seconds NaN is not possible",
                "render examples/Tone.java --seconds 1e300 | is not possible: more than 0, at most 604800 (a week)",
                "render examples/Tone.java --seconds 1 --rate 7999 | a sample rate of 7999.0 Hz is not possible: 8",
                "render examples/Tone.java --seconds 1 --rate 384001 | is not possible: 8,000 to 384,000",
                "render examples/Tone.java --seconds 1 --block 0 | a block of 0 frames is not possible: 1 to 8,192",
                "render examples/Tone.java --seconds 1 --format 16 | --format 16 is for a file; add --out FILE",
                "render examples/Tone.java --seconds 1 --out x.wav --format 8 | there is no sample format '8', there are",
                "render examples/Tone.java --seconds 1 --kernels fast | expected one of [auto, plain, vector]",
                "render examples/None.java --seconds 1 | examples/None.java: there is no such file",
                "run examples/Tone.java --backend jack | there is no backend 'jack', there are simulator",
                "run examples/Tone.java --ring 0 | a ring of 0 blocks is not possible: 1 to 4,096",
                "run examples/Tone.java --ring 4097 | a ring of 4097 blocks is not possible: 1 to 4,096",
                "run examples/Tone.java --ring 99999999999 | '99999999999' is not an int",
                "run examples/Tone.java --period -5 | a period of -5 frames is not possible",
                "run examples/Tone.java --fade -5 | a fade of -0.005 s is not possible: 0 to 10",
                "run examples/Tone.java --record-format 16 | --record-format 16 is for a recording; add --record FILE",
                "run examples/Tone.java --option dither | --option",
                "explain examples/Tone.java --block 9000 | blockFrames is 9000.0, must be 1 to 8,192",
                "explain | Missing required parameter: 'PATCH'",
                "demo --seconds 0 | --seconds 0 is not possible"
            })
    void wrongUsageIsOneLineAndExitCodeTwo(String arguments, String line) {
        CommandLineRun run = CommandLineRun.of(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1));

        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.errorLines()).hasSize(1).first().asString().contains(line);
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "plain", "PLAIN"})
    void takesTheKernelsThatThereAre(String kernels) {
        assertThat(CommandLineRun.of("explain", TONE, "--kernels", kernels).exitCode())
                .isZero();
    }

    @Test
    void aDeviceThatRefusesARateIsExitCodeThree() {
        CommandLineRun run = CommandLineRun.of("run", TONE, "--backend", "simulator", "--rate", "12345");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.errorLines()).containsExactly("quiet: the device refuses 12345 Hz, it takes 44100 and 48000");
    }

    @Test
    void listsBackendsAndWhyThereIsNoDevice() {
        CommandLineRun text = CommandLineRun.with(List.of(new NoCard(), new QuietDevice()), "backends");
        CommandLineRun json = CommandLineRun.with(List.of(new NoCard(), new QuietDevice()), "backends", "--json");

        assertThat(text.out())
                .contains("java-sound  a card", "  no device: no card is plugged in", "  quiet: for tests");
        assertThat(json.json()).hasSize(2);
        assertThat(json.json().path(0).path("name").asString()).isEqualTo("java-sound");
        assertThat(json.json().path(0).path("unavailableReason").asString()).isEqualTo("no card is plugged in");
        assertThat(json.json().path(1).path("devices").path(0).path("name").asString())
                .isEqualTo("quiet");
    }

    @Test
    void playsOnTheNullDeviceWhereThereIsNoCardAndSaysSo() {
        CommandLineRun run =
                CommandLineRun.with(List.of(new NoCard(), new QuietDevice()), "run", TONE, "--seconds", "0.1");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err())
                .contains(
                        "no sound card, so nothing is heard and the null device keeps the time: no card is plugged in");
    }

    @Test
    void anUnexpectedExceptionIsOneLineWithoutAStackTrace() {
        Failures failures = Failures.of(new IllegalStateException("broken\nin two"));

        assertThat(failures.exitCode()).isEqualTo(3);
        assertThat(failures.lines())
                .hasSize(1)
                .first()
                .asString()
                .startsWith(
                        "a mistake in vorlauf itself, please report it: java.lang.IllegalStateException: broken in two")
                .contains("MainTest");
    }

    @Test
    void runningOutOfMemoryIsALineWithAWayOut() {
        assertThat(Failures.of(new OutOfMemoryError("Java heap space")).lines())
                .containsExactly("out of memory (Java heap space): render less at once, or give the JVM more,"
                        + " VORLAUF_JAVA_OPTS=-Xmx8g");
    }
}
