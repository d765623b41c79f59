package vorlauf.backend.javasound;

/**
 * What the player needs of a {@link javax.sound.sampled.SourceDataLine}, so that a test can be the card.
 *
 * <p>Threads: one at a time.
 */
interface OutputLine {
    /** Starts to play what was written and what will be. */
    void start();

    /**
     * Gives bytes to the device; waits while its buffer is full.
     *
     * @return bytes taken; fewer than {@code count}, down to 0, where the device is stopped or dead
     */
    int write(byte[] bytes, int offset, int count);

    /** Bytes that could be written without waiting. */
    int availableBytes();

    /** Bytes that the device's buffer holds. */
    int bufferBytes();

    /** Stops at once and gives the device back; may wait for a {@link #write} that is under way. */
    void close();
}
