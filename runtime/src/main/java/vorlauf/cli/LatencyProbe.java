package vorlauf.cli;

import static vorlauf.graph.Signals.control;

import java.util.Arrays;
import java.util.Random;
import reactor.core.publisher.Sinks;
import vorlauf.compile.GraphException;
import vorlauf.dsp.RealTime;
import vorlauf.engine.Backend;
import vorlauf.engine.BackendException;
import vorlauf.engine.Engine;
import vorlauf.engine.EngineSettings;
import vorlauf.engine.FrameTime;
import vorlauf.render.Clock;
import vorlauf.render.FrameTap;
import vorlauf.render.SystemClock;

/**
 * Measures from {@code onNext} to the first changed frame at the consumer: the graph is one control whose value counts up, so
 * that each frame tells by its level which changes it has heard of.
 *
 * <p>Frames are heard when they are due by the device's own clock, which is that of its most punctual call: how late an operating
 * system wakes the device's thread is no latency of the engine, and a sound card with a buffer hides it.
 *
 * <p>Threads: {@link #taken} the platform's; the results after the engine has stopped.
 */
final class LatencyProbe implements FrameTap {
    private static final long PAUSE_NANOS = 5_000_000L;
    private static final long SUBSCRIBED_LATEST_NANOS = 5_000_000_000L;
    private static final long SETTLE_NANOS = 300_000_000L;

    private final double sampleRateHertz;
    private final long[] sentNanos;

    /** Frames that the device had taken before. */
    private final long[] heardFrames;

    private int heard;

    /** When the device took its first frame, had it been punctual. */
    private long startNanos = Long.MAX_VALUE;

    /** A probe for so many changes. */
    LatencyProbe(int changes, double sampleRateHertz) {
        this.sampleRateHertz = sampleRateHertz;
        sentNanos = new long[changes];
        heardFrames = new long[changes];
    }

    /** Says when the change with this number is made; the control's value is then {@code change + 1}. */
    void sent(int change, long nowNanos) {
        sentNanos[change] = nowNanos;
    }

    @Override
    @RealTime(RealTime.Thread.PLATFORM)
    public void taken(float[] interleaved, int offsetFrames, int frameCount, long positionFrames, long nowNanos) {
        startNanos = Math.min(startNanos, nowNanos - FrameTime.nanos(positionFrames, sampleRateHertz));
        // Frames of a block lie on a line from the value before to the newest: above n, change n is heard.
        for (int frame = offsetFrames; frame < offsetFrames + frameCount; frame++) {
            while (heard < heardFrames.length && interleaved[frame] > heard) {
                heardFrames[heard] = positionFrames;
                heard++;
            }
        }
    }

    /** Latencies of the changes that were heard, ascending. */
    long[] latenciesNanos() {
        long[] latencies = new long[heard];
        for (int change = 0; change < heard; change++) {
            latencies[change] = startNanos + FrameTime.nanos(heardFrames[change], sampleRateHertz) - sentNanos[change];
        }
        Arrays.sort(latencies);
        return latencies;
    }

    /**
     * Plays the probe's own graph on a device that keeps time and changes its control, 5 ms and up to a block apart, so that the changes meet
     * every phase of a block.
     */
    static long[] measure(int changes, Backend backend, EngineSettings settings)
            throws GraphException, BackendException {
        Clock clock = SystemClock.INSTANCE;
        LatencyProbe probe = new LatencyProbe(changes, settings.sampleRateHertz());
        Sinks.Many<Double> values = Sinks.many().unicast().onBackpressureBuffer();
        try (Engine engine = Engine.start(control("probe", 0, values.asFlux()), backend, settings)) {
            engine.tap(probe);
            long latestNanos = clock.nanoTime() + SUBSCRIBED_LATEST_NANOS;
            while (values.currentSubscriberCount() == 0 && clock.nanoTime() < latestNanos) {
                clock.parkUntil(clock.nanoTime() + PAUSE_NANOS);
            }
            waitUntil(clock, clock.nanoTime() + SETTLE_NANOS);
            long blockNanos = (long) (settings.blockFrames() / settings.sampleRateHertz() * 1e9);
            Random random = new Random(changes);
            long dueNanos = clock.nanoTime();
            for (int change = 0; change < changes; change++) {
                probe.sent(change, clock.nanoTime());
                values.tryEmitNext(change + 1.0).orThrow();
                dueNanos = Math.max(dueNanos, clock.nanoTime()) + PAUSE_NANOS + random.nextLong(blockNanos + 1);
                waitUntil(clock, dueNanos);
            }
            waitUntil(
                    clock,
                    clock.nanoTime()
                            + SETTLE_NANOS
                            + (long) (settings.leadLimitFrames() / settings.sampleRateHertz() * 1e9));
            engine.stop();
        }
        return probe.latenciesNanos();
    }

    private static void waitUntil(Clock clock, long deadlineNanos) {
        while (clock.nanoTime() < deadlineNanos) {
            clock.parkUntil(deadlineNanos);
        }
    }
}
