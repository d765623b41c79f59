package vorlauf.stress.bench;

import java.util.List;
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
import vorlauf.simulate.Length;
import vorlauf.simulate.Scenario;
import vorlauf.simulate.SimulationResult;
import vorlauf.simulate.Stalls;
import vorlauf.simulate.TimingSimulation;

/** Nanoseconds a simulated deadline, on one core; the random costs contain the drawing of their numbers. */
@State(Scope.Thread)
@Fork(
        value = 3,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx256m"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 50, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DeadlineBenchmark {
    private static final int DEADLINES = 100_000;

    /** What is simulated: 1 ms periods of 48 frames, four of them in the ring, a stall of 5 ms each second. */
    @Param({"slip", "abs", "jitter", "exponential", "lognormal", "timer"})
    public String scenario = "slip";

    private Scenario ready = named("slip");

    /** Makes the scenario. */
    @Setup
    public void make() {
        ready = named(scenario);
    }

    static Scenario named(String name) {
        Length none = new Length.Constant(0);
        Length jitter = new Length.Uniform(100_000);
        return new Scenario(
                48_000,
                48,
                192,
                48,
                name.equals("abs") ? Scenario.Policy.ABS : Scenario.Policy.SLIP,
                switch (name) {
                    case "exponential" -> new Length.Exponential(600_000);
                    case "lognormal" -> new Length.LogNormal(400_000, 0.5);
                    default -> new Length.Constant(600_000);
                },
                name.equals("jitter") ? jitter : none,
                name.equals("jitter") ? jitter : none,
                0,
                List.of(new Stalls(new Stalls.Periodic(1_000_000_000L, 5_000_000, 20_300_000), false)),
                DEADLINES,
                42,
                List.of(48),
                name.equals("timer") ? Scenario.Sleep.TIMER : Scenario.Sleep.ROOM,
                0);
    }

    /** Simulates; the unit is a deadline. */
    @Benchmark
    @OperationsPerInvocation(DEADLINES)
    public SimulationResult deadlines() {
        return TimingSimulation.run(ready, done -> {});
    }
}
