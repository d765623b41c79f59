package vorlauf.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static vorlauf.graph.Signals.*;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import vorlauf.graph.Signal;
import vorlauf.plan.GroupKernels;
import vorlauf.plan.KernelSets;

/** An edit of parameters that changes operands of the plan before has the bits of one that is compiled from nothing. */
final class PlanPatchTest {
    private static final int EDITS = 40;
    private static final CompileSettings SETTINGS =
            Rendering.settings().withFadeSeconds(0.004).withPatchedFrom(0);

    /** Voices, of which numbers are drawn anew one by one. */
    private static final class Patch {
        private final SplittableRandom random;
        private final List<double[]> numbers = new ArrayList<>();
        private final List<Signal> voices = new ArrayList<>();

        Patch(long seed, int count) {
            random = new SplittableRandom(seed);
            for (int i = 0; i < count; i++) {
                add(i);
            }
        }

        private void add(int voice) {
            numbers.add(new double[] {60 + 7 * voice, 400 + 90 * voice, 1 + voice % 3, 0.02});
            voices.add(voice(voice));
        }

        private Signal voice(int voice) {
            double[] n = numbers.get(voice);
            Signal source = voice % 7 == 3 ? sine(n[0]) : voice % 7 == 5 ? triangle(n[0]) : naiveSaw(n[0]);
            Signal filtered = switch (voice / 12 % 6) {
                case 0, 1 -> source.lowpass(n[1], n[2]);
                case 2 -> source.onePole(n[1]);
                case 3 -> source.stateVariable(n[1], n[2]).band();
                default -> source.lowpass(control("cutoff " + voice, 900, Flux.never()), constant(n[2]));
            };
            Signal panned =
                    voice % 11 == 10 ? filtered.gain(n[3]) : filtered.gain(n[3]).pan(voice % 5 / 2.0 - 1);
            return panned.key("voice " + voice);
        }

        /** The next graph: parameters of one voice, now and then a gain or a voice more. */
        Signal next() {
            int kind = random.nextInt(12);
            if (kind == 0) {
                add(voices.size());
            } else {
                int voice = random.nextInt(voices.size());
                double[] changed = numbers.get(voice);
                if (kind == 1 || kind == 5) {
                    changed[3] = 0.01 + 0.02 * random.nextDouble();
                }
                if (kind < 5) {
                    changed[0] = 50 + 500 * random.nextDouble();
                }
                if (kind > 3) {
                    changed[1] = 200 + 5_000 * random.nextDouble();
                }
                if (kind > 9) {
                    changed[2] = 0.5 + 3 * random.nextDouble();
                }
                voices.set(voice, voice(voice));
            }
            return mix(voices);
        }
    }

    private static int compare(CompileSettings settings, long seed, int count, int blocks, int lateBlocks) {
        Patch patch = new Patch(seed, count);
        Rendering knowing = new Rendering(settings).settlingLate(lateBlocks);
        Rendering forgetting = new Rendering(settings).settlingLate(lateBlocks);
        int patched = 0;
        for (int edit = 0; edit < EDITS; edit++) {
            Signal graph = patch.next();
            CompiledGraph one = knowing.compile(graph);
            forgetting.forget();
            CompiledGraph other = forgetting.compile(graph);
            float[] frames = knowing.play(one).frames(blocks * Rendering.BLOCK);
            float[] expected = forgetting.play(other).frames(blocks * Rendering.BLOCK);
            assertThat(Arrays.equals(frames, expected))
                    .as("seed %d, edit %d", seed, edit)
                    .isTrue();
            patched += isPatched(one, other) ? 1 : 0;
        }
        return patched;
    }

