package vorlauf.compile;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import vorlauf.graph.Signal;
import vorlauf.plan.PlanChange;
import vorlauf.plan.RenderPlan;
import vorlauf.plan.SampleSource;

/** A producer in a test: compiles edits and renders them block by block, without threads. */
final class Rendering {
    static final double RATE = 48_000;
    static final int BLOCK = 64;

    private final GraphCompiler compiler;
    private final int blockFrames;
    private @Nullable RenderPlan plan;
    private @Nullable PlanChange change;
    private int transitionBlocksLeft;
    private int lateBlocks;

    Rendering(CompileSettings settings) {
        this(settings, new NoFiles());
    }

    Rendering(CompileSettings settings, AudioFiles files) {
        compiler = new GraphCompiler(settings, files);
        blockFrames = settings.blockFrames();
    }

    /** Without fades, buffers reused and poisoned. */
    static Rendering plain() {
        return new Rendering(settings().withFadeSeconds(0));
    }

    static CompileSettings settings() {
        return CompileSettings.of(RATE, BLOCK).withBuffers(true, true);
    }

    /** Renders the first frames of a graph, interleaved. */
    static float[] render(Signal graph, int frames) {
        return plain().play(graph).frames(frames);
    }

    /** Lets settled plans come so many blocks behind the end of their transitions. */
    Rendering settlingLate(int blocks) {
        lateBlocks = blocks;
        return this;
    }

    /** Lets the next graph be compiled without what is known of those before, but for its state. */
    void forget() {
        compiler.forget();
    }

    /** Compiles a graph, or gives null where it has problems. */
    @Nullable
    CompiledGraph tryCompile(Signal graph) {
        try {
            return lateBlocks == 0 ? compiler.compile(graph) : compiler.begin(graph);
        } catch (GraphException problems) {
            return null;
        }
    }

    CompiledGraph compile(Signal graph) {
        try {
            return lateBlocks == 0 ? compiler.compile(graph) : compiler.begin(graph);
        } catch (GraphException problems) {
            throw new AssertionError(problems);
        }
    }

    Rendering play(Signal graph) {
        return play(compile(graph));
    }

    Rendering play(CompiledGraph graph) {
        PlanChange next = graph.change();
        RenderPlan transition = next.transition();
        RenderPlan first = transition == null ? next.settled() : transition;
        first.adopt(plan);
        plan = first;
        change = next;
        transitionBlocksLeft = next.transitionBlocks() + (transition == null ? 0 : lateBlocks);
        return this;
    }

    boolean inTransition() {
        return transitionBlocksLeft > 0;
    }

    RenderPlan plan() {
        if (plan == null) {
            throw new IllegalStateException("nothing was played yet");
        }
        return plan;
    }

    @Nullable
    Explanation explain() {
        return compiler.explain();
    }

    /** The next frames, rounded up to whole blocks and cut. */
    float[] frames(int count) {
        int channels = plan().channels();
        float[] all = new float[count * channels];
        float[] block = new float[blockFrames * channels];
        for (int frame = 0; frame < count; frame += blockFrames) {
            renderBlock(block);
            System.arraycopy(block, 0, all, frame * channels, Math.min(blockFrames, count - frame) * channels);
        }
        return all;
    }

    boolean renderBlock(float[] block) {
        boolean finite = plan().render(block);
        if (transitionBlocksLeft > 0 && --transitionBlocksLeft == 0 && change != null) {
            compiler.finish();
            change.settled().adopt(plan);
            plan = change.settled();
        }
        return finite;
    }

    /** One channel of interleaved frames. */
    static float[] channel(float[] interleaved, int channel, int channels) {
        float[] one = new float[interleaved.length / channels];
        for (int i = 0; i < one.length; i++) {
            one[i] = interleaved[i * channels + channel];
        }
        return one;
    }

    /** There are no files, and an input that is noise. */
    static final class NoFiles implements AudioFiles {
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
            return new NoisyInput(channels);
        }
    }

    /** An input that says which frame it is, and how long ago it was opened. */
    private static final class NoisyInput implements SampleSource {
        private final int channels;
        private long position;

        NoisyInput(int channels) {
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
                    long bits = (position * 64 + channel + 1) * 0x9E3779B97F4A7C15L;
                    outputs[channel][frame] = (bits >> 40) * 0x1p-23f;
                }
            }
        }

        @Override
        public long starvedFrames() {
            return 0;
        }
    }
}
