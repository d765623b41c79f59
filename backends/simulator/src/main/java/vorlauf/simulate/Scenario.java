package vorlauf.simulate;

import java.util.List;

/**
 * Everything that decides which deadlines are missed.
 *
 * @param sampleRateHertz frames a second
 * @param periodFrames frames that the device takes at each deadline
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
        long seed) {

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
