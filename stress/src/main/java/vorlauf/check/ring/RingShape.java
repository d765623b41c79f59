package vorlauf.check.ring;

/**
 * A scenario of the ring checks.
 *
 * @param capacityFrames frames that the ring holds
 * @param channels samples in a frame
 * @param writeFrames length of the producer's blocks
 * @param readFrames length of the consumer's reads
 * @param startsFull whether the ring is filled before the two threads start; otherwise it is empty
 * @param asksCounts whether the threads ask how much there is before they transfer
 */
public record RingShape(
        int capacityFrames, int channels, int writeFrames, int readFrames, boolean startsFull, boolean asksCounts) {
    @Override
    public String toString() {
        return "capacity " + capacityFrames + ", " + (channels == 1 ? "1 channel" : channels + " channels")
                + ", blocks of " + writeFrames + " written and " + readFrames + " read, "
                + (startsFull ? "full" : "empty") + " at first" + (asksCounts ? ", counts asked for" : "");
    }
}
