package vorlauf.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static vorlauf.graph.Signals.*;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vorlauf.compile.CompileSettings;
import vorlauf.compile.GraphException;
import vorlauf.dsp.Phases;
import vorlauf.graph.Signal;

/** A graph whose inputs are constants or of audio rate has the same bits in blocks of any size, with every kernel set. */
final class BlockSizesTest {
    private static final int FRAMES = 3_000;
    private static final int[] BLOCKS = {1, 7, 64, 100, 128, 256, 480, 500, 1_024};

    /** Frequencies whose increments are no whole 2^-48 of a turn, from slow to half the rate, backwards, too. */
    private static final double[] HERTZ = {0.37, 440.1, -1_234.5, 6_543.21, 17_000.3};

    @SuppressWarnings("ImmutableEnumChecker") // graphs are made anew and changed by nobody
    enum Kind {
        SINES(BlockSizesTest::manySines),
        SINES_AND_NUMBERS(() -> each(hertz -> sine(hertz).times(0.3).plus(0.1).times(whiteNoise(1)))),
        NAIVE_SAWS(() -> {
            List<Signal> voices = new ArrayList<>();
            for (int i = 0; i < 35; i++) {
                voices.add(naiveSaw(55.01 * (i + 1)).lowpass(500 + 50 * i, 2).gain(0.02));
            }
            return mix(voices);
        }),
        MODULATED(() -> each(hertz -> sine(sine(hertz).times(300).plus(400.3)))),
        SHAPES(() -> each(hertz -> mix(
                saw(hertz), square(hertz), triangle(hertz), phasor(hertz), naiveSquare(hertz), naiveTriangle(hertz)))),
        MANY_SHAPES(() -> {
            List<Signal> voices = new ArrayList<>();
            for (int i = 0; i < 18; i++) {
                double hertz = 55.01 + 911.3 * i;
                voices.add(mix(saw(hertz), square(-hertz), triangle(hertz), phasor(-hertz))
                        .plus(naiveSquare(hertz))
                        .gain(0.01));
            }
            return mix(voices);
        }),
        FILTERS(() -> each(hertz -> saw(hertz)
                .onePole(900)
                .highpass(60, 0.7)
                .peaking(800, 1, 6)
                .lowshelf(200, -3)
                .stateVariable(1_200, 4)
                .band())),
        /** Filters that decay until their state is flushed: beside each other, behind each other, in a loop. */
        TINY_STATE(() -> {
            List<Signal> voices = new ArrayList<>();
            for (int i = 0; i < 21; i++) {
                voices.add(line(1, 0, Duration.ofMillis(1)).lowpass(230 + 61 * i, 0.7));
            }
            Signal behind = line(1, 0, Duration.ofMillis(1));
            for (int i = 0; i < 11; i++) {
                behind = behind.peaking(900 + 100 * i, 0.6, 3);
            }
            Signal dry = line(1, 0, Duration.ofMillis(1));
            Signal loop =
                    feedback(y -> dry.plus(y.delaySamples(3).lowpass(900, 0.6).times(0.1)));
            return channels(mix(voices), behind, loop);
        }),
        TIME(() -> feedback(loop -> square(110.3)
                        .times(line(0, 1, Duration.ofMillis(9)))
                        .plus(pinkNoise(3).gain(0.1))
                        .plus(loop.delaySamples(37).times(0.4)))
                .tanh()
                .pan(0.3)),
        ENVELOPES(() -> adsr(0.002, 0.01, 0.5, 0.02, naiveSquare(101.3)).times(triangle(301.7)));

        private final Supplier<Signal> graph;

        Kind(Supplier<Signal> graph) {
            this.graph = graph;
        }
    }

    private static Signal each(DoubleFunction<Signal> voice) {
        return mix(Arrays.stream(HERTZ).mapToObj(voice).toList()).times(0.1);
    }

    private static Signal manySines() {
        List<Signal> partials = new ArrayList<>();
        for (int i = 0; i < 37; i++) {
            partials.add(sine(55.1 * (1 + 0.37 * i)).gain((1 + i % 7) / 200.0));
        }
        return mix(partials);
    }

    @ParameterizedTest
    @EnumSource
    void blocksOfAnySizeHaveTheSameBits(Kind kind) throws GraphException {
        float[] expected = render(kind, GroupKernels.plain(), 128, Broken.NOT);
        for (GroupKernels kernels : KernelSets.all()) {
            for (int blockFrames : BLOCKS) {
                assertThat(firstDifference(render(kind, kernels, blockFrames, Broken.NOT), expected))
                        .as("%s kernels, blocks of %d: first sample that differs", kernels.name(), blockFrames)
                        .isEqualTo(-1);
            }
        }
    }

    /** The kernels as they were: a 32-bit phase is taken anew where a block begins. */
    @Test
    void segmentsThatBeginWithTheBlockAreCaught() throws GraphException {
        for (GroupKernels kernels : KernelSets.all()) {
            float[] expected = render(Kind.SINES, kernels, 128, Broken.SEGMENTS_BEGIN_WITH_THE_BLOCK);
            assertThat(firstDifference(
                            render(Kind.SINES, kernels, 100, Broken.SEGMENTS_BEGIN_WITH_THE_BLOCK), expected))
                    .as("%s kernels", kernels.name())
                    .isNotEqualTo(-1);
        }
    }

    /** The broken twin: state is flushed where a block ends. */
    @Test
    void stateThatIsFlushedWithTheBlockIsCaught() throws GraphException {
        for (GroupKernels kernels : KernelSets.all()) {
            float[] expected = render(Kind.TINY_STATE, kernels, 128, Broken.NOT);
            assertThat(firstDifference(
                            render(Kind.TINY_STATE, kernels, 100, Broken.SEGMENTS_END_WITH_THE_BLOCK), expected))
                    .as("%s kernels", kernels.name())
                    .isNotEqualTo(-1);
        }
    }

    @Test
    void theTinyStateIsFlushed() throws GraphException {
        float[] samples = render(Kind.TINY_STATE, GroupKernels.plain(), 128, Broken.NOT);
        boolean tiny = false;
        for (float sample : samples) {
            tiny |= sample != 0 && Math.abs(sample) < 1e-20f;
        }
        assertThat(tiny).isTrue();
        for (int i = samples.length - 300; i < samples.length; i++) {
            assertThat(samples[i]).isZero();
        }
    }

    private static int firstDifference(float[] found, float[] expected) {
        return Arrays.mismatch(found, expected);
    }

    /** How a plan is made to get its segments wrong. */
    private enum Broken {
        NOT,
        SEGMENTS_BEGIN_WITH_THE_BLOCK,
        SEGMENTS_END_WITH_THE_BLOCK
    }

    private static float[] render(Kind kind, GroupKernels kernels, int blockFrames, Broken broken)
            throws GraphException {
        RenderPlan plan = Bank.plan(
                kind.graph.get(), CompileSettings.of(48_000, blockFrames).withKernels(kernels));
        float[] block = new float[blockFrames * plan.channels()];
        float[] all = new float[FRAMES * plan.channels()];
        for (int at = 0; at < all.length; at += block.length) {
            if (broken == Broken.SEGMENTS_BEGIN_WITH_THE_BLOCK) {
                plan.begun = 0;
            } else if (broken == Broken.SEGMENTS_END_WITH_THE_BLOCK) {
                plan.begun = Phases.begunAfter(0, -blockFrames);
            }
            assertThat(plan.render(block)).isTrue();
            System.arraycopy(block, 0, all, at, Math.min(block.length, all.length - at));
        }
        return all;
    }
}
