package vorlauf.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vorlauf.cli.SourceCompiler;

final class VerifyRingCommandTest {
    private static final Path RINGS = Path.of("src/test/resources/vorlauf/check/rings");
    private static final List<String> WITHOUT_NATIVE_RUN = List.of("--native-seconds", "0");

    /** Exit code and what was printed. */
    private record Ending(int exitCode, String out, String err) {}

    private static Ending run(List<String> arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
        try {
            int exitCode = new CommandLine(new VerifyRingCommand()).execute(arguments.toArray(String[]::new));
            return new Ending(
                    exitCode, outBytes.toString(StandardCharsets.UTF_8), errBytes.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private static Ending verify(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(WITHOUT_NATIVE_RUN);
        return run(all);
    }

    private static String ring(String name) {
        return RINGS.resolve(name + ".java").toString();
    }

    // ---- holds ------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"PointerRing", "AtomicLongRing", "SegmentRing", "OpaqueRing", "LockedRing"})
    void correctRingsOfOtherDesignsHold(String name) {
        Ending ending = verify(ring(name), "--bound", "2");

        assertThat(ending.err()).isEmpty();
        assertThat(ending.out()).contains(name + " holds").contains("all there are");
        assertThat(ending.exitCode()).isZero();
    }

    @Test
    void ourOwnRingHoldsPast32Bits() {
        Ending ending = run(List.of("--json", "--native-seconds", "300"));

        JsonNode json = JsonMapper.builder().build().readTree(ending.out());
        assertThat(json.get("verdict").asString()).isEqualTo("holds");
        assertThat(json.get("property").isNull()).isTrue();
        assertThat(json.get("bound").asInt()).isEqualTo(3);
        assertThat(json.get("schedules").asLong()).isGreaterThan(10_000);
        assertThat(json.get("complete").asBoolean()).isTrue();
        assertThat(json.get("nativeFrames").asLong()).isGreaterThan(1L << 32);
        assertThat(ending.exitCode()).isZero();
    }

    @Test
    void aMaskOfACapacityThatIsNoPowerOfTwoShowsOnlyThere() {
        assertThat(verify(ring("MaskRing"), "--bound", "1").exitCode()).isZero();

        Ending ending = verify(ring("MaskRing"), "--capacity", "3");
        assertThat(ending.exitCode()).isEqualTo(1);
        assertThat(ending.out()).contains("MaskRing violates: every frame once, in order, untorn");
    }

    // ---- violated ---------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({
        "SharedCountRing, counts within their meaning, SharedCountRing.java:44 store volatile ring.count",
        "FencedRing, no data race, load-load fence",
        "WaitingRing, liveness, never ends",
        "LockingRing, liveness, deadlock: nobody can go on",
        "ThrowingRing, no exception, IllegalStateException: the ring is full at ThrowingRing.java:31",
        "BusyRing, liveness, never ends",
    })
    void brokenRingsAreNamedWithASchedule(String name, String property, String text) {
        Ending ending = verify(ring(name));

        assertThat(ending.out())
                .contains(name + " violates: " + property)
                .contains(text)
                .contains("step |")
                .contains("once more: ./vorlauf verify-ring ");
        assertThat(ending.exitCode()).isEqualTo(1);
    }

    @Test
    void positionsOf32BitsShowInTheNativeRun() {
        Ending ending = run(List.of(ring("IntIndexRing"), "--bound", "0", "--native-seconds", "300", "--json"));

        JsonNode json = JsonMapper.builder().build().readTree(ending.out());
        assertThat(json.get("verdict").asString()).isEqualTo("violated");
        assertThat(json.get("property").asString()).isEqualTo("works past 2^31 and 2^32 frames");
        assertThat(json.get("nativeFrames").asLong()).isGreaterThan((1L << 31) - (1 << 16));
        assertThat(ending.exitCode()).isEqualTo(1);
    }

    @Test
    void aScheduleIsReplayedByItsNumber() {
        String first = verify(ring("SharedCountRing")).out();
        Matcher number = Pattern.compile("--replay (\\d+)").matcher(first);
        assertThat(number.find()).isTrue();

        Ending again = verify(ring("SharedCountRing"), "--replay", number.group(1));
        Ending other = verify(ring("SharedCountRing"), "--replay", "1");
        Ending beyond = verify(ring("OpaqueRing"), "--bound", "0", "--replay", "999999");

        assertThat(table(again.out())).isEqualTo(table(first)).isNotEmpty();
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(other.out()).contains("keeps every promise");
        assertThat(other.exitCode()).isZero();
        assertThat(beyond.err()).contains("there is no schedule 999999");
        assertThat(beyond.exitCode()).isEqualTo(2);
    }

    private static List<String> table(String out) {
        return out.lines().filter(line -> line.contains(" | ")).toList();
    }

    @Test
    void aMutantIsShownWithItsScheduleByName() {
        Ending ending = run(List.of("--mutants", "opaque-write-index"));
        Ending unknown = run(List.of("--mutants", "no-such-mutant"));

        assertThat(ending.out())
                .contains("data race")
                .contains("store opaque ring.writer.position = 1")
                .contains("ring.storage[0]");
        assertThat(ending.exitCode()).isZero();
        assertThat(unknown.err()).contains("there is no mutant no-such-mutant").contains("opaque-write-index");
        assertThat(unknown.exitCode()).isEqualTo(2);
    }

    // ---- unusable ---------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Broken.java | public class Broken { int x = ; } | Broken.java:1: illegal start of expression",
                "Plain.java | public class Plain { public Plain(int a, int b) {} } | Plain does not implement vorlauf.ring.FrameRing",
                "Few.java | public abstract class Few implements vorlauf.ring.FrameRing { public Few(int a, int b) {} } | Few is abstract",
            })
    void aSourceThatCannotBeUsedIsNamed(String file, String text, String message, @TempDir Path folder)
            throws IOException {
        Path source = Files.writeString(folder.resolve(file), text);

        Ending ending = verify(source.toString());
        Ending asJson = verify(source.toString(), "--json");

        assertThat(ending.err()).contains(message).doesNotContain("\tat ");
        assertThat(ending.exitCode()).isEqualTo(2);
        assertThat(JsonMapper.builder()
                        .build()
                        .readTree(asJson.out())
                        .get("verdict")
                        .asString())
                .isEqualTo("unusable");
        assertThat(asJson.exitCode()).isEqualTo(2);
    }

    @Test
    void aClassWithoutTheConstructorIsNamed(@TempDir Path folder) throws IOException {
        String text = Files.readString(RINGS.resolve("OpaqueRing.java"))
                .replace(
                        "OpaqueRing(int capacityFrames, int channels)",
                        "OpaqueRing(int capacityFrames, short channels)");
        Path source = Files.writeString(folder.resolve("OpaqueRing.java"), text);

        assertThat(verify(source.toString()).err())
                .contains("OpaqueRing has no public constructor (int capacityFrames");
    }

    @Test
    void aConstructorThatThrowsIsNamed(@TempDir Path folder) throws IOException {
        String text = Files.readString(RINGS.resolve("OpaqueRing.java"))
                .replace("this.channels = channels;", "throw new IllegalArgumentException(\"never\");")
                .replace("private final int channels;", "private int channels;");
        Path source = Files.writeString(folder.resolve("OpaqueRing.java"), text);

        Ending ending = verify(source.toString());

        assertThat(ending.err())
                .contains("it cannot be constructed with (1, 1)")
                .contains("never");
        assertThat(ending.exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "this.channels = channels;, this.channels = channels;",
        "private long written;, private long written; static"
    })
    void aConstructorOrAnInitialiserThatDoesNotEndIsNamed(String before, String after, @TempDir Path folder)
            throws IOException {
        String text = Files.readString(RINGS.resolve("OpaqueRing.java"))
                .replace(before, after + " { int turn = 0; while (turn >= 0) { turn = (turn + 1) & 7; } }");
        Path source = Files.writeString(folder.resolve("OpaqueRing.java"), text);

        Ending ending = verify(source.toString());

        assertThat(ending.err()).contains("it cannot be constructed with (1, 1): main does not come to its end");
        assertThat(ending.exitCode()).isEqualTo(2);
    }

    @Test
    void whatIsNotModelledIsRefusedByName(@TempDir Path folder) throws IOException {
        String text = Files.readString(RINGS.resolve("OpaqueRing.java"))
                .replace(
                        "VarHandle.acquireFence();",
                        "VarHandle.acquireFence(); new java.util.concurrent.ConcurrentLinkedQueue<String>().poll();");
        Path source = Files.writeString(folder.resolve("OpaqueRing.java"), text);

        Ending ending = verify(source.toString());

        assertThat(ending.err())
                .containsPattern("OpaqueRing.java:\\d+: java.util.concurrent.ConcurrentLinkedQueue is not modelled");
        assertThat(ending.exitCode()).isEqualTo(2);
    }

    @Test
    void aClassOnAClassPathIsCheckedAndAClassFileOfANewerJavaIsNamed(@TempDir Path folder) throws IOException {
        Path source = RINGS.resolve("OpaqueRing.java");
        SourceCompiler.Compiled compiled =
                SourceCompiler.compile(source, Files.readString(source), "", System.getProperty("java.class.path", ""));
        Files.write(folder.resolve("OpaqueRing.class"), compiled.classes().get("OpaqueRing"));
        Files.write(
                folder.resolve("Newer.class"),
                ClassFile.of()
                        .build(
                                ClassDesc.of("Newer"),
                                builder -> builder.withVersion(ClassFile.latestMajorVersion() + 5, 0)));

        Ending holds = verify("--ring", "OpaqueRing", "--classpath", folder.toString(), "--bound", "0");
        Ending newer = verify("--ring", "Newer", "--classpath", folder.toString());
        Ending missing = verify("--ring", "NoSuchRing", "--classpath", folder.toString());
        Ending nowhere = verify(
                "--ring", "OpaqueRing", "--classpath", folder.resolve("no.jar").toString());

        assertThat(holds.exitCode()).isZero();
        assertThat(newer.err()).contains("Newer was compiled for a newer Java than this one");
        assertThat(newer.exitCode()).isEqualTo(2);
        assertThat(missing.err()).contains("there is no class NoSuchRing on the class path");
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(nowhere.err()).contains("there is no such folder or jar");
        assertThat(nowhere.exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--bound -1",
                "--bound 99",
                "--capacity 0",
                "--capacity 5000",
                "--replay 0",
                "--native-seconds -1",
                "--unknown",
                "nowhere.java",
                "--bound three",
            })
    void wrongUsageIsRefused(String arguments) {
        Ending ending = run(List.of(arguments.split(" ", -1)));

        assertThat(ending.exitCode()).isEqualTo(2);
        assertThat(ending.err()).isNotEmpty().doesNotContain("\tat ");
    }
}
