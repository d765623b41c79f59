package vorlauf.render;

/**
 * The rule for how many frames a producer may be ahead.
 *
 * <p>Apart from {@link Producer}, since its message is a string constant: HotSpot makes the string constants of a class when a
 * method of it is first compiled, on the thread that runs it, and there that is the producer.
 */
final class LeadLimit {
    private LeadLimit() {}

    static void check(int leadLimitFrames, int blockFrames, int capacityFrames) {
        if (leadLimitFrames < blockFrames || leadLimitFrames > capacityFrames) {
            throw new IllegalArgumentException("leadLimitFrames is " + leadLimitFrames + ", must be " + blockFrames
                    + " (one block) to " + capacityFrames + " (the ring)");
        }
    }
}
