package vorlauf.stress.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import vorlauf.compile.AudioFiles;
import vorlauf.compile.CompileSettings;
import vorlauf.compile.GraphCompiler;
import vorlauf.compile.GraphException;
import vorlauf.graph.Signal;
import vorlauf.graph.Signals;
import vorlauf.plan.RenderPlan;
import vorlauf.plan.SampleSource;

/** The workloads W1 to W5 as plans, declared node by node as the patches of the same names; names as in {@link ObjectWorkloads}. */
final class PlanWorkloads {
    private PlanWorkloads() {}

    /** A plan of a workload, ready to render, with all that it renders. */
    static PlanWorkload named(String name) {
        CompileSettings settings = CompileSettings.of(Workload.SAMPLE_RATE_HERTZ, Workload.BLOCK_FRAMES);
        try {
            RenderPlan plan = new GraphCompiler(settings, new NoFiles())
                    .compile(graph(name))
                    .change()
                    .settled();
            plan.adopt(null);
            return new PlanWorkload(plan, new float[Workload.BLOCK_FRAMES * plan.channels()]);
        } catch (GraphException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A plan and the block that it rendered last, interleaved. */
    record PlanWorkload(RenderPlan plan, float[] block) implements Workload {
        @Override
        public void renderBlock() {
            plan.render(block);
        }
    }

    static Signal graph(String name) {
        if (name.startsWith("W5-")) {
            return ladder(Integer.parseInt(name.substring(3)));
        }
        return switch (name) {
            case "W1" -> additive();
            case "W2" -> voices();
            case "W3" -> frequencyModulation();
            case "W4" -> chain();
            default ->
                throw new IllegalArgumentException("no workload is called " + name + "; there are W1 to W4, W5-K");
        };
    }

    private static Signal additive() {
        List<Signal> partials = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            partials.add(Signals.sine(55 * (1 + 0.37 * i)).gain((1 + i % 7) / 2048.0));
        }
        return Signals.mix(partials);
    }

    private static Signal voices() {
        List<Signal> voices = new ArrayList<>();
        for (int v = 0; v < 64; v++) {
            voices.add(Signals.naiveSaw(55 * Math.pow(2, v / 16.0))
                    .lowpass(500 + 50 * v, 2)
                    .gain((1 + v % 4) / 128.0)
                    .pan(2 * v / 63.0 - 1));
        }
        return Signals.mix(voices);
    }

    private static Signal frequencyModulation() {
        List<Signal> pairs = new ArrayList<>();
        for (int v = 0; v < 64; v++) {
            double carrierHertz = 110 + 13.7 * v;
            double modulatorHertz = 1.5 * carrierHertz;
            Signal hertz =
                    Signals.sine(modulatorHertz).times(2 * modulatorHertz).plus(carrierHertz);
            Signal tremolo = Signals.sine(0.1 + 0.05 * v).times(0.5).plus(0.5);
            pairs.add(Signals.sine(hertz).times(tremolo).gain(1 / 64.0));
        }
        return Signals.mix(pairs);
    }

    private static Signal chain() {
        Signal filtered = Signals.whiteNoise(1).times(0.25);
        for (int k = 0; k < 8; k++) {
            filtered = filtered.peaking(100 * Math.pow(2, k), 1, k % 2 == 0 ? 6 : -6);
        }
        Signal dry = filtered;
        return Signals.feedback(
                        loop -> dry.plus(loop.delay(Duration.ofMillis(250)).times(0.5)))
                .tanh();
    }

    private static Signal ladder(int nodes) {
        Signal source = Signals.sine(440).gain(0.001);
        Signal rung = source;
        for (int i = 0; i < nodes / 2; i++) {
            rung = rung.gain(0.999 - 0.0001 * (i % 10)).plus(source);
        }
        return rung;
    }

    /** No workload reads a file. */
    private static final class NoFiles implements AudioFiles {
        @Override
        public Format probe(Path path) throws UnusableFileException {
            throw new UnusableFileException("a workload has no files: " + path);
        }

        @Override
        public SampleSource open(Path path, boolean looped, double sampleRateHertz) throws UnusableFileException {
            throw new UnusableFileException("a workload has no files: " + path);
        }
    }
}
