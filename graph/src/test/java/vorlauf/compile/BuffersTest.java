package vorlauf.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static vorlauf.graph.Signals.*;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vorlauf.graph.Signal;

/** Buffers are used again when their value is dead, and no sooner. */
final class BuffersTest {
    private static final int FRAMES = 6 * Rendering.BLOCK;

    @Test
    void reuseFusionAndPackingNeverChangeABitOfThreeHundredRandomGraphs() {
        for (long seed = 0; seed < 300; seed++) {
            int size = 1 + (int) (seed % 60);
            float[] apart = new Rendering(
                            settings(false, false).withFusion(false).withPacking(false))
                    .play(RandomGraph.of(seed, size))
                    .frames(FRAMES);
            float[] reused = render(RandomGraph.of(seed, size), true, false);
            float[] poisoned = render(RandomGraph.of(seed, size), true, true);
            assertThat(reused).as("seed %d, size %d", seed, size).containsExactly(apart);
            assertThat(poisoned).as("poisoned, seed %d, size %d", seed, size).containsExactly(apart);
        }
    }

    @Test
    void aBufferFreedTooEarlyIsHeard() {
        // The broken twin: a plan whose second sine overwrites the buffer of the first, which the sum still reads.
        Signal sum = sine(100).plus(sine(333));
        Program program = lowered(sum);
        Buffers right = Buffers.of(program, true);
        int[] wrong = right.bufferOf().clone();
        wrong[1] = wrong[0];
        Buffers broken = new Buffers(wrong, right.count(), right.firstUse(), right.lastUse(), right.dead());
        assertThat(render(program, broken)).isNotEqualTo(render(lowered(sum), right));
    }

    @Test
    void aSumOfManyVoicesNeedsFewBuffers() {
        List<Signal> voices = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            voices.add(sine(50 + i).gain(0.001));
        }
        Rendering rendering = Rendering.plain();
        rendering.play(mix(voices));
        int sixteenPartialSums = 16;
        assertThat(rendering.plan().bufferCount()).isLessThanOrEqualTo(sixteenPartialSums + 2);
    }

    @Test
    void aLongLadderNeedsFewBuffersAndNoStack() {
        Signal source = sine(440).gain(0.001);
        Signal rung = source;
        for (int i = 0; i < 50_000; i++) {
            rung = rung.gain(0.9999).plus(source);
        }
        Rendering rendering = Rendering.plain();
        rendering.play(rung);
        assertThat(rendering.plan().bufferCount()).isLessThanOrEqualTo(3);
        assertThat(rendering.frames(64)[10]).isFinite();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 64, 100, 256})
    void theBlockSizeDoesNotChangeAGraphWithoutControls(int blockFrames) {
        float[] expected = Rendering.render(steady(), 1_000);
        CompileSettings settings =
                CompileSettings.of(Rendering.RATE, blockFrames).withFadeSeconds(0);
        assertThat(new Rendering(settings).play(steady()).frames(1_000)).containsExactly(expected);
    }

    private static Signal steady() {
        Signal voice = saw(220).lowpass(900, 2).plus(whiteNoise(1).gain(0.1)).pan(0.3);
        return feedback(loop -> voice.plus(loop.delaySamples(37).times(0.5))).tanh();
    }

    private static float[] render(Signal graph, boolean reuse, boolean poison) {
        return new Rendering(settings(reuse, poison)).play(graph).frames(FRAMES);
    }

    private static CompileSettings settings(boolean reuse, boolean poison) {
        return Rendering.settings().withFadeSeconds(0).withBuffers(reuse, poison);
    }

    private static Program lowered(Signal graph) {
        return Passes.lowered(graph, settings(true, false));
    }

    private static float[] render(Program program, Buffers buffers) {
        return Passes.render(program, buffers, settings(true, false), Rendering.BLOCK);
    }
}
