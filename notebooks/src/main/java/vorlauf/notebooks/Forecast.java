package vorlauf.notebooks;

import java.util.List;
import reactor.core.publisher.Mono;
import vorlauf.compile.GraphException;
import vorlauf.engine.BackendException;
import vorlauf.engine.EngineSettings;
import vorlauf.graph.Signal;
import vorlauf.predict.Devices;
import vorlauf.predict.LiveMeasurement;
import vorlauf.predict.Prediction;
import vorlauf.predict.Verification;

/**
 * A graph that was measured live, and how often rings of several sizes will run empty under it.
 *
 * @param graph what was played
 * @param settings how
 * @param garbageMegabytesPerSecond what a thread beside the engine allocated
 * @param measured the run
 * @param prediction a row for each size
 */
public record Forecast(
        Signal graph,
        EngineSettings settings,
        double garbageMegabytesPerSecond,
        LiveMeasurement measured,
        Prediction prediction) {
    private static final int MEASURED_BLOCKS = 16;

    static Forecast of(
            Signal graph, double seconds, double garbageMegabytesPerSecond, double target, List<Integer> wantedBlocks)
            throws GraphException, BackendException {
        EngineSettings settings = EngineSettings.defaults().withRingBlocks(MEASURED_BLOCKS);
        LiveMeasurement measured = LiveMeasurement.run(
                Mono.just(graph).flux(), Devices.nullDevice(), false, settings, seconds, garbageMegabytesPerSecond);
        Prediction prediction =
                Prediction.of(measured.measurement(), false, target, wantedBlocks, Prediction.Effort.QUICK, row -> {});
        return new Forecast(graph, settings, garbageMegabytesPerSecond, measured, prediction);
    }

    /** Plays live with a ring of a size that was foretold, and counts. Errors: as a live run. */
    public Verification.Seen check(int ringBlocks, double seconds) throws GraphException, BackendException {
        return Verification.live(
                Mono.just(graph).flux(),
                Devices.nullDevice(),
                false,
                settings,
                prediction.row(ringBlocks),
                seconds,
                garbageMegabytesPerSecond);
    }
}
