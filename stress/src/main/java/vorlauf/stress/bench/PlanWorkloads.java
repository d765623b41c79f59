package vorlauf.stress.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import reactor.core.publisher.Flux;
import vorlauf.cli.Patch;
import vorlauf.cli.PatchLoader;
import vorlauf.compile.AudioFiles;
import vorlauf.compile.CompileSettings;
import vorlauf.compile.CompiledGraph;
import vorlauf.compile.GraphCompiler;
import vorlauf.compile.GraphException;
import vorlauf.graph.Signal;
import vorlauf.graph.Signals;
import vorlauf.plan.ControlCell;
import vorlauf.plan.GroupKernels;
import vorlauf.plan.RenderPlan;
import vorlauf.plan.SampleSource;

/**
 * The workloads as plans: W1 to W5 declared node by node as the examples of the same names, the others as the patches among
 * the resources.
 */
public final class PlanWorkloads {
    private static final Map<String, String> PATCHES = Map.of(
            "W2-100", "HundredVoices",
            "mixed", "MixedVoices",
            "moving", "MovingCutoffs",
            "moving-lfo", "MovingByOscillators",
            "strings", "Strings");

    /** No workload reads a file. */
    static final AudioFiles NO_FILES = new NoFiles();

    private PlanWorkloads() {}

    /** A plan of a workload with the plain kernels, ready to render, with all that it renders. */
    static PlanWorkload named(String name) {
        return named(name, GroupKernels.plain());
    }

    /** The same with a set of kernels. */
    public static PlanWorkload named(String name, GroupKernels kernels) {
        return of(graph(name), kernels);
    }

    /** A plan of any graph without files. */
    static PlanWorkload of(Signal graph, GroupKernels kernels) {
        CompileSettings settings = CompileSettings.of(Workload.SAMPLE_RATE_HERTZ, Workload.BLOCK_FRAMES)
                .withKernels(kernels);
        try {
            CompiledGraph compiled = new GraphCompiler(settings, NO_FILES).compile(graph);
            RenderPlan plan = compiled.change().settled();
            plan.adopt(null);
            return new PlanWorkload(
                    plan,
                    compiled.controls().stream()
                            .map(CompiledGraph.Control::cell)
                            .toList());
        } catch (GraphException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A plan, its controls, and the block that it rendered last, interleaved. */
    public static final class PlanWorkload implements Workload {
        private final RenderPlan plan;
        private final List<ControlCell> controls;
        private final float[] block;
        private long blocks;

        PlanWorkload(RenderPlan plan, List<ControlCell> controls) {
            this.plan = plan;
            this.controls = controls;
            block = new float[BLOCK_FRAMES * plan.channels()];
        }

        /** The plan. */
        public RenderPlan plan() {
            return plan;
        }

        /** The block that was rendered last, overwritten by the next. */
        public float[] block() {
            return block;
        }

        /** Lets every control move once a block, as {@link #controlAt} says. */
        @Override
        public void renderBlock() {
            blocks++;
            for (int i = 0; i < controls.size(); i++) {
                controls.get(i).set(controlAt(blocks));
            }
            plan.render(block);
        }
    }

    /** The value of a workload's control at the end of a block, counted from 1. */
    static double controlAt(long blocks) {
        return 1 + 0.5 * Math.sin(Math.PI * blocks * Workload.BLOCK_FRAMES / Workload.SAMPLE_RATE_HERTZ);
    }

    /** The graph of a patch among the resources. */
    private static Signal patch(String patch) {
        try (InputStream source =
                PlanWorkloads.class.getResourceAsStream("/vorlauf/stress/patches/" + patch + ".java")) {
            Path folder = Files.createTempDirectory("vorlauf-patch");
            Path file = folder.resolve(patch + ".java");
            try {
                Files.copy(Objects.requireNonNull(source), file);
                Patch loaded = PatchLoader.load(file);
                return Objects.requireNonNull(Flux.from(loaded.get()).blockFirst());
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The graph of a workload. */
    static Signal graph(String name) {
        String patch = PATCHES.get(name);
        if (patch != null) {
            return patch(patch);
        }
        if (name.startsWith("W5-")) {
            return ladder(Integer.parseInt(name.substring(3)));
        }
        return switch (name) {
            case "W1" -> additive();
            case "W2" -> voices();
            case "W3" -> frequencyModulation();
            case "W4" -> chain();
            default ->
                throw new IllegalArgumentException("no workload is called " + name + "; there are W1 to W4, W5-K, "
                        + String.join(", ", new TreeSet<>(PATCHES.keySet())));
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
