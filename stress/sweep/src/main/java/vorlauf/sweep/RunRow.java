package vorlauf.sweep;

import java.io.Serializable;
import vorlauf.simulate.SimulationResult;

/**
 * What one run came to.
 *
 * @param cell number of its scenario in the grid
 * @param seed of all randomness
 */
public record RunRow(
        int cell,
        long seed,
        long deadlines,
        long underrunEvents,
        long underrunFrames,
        long traceHash,
        long minimumFillFrames)
        implements Serializable {

    static RunRow of(int cell, long seed, SimulationResult result) {
        return new RunRow(
                cell,
                seed,
                result.deadlines(),
                result.underrunEvents(),
                result.underrunFrames(),
                result.traceHash(),
                result.minimumFillFrames());
    }
}
