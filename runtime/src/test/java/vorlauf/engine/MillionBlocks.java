package vorlauf.engine;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import vorlauf.compile.AudioFiles;
import vorlauf.compile.CompileSettings;
import vorlauf.compile.CompiledGraph;
import vorlauf.compile.GraphCompiler;
import vorlauf.compile.GraphException;
import vorlauf.control.ControlMail;
import vorlauf.control.ControlPort;
import vorlauf.graph.Processor;
import vorlauf.graph.Signal;
import vorlauf.graph.Signals;
import vorlauf.plan.RenderPlan;
import vorlauf.plan.SampleSource;
import vorlauf.render.BlockRenderer;
import vorlauf.render.RenderRecord;
import vorlauf.ring.RecordRing;

/**
 * The producer's work alone, for a million blocks: control values all the time, a new graph every thousand blocks. Prints the
 * bytes that it allocated after a warm-up. Arguments: blocks, frames of a block, graphs of the warm-up, and for a twin what its
 * node does: {@code object} makes one in the 777,777th block, {@code array} makes a small array in each block that it does not
 * keep, which a compiler may leave away.
 *
 * <p>The warm-up is long under a JIT, because the JVM makes the string constants of a class (JCTools' queues have some) on the
 * thread that first runs one of its methods often enough to have it compiled.
 */
final class MillionBlocks {
    private static final int BLOCKS_PER_GRAPH = 1_000;
    private static final int WARM_UP_BLOCKS = 40;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final GraphCompiler compiler;
    private final ControlMail mail = new ControlMail();
    private final RecordRing records = new RecordRing(RenderRecord.LONGS, 1 << 12);
    private final long[] record = new long[RenderRecord.LONGS];
    private final BlockRenderer renderer;
    private final Flaw flaw;
    private @Nullable ControlPort port;
    private @Nullable RenderPlan newest;
    private int swaps;
    private long retiredPlans;
    private double heard;

    private enum Flaw {
        none,
        object,
        array
    }

    private MillionBlocks(int blockFrames, Flaw flaw) {
        this.flaw = flaw;
        compiler = new GraphCompiler(CompileSettings.of(48_000, blockFrames).withFadeSeconds(0.001), new NoFiles());
        renderer = new BlockRenderer(mail, blockFrames, 2, 48_000, records);
    }

    public static void main(String[] arguments) throws GraphException {
        long blocks = Long.parseLong(arguments[0]);
        MillionBlocks run = new MillionBlocks(
                Integer.parseInt(arguments[1]), arguments.length > 3 ? Flaw.valueOf(arguments[3]) : Flaw.none);
        for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
            run.playOneGraph(WARM_UP_BLOCKS);
        }
        if (run.newest != null) {
            RarePaths.call(run.newest);
        }
        int swapsBefore = run.swaps;
        long bytes = 0;
        for (long done = 0; done < blocks; done += BLOCKS_PER_GRAPH) {
            bytes += run.playOneGraph(BLOCKS_PER_GRAPH);
        }
        System.out.println("bytes " + bytes + " swaps " + (run.swaps - swapsBefore) + " retired " + run.retiredPlans
                + " heard " + (run.heard > 0) + " dropped " + run.records.droppedRecords());
    }

    /** The control side's work, then so many blocks of the producer's, whose bytes are counted. */
    private long playOneGraph(int blocks) throws GraphException {
        CompiledGraph compiled = compiler.compile(graph(swaps));
        if (port == null) {
            port = mail.open(compiled.controls().getFirst().cell());
        }
        newest = compiled.change().settled();
        if (!renderer.offer(compiled.change())) {
            throw new IllegalStateException("the producer has not taken the change before");
        }
        swaps++;
        long bytes = 0;
        for (int block = 0; block < blocks; block += 10) {
            if (port != null) {
                port.post(200 + (block * 7) % 900);
            }
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 10; i++) {
                renderer.renderBlock(block);
            }
            bytes += THREADS.getCurrentThreadAllocatedBytes() - before;
            heard += Math.abs(renderer.interleaved()[0]);
            while (records.read(record)) {
                // what the control thread would report
            }
        }
        for (RenderPlan retired = renderer.pollRetired(); retired != null; retired = renderer.pollRetired()) {
            retiredPlans++;
        }
        return bytes;
    }

    private final Flux<Double> never = Flux.never();

    /** Voices come and go by key; a delay, a loop, user code and a meter stay. */
    private Signal graph(int number) {
        Signal cutoff = Signals.control("cutoff", 500, never);
        List<Signal> voices = new ArrayList<>();
        for (int voice = 0; voice <= number % 3; voice++) {
            int pitch = 110 * (1 + (number + voice) % 5);
            voices.add(Signals.saw(pitch)
                    .lowpass(cutoff, Signals.constant(0.9))
                    .pan(voice * 0.3)
                    .key("voice-" + pitch));
        }
        Signal dry = Signals.mix(voices).times(0.2);
        Signal echo = Signals.feedback(
                loop -> dry.plus(loop.delay(Duration.ofMillis(3)).times(0.3)));
        return Signals.custom("user", 2, () -> new User(flaw), echo).key("user").meter("level");
    }

    private static final class User implements Processor {
        private static final long LATE_CALL = 777_777;

        private final Flaw flaw;
        private long calls;
        private float level;
        private Object kept = "";

        User(Flaw flaw) {
            this.flaw = flaw;
        }

        @Override
        public void process(float[][] inputs, float[][] outputs, int frameCount) {
            calls++;
            if (flaw == Flaw.object && calls == LATE_CALL) {
                kept = new Object();
            }
            if (flaw == Flaw.array) {
                float[] pair = {inputs[0][0], inputs[1][0]};
                level = pair[0] + pair[1];
            }
            for (int channel = 0; channel < outputs.length; channel++) {
                System.arraycopy(inputs[channel], 0, outputs[channel], 0, frameCount);
            }
        }

        @Override
        public String toString() {
            return "kept " + kept + " at " + level;
        }
    }

    private static final class NoFiles implements AudioFiles {
        @Override
        public Format probe(Path path) throws UnusableFileException {
            throw new UnusableFileException(path + " is not wanted here");
        }

        @Override
        public SampleSource open(Path path, boolean looped, double sampleRateHertz) throws UnusableFileException {
            throw new UnusableFileException(path + " is not wanted here");
        }
    }
}