    static List<GroupKernels> kernels() {
        return KernelSets.all();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void patchedEditsHaveTheBitsOfCompiledOnes(GroupKernels kernels) {
        CompileSettings settings = SETTINGS.withKernels(kernels);
        for (long seed = 0; seed < 6; seed++) {
            assertThat(compare(settings, seed, 5 + 22 * (int) (seed % 4), 5 + (int) seed, 0))
                    .isGreaterThan(EDITS / 2);
        }
    }

    @Test
    void inRowsToo() {
        assertThat(compare(SETTINGS.withPacking(false), 7, 30, 6, 0)).isGreaterThan(EDITS / 2);
        assertThat(compare(SETTINGS.withFusion(false), 8, 30, 6, 0)).isGreaterThan(EDITS / 2);
    }

    @Test
    void aSettledPlanThatComesLateChangesNothing() {
        assertThat(compare(SETTINGS, 9, 40, 9, 3)).isPositive();
    }

    /** Edits of one number, of which a graph is made. */
    private static int compare(DoubleFunction<Signal> graph) {
        Rendering knowing = new Rendering(SETTINGS);
        Rendering forgetting = new Rendering(SETTINGS);
        int patched = 0;
        for (double number : new double[] {0.3, 0.7, 0.2, 0.9}) {
            CompiledGraph one = knowing.compile(graph.apply(number));
            forgetting.forget();
            CompiledGraph other = forgetting.compile(graph.apply(number));
            assertThat(knowing.play(one).frames(6 * Rendering.BLOCK))
                    .containsExactly(forgetting.play(other).frames(6 * Rendering.BLOCK));
            patched += isPatched(one, other) ? 1 : 0;
        }
        return patched;
    }

    private static boolean isPatched(CompiledGraph one, CompiledGraph other) {
        return one.change().settled().form().constants().length
                > other.change().settled().form().constants().length;
    }

    @Test
    void aGainThatASumIsRoundedWithIsCompiled() {
        assertThat(compare(gain -> sine(100).gain(gain).tanh())).isEqualTo(3);
        assertThat(compare(gain -> {
                    Signal gained = saw(100).gain(gain);
                    return gained.plus(gained.tanh());
                }))
                .isZero();
        assertThat(compare(gain -> saw(101).plus(saw(100).gain(gain)))).isZero();
        assertThat(compare(gain -> mix(saw(100).gain(gain), saw(101)))).isEqualTo(3); // what a sum begins with
    }

    @Test
    void numbersThatAreNoOperandsAreCompiled() {
        assertThat(compare(number -> sine(constant(100).times(number)))).isZero(); // folded
        assertThat(compare(number -> saw(100).pan(number))).isZero(); // factors are computed of it
        assertThat(compare(number -> saw(100).plus(number))).isZero();
        assertThat(compare(number -> saw(100).clip(-number, number))).isZero();
        assertThat(compare(number -> saw(100).delay(Duration.ofNanos((long) (1e7 * number)))))
                .isZero();
        assertThat(compare(number -> constant(number))).isZero();
    }

    @Test
    void filtersInCyclesArePatchedLikeOthers() {
        assertThat(compare(number -> feedback(loop -> saw(100).plus(loop.delaySamples(100)
                        .lowpass(3_000 * number, 1)
                        .times(0.5)))))
                .isEqualTo(3);
        assertThat(compare(number -> feedback(loop -> saw(100).plus(
                                loop.delaySamples(3).onePole(3_000 * number).times(0.5)))))
                .isEqualTo(3);
        // In a cycle shorter than a block the gain is part of the sum.
        assertThat(compare(number ->
                        feedback(loop -> saw(100).plus(loop.delaySamples(3).times(number * 0.9)))))
                .isZero();
    }

    @Test
    void graphsThatAreSmallAreCompiled() {
        assertThat(compare(Rendering.settings(), 10, 20, 5, 0)).isZero();
    }

    @Test
    void numbersThatWereAddedAreForgottenAfterSomeTime() {
        Patch patch = new Patch(11, 30);
        Rendering rendering = new Rendering(SETTINGS);
        int most = 0;
        for (int edit = 0; edit < 700; edit++) {
            most = Math.max(
                    most,
                    rendering.compile(patch.next()).change().settled().form().constants().length);
        }
        assertThat(most).isBetween(200, 600);
    }

    @Test
    void graphsOfEarlierEditsAreForgotten() {
        Rendering rendering = new Rendering(SETTINGS);
        List<WeakReference<Signal>> graphs = new ArrayList<>();
        for (int edit = 0; edit < 8; edit++) {
            Signal graph = voices(700 + edit);
            graphs.add(new WeakReference<>(graph));
            rendering.play(graph).frames(8 * Rendering.BLOCK);
        }
        System.gc(); // the collector of the tests takes all that is not held
        // The program was compiled of the first, and the next graph will be compared with the last.
        assertThat(graphs.stream().map(graph -> graph.get() != null))
                .containsExactly(true, false, false, false, false, false, false, true);
        assertThat(rendering.frames(1)).isNotEmpty();
    }

    @Test
    void anExplanationHasTheNewNumbers() {
        Rendering rendering = new Rendering(SETTINGS);
        rendering.play(voices(700)).frames(8 * Rendering.BLOCK);
        rendering.play(voices(4_321)).frames(8 * Rendering.BLOCK);
        Explanation patched = rendering.explain();
        Rendering compiled = new Rendering(SETTINGS);
        compiled.play(voices(4_321));
        assertThat(String.valueOf(patched))
                .isEqualTo(String.valueOf(compiled.explain()))
                .contains("4321");
        // Which leaves the plan that is in force as it is.
        float[] after = rendering.play(voices(900)).frames(8 * Rendering.BLOCK);
        Rendering unexplained = new Rendering(SETTINGS);
        unexplained.play(voices(700)).frames(8 * Rendering.BLOCK);
        unexplained.play(voices(4_321)).frames(8 * Rendering.BLOCK);
        assertThat(after).isEqualTo(unexplained.play(voices(900)).frames(8 * Rendering.BLOCK));
    }

    @Test
    void placesAreThoseOfTheNewGraph() {
        Rendering rendering = new Rendering(SETTINGS);
        Signal first = sine(100).lowpass(500, 1);
        Signal next = sine(100).lowpass(700, 1);
        String before = rendering.compile(first).change().settled().nodeName(0);
        int constants = rendering.compile(first).change().settled().form().constants().length;
        CompiledGraph patched = rendering.compile(next);
        assertThat(patched.change().settled().form().constants()).hasSizeGreaterThan(constants);
        assertThat(patched.change().settled().nodeName(0))
                .isNotEqualTo(before)
                .isEqualTo(
                        new Rendering(SETTINGS).compile(next).change().settled().nodeName(0));
    }

    private static Signal voices(double cutoff) {
        List<Signal> voices = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            voices.add(naiveSaw(100 + i)
                    .lowpass(i == 4 ? cutoff : 500 + i, 1)
                    .gain(0.05)
                    .key("voice " + i));
        }
        return mix(voices);
    }
}
