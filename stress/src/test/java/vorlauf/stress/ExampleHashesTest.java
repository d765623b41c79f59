package vorlauf.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import vorlauf.cli.PatchLoader;
import vorlauf.compile.CompileSettings;
import vorlauf.compile.GraphCompiler;
import vorlauf.files.DiskFiles;
import vorlauf.files.Sha256;
import vorlauf.graph.Signal;
import vorlauf.plan.BrokenKernels;
import vorlauf.plan.GroupKernels;
import vorlauf.plan.RenderPlan;

/**
 * Every example has the samples that were committed, to the bit: with both sets of kernels, interpreted, compiled by C1 and
 * by C2, with narrow and wide vectors and without, and in blocks of any size where no control moves once a block.
 *
 * <p>Slow JVMs render a beginning of it; the hashes of three lengths are in {@code example-hashes.txt}.
 */
final class ExampleHashesTest {
    private static final int WHOLE_FRAMES = 96_000;
    private static final int BEGINNING_FRAMES = 4_800;
    private static final int FEW_FRAMES = 512;
    private static final int BLOCK_FRAMES = 128;
    private static final String VECTORS = "--add-modules=jdk.incubator.vector";
    private static final String LENIENT = "-XX:+IgnoreUnrecognizedVMOptions";
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** What has other samples in blocks of another size: a control moves once a block, or the user's own code sees blocks. */
    private static final Set<String> OWN_BLOCK_SIZE = Set.of("Allocating", "Live");

    /** Enough for JVMs that take milliseconds for a vector: every kernel of theirs is in one of them. */
    private static final Set<String> FEW_EXAMPLES = Set.of("Chain", "Fm", "Ladder", "Voices");

    private static boolean renewed;

    @TempDir
    private Path folder = Path.of("");

    private static Path root() {
        return Objects.requireNonNull(BuildFolder.find(Path.of("")))
                .resolveSibling("..")
                .normalize();
    }

