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
import vorlauf.compile.CompiledGraph;
import vorlauf.compile.GraphCompiler;
import vorlauf.compile.GraphException;
import vorlauf.graph.Signal;

/**
 * Milliseconds to compile a bank of voices, and to compile it again after an edit of one voice.
 *
 * <p>Few invocations would measure code that is not compiled yet: passes are warm after some thousand small graphs.
 */
@State(Scope.Thread)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseZGC", "-Xmx1g"})
@Warmup(iterations = 50, batchSize = 40)
@Measurement(iterations = 100)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CompileBenchmark {
    /** Nodes of the graph, numbers not counted. */
    @Param({"100", "1000", "10000"})
    public int nodes = 100;

    private GraphCompiler compiler = compiler();
    private VoiceGraph voices = new VoiceGraph(4);
    private Signal next = voices.graph();
    private int edits;

    private static GraphCompiler compiler() {
        return new GraphCompiler(
                CompileSettings.of(Workload.SAMPLE_RATE_HERTZ, Workload.BLOCK_FRAMES), PlanWorkloads.NO_FILES);
    }

    /** Makes the bank. */
    @Setup
    public void make() throws GraphException {
        compiler = compiler();
        voices = new VoiceGraph(nodes);
        compiler.compile(voices.graph());
    }

    /** Declares the next edit, which is not measured. */
    @Setup(Level.Invocation)
    public void edit() {
        next = voices.edited(++edits);
    }

    /** A graph that no other was compiled before. */
    @Benchmark
    public CompiledGraph first() throws GraphException {
        return compiler().compile(next);
    }

    /** An edit of one voice; the signals of all others are those of before. */
    @Benchmark
    public CompiledGraph editOfOneVoice() throws GraphException {
        return compiler.compile(next);
    }

    /** The same edit by a patch that declares everything anew, which is measured, too. */
    @Benchmark
    public CompiledGraph editDeclaredAnew() throws GraphException {
        return compiler.compile(voices.declaredAnew(edits));
    }
}
