package vorlauf.stress.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import vorlauf.compile.CompileSettings;
import vorlauf.compile.GraphCompiler;
import vorlauf.compile.GraphException;
import vorlauf.control.ControlMail;
import vorlauf.render.BlockRenderer;
import vorlauf.render.RenderRecord;
import vorlauf.ring.RecordRing;

/**
 * Microseconds of the block in which the producer takes an edited plan, over a thousand edits, beside blocks in which
 * nothing changes.
 */
@State(Scope.Thread)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseZGC", "-Xmx1g", "--add-modules=jdk.incubator.vector"})
@Warmup(iterations = 1_000)
@Measurement(iterations = 1_000)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SwapBenchmark {
    private static final int NODES = 256;
    private static final int STEADY_BLOCKS = 32;

    /** Whether a plan is handed over before the block. */
    @Param({"steady", "swap"})
    public String block = "steady";

    /** Which set of kernels. */
    @Param({"plain", "vector"})
    public String kernels = "plain";

    private final RecordRing records = new RecordRing(RenderRecord.LONGS, 1_024);
    private final long[] record = new long[RenderRecord.LONGS];
    private BlockRenderer renderer =
            new BlockRenderer(new ControlMail(), Workload.BLOCK_FRAMES, 2, Workload.SAMPLE_RATE_HERTZ, records);
    private final VoiceGraph voices = new VoiceGraph(NODES);
    private GraphCompiler compiler = compiler("plain");
    private int edits;

    private static GraphCompiler compiler(String kernels) {
        return new GraphCompiler(
                CompileSettings.of(Workload.SAMPLE_RATE_HERTZ, Workload.BLOCK_FRAMES)
                        .withKernels(KernelSet.named(kernels)),
                PlanWorkloads.NO_FILES);
    }

    /** Puts the first plan in force. */
    @Setup
    public void make() throws GraphException {
        compiler = compiler(kernels);
        renderer.offer(compiler.compile(voices.graph()).change());
    }

    /** Ends the fade of the swap before and renders steady blocks; then hands the next plan over. */
    @Setup(Level.Invocation)
    public void edit() throws GraphException {
        for (int i = 0; i < STEADY_BLOCKS; i++) {
            renderer.renderBlock(0);
        }
        while (renderer.pollRetired() != null) {
            // out of force
        }
        boolean more = records.read(record);
        while (more) {
            more = records.read(record);
        }
        if (block.equals("swap")
                && !renderer.offer(compiler.compile(voices.edited(++edits)).change())) {
            throw new IllegalStateException("the plan before is not in force yet");
        }
    }

    /** The block. */
    @Benchmark
    public long renderBlock() {
        renderer.renderBlock(0);
        return renderer.positionFrames();
    }
}
