package vorlauf.stress.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Nanoseconds a frame of the workloads as plans.
 */
@State(Scope.Thread)
@Fork(
        value = 3,
        jvmArgsAppend = {"-XX:+UseParallelGC", "-Xmx512m", "--add-modules=jdk.incubator.vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 200, time = 10, timeUnit = TimeUnit.MILLISECONDS)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WorkloadBenchmark {
    /** Which workload. */
    @Param({"W1", "W2", "W3", "W4", "W5-1000", "W5-4000", "W5-16000"})
    public String workload = "W1";

    /** Which set of kernels. */
    @Param({"plain", "vector"})
    public String kernels = "plain";

    private Workload ready = PlanWorkloads.named("W1");

    /** Makes the graph. */
    @Setup
    public void make() {
        ready = PlanWorkloads.named(workload, KernelSet.named(kernels));
    }

    /** Renders a block; the unit is a frame. */
    @Benchmark
    @OperationsPerInvocation(Workload.BLOCK_FRAMES)
    public void renderBlock() {
        ready.renderBlock();
    }
}
