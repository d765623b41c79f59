package vorlauf.simulate;

/**
 * Something that passed between a platform and its client.
 *
 * @param atNanos when
 * @param kind what
 * @param frames see the kind
 * @param detail see the kind
 */
public record PlatformEvent(long atNanos, Kind kind, long frames, long detail) {
    /** What there is. */
    public enum Kind {
        /** The client opened a stream: {@code frames} of buffer at a rate of {@code detail} Hz. */
        OPENED,
        /** The device plays. */
        STARTED,
        /** The client was asked for {@code frames}; {@code detail} of them were in the engine's ring. */
        CALLED,
        /** The device's buffer took {@code frames}, and holds {@code detail} now. */
        WRITTEN,
        /** The device played {@code frames}; {@code detail} of them were silence, since its buffer was dry. */
        PLAYED,
        /** The device's buffer was dry: the counter stands at {@code detail}. */
        XRUN,
        /** The device or the client stopped; the buffer keeps what it holds. */
        STOPPED,
        /** It goes on after a stop. */
        RESUMED,
        /** The route changed: what comes next plays at {@code detail} Hz. */
        ROUTE,
        /** From now on the client is asked for {@code frames} at once. */
        SIZE,
        /** The device is gone. */
        DISCONNECTED,
        /** The client is told so, before it closes. */
        ERROR_BEFORE_CLOSE,
        /** The client closed the stream; {@code frames} were still in the device's buffer and are lost. */
        CLOSED,
        /** The client is told that it is closed. */
        ERROR_AFTER_CLOSE,
        /** A write was refused: {@code frames} were offered, {@code detail} were taken. */
        REFUSED,
        /** The client prepared a stream that had stopped. */
        PREPARED,
        /** The buffer holds {@code frames} at most now, was {@code detail}. */
        TUNED
    }
}
