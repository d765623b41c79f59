package vorlauf.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import vorlauf.graph.Signal;

final class PatchLoaderTest {
    private static final String IMPORTS = "import static vorlauf.graph.Signals.*; import vorlauf.graph.*;\n";

    private static Patch load(String text) {
        return PatchLoader.load(Path.of("My.java"), text);
    }

    private static String refusal(String text) {
        try {
            return "accepted: " + Flux.from(load(text).get()).blockFirst();
        } catch (PatchException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Additive", "Allocating", "Chain", "Fm", "Ladder", "Live", "RingModulator", "Tone", "Voices"})
    void loadsEveryExample(String name) {
        Patch patch = PatchLoader.load(Path.of("examples", name + ".java"));

        assertThat(Flux.from(patch.get()).blockFirst()).isInstanceOf(Signal.class);
        assertThat(patch.fileName()).isEqualTo(name + ".java");
        assertThat(patch.changes()).isEqualTo(name.equals("Live"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Signal patch() { return sine(440); }",
                "static private Signal patch() { return sine(440); }",
                "Signal patch() { return sine(440); } // no line end",
                "Signal patch() { return sine(440); } void main(String[] arguments) {}",
                "Signal patch() { return Deep.tone(); } static class Deep { static Signal tone() { return sine(440); } }",
                "class My { private Signal patch() { return sine(440); } }",
                "public class My { public static Signal patch() { return sine(440); } }",
                "class Helper {} class My { Signal patch() { return sine(440); } }",
                "class Base { Signal patch() { return sine(440); } } class My extends Base {}",
                "reactor.core.publisher.Mono<Signal> patch() { return reactor.core.publisher.Mono.just(sine(440)); }",
                "org.reactivestreams.Publisher<? extends Signal> patch() { return PUBLISHER.just(sine(440)); }"
            })
    void loadsWhateverHasAPatch(String text) {
        assertThat(refusal(IMPORTS + text.replace("PUBLISHER", "reactor.core.publisher.Flux")))
                .startsWith("accepted: sine (My.java:2)");
    }

    /** {@link NoCard} is a class of these tests. */
    @Test
    void aClassOfTheProgramDoesNotHideAPatchOfItsName() {
        assertThat(refusal("package vorlauf.cli; " + IMPORTS + "class NoCard { Signal patch() { return sine(440); } }"))
                .startsWith("accepted: sine (My.java:2)");
    }

    @Test
    void eachCallIsANewInstance() {
        Patch patch = load(IMPORTS + "int calls; Signal patch() { calls++; return constant(calls); }");

        assertThat(Flux.from(patch.get()).blockFirst()).hasToString("constant 1.0 (My.java:2)");
        assertThat(Flux.from(patch.get()).blockFirst()).hasToString("constant 1.0 (My.java:2)");
    }

    @Test
    void namesEachFindingOfTheCompilerByItsLine() {
        assertThat(refusal(IMPORTS + "Signal patch() {\n  int n = \"a\";\n  return sine(pitch);\n}"))
                .isEqualTo("""
                        My.java:3: incompatible types: java.lang.String cannot be converted to int
                        My.java:4: cannot find symbol (symbol: variable pitch, location: class My)""");
        assertThat(refusal(IMPORTS + "Signal patch() {\n  return sine(440)\n}")).isEqualTo("My.java:3: ';' expected");
        assertThat(refusal(IMPORTS + "Signal patch() {\n  return sine(440);\n"))
                .isEqualTo("My.java:3: reached end of file while parsing");
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(refusal(""))
                .isEqualTo("My.java: declares nothing; a patch has a method patch() that returns a Signal");
        assertThat(refusal("int other() { return 1; }"))
                .isEqualTo("My.java: has no method patch() without parameters; a patch has one that returns a Signal");
        assertThat(refusal("int patch(int n) { return 1; }"))
                .isEqualTo("My.java: has no method patch() without parameters; a patch has one that returns a Signal");
        assertThat(refusal("int patch() { return 1; }"))
                .isEqualTo("My.java: patch() returns int, must return a Signal or a Publisher<Signal>");
        assertThat(refusal("reactor.core.publisher.Flux<String> patch() { return null; }"))
                .isEqualTo("My.java: patch() returns Flux<String>, must return a Signal or a Publisher<Signal>");
        assertThat(refusal("reactor.core.publisher.Flux<?> patch() { return null; }"))
                .isEqualTo("My.java: patch() has returned null, must return a Signal or a Publisher<Signal>");
    }

    @Test
    void saysWhereThePatchItselfThrows() {
        assertThat(refusal(IMPORTS
                        + "Signal patch() {\n  return tone(new int[1]);\n}\n"
                        + "Signal tone(int[] a) {\n  return sine(a[1]);\n}"))
                .isEqualTo("My.java:6: patch() has thrown ArrayIndexOutOfBoundsException: "
                        + "Index 1 out of bounds for length 1");
        assertThat(refusal(IMPORTS + "Signal patch() {\n  throw new IllegalStateException(\"one\\ntwo\");\n}"))
                .isEqualTo("My.java:3: patch() has thrown IllegalStateException: one two");
        assertThat(refusal(IMPORTS + "int zero = 0;\nint n = 1 / zero;\nSignal patch() { return sine(n); }"))
                .isEqualTo("My.java:3: the patch's constructor has thrown ArithmeticException: / by zero");
        assertThat(refusal(
                        IMPORTS + "static int zero = 0;\nstatic int n = 1 / zero;\nSignal patch() { return sine(n); }"))
                .contains("My.java:3: ")
                .endsWith("has thrown ArithmeticException: / by zero");
        assertThat(refusal(IMPORTS + "Signal patch() {\n  return patch();\n}"))
                .isEqualTo("My.java:3: patch() has thrown StackOverflowError");
        assertThat(refusal(IMPORTS + "class My { My(int n) {} Signal patch() { return sine(1); } }"))
                .isEqualTo("My.java: class My has no constructor without parameters; add one or make patch() static");
        assertThat(refusal(IMPORTS + "abstract class My { Signal patch() { return sine(1); } }"))
                .isEqualTo("My.java: class My is abstract; make it concrete or patch() static");
    }

    @Test
    void saysWhatIsWrongWithTheFile(@TempDir Path folder) throws Exception {
        assertFile(folder.resolve("None.java"), "there is no such file; a patch is a Java source file");
        assertFile(folder, "is a folder; a patch is a Java source file");
        assertFile(
                Files.writeString(folder.resolve("patch.txt"), "x"),
                "is no Java source file; its name must end in .java");
        assertFile(Files.write(folder.resolve("My.java"), new byte[] {(byte) 0xc3, 0x28}), "is not text in UTF-8");
    }

    private static void assertFile(Path file, String problem) {
        assertThatExceptionOfType(PatchException.class)
                .isThrownBy(() -> PatchLoader.load(file))
                .withMessage(file + ": " + problem)
                .matches(PatchException::unreadable);
    }
}
