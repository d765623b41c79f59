package vorlauf.backend.javasound;

/**
 * What a recorder needs of a {@link javax.sound.sampled.TargetDataLine}, so that a test can be the card.
 *
 * <p>Threads: one at a time.
 */
interface InputLine {
    /** Starts to record. */
    void start();

    /**
     * Takes recorded bytes; waits until there are so many.
     *
     * @return bytes taken; fewer than {@code count}, down to 0 or below, where the device is stopped or dead
     */
    int read(byte[] bytes, int offset, int count);

    /** Stops at once and gives the device back; may wait for a {@link #read} that is under way. */
    void close();
}
