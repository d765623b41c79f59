package vorlauf.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static vorlauf.graph.Signals.*;

import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import vorlauf.graph.Signal;
import vorlauf.plan.GroupKernels;
import vorlauf.plan.KernelSets;

/** Plans packed, fused and with buffers used again give the bits of rows rendered one by one; broken plans do not. */
final class DifferentialTest {
    private static final int FRAMES = 3 * Rendering.BLOCK;
    private static final List<GroupKernels> KERNELS = KernelSets.all();
    private static final CompileSettings ONE_BY_ONE = Rendering.settings()
            .withFadeSeconds(0)
            .withBuffers(false, false)
            .withFusion(false)
            .withPacking(false);

    @Test
    void fourHundredRandomRecipesGiveTheSameBits() {
        for (long seed = 0; seed < 400; seed++) {
            Recipe recipe = Recipe.random(seed, 1 + (int) (seed % 50));
            for (CompileSettings settings : compared(0)) {
                check("seed " + seed + ", " + settings, recipe, graph -> frames(settings, graph));
            }
        }
    }

    @Test
    void theRandomRecipesAreFiniteAndHeard() {
        for (long seed = 0; seed < 400; seed++) {
            float largest = 0;
            for (float sample : frames(
                    ONE_BY_ONE, Recipe.random(seed, 1 + (int) (seed % 50)).signal())) {
                largest = Math.max(largest, Math.abs(sample)); // NaN stays
            }
            assertThat(largest).as("seed %d", seed).isFinite().isGreaterThan(1e-4f);
        }
    }

    @Test
    void allSmallGraphsGiveTheSameBits() {
        List<Recipe.Kind> kinds = List.of(
                Recipe.Kind.PLUS, Recipe.Kind.GAIN, Recipe.Kind.FREQUENCY, Recipe.Kind.LOWPASS, Recipe.Kind.LOOP);
        CompileSettings packed = Rendering.settings().withFadeSeconds(0);
        int[] count = {0};
        Recipe.all(3, kinds, recipe -> {
            count[0]++;
            check("one of all", recipe, graph -> frames(packed, graph));
        });
        // Behind two sources a row has 4 n + n * n forms, where n rows are before it.
        assertThat(count[0]).isEqualTo(12 * 21 * 32);
    }

