package vorlauf.predict;

import org.reactivestreams.Publisher;
import vorlauf.cli.Garbage;
import vorlauf.compile.GraphException;
import vorlauf.engine.Backend;
import vorlauf.engine.BackendException;
import vorlauf.engine.Engine;
import vorlauf.engine.EngineReport;
import vorlauf.engine.EngineSettings;
import vorlauf.graph.Signal;
import vorlauf.render.Clock;
import vorlauf.render.SystemClock;

/**
 * A live run of the real engine on a real-time device, witnessed.
 *
 * @param measurement what it came to, taken apart
 * @param report the engine's own account, the first seconds included
 * @param skippedPeriods periods that the device let pass though the JVM ran, the first seconds included; no ring helps
 */
public record LiveMeasurement(Measurement measurement, EngineReport report, long skippedPeriods) {
    /** How long at the beginning does not count: the flight recorder is being opened, classes are loaded, code is compiled. */
    static final double SKIPPED_SECONDS = 2;

    private static final long LOOK_NANOS = 50_000_000;
    private static final double GRACE_SECONDS = 5;

    /**
     * Plays graphs for so many seconds after the start-up.
     *
     * <p>Errors: as {@link Engine#start}; a device that does not keep real time is a {@link BackendException}.
     *
     * @param skipsPeriods whether a device that comes late lets periods pass, as JACK does; else it makes up for them
     * @param garbageMegabytesPerSecond what a thread beside the engine allocates, 0 for nothing
     */
    public static LiveMeasurement run(
            Publisher<Signal> graphs,
            Backend backend,
            boolean skipsPeriods,
            EngineSettings settings,
            double seconds,
            double garbageMegabytesPerSecond)
            throws GraphException, BackendException {
        Clock clock = SystemClock.INSTANCE;
        Witnessed witnessed = new Witnessed();
        double totalSeconds = SKIPPED_SECONDS + seconds;
        long frames = (long) (totalSeconds * settings.sampleRateHertz());
        EngineReport report;
        try (Garbage beside = Garbage.start(garbageMegabytesPerSecond);
                Engine engine = Engine.start(graphs, backend, settings, witnessed)) {
            long latestNanos = clock.nanoTime() + (long) ((totalSeconds + GRACE_SECONDS) * 1e9);
            while (engine.position() < frames && clock.nanoTime() < latestNanos && beside.allocatedBytes() >= 0) {
                clock.parkUntil(clock.nanoTime() + LOOK_NANOS);
            }
            report = engine.stop();
        }
        int rateHertz = (int) settings.sampleRateHertz();
        Witnessed run = skipsPeriods ? witnessed.withSkippedPeriods(rateHertz) : witnessed;
        try {
            return new LiveMeasurement(
                    Measurement.of(run, rateHertz, settings.blockFrames(), settings.leadLimitFrames(), (long)
                            (SKIPPED_SECONDS * 1e9)),
                    report,
                    run.skippedPeriods());
        } catch (IllegalArgumentException tooShort) {
            throw new BackendException(String.valueOf(tooShort.getMessage()), tooShort);
        }
    }
}
