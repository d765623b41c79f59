package vorlauf.check.ring;

import org.jspecify.annotations.Nullable;
import vorlauf.check.model.Finding;
import vorlauf.check.model.ShownSchedule;

/**
 * What is known about a ring after a verification.
 *
 * @param finding what is wrong; null where every property holds
 * @param scenario in which scenario it showed
 * @param counterExample the schedule in which it showed; null where it was the native run, or where nothing is wrong
 * @param replayed the schedule that was asked for
 * @param scenarios how many scenarios were explored
 * @param schedules executions in all of them
 * @param bound most departures of an execution
 * @param complete whether every schedule within the bound was run
 * @param explorationNanos how long they took, the rewriting of the class included; 0 where something was found
 * @param nativeFrames frames that went through in the native run; 0 where it was not run
 */
public record RingReport(
        @Nullable Finding finding,
        String scenario,
        @Nullable ShownSchedule counterExample,
        @Nullable ShownSchedule replayed,
        int scenarios,
        long schedules,
        int bound,
        boolean complete,
        long explorationNanos,
        long nativeFrames) {
    /** Whether the native run went past 2^31 and 2^32 frames. */
    public boolean reachedTurningPoints() {
        return nativeFrames > 1L << 32;
    }
}
