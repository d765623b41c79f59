package vorlauf.stress.bench;

import static vorlauf.graph.Signals.*;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
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
import reactor.core.publisher.Flux;
import vorlauf.graph.Signal;

/**
 * Nanoseconds a frame of one of 16 alike nodes, each with its share of the sum that makes them heard; what reads a signal
 * reads one white noise.
 */
@State(Scope.Thread)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseParallelGC", "-Xmx512m", "--add-modules=jdk.incubator.vector"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 100, time = 10, timeUnit = TimeUnit.MILLISECONDS)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class KernelBenchmark {
    private static final int NODES = 16;

    /** Which node. */
    @Param({
        "sum",
        "sine",
        "sine-moving",
        "saw-moving",
        "saw-vibrato",
        "fm",
        "naive-saw",
        "saw",
        "square",
        "triangle",
        "phasor",
        "noise",
        "lowpass",
        "lowpass-moving",
        "one-pole",
        "state-variable",
        "gain",
        "product",
        "tanh",
        "clip",
        "pan",
        "pan-moving",
        "balance",
        "delay",
        "echo",
        "string",
        "cascade",
        "ladder"
    })
    public String node = "sine";

    /** Which set of kernels. */
    @Param({"plain", "vector"})
    public String kernels = "plain";

    private Workload ready = PlanWorkloads.named("W4");

    /** Makes the plan. */
    @Setup
    public void make() {
        ready = PlanWorkloads.of(graph(node), KernelSet.named(kernels));
    }

    /** Renders a block; the unit is a frame of a node. */
    @Benchmark
    @OperationsPerInvocation(Workload.BLOCK_FRAMES * NODES)
    public void renderBlock() {
        ready.renderBlock();
    }

    /** Sixteen nodes of a kind. Errors: a name that there is not. */
    static Signal graph(String node) {
        Signal x = whiteNoise(1).gain(0.1);
        Signal moving = control("moving", 1, Flux.never());
        return switch (node) {
            case "sum" -> each(i -> x);
            case "sine" -> each(i -> sine(110 + 17 * i));
            case "sine-moving" -> each(i -> sine(moving.times(110 + 17 * i)));
            case "saw-moving" -> each(i -> saw(moving.times(110 + 17 * i)));
            case "saw-vibrato" -> each(i -> saw(sine(5 + 0.1 * i).times(3).plus(110 + 17 * i)));
            case "fm" -> each(i -> sine(x.times(100).plus(110 + 17 * i)));
            case "naive-saw" -> each(i -> naiveSaw(110 + 17 * i));
            case "saw" -> each(i -> saw(110 + 17 * i));
            case "square" -> each(i -> square(110 + 17 * i));
            case "triangle" -> each(i -> triangle(110 + 17 * i));
            case "phasor" -> each(i -> phasor(110 + 17 * i));
            case "noise" -> each(i -> whiteNoise(i));
            case "lowpass" -> each(i -> x.lowpass(500 + 50 * i, 2));
            case "lowpass-moving" -> each(i -> x.lowpass(moving.times(500 + 50 * i), constant(2)));
            case "one-pole" -> each(i -> x.onePole(500 + 50 * i));
            case "state-variable" ->
                each(i -> x.stateVariable(constant(500 + 50 * i), constant(2)).low());
            case "gain" -> each(i -> x.gain(0.1 + 0.01 * i));
            case "product" -> each(i -> x.times(i % 2 == 0 ? x : whiteNoise(2)));
            case "tanh" -> each(i -> x.times(1 + 0.1 * i).tanh());
            case "pan" -> each(i -> x.pan(0.1 * i - 0.8));
            case "clip" -> each(i -> sine(110 + 17 * i).clip(-0.5, 0.01 * i));
            case "pan-moving" -> each(i -> x.pan(sine(0.3 + 0.1 * i)));
            case "balance" -> each(i -> channels(x, x).balance(0.1 * i - 0.8));
            case "delay" -> each(i -> x.delaySamples(200 + i));
            case "echo" ->
                each(i -> feedback(
                        loop -> x.plus(loop.delay(Duration.ofMillis(20 + i)).times(0.5))));
            case "string" ->
                each(i -> feedback(
                        loop -> x.plus(loop.delaySamples(70 + i).onePole(4_000).times(0.99))));
            case "cascade" -> row(x, (y, i) -> y.peaking(100 + 90 * i, 1, i % 2 == 0 ? 6 : -6));
            case "ladder" -> row(x, (y, i) -> y.gain(0.999 - 0.001 * i).plus(x));
            default -> throw new IllegalArgumentException("no node is called " + node);
        };
    }

    private static Signal each(IntFunction<Signal> node) {
        List<Signal> all = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            all.add(node.apply(i));
        }
        return mix(all);
    }

    private interface Stage {
        Signal behind(Signal before, int index);
    }

    private static Signal row(Signal first, Stage stage) {
        Signal y = first;
        for (int i = 0; i < NODES; i++) {
            y = stage.behind(y, i);
        }
        return y;
    }
}