    @Test
    void editsBetweenRandomGraphsGiveTheSameBits() {
        for (double fade : new double[] {0, 0.003}) {
            for (long seed = 0; seed < 40; seed++) {
                float[] expected = edits(ONE_BY_ONE.withFadeSeconds(fade), seed);
                for (CompileSettings settings : compared(fade)) {
                    assertThat(Arrays.equals(edits(settings, seed), expected))
                            .as("seed %d, %s", seed, settings)
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,0,0", "7,0,0", "16,0,0", "17,0,0", "20,31,13", "100,0,0"})
    void banksOfVoicesThatComeAndGoGiveTheSameBits(int filtered, int modulated, int plucked) {
        for (double fade : new double[] {0, 0.003}) {
            float[] expected = bank(ONE_BY_ONE.withFadeSeconds(fade), filtered, modulated, plucked);
            for (CompileSettings settings : compared(fade)) {
                assertThat(Arrays.equals(bank(settings, filtered, modulated, plucked), expected))
                        .as("%s", settings)
                        .isTrue();
            }
        }
    }

    @Test
    void lanesThatWriteEachOthersOutputsAreCaught() {
        assertCaught(graph -> BrokenPlans.broken(FRAMES, graph, BrokenPlans::lanesSwapped));
    }

    @Test
    void rowsOfARunInAnotherOrderAreCaught() {
        assertCaught(graph -> BrokenPlans.broken(FRAMES, graph, BrokenPlans::runReversed));
    }

    @Test
    void aStepBeforeTheOneThatItReadsIsCaught() {
        assertCaught(graph -> BrokenPlans.broken(FRAMES, graph, BrokenPlans::stepTooEarly));
    }

    @Test
    void aBufferFreedTooEarlyIsCaught() {
        assertCaught(graph -> {
            Program program = Passes.packed(graph, BrokenPlans.SETTINGS);
            Buffers right = Buffers.of(program, true);
            int[] wrong = right.bufferOf().clone();
            int[] first = right.firstUse();
            int[] last = right.lastUse();
            for (int i = 0; i < wrong.length; i++) {
                for (int k = i + 1; k < wrong.length; k++) {
                    if (first[i] < first[k] && first[k] < last[i]) {
                        wrong[k] = wrong[i];
                        Buffers broken = new Buffers(wrong, right.count(), first, last, right.dead());
                        return Passes.render(program, broken, BrokenPlans.SETTINGS, FRAMES);
                    }
                }
            }
            return Passes.render(program, right, BrokenPlans.SETTINGS, FRAMES);
        });
    }

    @Test
    void aStaleSlotIsCaught() {
        assertCaught(graph -> {
            Program program = Passes.packed(graph, BrokenPlans.SETTINGS);
            Buffers buffers = Buffers.of(program, true);
            BrokenPlans.staleRead(program, buffers);
            return Passes.render(program, buffers, BrokenPlans.SETTINGS, FRAMES);
        });
    }

    @Test
    void passesOneByOneWithoutABreakAreNotCaught() {
        for (long seed = 0; seed < 100; seed++) {
            Recipe recipe = Recipe.random(seed, 30);
            check("unbroken", recipe, graph -> BrokenPlans.broken(FRAMES, graph, instructions -> false));
        }
    }

    @Test
    void aFailingGraphIsShrunkAndPrintedAsAPatchThatRuns(@TempDir Path folder) throws Exception {
        Function<Signal, float[]> twin = graph -> BrokenPlans.broken(FRAMES, graph, BrokenPlans::lanesSwapped);
        Recipe smallest = firstCaught(twin).shrunk(differs(twin));
        assertThat(smallest.rows()).hasSizeLessThanOrEqualTo(6);
        Signal printed = run(smallest.patch(), folder);
        assertThat(frames(ONE_BY_ONE, printed)).containsExactly(frames(ONE_BY_ONE, smallest.signal()));
        assertThat(Arrays.equals(twin.apply(printed), frames(ONE_BY_ONE, printed)))
                .isFalse();
    }

    // ---- what is compared -------------------------------------------------------------------------------------------

    private static List<CompileSettings> compared(double fadeSeconds) {
        List<CompileSettings> all = new ArrayList<>();
        for (GroupKernels kernels : KERNELS) {
            CompileSettings packed =
                    Rendering.settings().withFadeSeconds(fadeSeconds).withKernels(kernels);
            all.add(packed);
            all.add(packed.withFusion(false));
            all.add(packed.withPacking(false));
            all.add(packed.withBuffers(true, false));
            all.add(packed.withBuffers(false, false));
        }
        return all;
    }

    private static float[] frames(CompileSettings settings, Signal graph) {
        return new Rendering(settings).play(graph).frames(FRAMES);
    }

    private static Predicate<Recipe> differs(Function<Signal, float[]> render) {
        // Arrays.equals tells NaN from numbers and one zero from the other.
        return recipe -> !Arrays.equals(render.apply(recipe.signal()), frames(ONE_BY_ONE, recipe.signal()));
    }

    private static void check(String what, Recipe recipe, Function<Signal, float[]> render) {
        Predicate<Recipe> fails = one -> {
            try {
                return differs(render).test(one);
            } catch (RuntimeException broken) { // the compiler's own checks: their graph shall be printed, too
                return true;
            }
        };
        if (fails.test(recipe)) {
            fail(what + ": not the bits of one by one. Smallest graph found:\n"
                    + recipe.shrunk(fails).patch());
        }
    }

    private static float[] edits(CompileSettings settings, long seed) {
        Rendering rendering = new Rendering(settings);
        List<float[]> parts = new ArrayList<>();
        for (int edit = 0; edit < 4; edit++) {
            // The first graph comes back, and one voice keeps its state through all of them.
            long drawn = edit == 3 ? 3 * seed : 3 * seed + edit;
            Signal kept = saw(90).lowpass(700, 3).delaySamples(100).key("kept").pan(0.2);
            rendering.play(mix(RandomGraph.of(drawn, 5 + (int) (drawn % 30)), kept));
            parts.add(rendering.frames(5 * Rendering.BLOCK));
        }
        return joined(parts);
    }

    private static float[] bank(CompileSettings settings, int filtered, int modulated, int plucked) {
        Rendering rendering = new Rendering(settings);
        List<float[]> parts = new ArrayList<>();
        for (int edit = 0; edit < 3; edit++) {
            List<Signal> voices = new ArrayList<>();
            for (int i = 0; i < filtered; i++) {
                voices.add(filtered(i));
            }
            for (int i = 0; i < modulated; i++) {
                Signal carrier = sine(sine(3 + i).times(40).plus(200 + 10 * i));
                voices.add(carrier.gain(0.02).key("m" + i).pan(-0.5));
            }
            for (int i = 0; i < plucked; i++) {
                int samples = 30 + 7 * i;
                Signal pick = whiteNoise(i).times(line(1, 0, Duration.ofMillis(3)));
                Signal string = feedback(loop ->
                        pick.plus(loop.delaySamples(samples).onePole(6_000).times(0.98)));
                voices.add(string.gain(0.05).key("p" + i).pan(0.1));
            }
            int every = edit + 2; // another part of the voices is away in each edit but the first
            for (int i = voices.size() - 1; edit > 0 && i > 0; i -= every) {
                voices.remove(i);
            }
            Collections.shuffle(voices, new Random(edit));
            rendering.play(mix(voices));
            parts.add(rendering.frames(5 * Rendering.BLOCK));
        }
        return joined(parts);
    }

    /** The same voice from a helper method; every third has a cutoff that may move. */
    private static Signal filtered(int i) {
        double hertz = 300 + 40 * i;
        Signal voice = saw(55 + 3 * i);
        Signal cut = i % 3 == 0
                ? voice.lowpass(control("cut" + i, hertz, Flux.never()), constant(2))
                : voice.lowpass(hertz, 2);
        return cut.gain(0.02 + 0.001 * i).key("f" + i).pan(-1 + i % 5 * 0.5);
    }

    private static float[] joined(List<float[]> parts) {
        int length = 0;
        for (float[] part : parts) {
            length += part.length;
        }
        float[] all = new float[length];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    // ---- broken twins -----------------------------------------------------------------------------------------------

    private static void assertCaught(Function<Signal, float[]> twin) {
        Recipe smallest = firstCaught(twin).shrunk(differs(twin));
        assertThat(differs(twin).test(smallest)).as(smallest.patch()).isTrue();
    }

    private static Recipe firstCaught(Function<Signal, float[]> twin) {
        for (long seed = 0; seed < 100; seed++) {
            Recipe recipe = Recipe.random(seed, 30);
            if (differs(twin).test(recipe)) {
                return recipe;
            }
        }
        throw new AssertionError("a broken plan was not caught by a hundred graphs");
    }

    // ---- a printed patch --------------------------------------------------------------------------------------------

    private static Signal run(String patch, Path folder) throws Exception {
        Path source = folder.resolve("Smallest.java");
        Files.writeString(source, patch + "\nvoid main() {}\n");
        String classPath = place(Signal.class) + File.pathSeparator + place(Flux.class);
        int failures = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", classPath, "-d", folder.toString(), source.toString());
        assertThat(failures).as(patch).isZero();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, Signal.class.getClassLoader())) {
            Class<?> made = loader.loadClass("Smallest");
            Constructor<?> constructor = made.getDeclaredConstructor();
            constructor.setAccessible(true);
            Method method = made.getDeclaredMethod("patch");
            method.setAccessible(true);
            return (Signal) method.invoke(constructor.newInstance());
        }
    }

    private static Path place(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
