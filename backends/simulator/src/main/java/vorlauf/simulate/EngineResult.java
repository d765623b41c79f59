package vorlauf.simulate;

import java.util.List;
import vorlauf.engine.EngineEvent;

/**
 * What a simulated engine came to.
 *
 * <p>No frame is lost: {@code writtenFrames == playedFrames + droppedFrames + waitingFrames}.
 *
 * @param timing what {@link TimingSimulation} gives for the same scenario
 * @param sha256 of all that the device heard, silence included
 * @param channels of a frame
 * @param writtenFrames frames that were rendered, and the silence that filled the ring up before them
 * @param playedFrames frames that the device took from the ring
 * @param droppedFrames frames that came too late for their deadline
 * @param waitingFrames frames that were in the ring at the end
 * @param revision edits of the graph in force at the end, the first graph counted
 * @param underruns the first 1,000 in full
 * @param events the first 1,000 of all else that was told
 */
public record EngineResult(
        SimulationResult timing,
        String sha256,
        int channels,
        long writtenFrames,
        long playedFrames,
        long droppedFrames,
        long waitingFrames,
        long revision,
        List<EngineEvent.Underrun> underruns,
        List<EngineEvent> events) {}
