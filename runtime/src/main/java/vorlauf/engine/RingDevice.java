package vorlauf.engine;

import vorlauf.ring.FrameRing;

/**
 * A device that brings the ring along and takes frames out of it by itself, outside this JVM: the producer writes straight
 * into memory that the device reads, and no thread of the JVM stands between them.
 *
 * <p>Threads: control thread.
 */
public interface RingDevice {
    /** The ring that the producer is to write into; it stays usable after the stream is closed. */
    FrameRing ring();

    /**
     * Opens the device; nothing is taken before {@link Backend.Stream#start}.
     *
     * @param taken is told what the device has taken
     */
    Backend.Stream open(ForeignPulls taken, StreamListener listener) throws BackendException;
}
