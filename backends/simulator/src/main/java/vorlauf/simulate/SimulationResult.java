package vorlauf.simulate;

/**
 * What a simulated stream came to.
 *
 * @param deadlines how many there were
 * @param underrunEvents deadlines at which frames were short, consecutive ones too
 * @param underrunFrames frames of silence
 * @param traceHash of the instant and the frames found at each deadline: equal traces have equal hashes
 * @param minimumFillFrames fewest frames that a deadline left in the ring
 */
public record SimulationResult(
        long deadlines, long underrunEvents, long underrunFrames, long traceHash, long minimumFillFrames) {}
