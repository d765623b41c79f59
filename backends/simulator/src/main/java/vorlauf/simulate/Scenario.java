package vorlauf.simulate;

import java.util.Collections;
import java.util.List;

/**
 * Everything that decides which deadlines are missed.
 *
 * @param sampleRateHertz frames a second
 * @param periodFrames frames that the device takes at each deadline, the most where they differ
 * @param leadFrames frames that the producer may be ahead: the ring starts with so many
 * @param blockFrames frames that the producer renders at a time
 * @param policy what a missed deadline does to the ones after it
 * @param renderCost time that a block takes
 * @param wakeUp time from room in the ring to the start of a block, where the producer was waiting for it
 * @param consumerDelay time from a deadline to the consumer's read
 * @param clockDriftPartsPerBillion how much faster the device's clock runs than the scenario's
 * @param stalls what stops the producer
 * @param deadlines how many are simulated
 * @param seed of all randomness
 * @param periodPattern frames that the device takes at one deadline after the other, and again from the start
 * @param sleep what the producer waits for where there is no room
 * @param tuningMostFrames up to where the lead grows, one period each time that a block ends and there were new underruns since
 *     the last one ended; 0 where it does not
 */
public record Scenario(
        int sampleRateHertz,
        int periodFrames,
        long leadFrames,
        int blockFrames,
        Policy policy,
        Length renderCost,
        Length wakeUp,
        Length consumerDelay,
        long clockDriftPartsPerBillion,
        List<Stalls> stalls,
        long deadlines,
        long seed,
        List<Integer> periodPattern,
        Sleep sleep,
        long tuningMostFrames) {

    /** Checks what everything else relies on. */
    public Scenario {
        stalls = List.copyOf(stalls);
        periodPattern = List.copyOf(periodPattern);
        if (periodPattern.isEmpty()
                || Collections.max(periodPattern) != periodFrames
                || Collections.min(periodPattern) < 1) {
            throw new IllegalArgumentException("periodPattern is " + periodPattern
                    + ", must hold whole numbers from 1 on, the largest of them " + periodFrames);
        }
        if (leadFrames < blockFrames || blockFrames < 1) {
            throw new IllegalArgumentException("leadFrames is " + leadFrames + ", blockFrames is " + blockFrames
                    + ": a block has a frame at least, and the ring holds a block");
        }
    }

    /** The same periods all the time, a producer that starts as soon as there is room, a lead that stays. */
    public Scenario(
            int sampleRateHertz,
            int periodFrames,
            long leadFrames,
            int blockFrames,
            Policy policy,
            Length renderCost,
            Length wakeUp,
            Length consumerDelay,
            long clockDriftPartsPerBillion,
            List<Stalls> stalls,
            long deadlines,
            long seed) {
        this(
                sampleRateHertz,
                periodFrames,
                leadFrames,
                blockFrames,
                policy,
                renderCost,
                wakeUp,
                consumerDelay,
                clockDriftPartsPerBillion,
                stalls,
                deadlines,
                seed,
                List.of(periodFrames),
                Sleep.ROOM,
                0);
    }

    /** The same with another number of deadlines. */
    public Scenario withDeadlines(long newDeadlines) {
        return copy(newDeadlines, seed);
    }

    /** The same with another seed. */
    public Scenario withSeed(long newSeed) {
        return copy(deadlines, newSeed);
    }

    private Scenario copy(long newDeadlines, long newSeed) {
        return new Scenario(
                sampleRateHertz,
                periodFrames,
                leadFrames,
                blockFrames,
                policy,
                renderCost,
                wakeUp,
                consumerDelay,
                clockDriftPartsPerBillion,
                stalls,
                newDeadlines,
                newSeed,
                periodPattern,
                sleep,
                tuningMostFrames);
    }

    /** What ends the producer's wait for room; {@link #wakeUp} comes on top. */
    public enum Sleep {
        /** The read that makes room. */
        ROOM,
        /** The instant that {@code Producer.step} asked for, as in a live engine: it is told of no read. */
        TIMER
    }

    /** What happens after an underrun. */
    public enum Policy {
        /** What is there is consumed, the rest of the period is silence, and the stream is late from then on. */
        SLIP,
        /** Each block belongs to one deadline; one that comes after it is dropped. */
        ABS
    }

    /** A scenario that cannot be simulated: one line that names the field. */
    public static final class InvalidException extends Exception {
        private static final long serialVersionUID = 1L;

        InvalidException(String line) {
            super(line);
        }
    }
}
