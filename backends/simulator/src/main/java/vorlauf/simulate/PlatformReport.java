package vorlauf.simulate;

import java.util.List;
import java.util.Map;
import vorlauf.engine.EngineEvent;

/**
 * What an engine came to on a platform.
 *
 * @param profile which, and how it was set up
 * @param timing deadlines of the device; underruns where its buffer was dry or a call found too few frames
 * @param sha256 of all frames that the client was given
 * @param engines how many played one after another: one more for each change of rate
 * @param accounts where all frames went
 * @param recoveryNanos from each time that the stream stopped to the first call that found all its frames, the longest
 * @param violations contracts that were broken, with the first place; empty where all hold
 * @param contracts how many were checked
 * @param underruns the first 1,000 in full, in the order of time
 * @param told the first 1,000 events of the engines beside underruns
 * @param events all that passed between platform and client
 */
public record PlatformReport(
        Profile profile,
        SimulationResult timing,
        String sha256,
        int engines,
        Accounts accounts,
        long recoveryNanos,
        Map<String, String> violations,
        int contracts,
        List<PlatformUnderrun> underruns,
        List<EngineEvent> told,
        List<PlatformEvent> events) {

    /**
     * Where all frames went.
     *
     * @param writtenFrames rendered by all engines, and the silence that filled the first ring up
     * @param discardedFrames in the ring of an engine when it was replaced
     * @param waitingFrames in the ring at the end
     * @param takenFrames taken out of rings
     * @param silentFrames silence that was given out where there were none
     * @param playedFrames played by the device
     * @param lostFrames in the device's buffer when it was closed
     * @param bufferedFrames in the device's buffer at the end
     */
    public record Accounts(
            long writtenFrames,
            long discardedFrames,
            long waitingFrames,
            long takenFrames,
            long silentFrames,
            long playedFrames,
            long lostFrames,
            long bufferedFrames) {
        /** Whether each frame is in one place and one only, on both sides of the client. */
        public boolean balance() {
            return writtenFrames == takenFrames + discardedFrames + waitingFrames
                    && takenFrames + silentFrames == playedFrames + lostFrames + bufferedFrames;
        }
    }
}
