package vorlauf.stress.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vorlauf.engine.VirtualEngine;
import vorlauf.graph.Signal;
import vorlauf.graph.Signals;
import vorlauf.render.SystemClock;
import vorlauf.simulate.EngineSimulation;
import vorlauf.simulate.Experiment;
import vorlauf.simulate.Length;
import vorlauf.simulate.Platform;
import vorlauf.simulate.Profile;
import vorlauf.simulate.Scenario;
import vorlauf.simulate.Stalls;

/**
 * How fast the engine itself plays in virtual time, in a JVM of its own. For each round of each subject it prints a line: the
 * subject, virtual nanoseconds, nanoseconds by the clock, nanoseconds of this thread's processor time.
 */
public final class EngineSpeedProgram {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 15;
    private static final int RATE_HERTZ = 48_000;
    private static final int BLOCK_FRAMES = 128;
    private static final int SECONDS = 20;
    private static final long WARM_UP_NANOS = 2_000_000_000;

    private EngineSpeedProgram() {}

    /** Measures all subjects; with two arguments, rounds and milliseconds before them, not in the usual way. */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length == 0 ? ROUNDS : Integer.parseInt(arguments[0]);
        long warmUpNanos = arguments.length < 2 ? WARM_UP_NANOS : 1_000_000 * Long.parseLong(arguments[1]);
        Signal voices = new VoiceGraph(64).graph();
        measure("sine", experiment(Optional.empty()), Signals.sine(440).gain(0.2), rounds, warmUpNanos);
        measure(
                "sine-on-alsa",
                experiment(Optional.of(Profile.of(Platform.ALSA))),
                Signals.sine(440).gain(0.2),
                rounds,
                warmUpNanos);
        measure("16-voices", experiment(Optional.empty()), voices, rounds, warmUpNanos);
    }

    /** Twenty seconds of blocks of 128 frames with random costs and a stall each second. */
    private static Experiment experiment(Optional<Profile> profile) {
        int periodFrames = profile.map(p -> p.platform().periodFrames()).orElse(BLOCK_FRAMES);
        Scenario scenario = new Scenario(
                RATE_HERTZ,
                periodFrames,
                8L * BLOCK_FRAMES,
                BLOCK_FRAMES,
                Scenario.Policy.SLIP,
                new Length.LogNormal(500_000, 0.3),
                new Length.Constant(50_000),
                new Length.Constant(0),
                0,
                List.of(new Stalls(new Stalls.Periodic(1_000_000_000L, 15_000_000, 20_300_000), false)),
                (long) SECONDS * RATE_HERTZ / periodFrames,
                42);
        return new Experiment(scenario, profile, Optional.empty(), List.of());
    }

    private static void measure(String name, Experiment experiment, Signal graph, int rounds, long warmUpNanos)
            throws Exception {
        long warmFrom = SystemClock.INSTANCE.nanoTime();
        while (SystemClock.INSTANCE.nanoTime() - warmFrom < warmUpNanos) {
            play(experiment, graph);
        }
        for (int round = 0; round < rounds; round++) {
            long nanos = SystemClock.INSTANCE.nanoTime();
            long cpuNanos = THREADS.getCurrentThreadCpuTime();
            play(experiment, graph);
            cpuNanos = THREADS.getCurrentThreadCpuTime() - cpuNanos;
            nanos = SystemClock.INSTANCE.nanoTime() - nanos;
            System.out.println(
                    String.format(Locale.ROOT, "%s %d %d %d", name, SECONDS * 1_000_000_000L, nanos, cpuNanos));
        }
    }

    private static void play(Experiment experiment, Signal graph) throws Exception {
        Experiment.Outcome outcome =
                experiment.play(() -> VirtualEngine.playing(graph).get(), done -> {}, EngineSimulation.NOBODY);
        if (outcome.timing().deadlines() == 0) {
            throw new IllegalStateException("nothing was played");
        }
    }
}