    private static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(root().resolve("runtime/examples"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> examples(Set<String> names) throws IOException {
        return examples().stream()
                .filter(example -> names.contains(name(example)))
                .toList();
    }

    private static String name(Path example) {
        return example.getFileName().toString().replace(".java", "");
    }

    private static Path committedFile() {
        return root().resolve("stress/src/test/resources/vorlauf/stress/example-hashes.txt");
    }

    /** Hashes by name and frames, as committed. */
    private static Map<String, String> committed() throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        for (String line : Files.readAllLines(committedFile())) {
            String[] words = line.split(" ", -1);
            if (!line.startsWith("#")) {
                hashes.put(words[0] + " " + words[1], words[2]);
            }
        }
        return hashes;
    }

    /** Writes the file of hashes anew where {@code -Drenew.hashes=true} says that samples are meant to change. */
    @BeforeEach
    void renew() throws IOException, InterruptedException {
        if (!Boolean.getBoolean("renew.hashes") || renewed) {
            return;
        }
        renewed = true;
        Map<String, String> hashes = new TreeMap<>();
        for (int frames : new int[] {FEW_FRAMES, BEGINNING_FRAMES, WHOLE_FRAMES}) {
            rendered(List.of(), "plain", frames, "" + BLOCK_FRAMES, examples()).forEach((key, found) -> {
                String[] words = key.split(" ", -1);
                String sorted = String.format(Locale.ROOT, "%s %8d", words[0], frames);
                hashes.put(sorted, key + " " + found.iterator().next());
            });
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(committedFile()).stream()
                .filter(line -> line.startsWith("#"))
                .toList());
        lines.addAll(hashes.values());
        Files.write(committedFile(), lines);
    }

    /** Hashes by name and frames as a JVM with these options renders them. */
    private Map<String, Set<String>> rendered(
            List<String> options, String kernels, int frames, String blocks, List<Path> examples)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(options);
        arguments.add("-Dfile=" + root().resolve("runtime/src/main/resources/vorlauf/demo/guitar.wav"));
        arguments.addAll(List.of(ExampleHashProgram.class.getName(), kernels, "" + frames, blocks));
        examples.forEach(example -> arguments.add(example.toString()));
        List<String> lines = new ArrayList<>();
        ForkedProgram.Ending ending =
                new ForkedProgram(arguments, folder, folder.resolve("log.txt")).run(LIMIT, lines::add);
        assertThat(ending.exitCode()).as(String.join("\n", lines)).isZero();
        Map<String, Set<String>> hashes = new TreeMap<>();
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            if (words.length == 4 && words[3].length() == 64) {
                hashes.computeIfAbsent(words[0] + " " + words[2], any -> new TreeSet<>())
                        .add(words[3]);
            }
        }
        return hashes;
    }

    private void assertCommitted(List<String> options, String kernels, int frames, String blocks, List<Path> examples)
            throws IOException, InterruptedException {
        Map<String, String> committed = committed();
        Map<String, Set<String>> expected = new TreeMap<>();
        for (Path example : examples) {
            String key = name(example) + " " + frames;
            assertThat(committed).as("an example has no committed hash").containsKey(key);
            expected.put(key, Set.of(committed.get(key)));
        }
        assertThat(rendered(options, kernels, frames, blocks, examples)).isEqualTo(expected);
    }

    static Stream<Arguments> machines() {
        return Stream.of(
                Arguments.of("plain", WHOLE_FRAMES, List.of()),
                Arguments.of("auto", WHOLE_FRAMES, List.of(VECTORS)),
                Arguments.of("plain", FEW_FRAMES, List.of("-Xint")),
                Arguments.of("plain", WHOLE_FRAMES, List.of("-XX:TieredStopAtLevel=1")),
                Arguments.of("plain", BEGINNING_FRAMES, List.of("-XX:-TieredCompilation")),
                Arguments.of("plain", WHOLE_FRAMES, List.of(LENIENT, "-XX:UseAVX=0")),
                Arguments.of("plain", BEGINNING_FRAMES, List.of(LENIENT, "-XX:UseAVX=2")));
    }

    @ParameterizedTest(name = "{0} kernels, {1} frames, {2}")
    @MethodSource("machines")
    void plainKernelsGiveTheCommittedSamples(String kernels, int frames, List<String> options) throws Exception {
        assertCommitted(options, kernels, frames, "" + BLOCK_FRAMES, examples());
    }

    static Stream<Arguments> machinesWithVectors() {
        return Stream.of(
                Arguments.of(WHOLE_FRAMES, List.of(LENIENT, "-XX:UseAVX=2")),
                Arguments.of(WHOLE_FRAMES, List.of(LENIENT, "-XX:UseAVX=3")),
                Arguments.of(FEW_FRAMES, List.of("-XX:TieredStopAtLevel=1")),
                Arguments.of(FEW_FRAMES, List.of("-Xint")));
    }

    @ParameterizedTest(name = "{0} frames, {1}")
    @MethodSource("machinesWithVectors")
    void vectorKernelsGiveTheCommittedSamples(int frames, List<String> options) throws Exception {
        assumeTrue(hasVectors(), "the vectors of this machine are too narrow");
        List<String> all = new ArrayList<>(options);
        all.add(VECTORS);
        assertCommitted(
                all, "vector", frames, "" + BLOCK_FRAMES, frames == FEW_FRAMES ? examples(FEW_EXAMPLES) : examples());
    }

    private static boolean hasVectors() {
        try {
            GroupKernels.vector();
            return true;
        } catch (UnsupportedOperationException narrow) {
            return false;
        }
    }

    @Test
    void blocksOfAnySizeGiveTheCommittedSamples() throws Exception {
        List<Path> examples = examples().stream()
                .filter(example -> !OWN_BLOCK_SIZE.contains(name(example)))
                .toList();
        assertThat(examples).hasSizeGreaterThanOrEqualTo(8);
        assertCommitted(List.of(), "plain", BEGINNING_FRAMES, "1,7,64,128,480,1024", examples);
        if (hasVectors()) {
            assertCommitted(List.of(VECTORS), "vector", BEGINNING_FRAMES, "1,7,64,100,256,480,1024", examples);
        }
    }

    @Test
    void blocksMakeADifferenceWhereAControlMoves() throws Exception {
        assertThat(rendered(List.of(), "plain", BEGINNING_FRAMES, "128,100", examples(Set.of("Live"))))
                .containsOnlyKeys("Live " + BEGINNING_FRAMES)
                .values()
                .satisfies(hashes -> assertThat(hashes.iterator().next()).hasSize(2));
    }

    // ---- broken twins -----------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource(BrokenKernels.Fault.class)
    void aKernelThatRoundsOrSumsInAnotherWayIsCaught(BrokenKernels.Fault fault) throws Exception {
        String example = fault == BrokenKernels.Fault.CROSSED ? "Voices" : "Ladder";
        String expected = committed().get(example + " " + BEGINNING_FRAMES);
        String found = hash(example, new BrokenKernels(fault));
        if (fault == BrokenKernels.Fault.NONE) {
            assertThat(found).isEqualTo(expected);
        } else {
            assertThat(found).isNotEqualTo(expected);
        }
    }

    /** The hash of an example that is one graph, with kernels that no command line knows. */
    private static String hash(String example, GroupKernels kernels) throws Exception {
        Signal graph = Objects.requireNonNull(
                Flux.from(PatchLoader.load(root().resolve("runtime/examples/" + example + ".java"))
                                .get())
                        .blockFirst());
        CompileSettings settings =
                CompileSettings.of(ExampleHashProgram.RATE_HERTZ, BLOCK_FRAMES).withKernels(kernels);
        RenderPlan plan = new GraphCompiler(settings, new DiskFiles(stream -> {}))
                .compile(graph)
                .change()
                .settled();
        plan.adopt(null);
        Sha256 hash = new Sha256();
        float[] block = new float[BLOCK_FRAMES * plan.channels()];
        for (int frame = 0; frame < BEGINNING_FRAMES; frame += BLOCK_FRAMES) {
            plan.render(block);
            int frames = Math.min(BLOCK_FRAMES, BEGINNING_FRAMES - frame);
            hash.update(block, 0, frames * plan.channels());
        }
        return hash.finish();
    }
}
