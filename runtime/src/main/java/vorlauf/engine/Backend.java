package vorlauf.engine;

import java.util.List;
import java.util.Optional;

/**
 * A kind of consumer: Java Sound, JACK, a WAV file, the null device. Found by {@link java.util.ServiceLoader}.
 *
 * <p>Threads: control thread for all methods.
 */
public interface Backend {
    /** Name that users write after {@code --backend}: lower case with hyphens. */
    String name();

    /** One line that says what it is and what it needs. */
    String description();

    /**
     * What can be opened here and now, the default first; empty where nothing can, and {@link #unavailableReason} then says
     * why.
     */
    List<Device> devices();

    /** Why {@link #devices} is empty and what to do about it, one line; empty where it is not. */
    String unavailableReason();

    /**
     * Opens a device. Nothing is pulled before {@link Stream#start}.
     *
     * <p>Errors: a request that the device refuses is a {@link BackendException} whose one line says what would be accepted.
     */
    Stream open(StreamRequest request, FrameSource source, StreamListener listener) throws BackendException;

    /**
     * The device that a request names, where it takes frames out of a ring of its own instead of pulling them; empty where it
     * pulls, and {@link #open} then opens it.
     *
     * <p>Errors: as {@link #open}.
     *
     * @param capacityFrames frames that the ring must hold
     */
    default Optional<RingDevice> ringDevice(StreamRequest request, int capacityFrames) throws BackendException {
        return Optional.empty();
    }

    /** Something that can be opened. */
    record Device(String name, String description) {}

    /** An open input device. */
    interface Input extends AutoCloseable {
        /** What was agreed with the device. */
        InputFormat format();

        /** Starts to record into a sink of as many channels as {@link #format} says. */
        void start(FrameSink sink) throws BackendException;

        /** Stops recording and closes the device, which a dead one does not hold up. Idempotent. */
        @Override
        void close();
    }

    /** An open device. */
    interface Stream extends AutoCloseable {
        /** What was agreed with the device. */
        StreamFormat format();

        /** Hands over what may be shown and moved, once, before {@link #start}; a device without a face has no use for it. */
        default void show(Desk desk) {}

        /**
         * Opens the input device beside this one; nothing is recorded before {@link Input#start}. Empty where the backend
         * records nothing.
         *
         * <p>Errors: as for {@link Backend#open}.
         *
         * @param listener told what happens to the input alone
         */
        default Optional<Input> openInput(InputRequest request, StreamListener listener) throws BackendException {
            return Optional.empty();
        }

        /** Starts to pull frames. */
        void start() throws BackendException;

        /**
         * Stops pulling and closes the device. What was pulled is played or written first, for at most a bounded time; a dead
         * device does not hold it up. Idempotent.
         */
        @Override
        void close();
    }
}
