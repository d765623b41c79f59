package vorlauf.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static vorlauf.graph.Signals.*;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import vorlauf.graph.Signal;
import vorlauf.plan.InputBlock;
import vorlauf.plan.SampleSource;

/** Graphs that hear a counting input: channel c of frame n is n + c / 2. */
final class InputTest {
    private static final int BLOCK = Rendering.BLOCK;

    private final InputBlock input = new InputBlock(BLOCK);
    private final Rendering rendering = new Rendering(Rendering.settings().withFadeSeconds(0), new OneInput(input));

    @Test
    void everyFrameIsHeardOnceAndInOrder() {
        input.feed(new Counting(2));
        rendering.play(input(2));
        for (int block = 0; block < 5; block++) {
            float[] heard = nextBlock(2);
            for (int frame = 0; frame < BLOCK; frame++) {
                assertThat(heard[2 * frame]).isEqualTo(block * BLOCK + frame);
                assertThat(heard[2 * frame + 1]).isEqualTo(block * BLOCK + frame + 0.5f);
            }
        }
    }

    @Test
    void allInputsOfAGraphHearTheSameFrames() {
        input.feed(new Counting(2));
        Signal one = input(2).delaySamples(1);
        rendering.play(input(2).minus(one).plus(input(2)).minus(one));
        nextBlock(2);
        for (float sample : nextBlock(2)) {
            assertThat(sample).isEqualTo(2);
        }
        assertThat(input.widestView()).isEqualTo(2);
    }

    @Test
    void anEditLosesNoFrameAndRepeatsNone() {
        input.feed(new Counting(1));
        rendering.play(input(1));
        nextBlock(1);
        rendering.play(input(1).key("moved").plus(input(1)).times(0.5));
        assertThat(nextBlock(1)[0]).isEqualTo(BLOCK);
        rendering.play(mix(input(1).key("moved")));
        float[] heard = nextBlock(1);
        for (int frame = 0; frame < BLOCK; frame++) {
            assertThat(heard[frame]).isEqualTo(2 * BLOCK + frame);
        }
    }

    @Test
    void anotherNumberOfChannelsIsMixed() {
        input.feed(new Counting(2));
        rendering.play(channels(input(1), input(2), input(4)));
        float[] heard = nextBlock(7);
        assertThat(java.util.Arrays.copyOfRange(heard, 7, 14)).containsExactly(1.25f, 1, 1.5f, 1, 1.5f, 0, 0);
    }

    @Test
    void anInputIsSilentUntilItIsFedAndFromThenOnWithoutADelay() {
        rendering.play(input(1));
        assertThat(nextBlock(1)).containsOnly(0);
        input.feed(new Counting(1));
        assertThat(nextBlock(1)[5]).isEqualTo(5);
    }

    private float[] nextBlock(int channels) {
        float[] block = new float[BLOCK * channels];
        input.next();
        assertThat(rendering.renderBlock(block)).isTrue();
        return block;
    }

    private static final class Counting implements SampleSource {
        private final int channels;
        private int position;

        Counting(int channels) {
            this.channels = channels;
        }

        @Override
        public int channels() {
            return channels;
        }

        @Override
        public void read(float[][] outputs, int from, int to) {
            for (int frame = from; frame < to; frame++, position++) {
                for (int channel = 0; channel < channels; channel++) {
                    outputs[channel][frame] = position + 0.5f * channel;
                }
            }
        }

        @Override
        public long starvedFrames() {
            return 0;
        }
    }

    /** No files, and this input. */
    private record OneInput(InputBlock block) implements AudioFiles {
        @Override
        public Format probe(Path path) throws UnusableFileException {
            throw new UnusableFileException(path + " does not exist");
        }

        @Override
        public SampleSource open(Path path, boolean looped, double sampleRateHertz) throws UnusableFileException {
            throw new UnusableFileException(path + " does not exist");
        }

        @Override
        public SampleSource input(int channels) {
            return block.view(channels);
        }
    }
}
